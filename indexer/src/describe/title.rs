//! The title of a text whose metadata has none: its first heading, or the line that stands for it on a cover.
//! It takes the title out of the body, so that it stands in the document once.

use std::collections::HashSet;

use index::{Origin, Paragraph, Role};

use super::{kind, properties, respelling};
use crate::calendar;
use crate::extract::{Block, Form};
use crate::shape;

/// A title on a cover is no longer than this, in characters.
const MAX_TITLE: usize = 200;

/// What properties call a text is looked for among its first blocks.
const NEAR_TOP: usize = 30;

/// Headings that open a part of a text, folded: where one is the first, the title stands elsewhere.
const PARTS: [&str; 9] =
    ["introduction", "preambule", "contexte", "avant-propos", "objet", "objectif", "objectifs", "editorial", "resume"];

/// Titles that stand outside of a text, each weaker than a clear one in it.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What front matter calls the page of a person, a post or a thing.
    pub(super) name: Option<Paragraph>,
    /// What a page is called, without its site.
    pub(super) page: Option<String>,
    /// What the properties of an office file or a PDF say.
    pub(super) file: Option<String>,
}

/// Takes the title out of `blocks`, unless one of `names` is better, and says where it is from.
///
/// A heading of the first level is the title, unless it opens a part; then what a page or a file is called, if the text
/// has it near its top; then a name, then what a page is called. Otherwise a cover has it, if there is one: of its
/// lines the one that comes back as a page header, else the first in capitals, else the first. Otherwise the first
/// heading is the title, and at last what the file is called.
pub(super) fn take(blocks: &mut Vec<Block>, names: Names) -> Option<(Paragraph, Origin)> {
    let Names { name, page, file } = names;
    let clear = blocks.iter().position(|block| matches!(block.form, Form::Heading(_)) && can_be_title(block));
    let first =
        clear.filter(|at| blocks.get(*at).is_some_and(|block| block.form == Form::Heading(1) && !is_part(block)));
    let confirmed = || [&page, &file].into_iter().flatten().find_map(|title| near_top(blocks, title));
    if let Some(at) = first.or_else(confirmed) {
        return Some((readable(blocks.remove(at).paragraph, blocks), Origin::Read));
    }
    let declared = |title: String| Paragraph::on_line(title, 1);
    if let Some(named) = name.or_else(|| page.map(declared)) {
        return Some((named, Origin::Declared));
    }
    match on_cover(blocks).or(clear) {
        Some(at) => Some((readable(blocks.remove(at).paragraph, blocks), Origin::Read)),
        None => file.map(|title| (declared(title), Origin::Declared)),
    }
}

/// A title in capitals as the text writes it elsewhere; as it is where the text does not.
fn readable(mut title: Paragraph, blocks: &[Block]) -> Paragraph {
    if !shape::is_capitals(&title.text) {
        return title;
    }
    let same_length = |text: &String| shape::width(text) == shape::width(&title.text);
    let Some(respelled) = respelling::respelled(&title.text, blocks).filter(same_length) else { return title };
    let mut characters = respelled.chars();
    let respelled: String = characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect();
    for start in &mut title.lines {
        let before = title.text.get(..start.offset as usize).map_or(0, shape::width);
        let offset = respelled.char_indices().nth(before).map_or(respelled.len(), |(at, _)| at);
        start.offset = u32::try_from(offset).unwrap_or(u32::MAX);
    }
    title.text = respelled;
    title
}

fn is_part(block: &Block) -> bool {
    let folded = shape::fold(&block.paragraph.text);
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "ivx.)-".contains(c));
    let numbered = folded.split_once(' ').filter(|(number, _)| is_number(number)).map(|(_, rest)| rest);
    PARTS.contains(&numbered.unwrap_or(&folded))
}

/// Where the text itself has `title` on a line of its own.
fn near_top(blocks: &[Block], title: &str) -> Option<usize> {
    let wanted = shape::fold(title);
    let lines = blocks.iter().take(NEAR_TOP);
    lines
        .enumerate()
        .find(|(_, block)| is_text(block) && shape::fold(&block.paragraph.text) == wanted)
        .map(|(at, _)| at)
}

/// Whether a heading is the document's own text and says something.
fn can_be_title(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    is_text(block) && !properties::is_placeholder(text) && !is_label(text)
}

/// Whether a line says what the document is or which one: `Communiqué de presse`, `Engagement n° 8`, `N° 381`.
fn is_label(text: &str) -> bool {
    let folded = shape::fold(text);
    let number = folded.split_once("n°").is_some_and(|(before, after)| {
        shape::words(before) <= 1
            && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
            && shape::words(after) == 1
    });
    number || kind::label(&folded).is_some()
}

fn on_cover(blocks: &[Block]) -> Option<usize> {
    let heads = |block: &Block| matches!(block.form, Form::Heading(_)) && can_be_title(block);
    let end = blocks.iter().position(heads).unwrap_or(blocks.len());
    // A text of nothing but a line has no cover, and what it says would be gone from its body.
    let cover = blocks.get(..end).filter(|cover| cover.len() < blocks.len() || cover.len() > 1)?;
    let opening = cover.iter().take_while(|block| is_line(block) || !can_be_title(block));
    let lines: Vec<usize> =
        opening.enumerate().filter(|(_, block)| is_text(block) && is_candidate(block)).map(|(at, _)| at).collect();
    let text = |at: &usize| cover.get(*at).map(|block| block.paragraph.text.as_str()).unwrap_or_default();
    let headers: HashSet<String> = blocks
        .iter()
        .skip(end)
        .filter(|block| !is_text(block) && !shape::is_contents_line(&block.paragraph.text))
        .map(|block| shape::fold(&block.paragraph.text))
        .collect();
    let header = lines.iter().find(|at| headers.contains(&shape::fold(text(at))));
    header.or_else(|| lines.iter().find(|at| shape::is_capitals(text(at)))).or(lines.first()).copied()
}

fn is_text(block: &Block) -> bool {
    block.paragraph.role == Role::Text
}

fn is_line(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    block.form == Form::Plain && shape::width(text) <= MAX_TITLE && !shape::ends_sentence(text)
}

fn is_candidate(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    let label = is_label(text) || properties::is_placeholder(text);
    let value = text.split_once(':').is_some_and(|(_, value)| !value.contains(char::is_alphabetic));
    let day = shape::fold(text).strip_prefix("le ").is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()));
    let label = label || value || day;
    let starts = !label && text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    starts && text.contains(char::is_alphabetic) && !text.contains('@') && calendar::read(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn check(texts: &[&str], expected: Option<&str>) {
        let block = |text: &&str| {
            let level = text.bytes().take_while(|byte| *byte == b'#').count() as u8;
            let form = if level > 0 { Form::Heading(level) } else { Form::Plain };
            Block { form, paragraph: Line::plain(text.trim_start_matches('#'), 1).paragraph }
        };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        let title = take(&mut blocks, Names::default());
        assert_eq!(title.as_ref().map(|(title, _)| title.text.as_str()), expected, "{texts:?}");
        assert_eq!(blocks.len() + usize::from(title.is_some()), texts.len());
    }

    #[test]
    fn a_heading_of_the_first_level_outranks_a_cover() {
        check(&["Une ligne", "# Le titre", "Texte."], Some("Le titre"));
    }

    #[test]
    fn a_cover_outranks_deeper_headings() {
        check(&["Le 3 avril 2018", "Un plan pour tous", "## Objectif", "Texte."], Some("Un plan pour tous"));
        check(&["avec", "UN PLAN", "## Objectif", "Texte."], Some("UN PLAN"));
    }

    #[test]
    fn a_heading_that_opens_a_part_or_says_nothing_is_no_title() {
        check(&["Un plan pour tous", "# 1. Introduction", "Texte."], Some("Un plan pour tous"));
        check(&["## Engagement n° 8", "Un plan pour tous", "Texte."], Some("Un plan pour tous"));
        check(&["N° 381", "Un plan pour tous", "Texte."], Some("Un plan pour tous"));
        check(&["# Communiqué de presse", "## Un plan pour tous", "Texte."], Some("Un plan pour tous"));
    }

    #[test]
    fn a_title_in_capitals_is_written_as_the_text_writes_it() {
        check(&["# MINISTERE OUVERT #1", "Programme Ministère ouvert #1."], Some("Ministère ouvert #1"));
        check(&["# MINISTERE OUVERT #1", "Texte."], Some("MINISTERE OUVERT #1"));
    }

    #[test]
    fn names_outrank_all_but_a_clear_title_and_those_that_the_text_has_are_read() {
        let heading = |level, text| Block { form: Form::Heading(level), paragraph: Line::plain(text, 1).paragraph };
        let name = Paragraph::on_line("Chargée de mission", 1);
        let named = || Names { name: Some(name.clone()), ..Names::default() };
        let page = |title: &str| Names { page: Some(title.to_owned()), ..Names::default() };
        let file = || Names { file: Some("Modèle".to_owned()), ..Names::default() };
        let cases = [
            (2, named(), "Chargée de mission", Origin::Declared),
            (1, named(), "Qui sommes-nous", Origin::Read),
            (2, page("La page"), "La page", Origin::Declared),
            (2, page("QUI SOMMES-NOUS"), "Qui sommes-nous", Origin::Read),
            (2, file(), "Qui sommes-nous", Origin::Read),
        ];
        for (level, names, expected, origin) in cases {
            let (title, found) = take(&mut vec![heading(level, "Qui sommes-nous")], names).unwrap();
            assert_eq!((title.text.as_str(), found), (expected, origin), "{level}");
        }
        assert_eq!(take(&mut Vec::new(), file()).unwrap().0.text, "Modèle");
    }

    #[test]
    fn running_text_is_no_title() {
        check(&["Une phrase entière se termine ici.", "Une ligne"], None);
        check(&["Une phrase entière.", "## Un titre", "Texte."], Some("Un titre"));
        check(&["Une seule ligne"], None);
    }
}
