//! What a document is: the text of one communiqué, plan, report, action sheet or article, and its description.
//! How a source becomes a document is the indexer's business.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text with its structure and what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Stable and readable: the path below its root without its ending, or the `id` of its JSON line.
    pub id: String,
    /// The title as published; `None` where nothing in the source can serve as one.
    pub title: Option<Paragraph>,
    /// The lead (chapeau), empty where there is none.
    pub lead: Vec<Paragraph>,
    /// What filters, facets and citations need.
    pub about: About,
    /// The body: sections in the order of the text. Text before the first heading is a section without one.
    pub sections: Vec<Section>,
}

/// The description of a document: all that is known of it but its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Found<Date>>,
    /// The issuing ministry or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Found<String>>,
    /// Acronyms of the publisher: it is found by them too, and shown by its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publisher_acronyms: Vec<String>,
    /// `communique`, `dossier`, `plan`, `rapport`, `fiche-action`, `article`, `discours`, or what the source declares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Found<String>>,
    /// The plan periods it belongs to, such as `2018-2020`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Found<String>>,
    /// Its tags (étiquettes), as declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Two-letter code of its main language; empty stands for French.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Two-letter codes of the other languages that parts of it are in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_languages: Vec<String>,
    /// Its address of origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What [`Paragraph::lines`] count in it.
    #[serde(default, skip_serializing_if = "Numbering::is_lines")]
    pub numbering: Numbering,
}

/// What the places of a source are counted in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numbering {
    /// Lines of the file, or of its text where it has none.
    #[default]
    Lines,
    /// Pages.
    Pages,
}

impl Numbering {
    fn is_lines(&self) -> bool {
        *self == Self::Lines
    }
}

/// A heading and what stands under it, up to the next heading of any level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// `None` for the text before the first heading.
    pub heading: Option<Heading>,
    /// Two-letter code of its language; empty where it is the document's main one.
    pub language: String,
    /// Paragraphs, list items, quotations and table rows, in the order of the text.
    pub paragraphs: Vec<Paragraph>,
}

/// A heading with its depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for the highest, 6 for the deepest.
    pub level: u8,
    /// Its text.
    pub text: Paragraph,
}

/// A run of text without line breaks that mean anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The text as a reader sees it: no mark-up, no addresses of links, entities resolved, white space runs made one space.
    pub text: String,
    /// Where the lines of the source begin in `text`, in ascending order; the first entry is for offset 0. Pages instead
    /// of lines, where the source is [numbered](Numbering) by them.
    pub lines: Vec<LineStart>,
    /// Whether it says something or only frames or repeats what other paragraphs say.
    pub role: Role,
    /// Hosts that its links lead to (`www.modernisation.gouv.fr`), lower case: found when asked for whole, never text.
    pub links: Vec<String>,
}

/// From byte `offset` of a paragraph on, its text stands on line `line` (counted from 1) of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineStart {
    /// In bytes, from the paragraph's start.
    pub offset: u32,
    /// Counted from 1.
    pub line: u32,
}

/// What a paragraph is there for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// The document's own text.
    #[default]
    Text,
    /// Contents lines, running page headers, the State's motto, the press contact: found and shown,
    /// but never above the text they repeat.
    Frame,
}

/// A value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What was found.
    pub value: T,
    /// How it was found.
    pub origin: Origin,
}

/// How a part of the description was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Said by front matter or metadata.
    Declared,
    /// Read in the text.
    Read,
    /// Concluded from other things.
    Inferred,
}

/// A day, a month or a year of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// Such as 2018.
    pub year: u16,
    /// 1 to 12, where known.
    pub month: Option<u8>,
    /// 1 to 31, where known; never without the month.
    pub day: Option<u8>,
}

impl Date {
    /// The first day that it covers, as `YYYYMMDD`: comparable and fit for a column.
    pub fn first_day(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month.unwrap_or(1)) * 100 + u32::from(self.day.unwrap_or(1))
    }

    /// The last day that it covers, as `YYYYMMDD`; every month is given 31 days, which orders as well.
    pub fn last_day(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month.unwrap_or(12)) * 100 + u32::from(self.day.unwrap_or(31))
    }

    /// `day`, `month` or `year`.
    pub fn precision(self) -> &'static str {
        match (self.month, self.day) {
            (Some(_), Some(_)) => "day",
            (Some(_), None) => "month",
            _ => "year",
        }
    }

    /// Reads `2018`, `2018-04` or `2018-04-03`; `None` for anything else and for days that no calendar has.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
        let day = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
        if parts.next().is_some() {
            return None;
        }
        Self::checked(year, month.map(|m| m as u8), day.map(|d| d as u8))
    }

    /// A date if such a day, month or year exists between 1000 and 9999.
    pub fn checked(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let month_exists = month.is_none_or(|month| (1..=12).contains(&month));
        let day_exists = match (month, day) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        };
        ((1000..=9999).contains(&year) && month_exists && day_exists).then_some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    /// ISO 8601, as precise as it is known: `2018`, `2018-04`, `2018-04-03`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Paragraph {
    /// A paragraph of the document's own text that stands on one line.
    pub fn on_line(text: impl Into<String>, line: u32) -> Self {
        Self { text: text.into(), lines: vec![LineStart { offset: 0, line }], role: Role::Text, links: Vec::new() }
    }
}

fn digits(text: &str, length: usize) -> Option<u16> {
    let plain = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
