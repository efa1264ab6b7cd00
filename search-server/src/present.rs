//! Answers in the shape that the API publishes: escaping and marking happen here, and only here.
//! How that shape is written out (JSON, pages, feeds) is the business of who asks for it.

mod document;
mod suggestions;

use index::{About, Facet, FacetCounts, Found, Numbering};
use serde::Serialize;

use crate::address::web_address;

pub use document::{Document, Line, Origins, WholePassage, document};
pub use suggestions::{Suggestion, Suggestions, suggestions};

/// An answer as the API shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The query as understood, in the query language.
    pub understood: &'a str,
    /// What was repaired, left out, corrected or widened, in French.
    pub hints: &'a [String],
    /// A query that finds more, where few documents are found; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<&'a str>,
    /// Documents that would be found without filters, where none is with them; else left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_filters: Option<u64>,
    /// Documents found, on this page and on all others.
    pub total: u64,
    /// Passages found in these documents.
    pub passages: u64,
    /// Milliseconds taken, to the microsecond.
    pub took_ms: f64,
    /// What was searched.
    pub index: Index<'a>,
    /// The documents of this page.
    pub hits: Vec<Hit<'a>>,
    /// How many of the documents found have each value.
    pub facets: Facets<'a>,
}

/// What is told of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index<'a> {
    /// Changes whenever the answers may.
    pub version: &'a str,
    /// Documents in it.
    pub documents: u64,
    /// Time of its last commit, RFC 3339 in UTC.
    pub built: &'a str,
}

/// A document found; what is not known of it is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// ISO 8601, as precise as it is known.
    pub date: Option<String>,
    /// `day`, `month` or `year`.
    pub date_precision: Option<&'static str>,
    /// The issuing ministry or body.
    pub publisher: Option<&'a str>,
    /// Its kind.
    pub kind: Option<&'a str>,
    /// The plan periods it belongs to.
    pub plan: Vec<&'a str>,
    /// Its address of origin, where that leads to the web: what sources declare may be `javascript:…`.
    pub url: Option<&'a str>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The ids of the copies of its text; left out where there are none.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub also_at: &'a [String],
    /// Its best passages, best first.
    pub passages: Vec<Passage<'a>>,
}

/// A passage found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage<'a> {
    /// Names it within its document.
    pub anchor: &'a str,
    /// The headings above it, the highest first.
    pub heading: &'a [String],
    /// The line of the source on which its first marked word stands; `null` where the source has pages.
    pub line: Option<u32>,
    /// The page on which its first marked word stands, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Two-letter code of its language, where that is not the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    /// Its text as published.
    pub text: &'a str,
    /// What is marked, from one character (Unicode scalar value) of `text` up to another, which is left out.
    pub highlights: Vec<[usize; 2]>,
    /// Its text as HTML, escaped, with `<mark>` around what is marked.
    pub html: String,
}

/// How many of the documents found have each value; lists that were not asked for are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets<'a> {
    /// By issuing ministry or body.
    pub publisher: Vec<Count<'a>>,
    /// By kind.
    pub kind: Vec<Count<'a>>,
    /// By plan period.
    pub plan: Vec<Count<'a>>,
    /// By year of publication.
    pub year: Vec<Count<'a>>,
}

/// A value with the number of documents that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count<'a> {
    /// As described.
    pub value: &'a str,
    /// Documents found with it.
    pub count: u64,
}

/// Presents `answer`.
pub fn answer(answer: &index::Answer) -> Answer<'_> {
    Answer {
        query: &answer.query,
        understood: &answer.understood,
        hints: &answer.hints,
        did_you_mean: answer.did_you_mean.as_deref(),
        without_filters: answer.without_filters,
        total: answer.total,
        passages: answer.passages,
        took_ms: answer.took.as_micros() as f64 / 1000.0,
        index: index_info(&answer.index),
        hits: answer.hits.iter().map(hit).collect(),
        facets: facets(&answer.facets),
    }
}

fn index_info(info: &index::IndexInfo) -> Index<'_> {
    Index { version: &info.version, documents: info.documents, built: &info.built }
}

fn facets(counted: &[FacetCounts]) -> Facets<'_> {
    let of = |facet: Facet| {
        let values = counted.iter().filter(|counted| counted.facet == facet).flat_map(|counted| &counted.values);
        values.map(|value| Count { value: &value.value, count: value.count }).collect()
    };
    Facets { publisher: of(Facet::Publisher), kind: of(Facet::Kind), plan: of(Facet::Plan), year: of(Facet::Year) }
}

/// Presents `hit`.
pub fn hit(hit: &index::Hit) -> Hit<'_> {
    let Described { date, date_precision, publisher, kind, plan, url } = described(&hit.about);
    Hit {
        id: &hit.id,
        title: &hit.title,
        date,
        date_precision,
        publisher,
        kind,
        plan,
        url,
        score: hit.score,
        also_at: &hit.also_at,
        passages: hit.passages.iter().map(|excerpt| passage(excerpt, hit.about.numbering)).collect(),
    }
}

/// What hits and documents have in common.
struct Described<'a> {
    date: Option<String>,
    date_precision: Option<&'static str>,
    publisher: Option<&'a str>,
    kind: Option<&'a str>,
    plan: Vec<&'a str>,
    url: Option<&'a str>,
}

fn described(about: &About) -> Described<'_> {
    let About { date, publisher, kind, plans, url, .. } = about;
    Described {
        date: date.as_ref().map(|date| date.value.to_string()),
        date_precision: date.as_ref().map(|date| date.value.precision()),
        publisher: publisher.as_ref().map(value),
        kind: kind.as_ref().map(value),
        plan: plans.iter().map(value).collect(),
        url: url.as_deref().and_then(web_address),
    }
}

fn value(found: &Found<String>) -> &str {
    &found.value
}

fn passage(excerpt: &index::Excerpt, numbering: Numbering) -> Passage<'_> {
    let pages = numbering == Numbering::Pages;
    Passage {
        anchor: &excerpt.anchor,
        heading: &excerpt.heading,
        line: (!pages).then_some(excerpt.line),
        page: pages.then_some(excerpt.line),
        language: excerpt.language.as_deref(),
        text: &excerpt.text,
        highlights: in_characters(&excerpt.text, &excerpt.highlights),
        html: html(&excerpt.text, &excerpt.highlights),
    }
}

/// Ranges of bytes as ranges of characters, in one walk over `text`.
fn in_characters(text: &str, ranges: &[(usize, usize)]) -> Vec<[usize; 2]> {
    let (mut byte, mut character) = (0, 0);
    let mut count_to = |end: usize| {
        character += text.get(byte..end).map_or(0, |between| between.chars().count());
        byte = end;
        character
    };
    ranges.iter().map(|&(from, to)| [count_to(from), count_to(to)]).collect()
}

/// `text` escaped for HTML, with `<mark>` around `ranges`, which are in bytes, in order and without overlap.
pub fn html(text: &str, ranges: &[(usize, usize)]) -> String {
    with_marks(text, ranges, |_| "<mark>".to_owned())
}

/// As [`html`], with an id on each mark that tells its number: `m1` for the first one of a page, this one's first being `first`.
pub fn html_with_ids(text: &str, ranges: &[(usize, usize)], first: usize) -> String {
    with_marks(text, ranges, |place| format!("<mark id=\"m{}\">", first + place))
}

fn with_marks(text: &str, ranges: &[(usize, usize)], begin: impl Fn(usize) -> String) -> String {
    let mut html = String::with_capacity(text.len() + ranges.len() * "<mark></mark>".len());
    let mut written = 0;
    for (place, &(from, to)) in ranges.iter().enumerate() {
        escape(text.get(written..from).unwrap_or_default(), &mut html);
        html.push_str(&begin(place));
        escape(text.get(from..to).unwrap_or_default(), &mut html);
        html.push_str("</mark>");
        written = to;
    }
    escape(text.get(written..).unwrap_or_default(), &mut html);
    html
}

fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        let (plain, active) = rest.split_at(at);
        html.push_str(plain);
        html.push_str(match active.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        });
        rest = active.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests;
