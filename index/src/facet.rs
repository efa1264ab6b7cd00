//! Facets: by what the documents found are counted, and how many have each value.
//! Counting is the searcher's business.

use std::fmt;
use std::str::FromStr;

use crate::query::field::Field;
use crate::query::filter::Filter;

/// A part of the description by whose values documents are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The issuing ministry or body, by its name.
    Publisher,
    /// The kind of document.
    Kind,
    /// The plan periods that it belongs to; a document of two counts for both.
    Plan,
    /// The year of its date, as precise as that may be.
    Year,
}

/// The name of no facet. Displayed in French, for who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas une facette (publisher, kind, plan ou year)")]
pub struct UnknownFacet(pub String);

/// How many of the documents found have each value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// What is counted.
    pub facet: Facet,
    /// Years from the newest to the oldest, as a calendar is read; else the most frequent values first, then by value.
    pub values: Vec<ValueCount>,
}

/// How many of the documents found have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueCount {
    /// As described: as a filter it lets through the documents that were counted, and no others.
    pub value: String,
    /// Documents, copies of a text counted once.
    pub count: u64,
    /// Whether a filter asks for it; then it is listed even if nothing is found.
    pub is_chosen: bool,
}

impl Facet {
    /// All facets, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Publisher, Self::Kind, Self::Plan, Self::Year];

    /// Its English name, as parameters and answers have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Kind => "kind",
            Self::Plan => "plan",
            Self::Year => "year",
        }
    }

    /// The facet whose values `filter` chooses from. Of periods, those of whole years choose years; others choose none.
    pub fn of(filter: &Filter) -> Option<Self> {
        match filter {
            Filter::Publisher(_) => Some(Self::Publisher),
            Filter::Kind(_) => Some(Self::Kind),
            Filter::Plan(_) => Some(Self::Plan),
            Filter::Date { .. } => filter.years().map(|_| Self::Year),
            Filter::Tag(_) | Filter::Language(_) | Filter::Source(_) => None,
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Facet {
    type Err = UnknownFacet;

    /// Reads the English or French name of its field in the query language.
    fn from_str(name: &str) -> Result<Self, UnknownFacet> {
        match Field::parse(name.trim()) {
            Some(Field::Publisher) => Ok(Self::Publisher),
            Some(Field::Kind) => Ok(Self::Kind),
            Some(Field::Plan) => Ok(Self::Plan),
            Some(Field::Year) => Ok(Self::Year),
            _ => Err(UnknownFacet(name.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_are_read_by_the_names_of_their_fields() {
        let check = |name: &str, expected: Option<Facet>| assert_eq!(name.parse().ok(), expected, "{name}");
        Facet::ALL.into_iter().for_each(|facet| check(facet.name(), Some(facet)));
        check("ministère", Some(Facet::Publisher));
        check(" Annee ", Some(Facet::Year));
        check("date", None);
        check("", None);
    }

    #[test]
    fn periods_of_whole_years_choose_years() {
        let check = |field: Field, value: &str, expected: Option<Facet>| {
            assert_eq!(Filter::parse(field, value).ok().and_then(|filter| Facet::of(&filter)), expected, "{value}");
        };
        check(Field::Year, "2018", Some(Facet::Year));
        check(Field::Date, "2016..2018", Some(Facet::Year));
        check(Field::Date, "2018-03", None);
        check(Field::After, "2018", None);
        check(Field::Tag, "2018", None);
    }
}
