//! Reads back what is stored of documents and passages.
//! How it was written is told in `schema` and `writer`.

use crate::answer::{StoredDocument, StoredPassage};
use crate::collection::Collection;
use crate::document::{About, LineStart};
use crate::error::IndexError;
use crate::french::Tongue;
use crate::passage::{Zone, line_at};
use crate::row::Row;
use crate::schema::{Fields, decode_place};

/// What the first passage of a document says of all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The document's id.
    pub id: String,
    /// Empty where there is none.
    pub title: String,
    /// Its description.
    pub about: About,
}

/// The text of a passage with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// As published, parts and paragraphs parted by line feeds.
    pub text: String,
    /// Where the lines of the source begin.
    pub lines: Vec<LineStart>,
    /// The headings above it.
    pub trail: Vec<String>,
    /// What its words are cut as.
    pub tongue: Tongue,
}

impl Head {
    /// Reads the stored part of a document's first passage.
    pub(crate) fn read(row: &Row, fields: &Fields) -> Self {
        let title = row.all(fields.text).find_map(|text| text.strip_prefix(Zone::Title.marks())).unwrap_or_default();
        Self {
            id: row.first(fields.name).to_owned(),
            title: title.to_owned(),
            about: serde_json::from_str(row.first(fields.about)).unwrap_or_default(),
        }
    }
}

/// The text of a stored passage.
pub(crate) fn text(row: &Row, fields: &Fields) -> Text {
    let shown = shown(row, fields).map(|part| part.get(1..).unwrap_or_default());
    let text = shown.collect::<Vec<&str>>().join("\n");
    let (lines, trail) = decode_place(&text, row.first(fields.place));
    Text { text, lines, trail, tongue: tongue(row, fields) }
}

/// What the words of a stored passage are cut as.
pub(crate) fn tongue(row: &Row, fields: &Fields) -> Tongue {
    let mark = shown(row, fields).filter_map(|part| part.bytes().next().and_then(Zone::of_mark)).last();
    mark.map_or(Tongue::French, |(_, tongue)| tongue)
}

/// The parts of a stored passage that are shown, each after the letter of its zone.
fn shown<'a>(row: &'a Row, fields: &Fields) -> impl Iterator<Item = &'a str> {
    row.all(fields.text).filter(|part| !part.starts_with(Zone::Label.letter()))
}

/// The name of the passage of this number within its document.
pub(crate) fn anchor(number: u32) -> String {
    format!("p{number}")
}

/// The document with this id, if there is one.
pub fn document(collection: &Collection, id: &str) -> Result<Option<StoredDocument>, IndexError> {
    let Some((n, document)) = collection.find(id) else { return Ok(None) };
    let Some(segment) = collection.segments.get(n) else { return Ok(None) };
    let at = document as usize;
    let (first, count) = (segment.first.get(at).copied().unwrap_or(0), segment.count.get(at).copied().unwrap_or(0));
    let head = Head::read(&collection.stored(n, first)?, &collection.fields);
    let mut passages = Vec::new();
    for passage in first..first + count {
        let text = text(&collection.stored(n, passage)?, &collection.fields);
        passages.push(StoredPassage { anchor: anchor(passage - first), lines: numbered(&text), heading: text.trail });
    }
    let title = if head.title.is_empty() { id.to_owned() } else { head.title };
    let source = segment.source(document)?;
    Ok(Some(StoredDocument { id: id.to_owned(), title, about: head.about, source, passages }))
}

/// The text cut where a line of the source or a paragraph begins.
fn numbered(text: &Text) -> Vec<(u32, String)> {
    let feeds = text.text.match_indices('\n').map(|(at, _)| at + 1);
    let mut starts: Vec<usize> = text.lines.iter().map(|start| start.offset as usize).chain(feeds).chain([0]).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.text.len()]);
    let row = |(&from, to): (&usize, usize)| {
        let line = text.text.get(from..to)?.trim_end().to_owned();
        (!line.is_empty()).then(|| (line_at(&text.lines, from), line))
    };
    starts.iter().zip(ends).filter_map(row).collect()
}
