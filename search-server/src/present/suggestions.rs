//! Suggestions in the shape that the API publishes.

use serde::Serialize;

use super::{Index, in_characters, index_info};

/// What something typed may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestions<'a> {
    /// What was typed.
    pub query: &'a str,
    /// Where the suggestions come from.
    pub index: Index<'a>,
    /// Best first.
    pub suggestions: Vec<Suggestion<'a>>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion<'a> {
    /// What to look for.
    pub text: &'a str,
    /// `word`, `title`, `publisher`, `tag`, `plan` or `acronym`.
    pub kind: &'static str,
    /// Documents that have it, of those that pass; of an acronym, their passages that spell it out.
    pub count: u64,
    /// What of it was typed, from one character (Unicode scalar value) of `text` up to another, which is left out.
    pub highlights: Vec<[usize; 2]>,
    /// The id of the newest document that has it, of a title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<&'a str>,
    /// What an acronym stands for, or the acronym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'a str>,
}

/// Presents what `typed` may become in the index that `info` tells of.
pub fn suggestions<'a>(typed: &'a str, found: &'a [index::Suggestion], info: &'a index::IndexInfo) -> Suggestions<'a> {
    Suggestions { query: typed, index: index_info(info), suggestions: found.iter().map(suggestion).collect() }
}

fn suggestion(found: &index::Suggestion) -> Suggestion<'_> {
    let index::Suggestion { text, kind, count, highlights, document, detail } = found;
    Suggestion {
        text,
        kind: kind.name(),
        count: *count,
        highlights: in_characters(text, highlights),
        document: document.as_deref(),
        detail: detail.as_deref(),
    }
}
