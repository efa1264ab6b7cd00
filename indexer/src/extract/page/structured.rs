//! Structured data of a page (JSON-LD, schema.org): what it says of the article that the page holds.
//! It reads the first level of each thing and follows no references.

use serde_json::Value;

use super::meta::Properties;

/// What things a page may be about.
const KINDS: [&str; 12] = [
    "Article",
    "BlogPosting",
    "CreativeWork",
    "GovernmentService",
    "LegalDocument",
    "NewsArticle",
    "PressRelease",
    "Report",
    "ReportageNewsArticle",
    "SpecialAnnouncement",
    "TechArticle",
    "WebPage",
];

/// Texts of a thing, with the keys that they are kept under.
const TEXTS: [(&str, &str); 6] = [
    ("headline", "title"),
    ("description", "description"),
    ("datePublished", "datepublished"),
    ("dateModified", "datemodified"),
    ("inLanguage", "lang"),
    ("url", "url"),
];

/// Adds what the things of a script say. What is no JSON is left out: pages often have such, and it is no text.
pub(super) fn read(script: &str, found: &mut Properties) {
    let Ok(data) = serde_json::from_str::<Value>(script.trim()) else { return };
    for thing in things(&data) {
        add(thing, found);
    }
}

fn things(data: &Value) -> Vec<&Value> {
    let graph = |value: &'_ Value| value.get("@graph").and_then(Value::as_array).is_some();
    match data {
        Value::Array(items) => items.iter().collect(),
        value if graph(value) => value.get("@graph").and_then(Value::as_array).into_iter().flatten().collect(),
        value => vec![value],
    }
}

fn add(thing: &Value, found: &mut Properties) {
    let kinds = texts(thing.get("@type"));
    if !kinds.iter().any(|kind| KINDS.contains(kind)) {
        return;
    }
    for (key, kept) in TEXTS {
        // What the page itself says of its language outranks this.
        if kept != "lang" || !found.has("lang") {
            texts(thing.get(key)).into_iter().for_each(|text| found.add(kept, text));
        }
    }
    texts(thing.get("keywords")).into_iter().for_each(|text| found.add("keywords", text));
    for key in ["author", "publisher"] {
        let names = thing.get(key).map(|who| match who {
            Value::Array(all) => all.iter().flat_map(name).collect(),
            one => name(one),
        });
        names.unwrap_or_default().into_iter().for_each(|text| found.add(key, text));
    }
}

fn name(who: &Value) -> Vec<&str> {
    match who {
        Value::Object(_) => texts(who.get("name")),
        other => texts(Some(other)),
    }
}

/// A text, or each of a list.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
