//! What was found about a document: an object for machines, a few aligned lines for people.
//! It finds nothing itself.

use std::io::{self, Write};

use index::{Date, Document, Found, Origin, Paragraph};
use indexer::Looked;
use search_server::harmless::clean;
use serde::Serialize;

/// All that is told of a document; what is not known is null.
#[derive(Debug, Serialize)]
pub(crate) struct Description {
    id: String,
    title: Option<Told<String>>,
    lead: Option<String>,
    date: Option<ToldDate>,
    publisher: Option<Told<String>>,
    kind: Option<Told<String>>,
    plan: Option<Told<Vec<String>>>,
    tags: Vec<String>,
    /// The main one.
    language: String,
    /// The main one, then those of other parts.
    languages: Vec<String>,
    url: Option<String>,
    acronyms: Vec<Acronym>,
    source: Source,
    sections: Vec<Section>,
}

/// A value with where it is from.
#[derive(Debug, Serialize)]
struct Told<T> {
    value: T,
    origin: Origin,
}

#[derive(Debug, Serialize)]
struct ToldDate {
    value: String,
    precision: &'static str,
    origin: Origin,
}

#[derive(Debug, Serialize)]
struct Acronym {
    acronym: String,
    expansion: String,
}

#[derive(Debug, Serialize)]
struct Source {
    path: String,
    line: Option<u32>,
    bytes: u64,
    hash: Option<String>,
}

#[derive(Debug, Serialize)]
struct Section {
    heading: Option<String>,
    level: Option<u8>,
    line: Option<u32>,
    paragraphs: usize,
}

/// What is told of a document; of what could not be read, its source alone.
pub(crate) fn of(looked: &Looked<'_>) -> Description {
    let none = indexer::Reading::default();
    let reading = looked.reading.as_ref().unwrap_or(&none);
    let Document { id, title, lead, about, sections } = &reading.document;
    let found = |found: &Found<String>| Told { value: found.value.clone(), origin: found.origin };
    let date = |date: &Found<Date>| ToldDate {
        value: date.value.to_string(),
        precision: date.value.precision(),
        origin: date.origin,
    };
    let plans = || about.plans.iter().map(|plan| plan.value.clone()).collect();
    let language = if about.language.is_empty() { "fr" } else { about.language.as_str() };
    let acronym = |(acronym, expansion)| Acronym { acronym, expansion };
    Description {
        id: id.clone(),
        title: title.as_ref().zip(reading.title_origin).map(|(t, origin)| Told { value: t.text.clone(), origin }),
        lead: (!lead.is_empty()).then(|| joined(lead)),
        date: about.date.as_ref().map(date),
        publisher: about.publisher.as_ref().map(found),
        kind: about.kind.as_ref().map(found),
        plan: about.plans.first().map(|plan| Told { value: plans(), origin: plan.origin }),
        tags: about.tags.clone(),
        language: language.to_owned(),
        languages: std::iter::once(language.to_owned()).chain(about.other_languages.iter().cloned()).collect(),
        url: about.url.clone(),
        acronyms: index::acronyms(&reading.document).into_iter().map(acronym).collect(),
        source: Source {
            path: looked.path.to_string_lossy().into_owned(),
            line: looked.line,
            bytes: looked.bytes,
            hash: looked.hash.clone(),
        },
        sections: sections.iter().map(section).collect(),
    }
}

/// Writes a few aligned lines; what is not known is left out.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, description: &Description) -> io::Result<()> {
    let mut line = |name: &str, value: &str| writeln!(out, "{name:<10} {}", clean(value));
    let from = |value: &str, origin: Origin| format!("{value} ({})", origin_name(origin));
    line("id", &description.id)?;
    description.title.iter().try_for_each(|told| line("title", &from(&told.value, told.origin)))?;
    description.lead.iter().try_for_each(|lead| line("lead", lead))?;
    description.date.iter().try_for_each(|told| line("date", &from(&told.value, told.origin)))?;
    description.publisher.iter().try_for_each(|told| line("publisher", &from(&told.value, told.origin)))?;
    description.kind.iter().try_for_each(|told| line("kind", &from(&told.value, told.origin)))?;
    description.plan.iter().try_for_each(|told| line("plan", &from(&told.value.join(", "), told.origin)))?;
    if !description.tags.is_empty() {
        line("tags", &description.tags.join(", "))?;
    }
    line("language", &description.languages.join(", "))?;
    description.url.iter().try_for_each(|url| line("url", url))?;
    let spelled = description.acronyms.iter().map(|told| format!("{} = {}", told.acronym, told.expansion));
    spelled.into_iter().try_for_each(|spelled| line("acronym", &spelled))?;
    let place = description.source.line.map(|line| format!(":{line}")).unwrap_or_default();
    line("source", &format!("{}{place}", description.source.path))
}

/// `declared`, `read` or `inferred`.
fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Declared => "declared",
        Origin::Read => "read",
        Origin::Inferred => "inferred",
    }
}

fn joined(paragraphs: &[Paragraph]) -> String {
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    texts.join("\n")
}

fn section(section: &index::Section) -> Section {
    let heading = section.heading.as_ref();
    let first = heading.map(|heading| &heading.text).or(section.paragraphs.first());
    Section {
        heading: heading.map(|heading| heading.text.text.clone()),
        level: heading.map(|heading| heading.level),
        line: first.and_then(|paragraph| paragraph.lines.first()).map(|start| start.line),
        paragraphs: section.paragraphs.len(),
    }
}
