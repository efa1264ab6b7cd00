//! Which lines of a block are one paragraph.
//!
//! Wrapped text has lines of about the same width, which belong together. Text exported by a word processor has a line
//! for each paragraph, of any length: a block with a line wider than [`WIDEST_WRAPPED`] is taken for such text.
//! Blocks are not joined with one another here.

use index::Paragraph;

use super::{Block, Form};
use crate::line::{End, Line, append, cut_front};
use crate::shape;

/// No one wraps text at more characters than this; editors offer 72 to 120.
const WIDEST_WRAPPED: usize = 120;

/// The paragraphs that the lines of one block make, in their order. Bullets are taken off.
pub(super) fn blocks(form: Form, lines: Vec<Line>) -> Vec<Block> {
    let whole = matches!(form, Form::Heading(_) | Form::Row | Form::Code);
    let exported = lines.iter().any(|line| shape::width(&line.paragraph.text) > WIDEST_WRAPPED);
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        let joins = before.as_ref().is_some_and(|before| whole || !is_cut(before, &line, exported));
        match blocks.last_mut().filter(|_| joins) {
            Some(block) => join(&mut block.paragraph, line.paragraph.clone()),
            None => blocks.push(block(form, &line, before.is_none())),
        }
        before = Some(line);
    }
    blocks
}

/// Joins what stands on the next line. A word cut at the line's end keeps its hyphen and the line break, for whoever
/// knows words to decide whether the hyphen belongs to it.
pub(super) fn join(paragraph: &mut Paragraph, next: Paragraph) {
    let glue = if is_cut_word(&paragraph.text, &next.text) { "\n" } else { " " };
    append(paragraph, next, glue);
}

/// Whether a text ends with the first part of a word that the next one goes on with.
pub(super) fn is_cut_word(text: &str, next: &str) -> bool {
    let before = text.strip_suffix(['-', '\u{2010}', '\u{ad}']);
    before.is_some_and(|before| before.ends_with(char::is_alphabetic)) && next.starts_with(char::is_lowercase)
}

fn block(form: Form, line: &Line, first: bool) -> Block {
    let mut paragraph = line.paragraph.clone();
    let bullet = line.bullet().filter(|_| !matches!(form, Form::Heading(_) | Form::Row | Form::Code));
    if let Some(length) = bullet {
        cut_front(&mut paragraph, length);
    }
    let form = match form {
        _ if bullet.is_some() => Form::Item,
        Form::Item if !first => Form::Plain,
        form => form,
    };
    Block { form, paragraph }
}

fn is_cut(before: &Line, line: &Line, exported: bool) -> bool {
    let (text, next) = (before.paragraph.text.as_str(), line.paragraph.text.as_str());
    if before.end == End::Block || shape::is_contents_line(text) || shape::is_contents_line(next) {
        return true;
    }
    let dash_may_be_punctuation = shape::is_dash(next) && !exported && !shape::ends_sentence(text);
    if line.bullet().is_some() && !dash_may_be_punctuation {
        return true;
    }
    let rows = before.tab.is_some() && line.tab.is_some();
    let masthead = before.end == End::Hard && shape::is_capitals(text) && !shape::is_capitals(next);
    let paragraphs = exported && !(shape::breaks_off(text) && shape::goes_on(next)) && !is_cut_word(text, next);
    rows || masthead || paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Form, &str)]) {
        let lines = (1..).zip(text.lines()).map(|(number, line)| Line::plain(line, number)).collect();
        let found = blocks(Form::Plain, lines);
        assert_eq!(found.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(
            "Le plan comporte des\nengagements – vingt\n– pour la\nFrance.",
            &[(Form::Plain, "Le plan comporte des engagements – vingt – pour la France.")],
        );
    }

    #[test]
    fn a_word_cut_at_a_line_end_keeps_its_hyphen_and_break() {
        check("la transfor-\nmation", &[(Form::Plain, "la transfor-\nmation")]);
    }

    #[test]
    fn exported_lines_are_paragraphs_of_their_own() {
        let long = "Une ligne exportée ".repeat(8);
        let long = long.trim();
        check(
            &format!("Un titre\n{long}.\no\tune puce ;\n•\tune autre\nFin."),
            &[
                (Form::Plain, "Un titre"),
                (Form::Plain, &format!("{long}.")),
                (Form::Item, "une puce ;"),
                (Form::Item, "une autre"),
                (Form::Plain, "Fin."),
            ],
        );
        check(&format!("{long}\net sa suite"), &[(Form::Plain, &format!("{long} et sa suite"))]);
    }

    #[test]
    fn rows_with_tabs_and_contents_lines_are_apart() {
        check("a\tb\nc\td", &[(Form::Plain, "a b"), (Form::Plain, "c d")]);
        check("UN ... 3\nDEUX ... 4", &[(Form::Plain, "UN ... 3"), (Form::Plain, "DEUX ... 4")]);
    }
}
