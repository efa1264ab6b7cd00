//! A whole document with what of it answers a query: all its paragraphs in order, each with its part in the document.
//! Nothing is ranked, left out or cut.

use super::compile::compile;
use super::deadline::Deadline;
use super::excerpts::{Maker, language, with_maker};
use super::question::Question;
use crate::answer::{MarkedDocument, MarkedParagraph, MarkedPassage, OtherCopy, Part, Request};
use crate::collection::Collection;
use crate::copies::Place;
use crate::document::LineStart;
use crate::error::IndexError;
use crate::grouping;
use crate::passage::{Zone, line_at};
use crate::query;
use crate::row::Row;
use crate::schema::Fields;
use crate::segment::Segment;
use crate::stored::{self, Head, Text};

/// The document with this id, marked as excerpts of an answer to `query` are; `None` where there is no such document.
///
/// Filters of the query mark nothing, nor does an empty one.
///
/// # Errors
/// Only what the index's files may cause.
pub fn marked(collection: &Collection, id: &str, query: &str) -> Result<Option<MarkedDocument>, IndexError> {
    let Some((n, document)) = collection.find(id) else { return Ok(None) };
    let Some(segment) = collection.segments.get(n) else { return Ok(None) };
    let question = Question::of(&query::parse(query).root, &Request::default());
    let leaves = compile(collection, &question, Deadline::default())?.leaves;
    // What is marked need not be weighed.
    let mut marked = with_maker(collection, &leaves, &[], |maker| read(collection, maker, (n, segment, document)))?;
    let copies = grouping::copies(collection)?;
    let own = (n as u32, document);
    let mut others = Vec::new();
    for &place in copies.of(own).iter().filter(|place| **place != own) {
        others.extend(other(collection, place)?);
    }
    marked.copy_of = match copies.of(own).first() {
        Some(&first) if first != own => other(collection, first)?,
        _ => None,
    };
    marked.also_at = others;
    Ok(Some(marked))
}

fn read(
    collection: &Collection,
    maker: &mut Maker<'_>,
    (n, segment, document): (usize, &Segment, u32),
) -> Result<MarkedDocument, IndexError> {
    let fields = &collection.fields;
    let (first, count) = segment.range(document);
    let head = Head::read(&collection.stored(n, first)?, fields);
    let mut passages = Vec::new();
    for passage in first..first + count {
        let row = collection.stored(n, passage)?;
        let text = stored::text(&row, fields);
        let marks = maker.ranges_of(&text, &maker.spanning(n, passage));
        let paragraphs = paragraphs(&row, fields, (&text, &marks), passage == first);
        let language = language(text.tongue, &head.about);
        passages.push(MarkedPassage {
            anchor: stored::anchor(passage - first),
            heading: text.trail,
            language,
            paragraphs,
        });
    }
    let is_title = |paragraph: &&MarkedParagraph| paragraph.part == Part::Title;
    let title = passages.iter().flat_map(|passage| &passage.paragraphs).find(is_title);
    Ok(MarkedDocument {
        title_highlights: title.map(|title| title.highlights.clone()).unwrap_or_default(),
        title: if head.title.is_empty() { head.id.clone() } else { head.title },
        id: head.id,
        about: head.about,
        source: segment.source(document)?,
        passages,
        also_at: Vec::new(),
        copy_of: None,
    })
}

/// The paragraphs of a passage, each with its part in the document.
fn paragraphs(
    row: &Row,
    fields: &Fields,
    (text, marks): (&Text, &[(usize, usize)]),
    is_head: bool,
) -> Vec<MarkedParagraph> {
    let mut paragraphs = Vec::new();
    let mut from = 0;
    for value in row.all(fields.text) {
        let zone = value.bytes().next().and_then(Zone::of_mark).map(|(zone, _)| zone);
        let Some(zone) = zone.filter(|zone| *zone != Zone::Label) else { continue };
        for paragraph in value.get(1..).unwrap_or_default().split('\n') {
            let to = from + paragraph.len();
            if !paragraph.is_empty() {
                let part = part(zone, is_head, (paragraph, &text.trail));
                let lines = lines(text, from, to);
                let highlights = inside(marks, from, to);
                paragraphs.push(MarkedParagraph { part, lines, text: paragraph.to_owned(), highlights });
            }
            // A line feed parts paragraphs, and parts of the passage.
            from = to + 1;
        }
    }
    paragraphs
}

fn part(zone: Zone, is_head: bool, (text, trail): (&str, &[String])) -> Part {
    match zone {
        Zone::Title => Part::Title,
        Zone::Heading if is_head => Part::Lead,
        Zone::Heading => {
            let depth = trail.iter().position(|heading| heading == text).unwrap_or(trail.len().saturating_sub(1));
            Part::Heading { depth: depth + 1 }
        }
        Zone::Frame => Part::Frame,
        Zone::Body | Zone::Address | Zone::Label => Part::Text,
    }
}

/// Where lines of the source begin in `from..to` of `text`.
fn lines(text: &Text, from: usize, to: usize) -> Vec<LineStart> {
    let start = |offset: usize, line: u32| LineStart { offset: offset as u32, line };
    let within = text.lines.iter().filter(|line| (from + 1..to).contains(&(line.offset as usize)));
    let within = within.map(|line| start(line.offset as usize - from, line.line));
    std::iter::once(start(0, line_at(&text.lines, from))).chain(within).collect()
}

/// What of `marks` is in `from..to`, counted from there; what reaches beyond is cut.
fn inside(marks: &[(usize, usize)], from: usize, to: usize) -> Vec<(usize, usize)> {
    let here = marks.iter().filter(|(start, end)| *start < to && *end > from);
    here.map(|(start, end)| (start.max(&from) - from, end.min(&to) - from)).collect()
}

fn other(collection: &Collection, (n, document): Place) -> Result<Option<OtherCopy>, IndexError> {
    let Some(segment) = collection.segments.get(n as usize) else { return Ok(None) };
    let head = Head::read(&collection.stored(n as usize, segment.range(document).0)?, &collection.fields);
    let title = if head.title.is_empty() { head.id.clone() } else { head.title };
    Ok(Some(OtherCopy { id: head.id, title }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_at_the_ends_of_paragraphs() {
        let check = |from: usize, to: usize, expected: &[(usize, usize)]| {
            assert_eq!(inside(&[(0, 4), (8, 14), (20, 25)], from, to), expected);
        };
        check(0, 10, &[(0, 4), (8, 10)]);
        check(11, 30, &[(0, 3), (9, 14)]);
        check(4, 8, &[]);
    }

    #[test]
    fn a_paragraph_knows_its_lines() {
        let lines = [(0, 4), (6, 5), (13, 7), (20, 8)].map(|(offset, line)| LineStart { offset, line });
        let text = Text { lines: lines.to_vec(), ..Text::default() };
        let check = |from: usize, to: usize, expected: &[(u32, u32)]| {
            let found: Vec<(u32, u32)> = super::lines(&text, from, to).iter().map(|l| (l.offset, l.line)).collect();
            assert_eq!(found, expected);
        };
        check(0, 12, &[(0, 4), (6, 5)]);
        check(13, 19, &[(0, 7)]);
        check(15, 30, &[(0, 7), (5, 8)]);
    }
}
