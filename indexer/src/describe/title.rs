//! The title of a text whose metadata has none: its first heading, or the line that stands for it on a cover.
//! It takes the title out of the body, so that it stands in the document once.

use std::collections::HashSet;

use index::{Paragraph, Role};

use crate::calendar;
use crate::extract::{Block, Form};
use crate::shape;

/// A title on a cover is no longer than this, in characters.
const MAX_TITLE: usize = 200;

/// Takes the title out of `blocks`, unless `name`, which metadata gives, is a better one.
///
/// A heading of the first level is the title; without one, the name is. Otherwise a cover has it, if there is one: of its
/// lines the one that comes back as a page header, else the first in capitals, else the first. Otherwise the first
/// heading is the title.
pub(super) fn take(blocks: &mut Vec<Block>, name: Option<Paragraph>) -> Option<Paragraph> {
    let heading = blocks.iter().position(|block| matches!(block.form, Form::Heading(_)) && is_text(block));
    let at = match heading.and_then(|at| blocks.get(at)) {
        Some(block) if block.form == Form::Heading(1) => heading,
        _ if name.is_some() => return name,
        _ => on_cover(blocks).or(heading),
    }?;
    Some(blocks.remove(at).paragraph)
}

fn on_cover(blocks: &[Block]) -> Option<usize> {
    let end = blocks.iter().position(|block| matches!(block.form, Form::Heading(_))).unwrap_or(blocks.len());
    // A text of nothing but a line has no cover, and what it says would be gone from its body.
    let cover = blocks.get(..end).filter(|cover| cover.len() < blocks.len() || cover.len() > 1)?;
    let opening = cover.iter().take_while(|block| is_line(block) || !is_text(block));
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
    let starts = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
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
        let title = take(&mut blocks, None);
        assert_eq!(title.as_ref().map(|title| title.text.as_str()), expected, "{texts:?}");
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
    fn a_name_outranks_all_but_a_heading_of_the_first_level() {
        let heading =
            |level| Block { form: Form::Heading(level), paragraph: Line::plain("Qui sommes-nous", 1).paragraph };
        let name = || Some(Paragraph::on_line("Chargée de mission", 1));
        assert_eq!(take(&mut vec![heading(2)], name()), name());
        assert_eq!(take(&mut vec![heading(1)], name()).unwrap().text, "Qui sommes-nous");
    }

    #[test]
    fn running_text_is_no_title() {
        check(&["Une phrase entière se termine ici.", "Une ligne"], None);
        check(&["Une phrase entière.", "## Un titre", "Texte."], Some("Un titre"));
        check(&["Une seule ligne"], None);
    }
}
