//! Plain text to blocks: blank lines part paragraphs, and so do lines that end early.
//! It knows no mark-up: every character is text.

use super::{Block, Content, Form, encoding, flow, lines};
use crate::defect::Defect;
use crate::line::{End, Line};
use crate::shape;

/// A line that ends this many characters before the next word would have had to go on a new line ended on purpose.
const RAGGED: usize = 12;

/// What a plain text file holds. Fails on bytes that are no text.
pub(crate) fn content(bytes: &[u8]) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let blocks = blocks(&encoding::decode(bytes, &mut defects)?);
    Ok(Content { blocks, defects, ..Content::default() })
}

/// The blocks of a plain text, its first line being line 1.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Line> = Vec::new();
    for (number, text) in (1..).zip(source.lines()) {
        let line = Line::plain(text, number);
        if line.is_empty() {
            close(&mut blocks, &mut open);
        } else {
            open.push(line);
        }
    }
    close(&mut blocks, &mut open);
    flow::mend(blocks)
}

fn close(blocks: &mut Vec<Block>, open: &mut Vec<Line>) {
    let mut group = std::mem::take(open);
    let widest = group.iter().map(|line| shape::width(&line.paragraph.text)).max().unwrap_or_default();
    let nexts: Vec<String> = group.iter().skip(1).map(|line| line.paragraph.text.clone()).collect();
    for (line, next) in group.iter_mut().zip(nexts) {
        if ends_on_purpose(&line.paragraph.text, &next, widest) {
            line.end = End::Block;
        }
    }
    blocks.extend(lines::blocks(Form::Plain, group));
}

fn ends_on_purpose(text: &str, next: &str, widest: usize) -> bool {
    let next_word = next.split_whitespace().next().map_or(0, shape::width);
    let early = shape::width(text) + 1 + next_word + RAGGED < widest;
    let starts_anew = shape::ends_sentence(text) || !shape::goes_on(next);
    let other_case = shape::is_capitals(text) != shape::is_capitals(next);
    let date = crate::calendar::read(text).is_some() || crate::calendar::read(next).is_some();
    date || (other_case && shape::words(text) > 1 && !shape::goes_on(next)) || (early && starts_anew)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(Form, &str, u32)]) {
        let found = blocks(source);
        let found: Vec<_> =
            found.iter().map(|b| (b.form, b.paragraph.text.as_str(), b.paragraph.lines[0].line)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paragraphs_are_parted_by_blank_lines_and_early_ends() {
        check(
            "Le plan d'action national comporte vingt-six\nengagements pour la France et ses adminis-\n\
             trations.\nUn premier bilan sera réalisé dans un an, pour\nnourrir la suite.\n\n* Une étoile reste *",
            &[
                (
                    Form::Plain,
                    "Le plan d'action national comporte vingt-six engagements pour la France et ses adminis-\ntrations.",
                    1,
                ),
                (Form::Plain, "Un premier bilan sera réalisé dans un an, pour nourrir la suite.", 4),
                (Form::Plain, "* Une étoile reste *", 7),
            ],
        );
    }

    #[test]
    fn a_masthead_without_blank_lines_is_taken_apart() {
        check(
            "MINISTÈRE DE LA JUSTICE\nParis, le 3 avril 2018\nCOMMUNIQUÉ DE PRESSE\nLa justice avance.",
            &[
                (Form::Heading(2), "MINISTÈRE DE LA JUSTICE", 1),
                (Form::Plain, "Paris, le 3 avril 2018", 2),
                (Form::Heading(2), "COMMUNIQUÉ DE PRESSE", 3),
                (Form::Plain, "La justice avance.", 4),
            ],
        );
    }
}
