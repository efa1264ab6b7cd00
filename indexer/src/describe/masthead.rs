//! The lines above a communiqué's title: who publishes it and what it is.
//! Labels that are no text of the document's own become frame; nothing is taken away.

use index::{Found, Origin, Role};

use super::publishers::{Publishers, family};
use super::{TOP, kind, respelling};
use crate::extract::{Block, Form};
use crate::shape;

/// A line of a masthead is no longer than this, in characters.
const MAX_LINE: usize = 200;

/// A body's name may be set on so many lines.
const MAX_NAME_LINES: usize = 6;

/// What a line that names the leading body starts with, folded.
const PILOTS: [&str; 14] = [
    "pilote",
    "pilotes",
    "pilotage",
    "porteur",
    "porteurs",
    "porteur de l'action",
    "pilote de l'action",
    "ministere porteur",
    "ministere pilote",
    "administration porteuse",
    "administration pilote",
    "structure pilote",
    "structure porteuse",
    "emetteur",
];

/// What the name of a body that no list has holds, folded: the name of a person holds none.
const BODY_WORDS: [&str; 26] = [
    "ministere",
    "secretariat",
    "direction",
    "delegation",
    "agence",
    "service",
    "mission",
    "bureau",
    "departement",
    "institut",
    "conseil",
    "commission",
    "autorite",
    "office",
    "observatoire",
    "cabinet",
    "prefecture",
    "centre",
    "cour",
    "universite",
    "ecole",
    "caisse",
    "academie",
    "inspection",
    "haut-commissariat",
    "region",
];

/// Bodies that stand above others on their letters: the one below is the publisher.
const HEADS: [&str; 4] =
    ["Premier ministre", "Gouvernement", "Services du Premier ministre", "Présidence de la République"];

/// Reads the issuing body among the first lines, or else the one that leads, and makes its line frame.
pub(super) fn publisher(blocks: &mut [Block], known: &Publishers) -> Option<Found<String>> {
    let Named { lines, name } = letterhead(blocks, known).or_else(|| pilot(blocks, known))?;
    let value = readable(&name, blocks);
    for at in lines {
        make_frame(blocks.get_mut(at)?);
    }
    Some(Found { value, origin: Origin::Read })
}

/// Reads what the document calls itself among the first lines and makes that line frame.
pub(super) fn kind(blocks: &mut [Block]) -> Option<Found<String>> {
    let lines = || blocks.iter().take(TOP).enumerate().filter(|(_, block)| is_line(block));
    let label = lines().find_map(|(at, block)| Some((at, kind::label(&shape::fold(&block.paragraph.text))?)));
    if let Some((at, _)) = label {
        make_frame(blocks.get_mut(at)?);
    }
    let value = label.map(|(_, kind)| kind).or_else(|| announced(blocks))?;
    Some(Found { value: value.to_owned(), origin: Origin::Read })
}

/// The kind that a line tells by its first words, where a title stands below it; the line is text.
fn announced(blocks: &[Block]) -> Option<&'static str> {
    let title = blocks.iter().take(TOP).position(|block| matches!(block.form, Form::Heading(_)))?;
    let above = blocks.iter().take(title).take_while(|block| is_line(block));
    above.filter_map(|block| kind::announced(&shape::fold(&block.paragraph.text))).next()
}

/// A body, and the blocks that only name it or one above it.
struct Named {
    lines: Vec<usize>,
    name: String,
}

fn make_frame(block: &mut Block) {
    block.form = Form::Plain;
    block.paragraph.role = Role::Frame;
}

fn is_line(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    let set_apart = matches!(block.form, Form::Plain | Form::Heading(_) | Form::Row);
    set_apart && shape::width(text) <= MAX_LINE && !text.ends_with(['.', ';', '!', '?'])
}

/// The first body named by a line of its own, or by several; one that stands above others gives way to the next.
fn letterhead(blocks: &[Block], known: &Publishers) -> Option<Named> {
    let end = blocks.iter().take(TOP).take_while(|block| is_line(block)).count();
    let mut above: Option<Named> = None;
    let mut at = 0;
    while let Some(block) = blocks.get(at).filter(|_| at < end) {
        let found = body(block, known).map(|name| (1, name)).or_else(|| joined(blocks.get(at..end)?, known));
        let Some((count, name)) = found else {
            at += 1;
            continue;
        };
        let mut lines = above.as_ref().map(|head| head.lines.clone()).unwrap_or_default();
        lines.extend(at..at + count);
        if !HEADS.contains(&name.as_str()) {
            return Some(Named { lines, name });
        }
        above = above.or(Some(Named { lines, name }));
        at += count;
    }
    above
}

/// The body whose name is set on several lines, as logos have it: `MINISTÈRE / DE LA CULTURE`.
fn joined(blocks: &[Block], known: &Publishers) -> Option<(usize, String)> {
    let opens = |block: &&Block| family::opens_name(&block.paragraph.text);
    blocks.first().filter(opens)?;
    let mut text = String::new();
    let mut longest = None;
    for (lines, block) in (1..=MAX_NAME_LINES).zip(blocks) {
        text.push(' ');
        text.push_str(&block.paragraph.text);
        longest = known.known(&text).map(|name| (lines, name.to_owned())).or(longest);
    }
    longest
}

/// The name of the body that a line consists of. A heading may be about a ministry: only one in capitals, or at the
/// first level, is a masthead.
fn body(block: &Block, known: &Publishers) -> Option<String> {
    let text = block.paragraph.text.as_str();
    let about_it = match block.form {
        Form::Heading(1) => !shape::is_capitals(text) && !family::is_name(text),
        Form::Heading(_) => !shape::is_capitals(text),
        form => form == Form::Row,
    };
    if about_it || text.contains(" : ") {
        return None;
    }
    // Two that publish together may stand on one line.
    let first = || known.opening(text).filter(|(_, rest)| family::is_name(rest.trim_start())).map(|(name, _)| name);
    let listed = known.known(text).or_else(first).map(str::to_owned);
    listed.or_else(|| family::name(text)).or_else(|| of_cabinet(text, known))
}

/// The ministry of `Cabinet de Anne Dupont, ministre de la Culture` or `Cabinet du ministre de la Culture`.
fn of_cabinet(text: &str, known: &Publishers) -> Option<String> {
    let minister =
        |text: &str| ["ministre", "secretaire d'etat"].iter().any(|name| shape::fold(text).starts_with(name));
    let (_, rest) = text.split_once(' ').filter(|(first, _)| shape::fold(first) == "cabinet")?;
    let office =
        rest.split_once(' ').map(|(_, office)| office).into_iter().chain(rest.split_once(", ").map(|(_, o)| o));
    office.filter(|office| minister(office)).find_map(|office| {
        let unlisted = || family::name(&office.replacen(office.split(' ').next()?, "Ministère", 1));
        known.known(office).map(str::to_owned).or_else(unlisted)
    })
}

/// The body of a line such as `PILOTE : DITP`; where several lead, the first.
fn pilot(blocks: &[Block], known: &Publishers) -> Option<Named> {
    blocks.iter().take(TOP).enumerate().find_map(|(at, block)| {
        let text = Some(block.paragraph.text.as_str()).filter(|text| shape::width(text) <= MAX_LINE)?;
        // The cells of a row are parted by spaces.
        let parts = text.split_once([':', '|']).or_else(|| text.split_once(' ').filter(|_| block.form == Form::Row));
        let (label, names) = parts?;
        let label = shape::fold(label);
        let named = PILOTS.iter().any(|pilot| label.trim().trim_end_matches("(s)") == *pilot);
        let name = named.then(|| leading(names, known)).flatten()?;
        Some(Named { lines: vec![at], name })
    })
}

fn leading(names: &str, known: &Publishers) -> Option<String> {
    let names = names.trim().trim_end_matches('.');
    let first =
        names.split([',', ';', '/']).next().and_then(|names| names.split(" et ").next()).unwrap_or(names).trim();
    let folded = shape::fold(names);
    let is_body = || BODY_WORDS.iter().any(|word| folded.starts_with(word));
    let listed =
        known.known(names).or_else(|| known.opening(names).map(|(name, _)| name)).or_else(|| known.known(first));
    let unlisted = || family::name(names).or_else(|| (is_body() && !names.is_empty()).then(|| names.to_owned()));
    listed.map(str::to_owned).or_else(unlisted)
}

/// A name in capitals as the text itself writes it elsewhere, or else in small letters.
fn readable(name: &str, blocks: &[Block]) -> String {
    if !shape::is_capitals(name) {
        return name.to_owned();
    }
    let best = respelling::respelled(name, blocks).unwrap_or_else(|| family::in_small_letters(name));
    let mut characters = best.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let plain = |text: &&str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
        texts.iter().map(plain).collect()
    }

    fn check(cases: &[(&[&str], Option<&str>)]) {
        for (texts, expected) in cases {
            let found = publisher(&mut blocks(texts), &Publishers::default());
            assert_eq!(found.map(|found| found.value).as_deref(), *expected, "{texts:?}");
        }
    }

    #[test]
    fn a_body_that_is_known_has_its_name_and_others_keep_theirs() {
        check(&[
            (&["MINISTERE DE L'ECONOMIE ET DES FINANCES", "Texte."], Some("Ministère de l'Économie et des Finances")),
            (
                &["MINISTÈRE DU PLAN ET DES CARTES", "Le ministère du Plan et des Cartes agit."],
                Some("Ministère du Plan et des Cartes"),
            ),
            (&["PRÉFET DU VAL-D'OISE", "Texte."], Some("Préfecture du Val-d'Oise")),
            (&["Préfète du Val-d'Oise", "Texte."], Some("Préfecture du Val-d'Oise")),
            (&["Cabinet d'Anne Dupont, ministre de la Culture", "Texte."], Some("Ministère de la Culture")),
            (&["CABINET DU MINISTRE DE LA CULTURE", "Texte."], Some("Ministère de la Culture")),
            (&["PRÉFECTURE DU VAL-D'OISE", "Texte."], Some("Préfecture du Val-d'Oise")),
        ]);
    }

    #[test]
    fn letterheads_have_several_lines() {
        let digital = Some("Direction interministérielle du numérique");
        check(&[
            (
                &["MINISTÈRE", "DE LA CULTURE", "ET DE LA COMMUNICATION"],
                Some("Ministère de la Culture et de la Communication"),
            ),
            (&["PREMIER MINISTRE", "DINUM", "Titre"], digital),
            (&["MINISTÈRE DE LA CULTURE MINISTÈRE DES ARMÉES", "Titre"], Some("Ministère de la Culture")),
            (&["PREMIER MINISTRE", "Titre", "Un texte."], Some("Premier ministre")),
        ]);
    }

    #[test]
    fn the_body_that_leads_is_the_publisher_and_a_person_is_none() {
        let ditp = Some("Direction interministérielle de la transformation publique");
        check(&[
            (&["Titre", "Une phrase.", "PILOTE : DITP"], ditp),
            (&["Titre", "Pilotes : DITP et DINUM"], ditp),
            (&["Porteur : Jean Dupont"], None),
            (&["PILOTE : DIRECTION DU NUMÉRIQUE"], Some("Direction du numérique")),
        ]);
    }

    #[test]
    fn a_ministry_in_a_sentence_or_a_title_is_no_masthead() {
        check(&[
            (&["Ministère de la Justice : un plan est lancé"], None),
            (&["Un premier paragraphe se termine.", "Ministère de la Justice"], None),
            (&["MINISTÈRE OUVERT #1"], None),
        ]);
    }

    #[test]
    fn labels_tell_the_kind_and_become_frame() {
        let mut blocks = blocks(&["COMMUNIQUÉ DE PRESSE", "Titre"]);
        assert_eq!(kind(&mut blocks).map(|found| found.value).as_deref(), Some("communique"));
        assert_eq!(blocks[0].paragraph.role, Role::Frame);
    }
}
