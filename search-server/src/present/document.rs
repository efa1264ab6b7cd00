//! A whole document in the shape that the API publishes, with where each part of its description comes from.

use index::{LineStart, MarkedDocument, MarkedParagraph, MarkedPassage, Numbering, Origin, Part};
use serde::Serialize;

use super::{Described, Index, PassageHead, described, html, in_characters, index_info};

/// The language of a document that names none.
const FRENCH: &str = "fr";

/// A whole document; what is not known of it is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What is marked in the title, as in passages.
    pub title_highlights: Vec<[usize; 2]>,
    /// Its lead, paragraphs parted by line feeds; left out where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lead: String,
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
    /// Its address of origin, where that leads to the web.
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
    /// The ids of the copies of its text; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<&'a str>,
    /// The id of the copy that answers show for all of them; left out where it is this document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<&'a str>,
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
    /// Its line or page is that on which it begins.
    #[serde(flatten)]
    pub head: PassageHead<'a>,
    /// Its paragraphs, parted by line feeds.
    pub text: String,
    /// Where the lines of `text` stand in the source.
    pub lines: Vec<Line<'a>>,
    /// What is marked, from one character (Unicode scalar value) of `text` up to another, which is left out.
    pub highlights: Vec<[usize; 2]>,
    /// Its text as HTML, escaped, with `<mark>` around what is marked.
    pub html: String,
}

/// A line of a passage, as the source has them.
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
pub fn document<'a>(document: &'a MarkedDocument, info: &'a index::IndexInfo) -> Document<'a> {
    let about = &document.about;
    let Described { date, date_precision, publisher, kind, plan, url } = described(about);
    Document {
        id: &document.id,
        title: &document.title,
        title_highlights: in_characters(&document.title, &document.title_highlights),
        lead: lead(document),
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
        origins: origins(about),
        also_at: document.also_at.iter().map(|copy| copy.id.as_str()).collect(),
        copy_of: document.copy_of.as_ref().map(|copy| copy.id.as_str()),
        passages: document.passages.iter().map(|passage| whole(passage, about.numbering)).collect(),
        index: index_info(info),
    }
}

fn origins(about: &index::About) -> Origins {
    Origins {
        date: about.date.as_ref().map(|date| date.origin),
        publisher: about.publisher.as_ref().map(|publisher| publisher.origin),
        kind: about.kind.as_ref().map(|kind| kind.origin),
        plan: about.plans.iter().map(|plan| plan.origin).collect(),
    }
}

fn lead(document: &MarkedDocument) -> String {
    let paragraphs = document.passages.iter().flat_map(|passage| &passage.paragraphs);
    let lead = paragraphs.filter(|paragraph| paragraph.part == Part::Lead).map(|paragraph| paragraph.text.as_str());
    lead.collect::<Vec<_>>().join("\n")
}

fn whole(passage: &MarkedPassage, numbering: Numbering) -> WholePassage<'_> {
    let mut text = String::new();
    let mut highlights = Vec::new();
    for paragraph in &passage.paragraphs {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        highlights.extend(paragraph.highlights.iter().map(|&(from, to)| (start + from, start + to)));
        text.push_str(&paragraph.text);
    }
    let lines: Vec<Line<'_>> = passage.paragraphs.iter().flat_map(|paragraph| lines(paragraph, numbering)).collect();
    WholePassage {
        head: PassageHead {
            anchor: &passage.anchor,
            heading: &passage.heading,
            line: lines.first().and_then(|line| line.line),
            page: lines.first().and_then(|line| line.page),
            language: passage.language.as_deref(),
        },
        lines,
        highlights: in_characters(&text, &highlights),
        html: html(&text, &highlights),
        text,
    }
}

/// The text of `paragraph`, cut where another line of the source begins.
fn lines(paragraph: &MarkedParagraph, numbering: Numbering) -> impl Iterator<Item = Line<'_>> {
    let starts = paragraph.lines.iter();
    let ends = starts.clone().skip(1).map(|next| next.offset as usize).chain([paragraph.text.len()]);
    starts.zip(ends).filter_map(move |(&LineStart { offset, line }, end)| {
        let text = paragraph.text.get(offset as usize..end)?.trim_end();
        let (on_line, on_page) = match numbering {
            Numbering::Lines => (Some(line), None),
            Numbering::Pages => (None, Some(line)),
        };
        (!text.is_empty()).then_some(Line { line: on_line, page: on_page, text })
    })
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
