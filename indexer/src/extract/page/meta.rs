//! What the head of a page says about it: title, description, author, dates, address.
//! It takes what is written there as it is; whom to believe is the business of `describe`.

use super::structured;
use super::tree::{Node, Tree};
use crate::extract::front_matter::{Entry, Field};
use crate::line::{Line, LineMap};

/// No value is longer than this, in bytes: what is longer is no description.
const LONGEST: usize = 5_000;

/// What a page says about itself, weakly: programs wrote it. Several values of one key are one field.
///
/// | key | from |
/// |---|---|
/// | `page_title` | `<title>`, with the name of the site as it may be |
/// | `lang` | `lang` of the page, else `inLanguage` of its structured data |
/// | `canonical` | `<link rel="canonical">` |
/// | `time` | the first `<time datetime>` in the text |
/// | `title`, `description`, `author`, `publisher`, `datepublished`, `keywords` | structured data (JSON-LD) of an article or page |
/// | any other, in lower case, such as `og:title`, `author`, `dcterms.date`, `article:published_time` | `<meta name>` or `<meta property>` |
pub(super) fn properties(tree: &Tree) -> Vec<Field> {
    let mut found = Properties::default();
    let language = tree.nodes.first().and_then(|page| page.attribute("lang").or(page.attribute("xml:lang")));
    found.add("lang", language.unwrap_or_default());
    for (number, node) in tree.nodes.iter().enumerate() {
        match node.name.as_str() {
            "title" if !found.has("page_title") => found.add("page_title", &tree.text(number, LONGEST)),
            "meta" => meta(node, &mut found),
            "link" if node.lower("rel") == "canonical" => {
                found.add("canonical", node.attribute("href").unwrap_or_default())
            }
            "time" if !found.has("time") => found.add("time", node.attribute("datetime").unwrap_or_default()),
            "script" if node.lower("type").contains("ld+json") => {
                structured::read(&tree.text(number, usize::MAX), &mut found);
            }
            _ => {}
        }
    }
    found.fields
}

fn meta(node: &Node, found: &mut Properties) {
    let key = ["property", "name", "itemprop"].into_iter().map(|key| node.lower(key)).find(|key| !key.is_empty());
    if let (Some(key), Some(value)) = (key, node.attribute("content")) {
        found.add(&key, value);
    }
}

/// Fields in the order in which they were met.
#[derive(Default)]
pub(super) struct Properties {
    fields: Vec<Field>,
}

impl Properties {
    /// Adds a value, unless it is empty, there already, or too long to say something.
    pub(super) fn add(&mut self, key: &str, value: &str) {
        let mut line = Line::default();
        value.chars().for_each(|c| line.push(c, 1));
        let text = line.trimmed().paragraph.text;
        if text.is_empty() || text.len() > LONGEST || text.contains("{{") || text.contains("{%") {
            return;
        }
        let entry = Entry { text, lines: LineMap::default() };
        match self.fields.iter_mut().find(|field| field.key == key) {
            Some(field) if field.values.iter().any(|value| value.text == entry.text) => {}
            Some(field) => field.values.push(entry),
            None => self.fields.push(Field { key: key.to_owned(), values: vec![entry], line: 1 }),
        }
    }

    /// Whether there is a value for `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }
}
