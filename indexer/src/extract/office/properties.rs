//! What a word processor notes about a file: title, author, company, dates, keywords.
//! It takes down what is said; whether that is to be believed is decided elsewhere.

use crate::extract::front_matter::{Entry, Field};
use crate::extract::xml::{Inside, Tag, Visitor};
use crate::line::LineMap;

/// The names of elements in the properties of office files, and the keys under which they are noted.
const KEYS: [(&str, &str); 12] = [
    ("title", "title"),
    ("creator", "creator"),
    ("initial-creator", "creator"),
    ("Company", "company"),
    ("created", "created"),
    ("creation-date", "created"),
    ("modified", "modified"),
    ("date", "modified"),
    ("language", "language"),
    ("subject", "subject"),
    ("description", "description"),
    ("keywords", "keywords"),
];
/// The element of a property that the user named, or a program that knows more than the format.
const OWN: &str = "user-defined";
/// OpenDocument has an element for each keyword.
const KEYWORD: &str = "keyword";

/// The properties of a file, as they are met. Where two elements have one key, the first one holds.
#[derive(Debug, Default)]
pub(super) struct Properties {
    fields: Vec<Field>,
    text: String,
    /// The name of a property of the user's own.
    name: String,
}

impl Properties {
    /// Notes a property, white space around it gone; empty ones are none.
    pub(super) fn note(&mut self, key: &str, text: &str) {
        let keywords = key == "keywords";
        let parts = text.split(|c| keywords && matches!(c, ',' | ';')).map(str::trim).filter(|part| !part.is_empty());
        let mut values: Vec<Entry> =
            parts.map(|part| Entry { text: part.to_owned(), lines: LineMap::default() }).collect();
        match self.fields.iter_mut().find(|field| field.key == key) {
            Some(field) if keywords => field.values.append(&mut values),
            Some(_) => {}
            None if values.is_empty() => {}
            None => self.fields.push(Field { key: key.to_owned(), values, line: 1 }),
        }
    }

    /// All that was noted, in the order in which it was met.
    pub(super) fn fields(self) -> Vec<Field> {
        self.fields
    }
}

impl Visitor for Properties {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        self.text.clear();
        self.name = tag.attribute("name").unwrap_or_default();
        // A flat file holds its text beside its properties.
        let elsewhere = ["body", "styles", "automatic-styles", "master-styles"].contains(&tag.name());
        if elsewhere { Inside::Skip } else { Inside::Read }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn close(&mut self, name: &str) {
        let text = std::mem::take(&mut self.text);
        let name = if name == OWN { std::mem::take(&mut self.name) } else { name.to_owned() };
        let key = KEYS.iter().find(|(element, _)| *element == name).map(|(_, key)| *key);
        if let Some(key) = key.or((name == KEYWORD).then_some("keywords")) {
            self.note(key, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::xml::{self, Part};

    fn check(source: &str, expected: &[(&str, &[&str])]) {
        let mut properties = Properties::default();
        xml::read(Part { name: "meta.xml", bytes: source.as_bytes(), depth: 9 }, &mut properties, &mut Vec::new());
        let found = properties.fields();
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|f| (f.key.as_str(), f.values.iter().map(|v| v.text.as_str()).collect())).collect();
        assert_eq!(found, expected.iter().map(|(key, values)| (*key, values.to_vec())).collect::<Vec<_>>());
    }

    #[test]
    fn both_families_of_office_files_are_understood() {
        check(
            "<p><dc:title> Un &amp; deux </dc:title><cp:keywords>a, b; c</cp:keywords><dc:creator/>\
             <dcterms:created>2018-04-03T10:00:00Z</dcterms:created></p>",
            &[("title", &["Un & deux"]), ("keywords", &["a", "b", "c"]), ("created", &["2018-04-03T10:00:00Z"])],
        );
        check(
            "<m><meta:initial-creator>Anne</meta:initial-creator><dc:creator>Luc</dc:creator>\
             <meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword><meta:user-defined meta:name='Company'>DITP</meta:user-defined><body><title>non</title></body></m>",
            &[("creator", &["Anne"]), ("keywords", &["a", "b"]), ("company", &["DITP"])],
        );
    }
}
