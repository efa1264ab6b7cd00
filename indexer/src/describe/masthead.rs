//! The lines above a communiqué's title: who publishes it, what it is, and its date.
//! Labels that are no text of the document's own become frame; nothing is taken away.

use index::{Date, Found, Origin, Role};

use super::TOP;
use crate::calendar;
use crate::extract::{Block, Form};
use crate::shape;

/// A line of a masthead is no longer than this, in characters.
const MAX_LINE: usize = 200;

/// What the name of a publisher starts with, folded.
const BODIES: [&str; 18] = [
    "ministere de ",
    "ministere d'",
    "ministere du ",
    "ministere des ",
    "ministere charge ",
    "ministere delegue ",
    "ministere aupres ",
    "ministre de ",
    "secretariat d'etat",
    "secretariat general ",
    "haut-commissariat ",
    "direction generale ",
    "direction interministerielle ",
    "delegation interministerielle ",
    "cabinet du ",
    "cabinet de ",
    "services du premier ministre",
    "presidence de la republique",
];
/// Names that are whole.
const WHOLE_BODIES: [&str; 4] = ["premier ministre", "gouvernement", "assemblee nationale", "senat"];
/// What a line that names the leading body starts with, folded.
const PILOTS: [&str; 2] = ["pilote :", "pilotes :"];

/// Reads the issuing body among the first lines and makes its line frame.
pub(super) fn publisher(blocks: &mut [Block]) -> Option<Found<String>> {
    let top = blocks.iter().take(TOP).take_while(|block| is_line(block));
    let (at, name) = top.enumerate().find_map(|(at, block)| Some((at, body(block)?)))?;
    let value = readable(&name, blocks);
    make_frame(blocks.get_mut(at)?);
    Some(Found { value, origin: Origin::Read })
}

/// Reads what the document calls itself among the first lines and makes that line frame.
pub(super) fn kind(blocks: &mut [Block]) -> Option<Found<String>> {
    let (at, value) = blocks.iter().take(TOP).enumerate().find_map(|(at, block)| {
        let label = is_line(block).then(|| label(&shape::fold(&block.paragraph.text))).flatten();
        Some((at, label?))
    })?;
    make_frame(blocks.get_mut(at)?);
    Some(Found { value: value.to_owned(), origin: Origin::Read })
}

/// Reads a line near the top that is a date and nothing else, and makes it frame.
pub(super) fn date(blocks: &mut [Block]) -> Option<Found<Date>> {
    let (at, value) = blocks.iter().take(TOP).enumerate().find_map(|(at, block)| {
        let text = Some(block.paragraph.text.as_str()).filter(|text| shape::width(text) <= MAX_LINE);
        // A year or month alone may be a heading; only a day dates a communiqué.
        Some((at, calendar::read(text?).filter(|date| date.day.is_some())?))
    })?;
    make_frame(blocks.get_mut(at)?);
    Some(Found { value, origin: Origin::Read })
}

/// The month of the latest day that the text tells of: a document without a date is not older than that.
pub(super) fn latest_month(blocks: &[Block]) -> Option<Found<Date>> {
    let own = blocks.iter().filter(|block| block.paragraph.role == Role::Text);
    let latest = own.flat_map(|block| calendar::days_in(&block.paragraph.text)).max()?;
    Some(Found { value: Date { day: None, ..latest }, origin: Origin::Inferred })
}

fn make_frame(block: &mut Block) {
    block.form = Form::Plain;
    block.paragraph.role = Role::Frame;
}

fn is_line(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    let set_apart = matches!(block.form, Form::Plain | Form::Heading(_));
    set_apart && shape::width(text) <= MAX_LINE && !text.ends_with(['.', ';', '!', '?'])
}

/// The name of the body that a line consists of. A heading may be about a ministry: only one in capitals, or at the
/// first level, is a masthead.
fn body(block: &Block) -> Option<String> {
    let text = block.paragraph.text.as_str();
    let folded = shape::fold(text);
    if PILOTS.iter().any(|pilot| folded.starts_with(pilot)) {
        return text.split_once(':').map(|(_, name)| name.trim().to_owned()).filter(|name| !name.is_empty());
    }
    let named = BODIES.iter().any(|body| folded.starts_with(body)) || WHOLE_BODIES.contains(&folded.as_str());
    let about_it = match block.form {
        Form::Heading(level) => level > 1 && !shape::is_capitals(text),
        _ => false,
    };
    (named && !about_it && !text.contains(" : ")).then(|| text.to_owned())
}

/// A name in capitals as the text itself writes it elsewhere, or else with one capital.
fn readable(name: &str, blocks: &[Block]) -> String {
    if !shape::is_capitals(name) {
        return name.to_owned();
    }
    let spellings = blocks.iter().flat_map(|block| spellings(&block.paragraph.text, name));
    let best = spellings.filter(|spelling| !shape::is_capitals(spelling)).max_by_key(|spelling| {
        let capitals = spelling.chars().filter(|c| c.is_uppercase()).count();
        (capitals, std::cmp::Reverse(*spelling))
    });
    let best = best.map_or_else(|| name.to_lowercase(), str::to_owned);
    let mut characters = best.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// The places of `text` that read as `name` does, capitals and accents aside.
fn spellings<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let wanted = shape::fold(name);
    let Some(initial) = wanted.chars().next() else { return Vec::new() };
    let length = shape::width(name);
    let starts = text.char_indices().filter(|(_, c)| c.to_lowercase().next() == Some(initial)).map(|(at, _)| at);
    let candidates = starts.filter_map(|start| {
        let rest = text.get(start..)?;
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
        rest.get(..end)
    });
    candidates.filter(|candidate| shape::fold(candidate) == wanted).collect()
}

fn label(folded: &str) -> Option<&'static str> {
    let action =
        folded.strip_prefix("action n").and_then(|rest| rest.trim_start_matches(['°', 'º', 'o', ' ']).chars().next());
    match folded {
        text if text == "communique" || text.starts_with("communique de presse") => Some("communique"),
        text if text.starts_with("dossier de presse") => Some("dossier"),
        "discours" => Some("discours"),
        "rapport" => Some("rapport"),
        "fiche action" | "fiche-action" => Some("fiche-action"),
        _ if action.is_some_and(|digit| digit.is_ascii_digit()) => Some("fiche-action"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let plain = |text: &&str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
        texts.iter().map(plain).collect()
    }

    fn check(texts: &[&str], expected: Option<&str>) {
        assert_eq!(publisher(&mut blocks(texts)).map(|found| found.value).as_deref(), expected, "{texts:?}");
    }

    #[test]
    fn a_publisher_in_capitals_is_written_as_the_text_writes_it() {
        check(
            &["MINISTERE DE L'ECONOMIE ET DES FINANCES", "Le ministère de l’Économie et des Finances agit."],
            Some("Ministère de l’Économie et des Finances"),
        );
        check(&["PILOTE : DIRECTION DU NUMÉRIQUE"], Some("Direction du numérique"));
    }

    #[test]
    fn a_ministry_in_a_sentence_or_a_title_is_no_masthead() {
        check(&["Ministère de la Justice : un plan est lancé"], None);
        check(&["Un premier paragraphe se termine.", "Ministère de la Justice"], None);
        check(&["MINISTÈRE OUVERT #1"], None);
    }

    #[test]
    fn labels_tell_the_kind_and_become_frame() {
        let mut blocks = blocks(&["COMMUNIQUÉ DE PRESSE", "Titre"]);
        assert_eq!(kind(&mut blocks).map(|found| found.value).as_deref(), Some("communique"));
        assert_eq!(blocks[0].paragraph.role, Role::Frame);
        assert_eq!(label("action n° 1-6"), Some("fiche-action"));
        assert_eq!(label("action nationale"), None);
    }

    #[test]
    fn a_line_that_is_a_day_dates_the_document() {
        assert!(date(&mut blocks(&["Titre", "Le 23 février 2021"])).is_some());
        assert!(date(&mut blocks(&["2018", "Réuni le 23 février 2021 à Paris"])).is_none());
    }
}
