//! The rows that a document becomes: one for each of its passages, the first of which describes it.
//! How rows are written is no business of this.

use tantivy::schema::{Field, OwnedValue};

use crate::acronym;
use crate::document::{About, Document};
use crate::fingerprint::fingerprint;
use crate::french::{content_words, with_lexicon};
use crate::passage::{Passage, Zone};
use crate::record::Record;
use crate::schema::{Fields, encode_place};

/// A row that is to be written: values with the fields that they belong to.
#[derive(Debug, Default)]
pub(crate) struct NewRow(Vec<(Field, OwnedValue)>);

impl NewRow {
    fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.0.push((field, OwnedValue::Str(text.into())));
    }

    fn add_u64(&mut self, field: Field, number: u64) {
        self.0.push((field, OwnedValue::U64(number)));
    }

    /// The texts of `field` in their order.
    pub(crate) fn texts(&self, field: Field) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(move |(of, value)| match value {
            OwnedValue::Str(text) if *of == field => Some(text.as_str()),
            _ => None,
        })
    }
}

impl tantivy::Document for NewRow {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, &'a OwnedValue)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Box::new(self.0.iter().map(|(field, value)| (*field, value)))
    }
}

/// Makes rows for the fields of an index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    /// The fields.
    pub fields: Fields,
}

impl Rows {
    /// The rows of `document`, which has these passages and was read from `source`.
    pub(crate) fn of<'a>(
        &'a self,
        source: &'a str,
        document: &'a Document,
        passages: &'a [Passage],
    ) -> impl Iterator<Item = NewRow> + 'a {
        passages.iter().enumerate().map(move |(n, passage)| {
            let mut row = self.row(source, &document.id, passage);
            if n == 0 {
                self.begin(&mut row, document);
            }
            row
        })
    }

    /// The row that keeps what is known of a source.
    ///
    /// # Errors
    /// The record cannot be written as JSON.
    pub(crate) fn of_record(&self, record: &Record) -> serde_json::Result<NewRow> {
        let mut row = NewRow::default();
        row.add_text(self.fields.source, &record.path);
        row.add_text(self.fields.record, serde_json::to_string(record)?);
        Ok(row)
    }

    /// Adds what the first row of a document holds alone.
    fn begin(&self, row: &mut NewRow, document: &Document) {
        row.add_text(self.fields.name, &document.id);
        self.describe(row, &document.about);
        self.label(row, &document.about);
        let title = document.title.as_ref();
        let title_words = title.map_or(0, |title| with_lexicon(|lexicon| content_words(&title.text, lexicon)));
        row.add_u64(self.fields.title_words, title_words as u64);
        fingerprint(document).into_iter().for_each(|print| row.add_u64(self.fields.fingerprint, print));
    }

    fn row(&self, source: &str, id: &str, passage: &Passage) -> NewRow {
        let mut row = NewRow::default();
        let mut text = String::new();
        for (zone, part) in &passage.parts {
            let mut value = String::with_capacity(part.len() + 1);
            value.push(zone.mark(passage.tongue));
            value.push_str(part);
            row.add_text(self.fields.text, value);
            if passage.lines.len() > 1 {
                text.push_str(if text.is_empty() { "" } else { "\n" });
                text.push_str(part);
            }
        }
        row.add_text(self.fields.place, encode_place(&text, &passage.lines, &passage.trail));
        for (_, part) in passage.parts.iter().filter(|(_, part)| part.contains('(')) {
            for entry in with_lexicon(|lexicon| acronym::entries(part, lexicon)) {
                row.add_text(self.fields.acronyms, entry);
            }
        }
        for host in &passage.links {
            row.add_text(self.fields.links, host);
            if let Some(bare) = host.strip_prefix("www.") {
                row.add_text(self.fields.links, bare);
            }
        }
        row.add_text(self.fields.source, source);
        row.add_text(self.fields.id, id);
        row.add_u64(self.fields.words, passage.words as u64);
        row
    }

    /// Makes tags and the first plan findable as words.
    fn label(&self, row: &mut NewRow, about: &About) {
        let plan = about.plans.first().map(|plan| plan.value.as_str());
        let labels: Vec<&str> = about.tags.iter().map(String::as_str).chain(plan).collect();
        if !labels.is_empty() {
            row.add_text(self.fields.text, format!("{}{}", Zone::Label.letter(), labels.join("\n")));
        }
    }

    fn describe(&self, row: &mut NewRow, about: &About) {
        let fields = &self.fields;
        if let Some(date) = &about.date {
            row.add_u64(fields.days[0], u64::from(date.value.first_day()));
            row.add_u64(fields.days[1], u64::from(date.value.last_day()));
        }
        let one = [(fields.publisher, &about.publisher), (fields.kind, &about.kind)];
        for (field, value) in one.iter().filter_map(|(field, found)| Some((*field, &found.as_ref()?.value))) {
            row.add_text(field, value);
        }
        // After its name, which comes first wherever one value is wanted.
        about.publisher_acronyms.iter().for_each(|acronym| row.add_text(fields.publisher, acronym));
        about.plans.iter().for_each(|plan| row.add_text(fields.plan, &plan.value));
        about.tags.iter().for_each(|tag| row.add_text(fields.tag, tag));
        row.add_text(fields.language, if about.language.is_empty() { "fr" } else { &about.language });
        about.other_languages.iter().for_each(|language| row.add_text(fields.language, language));
        if *about != About::default() {
            row.add_text(fields.about, serde_json::to_string(about).unwrap_or_default());
        }
    }
}
