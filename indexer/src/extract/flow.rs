//! The flow of a text that was made from pages: headings that are plain lines, sentences cut by a page break,
//! infographics split into single lines. It joins neighbours and drops nothing.

use super::{Block, Form, lines};
use crate::line::append;
use crate::shape;

/// A heading in capitals is no longer than this, in characters.
const MAX_CAPITALS: usize = 100;
/// A heading in small letters is no longer than this, in characters; the longest of the seeds has 128.
const MAX_HEADING: usize = 140;
/// A piece of an infographic is no longer than this, in characters.
const MAX_FRAGMENT: usize = 100;
/// Pieces of an infographic mostly have no more words than this.
const FRAGMENT_WORDS: usize = 3;
/// Fewer pieces than this are no infographic.
const MIN_FRAGMENTS: usize = 3;
/// The level of headings that nothing tells the level of: below a title.
const PLAIN_LEVEL: u8 = 2;

/// Finds headings among plain lines, then joins what page breaks and infographics took apart.
pub(crate) fn mend(blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = blocks;
    mark_headings(&mut blocks);
    rejoin(blocks)
}

/// Joins what page breaks and infographics took apart, where headings are known.
pub(crate) fn rejoin(blocks: Vec<Block>) -> Vec<Block> {
    sentences(fragments(blocks))
}

/// Finds headings among plain lines. An author who marks headings marks all of them: only texts without any are looked
/// through.
pub(crate) fn mark_headings(blocks: &mut [Block]) {
    if blocks.iter().any(|block| matches!(block.form, Form::Heading(_))) {
        return;
    }
    let last = blocks.len().saturating_sub(1);
    let found: Vec<usize> = (0..last).filter(|at| is_heading(blocks, *at)).collect();
    for at in found {
        if let Some(block) = blocks.get_mut(at) {
            block.form = Form::Heading(PLAIN_LEVEL);
        }
    }
}

/// A short line without final punctuation is a heading if it is in capitals, or if a list or a whole sentence follows.
fn is_heading(blocks: &[Block], at: usize) -> bool {
    let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else { return false };
    let text = block.paragraph.text.as_str();
    let one_line = block.form == Form::Plain && block.paragraph.lines.len() == 1;
    if !one_line || shape::ends_sentence(text) || shape::is_contents_line(text) || text.ends_with(',') {
        return false;
    }
    if shape::is_capitals(text) {
        return shape::width(text) <= MAX_CAPITALS;
    }
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let after_fragment =
        before.is_some_and(|before| is_fragment(before) && !shape::is_capitals(&before.paragraph.text));
    let sentence = shape::ends_sentence(&next.paragraph.text) && !shape::goes_on(&next.paragraph.text);
    let announces = next.form == Form::Item || (next.form == Form::Plain && sentence);
    let starts = text.starts_with(char::is_uppercase);
    starts && announces && !after_fragment && !text.contains(['@', '/']) && shape::width(text) <= MAX_HEADING
}

fn is_fragment(block: &Block) -> bool {
    let text = block.paragraph.text.as_str();
    let short = shape::width(text) <= MAX_FRAGMENT && block.paragraph.lines.len() == 1;
    block.form == Form::Plain && short && !shape::ends_sentence(text)
}

/// Joins runs of single short lines that go on with one another.
fn fragments(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined = Vec::new();
    let mut run: Vec<Block> = Vec::new();
    for block in blocks {
        if !run.last().is_some_and(|last| are_one_figure(last, &block)) {
            close(&mut joined, &mut run);
        }
        run.push(block);
    }
    close(&mut joined, &mut run);
    joined
}

fn are_one_figure(before: &Block, block: &Block) -> bool {
    let (text, next) = (before.paragraph.text.as_str(), block.paragraph.text.as_str());
    let number_alone = !text.contains(char::is_alphabetic);
    let counts = next.starts_with(|c: char| c.is_ascii_digit() || c == '+');
    is_fragment(before) && is_fragment(block) && (number_alone || counts || shape::goes_on(next))
}

fn close(joined: &mut Vec<Block>, run: &mut Vec<Block>) {
    let short = run.iter().filter(|block| shape::words(&block.paragraph.text) <= FRAGMENT_WORDS).count();
    let figure = run.len() >= MIN_FRAGMENTS && short * 2 >= run.len();
    let mut pieces = run.drain(..);
    if figure && let Some(mut first) = pieces.next() {
        pieces.for_each(|piece| append(&mut first.paragraph, piece.paragraph, " "));
        joined.push(first);
    } else {
        joined.extend(pieces);
    }
}

/// Joins a paragraph that breaks off with the next one, if that goes on in small letters.
fn sentences(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::new();
    for block in blocks {
        match joined.last_mut().filter(|last| are_one_sentence(last, &block)) {
            Some(last) => lines::join(&mut last.paragraph, block.paragraph),
            None => joined.push(block),
        }
    }
    joined
}

fn are_one_sentence(before: &Block, block: &Block) -> bool {
    let (text, next) = (before.paragraph.text.as_str(), block.paragraph.text.as_str());
    let running = before.form == Form::Plain && block.form == Form::Plain && !shape::is_contents_line(text);
    running && ((shape::breaks_off(text) && shape::goes_on(next)) || lines::is_cut_word(text, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn check(paragraphs: &[&str], expected: &[(Form, &str)]) {
        let blocks = paragraphs.iter().zip(1..).map(|(text, number)| match text.strip_prefix("- ") {
            Some(item) => Block { form: Form::Item, paragraph: Line::plain(item, number).paragraph },
            None => Block { form: Form::Plain, paragraph: Line::plain(text, number).paragraph },
        });
        let found = mend(blocks.collect());
        assert_eq!(found.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_sentence_cut_by_a_page_break_is_one_paragraph() {
        check(
            &["Les données étant", "présentées ici. Fin."],
            &[(Form::Plain, "Les données étant présentées ici. Fin.")],
        );
        check(&["Un transfor-", "mateur."], &[(Form::Plain, "Un transfor-\nmateur.")]);
        check(&["Fin.", "puis rien."], &[(Form::Plain, "Fin."), (Form::Plain, "puis rien.")]);
    }

    #[test]
    fn the_pieces_of_an_infographic_are_one_paragraph() {
        check(
            &["Fin.", "2", "Forums", "avec près de", "100", "participants", "« Nous devons. »"],
            &[
                (Form::Plain, "Fin."),
                (Form::Plain, "2 Forums avec près de 100 participants"),
                (Form::Plain, "« Nous devons. »"),
            ],
        );
    }

    #[test]
    fn short_lines_before_lists_and_sentences_are_headings() {
        check(
            &["BILAN À DATE", "La France avance.", "Les priorités", "- une", "Signé par", "Anne"],
            &[
                (Form::Heading(2), "BILAN À DATE"),
                (Form::Plain, "La France avance."),
                (Form::Heading(2), "Les priorités"),
                (Form::Item, "une"),
                (Form::Plain, "Signé par"),
                (Form::Plain, "Anne"),
            ],
        );
    }
}
