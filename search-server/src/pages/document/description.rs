//! What is known of a document, and where each part of it comes from.

use index::{About, Found};

use crate::pages::frame::Frame;
use crate::pages::words;

/// A part of the description.
pub(in crate::pages) struct Entry {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) values: Vec<Value>,
}

/// A value, with the other documents that have it.
pub(in crate::pages) struct Value {
    pub(in crate::pages) label: String,
    pub(in crate::pages) href: Option<String>,
    pub(in crate::pages) origin: Option<&'static str>,
}

/// What is known, in the order in which it is read.
pub(super) fn entries(frame: &Frame, about: &About) -> Vec<Entry> {
    let About { date, publisher, kind, plans, tags, language, other_languages, .. } = about;
    let speech = frame.speech;
    let found = |name: &'static str, found: &Found<String>| Value {
        label: words::value(name, &found.value, speech),
        href: Some(frame.links.page("/recherche", [(name, found.value.as_str())])),
        origin: Some(words::origin(found.origin, speech)),
    };
    let date = date.as_ref().map(|date| Value {
        label: words::date(date.value, speech),
        href: None,
        origin: Some(words::origin(date.origin, speech)),
    });
    let tag = |tag: &String| Value {
        label: tag.clone(),
        href: Some(frame.links.page("/recherche", [("tag", tag.as_str())])),
        origin: None,
    };
    let main = if language.is_empty() { "fr" } else { language };
    let spoken = std::iter::once(main).chain(other_languages.iter().map(String::as_str));
    let language = |code: &str| Value { label: words::language(code, speech), href: None, origin: None };
    let entries = [
        (frame.say("Date", "Date"), date.into_iter().collect()),
        (words::parameter("publisher", speech), publisher.iter().map(|p| found("publisher", p)).collect()),
        (words::parameter("kind", speech), kind.iter().map(|kind| found("kind", kind)).collect()),
        (words::parameter("plan", speech), plans.iter().map(|plan| found("plan", plan)).collect()),
        (words::parameter("tag", speech), tags.iter().map(tag).collect()),
        (words::parameter("language", speech), spoken.map(language).collect()),
    ];
    let known = entries.into_iter().filter(|(_, values): &(_, Vec<Value>)| !values.is_empty());
    known.map(|(name, values)| Entry { name, values }).collect()
}
