//! The layout of the index: which fields there are, and how a passage becomes a document of tantivy and back.
//! What stands in the fields, and why, is told in ARCHITECTURE.md.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};

use crate::document::LineStart;

/// The version of this layout, stored with each index.
pub(crate) const SCHEMA: &str = "4";

/// What tantivy's schema calls the French chain, which it is never asked to run.
const TOKENIZER: &str = "french";

/// The fields of the index; a document of tantivy is one passage, or the record of one source.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Words with their places; one value for each zone, which begins with the mark of the zone and language. Stored.
    pub text: Field,
    /// Line numbers and heading trail, for display.
    pub place: Field,
    /// The document's id as it is shown, on its first passage.
    pub name: Field,
    /// The description of the document, on its first passage.
    pub about: Field,
    /// Acronyms that the passage spells out, with their expansions, and the other way round.
    pub acronyms: Field,
    /// Hosts linked to.
    pub links: Field,
    /// The source that the passage comes from: what is deleted together.
    pub source: Field,
    /// The record of a source: its size, time, hash and defects.
    pub record: Field,
    /// The document's id.
    pub id: Field,
    /// How many words the passage has.
    pub words: Field,
    /// How many words the title has, on the document's first passage.
    pub title_words: Field,
    /// The fingerprint of the document's text, on its first passage.
    pub fingerprint: Field,
    /// First and last day of the document's date, as `YYYYMMDD`; on its first passage, as are all fields below.
    pub days: [Field; 2],
    /// The issuing ministry or body.
    pub publisher: Field,
    /// What sort of document it is.
    pub kind: Field,
    /// Plan periods.
    pub plan: Field,
    /// Tags.
    pub tag: Field,
    /// Two-letter codes, that of the main language first.
    pub language: Field,
}

/// Names of the columns, as tantivy's fast fields are asked for by name.
pub(crate) mod column {
    /// The document's id.
    pub(crate) const ID: &str = "id";
    /// Words of the passage.
    pub(crate) const WORDS: &str = "words";
    /// Words of the title.
    pub(crate) const TITLE_WORDS: &str = "title_words";
    /// Fingerprint of the document.
    pub(crate) const FINGERPRINT: &str = "fingerprint";
    /// First day of the document's date.
    pub(crate) const FIRST_DAY: &str = "first_day";
    /// Last day of the document's date.
    pub(crate) const LAST_DAY: &str = "last_day";
    /// Path of the source.
    pub(crate) const SOURCE: &str = "source";
    /// Issuing body.
    pub(crate) const PUBLISHER: &str = "publisher";
    /// Sort of document.
    pub(crate) const KIND: &str = "kind";
    /// Plan periods.
    pub(crate) const PLAN: &str = "plan";
    /// Tags.
    pub(crate) const TAG: &str = "tag";
    /// Language codes.
    pub(crate) const LANGUAGE: &str = "language";
}

/// The schema with its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(indexing).set_stored();
    let name = TextOptions::default().set_fast("raw");
    let exact = TextOptions::default()
        .set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false));
    let fields = Fields {
        text: builder.add_text_field("text", words),
        place: builder.add_text_field("place", STORED),
        name: builder.add_text_field("name", STORED),
        about: builder.add_text_field("about", STORED),
        acronyms: builder.add_text_field("acronyms", exact.clone()),
        links: builder.add_text_field("links", exact.clone()),
        source: builder.add_text_field(column::SOURCE, exact.set_fast("raw")),
        record: builder.add_text_field("record", STORED),
        id: builder.add_text_field(column::ID, name.clone()),
        words: builder.add_u64_field(column::WORDS, FAST),
        title_words: builder.add_u64_field(column::TITLE_WORDS, FAST),
        fingerprint: builder.add_u64_field(column::FINGERPRINT, FAST),
        days: [builder.add_u64_field(column::FIRST_DAY, FAST), builder.add_u64_field(column::LAST_DAY, FAST)],
        publisher: builder.add_text_field(column::PUBLISHER, name.clone()),
        kind: builder.add_text_field(column::KIND, name.clone()),
        plan: builder.add_text_field(column::PLAN, name.clone()),
        tag: builder.add_text_field(column::TAG, name.clone()),
        language: builder.add_text_field(column::LANGUAGE, name),
    };
    (builder.build(), fields)
}

/// Where a passage stands, as it is stored: only line starts that do not follow from the line feeds of the text are kept.
pub(crate) fn encode_place(text: &str, lines: &[LineStart], trail: &[String]) -> String {
    let mut encoded = String::new();
    let mut expected: Option<LineStart> = None;
    for start in lines {
        if expected.is_none_or(|before| following(text, before, start.offset) != start.line) {
            if !encoded.is_empty() {
                encoded.push(',');
            }
            encoded.push_str(&format!("{}:{}", start.offset, start.line));
        }
        expected = Some(*start);
    }
    for heading in trail {
        encoded.push('\n');
        encoded.push_str(heading);
    }
    encoded
}

/// Reads what [`encode_place`] wrote, for the same text.
pub(crate) fn decode_place(text: &str, encoded: &str) -> (Vec<LineStart>, Vec<String>) {
    let mut rows = encoded.split('\n');
    let pairs = rows.next().unwrap_or_default().split(',').filter_map(|pair| pair.split_once(':'));
    let kept =
        pairs.filter_map(|(offset, line)| Some(LineStart { offset: offset.parse().ok()?, line: line.parse().ok()? }));
    let mut lines: Vec<LineStart> = Vec::new();
    for start in kept {
        extend_to(text, &mut lines, start.offset);
        lines.push(start);
    }
    extend_to(text, &mut lines, text.len() as u32 + 1);
    (lines, rows.map(str::to_owned).collect())
}

/// The line on which `offset` stands if each line feed since `before` begins the next line.
fn following(text: &str, before: LineStart, offset: u32) -> u32 {
    let between = text.get(before.offset as usize..offset as usize).unwrap_or_default();
    before.line + between.matches('\n').count() as u32
}

fn extend_to(text: &str, lines: &mut Vec<LineStart>, end: u32) {
    let Some(&last) = lines.last() else { return };
    let between = text.get(last.offset as usize..(end as usize).saturating_sub(1).min(text.len())).unwrap_or_default();
    let feeds = between.match_indices('\n').zip(1..);
    lines.extend(feeds.map(|((at, _), n)| LineStart { offset: last.offset + at as u32 + 1, line: last.line + n }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, pairs: &[(u32, u32)], encoded: &str) {
        let lines: Vec<LineStart> = pairs.iter().map(|&(offset, line)| LineStart { offset, line }).collect();
        let trail = ["Plan".to_owned(), "Bilan".to_owned()];
        let place = encode_place(text, &lines, &trail);
        assert_eq!(place, format!("{encoded}\nPlan\nBilan"));
        assert_eq!(decode_place(text, &place), (lines, trail.to_vec()));
    }

    #[test]
    fn only_lines_that_surprise_are_stored() {
        check("un\ndeux\ntrois", &[(0, 4), (3, 5), (8, 6)], "0:4");
        check("un\ndeux\ntrois", &[(0, 4), (3, 6), (8, 7)], "0:4,3:6");
        check("un deux", &[(0, 4), (3, 5)], "0:4,3:5");
    }
}
