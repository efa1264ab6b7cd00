//! A whole document in the shape that the API publishes, with where each part of its description comes from.

use index::{Numbering, Origin, StoredDocument, StoredPassage};
use serde::Serialize;

use super::{Described, Index, described, html, in_characters, index_info};

/// The language of a document that names none.
const FRENCH: &str = "fr";

/// A whole document; what is not known of it is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document<'a> {
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
    /// Its address of origin, where that is one of the web.
    pub url: Option<&'a str>,
    /// Two-letter code of its main language.
    pub language: &'a str,
    /// Two-letter codes of the languages that other parts of it are in.
    pub other_languages: &'a [String],
    /// As declared.
    pub tags: &'a [String],
    /// The name of its source below the folder that was indexed; of a file of many documents, that file's name.
    pub source: &'a str,
    /// Where the description comes from.
    pub origins: Origins,
    /// All its passages in order; the first holds title and lead.
    pub passages: Vec<WholePassage<'a>>,
    /// What it was read from.
    pub index: Index<'a>,
}

/// Where each part of the description comes from: `declared`, `read` in the text, or `inferred`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origins {
    /// Of the date.
    pub date: Option<Origin>,
    /// Of the publisher.
    pub publisher: Option<Origin>,
    /// Of the kind.
    pub kind: Option<Origin>,
    /// Of each plan period, in their order.
    pub plan: Vec<Origin>,
}

/// A passage as published, from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WholePassage<'a> {
    /// Names it within its document.
    pub anchor: &'a str,
    /// The headings above it, the highest first.
    pub heading: &'a [String],
    /// The line of the source on which it begins; `null` where the source has pages.
    pub line: Option<u32>,
    /// The page on which it begins, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Its lines, parted by line feeds.
    pub text: String,
    /// Where each line of `text` stands in the source.
    pub lines: Vec<Line<'a>>,
    /// What is marked, from one character (Unicode scalar value) of `text` up to another, which is left out.
    pub highlights: Vec<[usize; 2]>,
    /// Its text as HTML, escaped, with `<mark>` around what is marked.
    pub html: String,
}

/// A line of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line<'a> {
    /// Its number in the source; left out where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Its page, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Its text.
    pub text: &'a str,
}

/// Presents `document`, read from the index that `info` tells of.
pub fn document<'a>(document: &'a StoredDocument, info: &'a index::IndexInfo) -> Document<'a> {
    let about = &document.about;
    let Described { date, date_precision, publisher, kind, plan, url } = described(about);
    Document {
        id: &document.id,
        title: &document.title,
        date,
        date_precision,
        publisher,
        kind,
        plan,
        url,
        language: if about.language.is_empty() { FRENCH } else { &about.language },
        other_languages: &about.other_languages,
        tags: &about.tags,
        source: below_its_root(&document.source, &document.id),
        origins: Origins {
            date: about.date.as_ref().map(|date| date.origin),
            publisher: about.publisher.as_ref().map(|publisher| publisher.origin),
            kind: about.kind.as_ref().map(|kind| kind.origin),
            plan: about.plans.iter().map(|plan| plan.origin).collect(),
        },
        passages: document.passages.iter().map(|passage| whole(passage, about.numbering)).collect(),
        index: index_info(info),
    }
}

fn whole(passage: &StoredPassage, numbering: Numbering) -> WholePassage<'_> {
    let lines: Vec<Line<'_>> = passage.lines.iter().map(|(number, text)| line(*number, text, numbering)).collect();
    let text = lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    WholePassage {
        anchor: &passage.anchor,
        heading: &passage.heading,
        line: lines.first().and_then(|line| line.line),
        page: lines.first().and_then(|line| line.page),
        highlights: in_characters(&text, &[]),
        html: html(&text, &[]),
        text,
        lines,
    }
}

fn line(number: u32, text: &str, numbering: Numbering) -> Line<'_> {
    match numbering {
        Numbering::Lines => Line { line: Some(number), page: None, text },
        Numbering::Pages => Line { line: None, page: Some(number), text },
    }
}

/// `source` without the folders of the server above what was indexed. An id that is a path tells which these are.
fn below_its_root<'a>(source: &'a str, id: &str) -> &'a str {
    let is_path_of_it = |below: &&str| below.strip_prefix(id).is_some_and(|ending| !ending.contains('/'));
    let below = source.rfind(&format!("/{id}")).and_then(|at| source.get(at + 1..)).filter(is_path_of_it);
    below.unwrap_or_else(|| source.rsplit(['/', '\\']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::below_its_root;

    #[test]
    fn folders_of_the_server_are_not_published() {
        let check = |source: &str, id: &str, shown: &str| assert_eq!(below_its_root(source, id), shown);
        check("/srv/archive/2018/plan.pdf", "2018/plan", "2018/plan.pdf");
        check("/srv/archive/2018/plan.pdf", "2018/plan.pdf", "2018/plan.pdf");
        check("/srv/archive/plans.jsonl", "2018-plan", "plans.jsonl");
        check("/srv/archive/plans.jsonl", "srv", "plans.jsonl");
        check("plan.md", "plan", "plan.md");
        check("/srv/2018/plan/2018/plan.md", "2018/plan", "2018/plan.md");
    }
}
