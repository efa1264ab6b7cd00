//! What is asked and what is answered: plain values for the terminal, the pages and the API alike.
//! How an answer is found is the business of `search`; how it is shown, of who shows it.

use std::time::{Duration, Instant};

use crate::amendment::Amendment;
use crate::document::{About, LineStart};
use crate::facet::{Facet, FacetCounts};
use crate::query::filter::Filter;

/// A checked question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// In the query language.
    pub query: String,
    /// Conditions from elsewhere than the query: options, parameters. Of those that are
    /// [alternatives](Filter::is_alternative_to) one must hold, as of two publishers; else all must.
    pub filters: Vec<Filter>,
    /// More such conditions in groups, where it is said which are alternatives: one of each group must hold.
    pub alternatives: Vec<Vec<Filter>>,
    /// Words that the title must hold, as of `titre:`.
    pub titles: Vec<String>,
    /// Hits wanted; 0 for counts alone.
    pub limit: usize,
    /// Hits left out before the first one.
    pub offset: usize,
    /// Their order.
    pub sort: Sort,
    /// At most so many passages are shown of each document.
    pub passages: usize,
    /// Whether each hit tells why it stands where it stands.
    pub explain: Explain,
    /// Whether each copy of a text is a hit.
    pub copies: Copies,
    /// By what the documents found are counted.
    pub facets: Vec<Facet>,
    /// When the answer is of no use any more; searching then ends in [`TookTooLong`](crate::IndexError::TookTooLong), some
    /// milliseconds later.
    pub deadline: Option<Instant>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Oldest first; documents without a date last.
    Oldest,
    /// Newest first; documents without a date last.
    Newest,
}

/// How documents are shown whose texts are nearly the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Copies {
    /// The earliest one that was found is a hit, and counts; it names the others.
    #[default]
    Once,
    /// Each one that was found is.
    Each,
}

/// Whether scores are explained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Explain {
    /// They are not.
    #[default]
    No,
    /// Each hit says what its score is made of.
    Yes,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The query as typed.
    pub query: String,
    /// The query as understood, in the query language.
    pub understood: String,
    /// What was repaired, left out, corrected or widened, in French.
    pub hints: Vec<String>,
    /// The same, each with what kind of thing it is and the query that undoes it.
    pub amendments: Vec<Amendment>,
    /// Where few documents are found, or a word is nowhere, a query with likelier spellings of which more documents have all
    /// the words, in the query language.
    pub did_you_mean: Option<String>,
    /// Where the request has filters and nothing is found, how many documents would be without them.
    pub without_filters: Option<u64>,
    /// Documents found, those of this page and all others.
    pub total: u64,
    /// Passages of these documents that hold something of the query.
    pub passages: u64,
    /// Time taken.
    pub took: Duration,
    /// What was searched.
    pub index: IndexInfo,
    /// The documents of this page.
    pub hits: Vec<Hit>,
    /// How many documents each value has of the facets that were asked for, in the order of the request. The counts of a facet
    /// ignore filters on it, in the request and at the top of the query, so that they tell what another choice would find.
    pub facets: Vec<FacetCounts>,
}

/// What is told of the index with each answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexInfo {
    /// Changes whenever the answers may.
    pub version: String,
    /// Documents in it.
    pub documents: u64,
    /// Time of its last commit, RFC 3339 in UTC.
    pub built: String,
}

/// A document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Its title; its id where it has none.
    pub title: String,
    /// What is marked in the title, as byte ranges, in order, without overlap.
    pub title_highlights: Vec<(usize, usize)>,
    /// Its description.
    pub about: About,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// How many of its passages hold something of the query.
    pub passages_found: u64,
    /// Its best passages, best first; never empty unless none were asked for.
    pub passages: Vec<Excerpt>,
    /// The ids of the copies of its text, the earliest first, where copies are shown once.
    pub also_at: Vec<String>,
    /// What the score is made of, one line for each part, where that was asked for.
    pub explanation: Vec<String>,
}

/// A passage as it is shown, cut around its best part where it is long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Names the passage within its document, the same in every answer of one index: `p3`.
    pub anchor: String,
    /// The headings above it, the highest first.
    pub heading: Vec<String>,
    /// The line of the source on which its first marked word stands; on which it begins, where none is marked.
    pub line: u32,
    /// The text as published. Paragraphs are parted by line feeds; `…` stands where it was cut within the passage.
    pub text: String,
    /// What is marked, as byte ranges of `text`, in order, without overlap.
    pub highlights: Vec<(usize, usize)>,
    /// The two-letter code of its language, where that is known and not the main one of its document.
    pub language: Option<String>,
}

/// A whole document with what of it answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedDocument {
    /// Its id.
    pub id: String,
    /// Its title; its id where it has none.
    pub title: String,
    /// What is marked in the title, as byte ranges, in order, without overlap.
    pub title_highlights: Vec<(usize, usize)>,
    /// Its description.
    pub about: About,
    /// The path of its source.
    pub source: String,
    /// Its passages in order: the first holds title and lead, where there are any, and nothing else.
    pub passages: Vec<MarkedPassage>,
    /// All other documents of nearly the same text, the earliest first.
    pub also_at: Vec<OtherCopy>,
    /// The earliest of these, where it is earlier than this one: what is shown for all of them.
    pub copy_of: Option<OtherCopy>,
}

/// A passage with what of it answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPassage {
    /// Names it within its document, as in the [excerpts](Excerpt::anchor) of answers.
    pub anchor: String,
    /// The headings above it, the highest first; its own heading among them.
    pub heading: Vec<String>,
    /// The two-letter code of its language, where that is known and not the main one of its document.
    pub language: Option<String>,
    /// Its paragraphs in order.
    pub paragraphs: Vec<MarkedParagraph>,
}

/// A paragraph with what of it answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedParagraph {
    /// What it is in the document.
    pub part: Part,
    /// Where lines of the source begin in `text`, or pages, as the document is [numbered](About::numbering); never empty, the
    /// first is for offset 0.
    pub lines: Vec<LineStart>,
    /// The text as published.
    pub text: String,
    /// What is marked, as byte ranges of `text`, in order, without overlap.
    pub highlights: Vec<(usize, usize)>,
}

/// What a paragraph is in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The lead (chapeau).
    Lead,
    /// A heading.
    Heading {
        /// 1 for those that stand below no other.
        depth: usize,
    },
    /// The text itself.
    Text,
    /// What frames or repeats: contents lines, running headers, press contacts.
    Frame,
}

/// A document of nearly the same text as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCopy {
    /// Its id.
    pub id: String,
    /// Its title; its id where it has none.
    pub title: String,
}

/// A whole document as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its id.
    pub id: String,
    /// Its title; its id where it has none.
    pub title: String,
    /// Its description.
    pub about: About,
    /// The path of its source.
    pub source: String,
    /// Its passages in order: the first holds title and lead.
    pub passages: Vec<StoredPassage>,
}

/// A passage as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPassage {
    /// Names it within its document.
    pub anchor: String,
    /// The headings above it, the highest first.
    pub heading: Vec<String>,
    /// Its lines: the line's number in the source, and its text. The numbers never fall.
    pub lines: Vec<(u32, String)>,
}
