//! Mastheads whose lines stand in one paragraph, taken apart: a body, a label and a date become blocks of their own.
//! It joins nothing and reads nothing out of them; running text is left as it is.

use std::ops::Range;

use super::publishers::{Publishers, family};
use super::{TOP, kind};
use crate::calendar;
use crate::extract::{Block, Form};
use crate::line::cut_front;
use crate::shape;

/// A masthead with the title under it is no longer than this, in characters.
const MAX_MASTHEAD: usize = 400;

/// A body's name may be set on so many lines.
const MAX_NAME_LINES: usize = 6;

/// What parts a masthead that stands on one line.
const DASHES: [&str; 4] = [" – ", " — ", " - ", " | "];

/// Labels that nothing but their words may part from what stands before them, folded.
const LABELS: [&str; 3] = ["communique de presse", "dossier de presse", "press release"];

/// Words of a label are looked for within so many bytes.
const LABEL_REACH: usize = 30;

/// What a line of a masthead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Body,
    Label,
    Date,
}

/// Takes the mastheads near the top apart.
pub(super) fn part(blocks: &mut Vec<Block>, known: &Publishers) {
    let mut at = 0;
    while at < blocks.len().min(TOP) {
        let pieces = blocks.get(at).and_then(|block| pieces(block, known));
        let count = pieces.as_ref().map_or(1, Vec::len);
        if let Some(pieces) = pieces {
            blocks.splice(at..=at, pieces);
        }
        at += count;
    }
}

/// The blocks that a masthead consists of; `None` for what is none, or needs no parting.
fn pieces(block: &Block, known: &Publishers) -> Option<Vec<Block>> {
    let text = block.paragraph.text.as_str();
    if !matches!(block.form, Form::Plain | Form::Heading(_)) || shape::width(text) > MAX_MASTHEAD {
        return None;
    }
    let cuts = cuts(block);
    let mut found: Vec<(Sort, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some((sort, count)) = cuts.get(at..).and_then(|cuts| leading(text, cuts, known)) {
        found.push((sort, *cuts.get(at)?..*cuts.get(at + count)?));
        at += count;
    }
    let rest = *cuts.get(at)?..text.len();
    let has = |sort: Sort| found.iter().any(|(found, _)| *found == sort);
    let several = [Sort::Body, Sort::Label, Sort::Date].into_iter().filter(|sort| has(*sort)).count() > 1;
    let in_heading = block.form != Form::Plain;
    let titled = || has(Sort::Body) && !in_heading && is_line(block, &rest);
    if (!several || (in_heading && !has(Sort::Body))) && !titled() {
        return None;
    }
    let last = Some((block.form, rest)).filter(|(_, rest)| !bare(text, rest).is_empty());
    let pieces = found.into_iter().map(|(_, range)| (Form::Plain, range)).chain(last);
    Some(pieces.map(|(form, range)| piece(block, form, range)).collect())
}

/// Whether what follows a body on lines of its own is no sentence about it.
fn is_line(block: &Block, rest: &Range<usize>) -> bool {
    let text = bare(&block.paragraph.text, rest);
    let own = block.paragraph.lines.iter().any(|line| line.offset as usize == rest.start);
    own && rest.start > 0 && text.starts_with(char::is_uppercase) && !shape::ends_sentence(text)
}

fn piece(block: &Block, form: Form, range: Range<usize>) -> Block {
    let mut paragraph = block.paragraph.clone();
    let marks = |c: char| c.is_whitespace() || "–—-|".contains(c);
    let end = paragraph.text.get(..range.end).map_or(range.end, |text| text.trim_end_matches(marks).len());
    let start = paragraph.text.get(range.start..).map_or(0, |text| text.len() - text.trim_start_matches(marks).len());
    paragraph.text.truncate(end);
    paragraph.lines.retain(|line| (line.offset as usize) < end);
    cut_front(&mut paragraph, range.start + start);
    Block { form, paragraph }
}

/// What the first pieces are, and how many of them.
fn leading(text: &str, cuts: &[usize], known: &Publishers) -> Option<(Sort, usize)> {
    let range = |count: usize| Some(*cuts.first()?..*cuts.get(count)?);
    let first = bare(text, &range(1)?);
    if let Some(sort) = lone(first) {
        return Some((sort, 1));
    }
    let next = |count: usize| Some(bare(text, &(*cuts.get(count)?..*cuts.get(count + 1)?)));
    let ends = |count: usize| next(count).is_none_or(|next| lone(next).is_some());
    let most = (1..=MAX_NAME_LINES).find(|count| ends(*count)).unwrap_or(MAX_NAME_LINES);
    let joined = |count: &usize| range(*count).map(|range| bare(text, &range)).unwrap_or_default();
    let listed = (1..=most).rev().find(|count| known.known(joined(count)).is_some());
    let goes_on = |at: usize| {
        let next = next(at).unwrap_or_default();
        shape::goes_on(next) || (shape::is_capitals(next) && shape::is_capitals(first))
    };
    let family = || Some(most).filter(|most| (1..*most).all(goes_on) && family::is_name(joined(most)));
    listed.or_else(family).or_else(|| family::is_name(first).then_some(1)).map(|count| (Sort::Body, count))
}

/// A label or a date that stands alone.
fn lone(text: &str) -> Option<Sort> {
    let label = kind::label(&shape::fold(text)).map(|_| Sort::Label);
    label.or_else(|| calendar::read(text).map(|_| Sort::Date))
}

fn bare<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let marks = |c: char| c.is_whitespace() || "–—-|".contains(c);
    text.get(range.clone()).unwrap_or_default().trim_matches(marks)
}

/// Where a text may be taken apart, its beginning and end included: at lines, dashes, labels and dates.
fn cuts(block: &Block) -> Vec<usize> {
    let text = block.paragraph.text.as_str();
    let lines = block.paragraph.lines.iter().map(|line| line.offset as usize);
    let dashes = DASHES.iter().flat_map(|dash| text.match_indices(dash)).map(|(at, dash)| at + dash.len());
    let words = text.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    let labels = words.filter(|at| {
        let begins = !text.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let folded = begins.then(|| shape::fold(shape::after(text, *at, LABEL_REACH)));
        folded.is_some_and(|folded| LABELS.iter().any(|label| folded.starts_with(label)))
    });
    let mentions = calendar::mentions(text);
    let dates = mentions.iter().flat_map(|mention| {
        let rest = text.get(mention.range.end..).unwrap_or_default().trim_start();
        let end = rest.starts_with(char::is_uppercase).then(|| text.len() - rest.len());
        [Some(dated_from(text, mention.range.start)), end].into_iter().flatten()
    });
    let mut cuts: Vec<usize> = lines.chain(dashes).chain(labels).chain(dates).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where the place of a date begins: `Paris, le`, `La Rochelle, le`, `Le`; the date itself where it has none.
pub(super) fn dated_from(text: &str, date: usize) -> usize {
    let before = text.get(..date).unwrap_or_default().trim_end();
    let word = |text: &str| text.rfind(char::is_whitespace).map_or(0, |at| at + 1).min(text.len());
    let last = word(before);
    let introduced =
        before.get(last..).map(shape::fold).is_some_and(|word| ["le", "les", "ce", "du"].contains(&&*word));
    let (start, before) = if introduced { (last, before.get(..last).unwrap_or_default()) } else { (date, before) };
    let Some(place) = before.trim_end().strip_suffix(',') else { return start };
    let from = word(place);
    let capital = |at: usize| place.get(at..).is_some_and(|name| name.starts_with(char::is_uppercase));
    let article = place.get(..from).map(str::trim_end).map(|before| (word(before), before));
    let long = article.filter(|(at, before)| {
        before.get(*at..).is_some_and(|word| ["La", "Le", "Les", "LA", "LE", "LES", "À", "A"].contains(&word))
    });
    if capital(from) { long.map_or(from, |(at, _)| at) } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::{Line, append};

    fn check(lines: &[&str], expected: &[&str]) {
        let mut paragraph = Line::plain(lines[0], 1).paragraph;
        let rest = lines.iter().zip(1..).skip(1);
        rest.for_each(|(line, number)| append(&mut paragraph, Line::plain(line, number).paragraph, " "));
        let mut blocks = vec![Block { form: Form::Plain, paragraph }];
        part(&mut blocks, &Publishers::default());
        assert_eq!(blocks.iter().map(|block| block.paragraph.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_lines_of_a_masthead_are_told_apart_with_and_without_breaks() {
        let parts = ["Ministère de la Culture", "Communiqué de presse", "Paris, le 6 mai 2017"];
        check(&parts, &parts);
        check(&[&parts.join(" ")], &parts);
        check(&[&parts.join(" – ")], &parts);
        check(
            &["MINISTÈRE", "DE LA CULTURE", "03.04.2018", "Un titre"],
            &["MINISTÈRE DE LA CULTURE", "03.04.2018", "Un titre"],
        );
        check(&["Ministère de la Culture", "avril 2014"], &["Ministère de la Culture", "avril 2014"]);
        check(&["Ministère de la Culture", "Un plan pour lire"], &["Ministère de la Culture", "Un plan pour lire"]);
        check(&["MINISTÈRE DU PLAN", "ET DES CARTES", "CP"], &["MINISTÈRE DU PLAN ET DES CARTES", "CP"]);
    }

    #[test]
    fn lines_are_where_they_stood() {
        let mut paragraph = Line::plain("DINUM", 3).paragraph;
        append(&mut paragraph, Line::plain("Le 3 avril 2018", 4).paragraph, " ");
        let mut blocks = vec![Block { form: Form::Plain, paragraph }];
        part(&mut blocks, &Publishers::default());
        let lines: Vec<_> =
            blocks.iter().map(|block| (block.paragraph.lines[0].offset, block.paragraph.lines[0].line)).collect();
        assert_eq!(lines, [(0, 3), (0, 4)]);
    }

    #[test]
    fn running_text_is_left_whole() {
        for text in [
            "Paris, le 3 avril 2018 – Le ministre annonce un plan.",
            "Le ministère de la Culture a publié le 3 avril 2018 un communiqué de presse.",
            "Ministère de la Culture et de la Communication",
        ] {
            check(&[text], &[text]);
        }
        check(
            &["Ministère de la Culture", "Etalab a publié le plan."],
            &["Ministère de la Culture Etalab a publié le plan."],
        );
    }
}
