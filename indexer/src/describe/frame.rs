//! What frames a text: the State's motto, contents, running page headers, the press contact, empty notes.
//! It marks and moves nothing; mastheads, which tell the publisher, are read elsewhere.

use std::collections::HashSet;

use index::Role;

use crate::extract::{Block, Form};
use crate::shape;

const MOTTOS: [&str; 4] = [
    "liberte egalite fraternite",
    "liberte - egalite - fraternite",
    "republique francaise",
    "republique francaise liberte egalite fraternite",
];
const MOTTO_WORDS: [&str; 3] = ["liberte", "egalite", "fraternite"];
const CONTENTS: [&str; 4] = ["sommaire", "table des matieres", "table of contents", "contents"];
const NOTES: [&str; 2] = ["notes", "notes :"];
const CONTACTS: [&str; 9] = [
    "contact presse",
    "contacts presse",
    "contact :",
    "contacts :",
    "contact(s) presse",
    "service presse",
    "service de presse",
    "bureau de presse",
    "relations presse",
];

/// A running page header, a contents line and a line of a press contact are no longer than this, in characters.
const MAX_FRAME: usize = 200;

/// Marks the blocks that frame the text.
pub(super) fn mark(blocks: &mut [Block]) {
    let mut headers = HashSet::new();
    let mut inside = None;
    let mut motto = 0;
    for block in blocks {
        let folded = shape::fold(&block.paragraph.text);
        motto = if MOTTO_WORDS.get(motto).is_some_and(|word| *word == folded) { motto + 1 } else { 0 };
        inside = part(block, &folded).or_else(|| inside.filter(|part| goes_on(*part, block)));
        let announced = inside == Some(Part::Contents) && shape::ends_sentence(&block.paragraph.text);
        let framed = motto > 0
            || (inside.is_some() && !announced)
            || MOTTOS.contains(&folded.as_str())
            || NOTES.contains(&folded.as_str())
            || shape::is_contents_line(&block.paragraph.text)
            || repeats(block, &folded, &mut headers);
        if framed {
            block.paragraph.role = Role::Frame;
        }
    }
}

/// A part of the text that frames it as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Contents,
    /// Under a heading of that level, 7 where it starts with a line that is none.
    Contact(u8),
}

/// The part that starts with this block.
fn part(block: &Block, folded: &str) -> Option<Part> {
    let contact = shape::width(folded) <= MAX_FRAME && CONTACTS.iter().any(|contact| folded.starts_with(contact));
    match block.form {
        Form::Heading(_) if CONTENTS.contains(&folded) => Some(Part::Contents),
        Form::Heading(level) if contact => Some(Part::Contact(level)),
        Form::Plain if contact && !folded.ends_with('.') => Some(Part::Contact(7)),
        _ => None,
    }
}

fn goes_on(part: Part, block: &Block) -> bool {
    let short = shape::width(&block.paragraph.text) <= MAX_FRAME;
    match (part, block.form) {
        (Part::Contents, Form::Heading(_)) => false,
        (Part::Contact(contact), Form::Heading(level)) => level > contact,
        _ => short,
    }
}

/// Whether a short line was met before, as a page header is on each page.
fn repeats(block: &Block, folded: &str, headers: &mut HashSet<String>) -> bool {
    let header = matches!(block.form, Form::Plain | Form::Heading(_)) && !shape::ends_sentence(folded);
    if !header || shape::words(folded) < 2 || shape::width(folded) > MAX_FRAME {
        return false;
    }
    let new = headers.insert(folded.to_owned());
    !new && block.form == Form::Plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn check(texts: &[&str], framed: &[&str]) {
        let block = |text: &&str| match text.strip_prefix("## ") {
            Some(heading) => Block { form: Form::Heading(2), paragraph: Line::plain(heading, 1).paragraph },
            None => Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph },
        };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        mark(&mut blocks);
        let found: Vec<&str> =
            blocks.iter().filter(|b| b.paragraph.role == Role::Frame).map(|b| b.paragraph.text.as_str()).collect();
        assert_eq!(found, framed);
    }

    #[test]
    fn the_motto_is_frame_on_one_line_or_three() {
        check(&["Liberté Égalité Fraternité", "Texte."], &["Liberté Égalité Fraternité"]);
        check(&["Liberté", "Égalité", "Fraternité", "Égalité"], &["Liberté", "Égalité", "Fraternité"]);
    }

    #[test]
    fn contents_end_with_the_next_heading() {
        check(
            &["## SOMMAIRE", "LA DÉMARCHE ... 3", "Annexe", "## La démarche", "Texte."],
            &["SOMMAIRE", "LA DÉMARCHE ... 3", "Annexe"],
        );
    }

    #[test]
    fn a_page_header_is_frame_from_its_second_time_on() {
        check(
            &["Ministère ouvert", "Un.", "MINISTERE OUVERT", "Par exemple :", "Par exemple :"],
            &["MINISTERE OUVERT"],
        );
    }

    #[test]
    fn the_press_contact_goes_on_to_the_next_heading() {
        check(
            &["Texte.", "## Contact presse :", "Tél. : 01", "## Suite", "Texte."],
            &["Contact presse :", "Tél. : 01"],
        );
        check(&["Contact :", "a@b.fr"], &["Contact :", "a@b.fr"]);
    }
}
