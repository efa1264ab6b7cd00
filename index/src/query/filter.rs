//! Filters: what the description of a document answers. Read here for the query language, for options and for
//! HTTP parameters alike. How a value is compared with what a document says is the searcher's business.

use std::fmt;
use std::ops::RangeInclusive;

use super::field::Field;
use super::has_word;
use crate::document::Date;

/// A condition on the description of a document. Values are as typed, without white space at their ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Issued by this ministry or body.
    Publisher(String),
    /// Of this kind.
    Kind(String),
    /// Of this plan period, such as `2018-2020`.
    Plan(String),
    /// With this tag.
    Tag(String),
    /// In this language.
    Language(String),
    /// From this source.
    Source(String),
    /// Published from one day to another, both included, as `YYYYMMDD`; from [`Filter::parse`] not both open.
    /// As in [`Date::last_day`], a month may end on its 31st whatever the calendar says.
    Date {
        /// The first day, `None` for any.
        from: Option<u32>,
        /// The last day, `None` for any.
        to: Option<u32>,
    },
}

/// Why a value makes no filter. Displayed in French, for who wrote the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterError {
    /// No letter and no digit in the value.
    Empty(Field),
    /// The field is searched as text and filters nothing.
    Searched(Field),
    /// Not a date, or not a date such as this field takes.
    UnreadableDate {
        /// The field that was named.
        field: Field,
        /// What stood there.
        value: String,
    },
    /// A range that ends before it begins.
    ReversedRange {
        /// The field that was named.
        field: Field,
        /// What stood there.
        value: String,
        /// The filter for the range turned round.
        turned: Filter,
    },
}

impl Filter {
    /// Reads `value` as `field` takes it.
    ///
    /// Dates are `2018`, `2018-04` or `2018-04-03`; [`Field::Date`] and [`Field::Year`] also take ranges, `2016..2018`,
    /// `2016-03..2017`, `..2018`, `2018..` and, for whole years, `2016-2018`.
    pub fn parse(field: Field, value: &str) -> Result<Self, FilterError> {
        let value = value.trim();
        if !has_word(value) {
            return Err(FilterError::Empty(field));
        }
        let text = value.to_owned();
        match field {
            Field::Title => Err(FilterError::Searched(field)),
            Field::Publisher => Ok(Self::Publisher(text)),
            Field::Kind => Ok(Self::Kind(text)),
            Field::Plan => Ok(Self::Plan(text)),
            Field::Tag => Ok(Self::Tag(text)),
            Field::Language => Ok(Self::Language(text)),
            Field::Source => Ok(Self::Source(text)),
            Field::Year | Field::Date | Field::After | Field::Before | Field::Until => {
                period(field, value).unwrap_or(Err(FilterError::UnreadableDate { field, value: text }))
            }
        }
    }
}

impl Filter {
    /// The years that it covers, where it is a period of whole ones.
    pub fn years(&self) -> Option<RangeInclusive<u16>> {
        let Self::Date { from: Some(from), to: Some(to) } = self else { return None };
        let is_whole = from % 10_000 == FIRST_DAY && to % 10_000 == LAST_DAY;
        is_whole.then_some((from / 10_000) as u16..=(to / 10_000) as u16)
    }

    /// Whether one of the two is enough where both are given side by side, as options or parameters: values of one field
    /// are, years are, and so are other periods with both ends. Periods open at one end must all hold.
    pub fn is_alternative_to(&self, other: &Self) -> bool {
        let is_closed = |filter: &Self| matches!(filter, Self::Date { from: Some(_), to: Some(_) });
        match (self, other) {
            (Self::Date { .. }, Self::Date { .. }) => {
                is_closed(self) && is_closed(other) && self.years().is_some() == other.years().is_some()
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The month and day on which years begin.
const FIRST_DAY: u32 = 101;

/// The month and day on which years end.
const LAST_DAY: u32 = 1231;

/// `None` where `value` is no date such as `field` takes.
fn period(field: Field, value: &str) -> Option<Result<Filter, FilterError>> {
    let (from, to) = match field {
        Field::After => (Some(Date::parse_iso(value)?.first_day()), None),
        Field::Before => (None, Some(eve(Date::parse_iso(value)?)?)),
        Field::Until => (None, Some(Date::parse_iso(value)?.last_day())),
        _ => return range(value).map(|(first, last)| in_order(field, value, first, last)),
    };
    Some(Ok(Filter::Date { from, to }))
}

/// The ends of a range, or twice the same date. One end at least is there.
fn range(value: &str) -> Option<(Option<Date>, Option<Date>)> {
    if let Some(date) = Date::parse_iso(value) {
        return Some((Some(date), Some(date)));
    }
    if let Some(years) = value.split_once(['-', '–']).and_then(|(first, last)| years(first, last)) {
        return Some(years);
    }
    match value.split_once("..").or_else(|| value.split_once('…'))? {
        ("", "") => None,
        ("", last) => Some((None, Some(Date::parse_iso(last)?))),
        (first, "") => Some((Some(Date::parse_iso(first)?), None)),
        (first, last) => Some((Some(Date::parse_iso(first)?), Some(Date::parse_iso(last)?))),
    }
}

fn years(first: &str, last: &str) -> Option<(Option<Date>, Option<Date>)> {
    let whole = |text: &str| Date::parse_iso(text).filter(|date| date.month.is_none());
    Some((Some(whole(first)?), Some(whole(last)?)))
}

fn in_order(field: Field, value: &str, first: Option<Date>, last: Option<Date>) -> Result<Filter, FilterError> {
    let between = |first: Option<Date>, last: Option<Date>| Filter::Date {
        from: first.map(Date::first_day),
        to: last.map(Date::last_day),
    };
    match (first, last) {
        (Some(a), Some(b)) if a.first_day() > b.last_day() => {
            Err(FilterError::ReversedRange { field, value: value.to_owned(), turned: between(last, first) })
        }
        _ => Ok(between(first, last)),
    }
}

/// The day before `date` begins; `None` before the first year that a [`Date`] can have.
fn eve(date: Date) -> Option<u32> {
    let Date { year, .. } = date;
    let before = match (date.month.unwrap_or(1), date.day.unwrap_or(1)) {
        (1, 1) => Date::checked(year.checked_sub(1)?, None, None),
        (month, 1) => Date::checked(year, month.checked_sub(1), None),
        (month, day) => Date::checked(year, Some(month), day.checked_sub(1)),
    };
    before.map(Date::last_day)
}

impl fmt::Display for Filter {
    /// In the query language; dates always as `date:`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Publisher(value) => valued(f, Field::Publisher, value),
            Self::Kind(value) => valued(f, Field::Kind, value),
            Self::Plan(value) => valued(f, Field::Plan, value),
            Self::Tag(value) => valued(f, Field::Tag, value),
            Self::Language(value) => valued(f, Field::Language, value),
            Self::Source(value) => valued(f, Field::Source, value),
            Self::Date { from, to } => {
                let (from, to) = (from.map(first_day).unwrap_or_default(), to.map(last_day).unwrap_or_default());
                if from == to { write!(f, "date:{from}") } else { write!(f, "date:{from}..{to}") }
            }
        }
    }
}

/// Between quotes unless the value is made of characters that mean nothing to the language.
fn valued(f: &mut fmt::Formatter<'_>, field: Field, value: &str) -> fmt::Result {
    let bare = value.starts_with(char::is_alphanumeric)
        && value.ends_with(char::is_alphanumeric)
        && value.chars().all(|c| c.is_alphanumeric() || "-./_".contains(c));
    if bare { write!(f, "{field}:{value}") } else { write!(f, "{field}:\"{value}\"") }
}

/// The shortest date that begins on `day`.
fn first_day(day: u32) -> String {
    match (day / 100 % 100, day % 100) {
        (1, 1) => format!("{:04}", day / 10_000),
        (month, 1) => format!("{:04}-{month:02}", day / 10_000),
        (month, of_month) => format!("{:04}-{month:02}-{of_month:02}", day / 10_000),
    }
}

/// The shortest date that ends on `day`.
fn last_day(day: u32) -> String {
    match (day / 100 % 100, day % 100) {
        (12, 31) => format!("{:04}", day / 10_000),
        (month, 31) => format!("{:04}-{month:02}", day / 10_000),
        (month, of_month) => format!("{:04}-{month:02}-{of_month:02}", day / 10_000),
    }
}

impl FilterError {
    /// The same in English.
    pub fn in_english(&self) -> String {
        match self {
            Self::Empty(field) => format!("“{field}” without a value"),
            Self::Searched(field) => format!("“{field}” is searched for in the text and filters nothing"),
            Self::UnreadableDate { field, value } => {
                format!("“{field}:{value}”: unreadable date (expected: 2018, 2018-04 or 2018-04-03)")
            }
            Self::ReversedRange { field, value, .. } => format!("“{field}:{value}”: the period ends before it begins"),
        }
    }
}

/// In French.
impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(field) => write!(f, "« {field} » sans valeur"),
            Self::Searched(field) => write!(f, "« {field} » se cherche dans le texte et ne filtre pas"),
            Self::UnreadableDate { field, value } => {
                write!(f, "« {field}:{value} » : date illisible (attendu : 2018, 2018-04 ou 2018-04-03)")
            }
            Self::ReversedRange { field, value, .. } => {
                write!(f, "« {field}:{value} » : la période finit avant de commencer")
            }
        }
    }
}

impl std::error::Error for FilterError {}
