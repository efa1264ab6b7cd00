//! Filters: which documents answer a description, read from the columns of a collection.
//! A value that some document has is meant whole; else documents are found by its words, without case and accents. Dates are
//! compared by the days that they cover.

use tantivy::columnar::StrColumn;

use super::bits::Bits;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::facet::Facet;
use crate::facet_values::{FacetValues, facet_values, words};
use crate::query::filter::Filter;
use crate::schema::column;
use crate::segment::Segment;

/// The documents that `filter` lets through, by segment.
pub(super) fn documents(collection: &Collection, filter: &Filter) -> Result<Vec<Bits>, IndexError> {
    let whole = |facet: Facet, value: &str| {
        let values = facet_values(collection, facet)?;
        Ok::<_, IndexError>(values.number(value).map(|number| having(collection, &values, number)))
    };
    match filter {
        Filter::Date { from, to } => {
            let dates = |segment| dates(segment, from.unwrap_or(0), to.unwrap_or(u32::MAX));
            collection.segments.iter().map(dates).collect()
        }
        Filter::Publisher(value) => match whole(Facet::Publisher, value)? {
            Some(documents) => Ok(documents),
            None => worded(collection, column::PUBLISHER, value),
        },
        Filter::Plan(value) => match whole(Facet::Plan, value)? {
            Some(documents) => Ok(documents),
            None => worded(collection, column::PLAN, value),
        },
        Filter::Kind(value) => Ok(whole(Facet::Kind, value)?.unwrap_or_else(|| none(collection))),
        Filter::Tag(value) => worded(collection, column::TAG, value),
        Filter::Language(value) => named(collection, column::LANGUAGE, |stored| stored.eq_ignore_ascii_case(value)),
        Filter::Source(value) => named(collection, column::SOURCE, |stored| stored.contains(value.as_str())),
    }
}

/// The numbers of the `values` of its facet that `filter` chooses.
pub(super) fn chosen(collection: &Collection, values: &FacetValues, filter: &Filter) -> Result<Vec<u32>, IndexError> {
    let fitting = |fits: &dyn Fn(&str) -> bool| {
        (0..).zip(&values.labels).filter(|(_, label)| fits(label)).map(|(number, _)| number).collect::<Vec<u32>>()
    };
    match filter {
        Filter::Date { .. } => {
            let years = filter.years();
            Ok(fitting(&|label| label.parse().is_ok_and(|year: u16| years.as_ref().is_some_and(|y| y.contains(&year)))))
        }
        Filter::Publisher(value) | Filter::Plan(value) => {
            let whole: Vec<u32> = values.number(value).into_iter().collect();
            let worded = if whole.is_empty() { fitting(&|label| holds_words(label, value)) } else { whole };
            // An acronym is no value of its own: it chooses the names of those who have it.
            if worded.is_empty() { met(values, &documents(collection, filter)?) } else { Ok(worded) }
        }
        Filter::Kind(value) => Ok(values.number(value).into_iter().collect()),
        Filter::Tag(_) | Filter::Language(_) | Filter::Source(_) => Ok(Vec::new()),
    }
}

/// The numbers of the values that `documents` have.
fn met(values: &FacetValues, documents: &[Bits]) -> Result<Vec<u32>, IndexError> {
    let sets = documents.iter().zip(&values.set_of);
    let sets = sets.flat_map(|(found, sets)| found.iter().filter_map(|document| sets.get(document as usize)));
    let mut met: Vec<u32> = sets.filter_map(|&set| values.sets.get(set as usize)).flatten().copied().collect();
    met.sort_unstable();
    met.dedup();
    Ok(met)
}

fn none(collection: &Collection) -> Vec<Bits> {
    collection.segments.iter().map(|segment| Bits::none(segment.documents())).collect()
}

/// The documents that have the value of this number.
fn having(collection: &Collection, values: &FacetValues, number: u32) -> Vec<Bits> {
    let fitting: Vec<bool> = values.sets.iter().map(|set| set.contains(&number)).collect();
    let mut found = none(collection);
    for (found, sets) in found.iter_mut().zip(&values.set_of) {
        let fits = |set: u32| fitting.get(set as usize).copied().unwrap_or(false);
        (0..).zip(sets).filter(|(_, set)| fits(**set)).for_each(|(document, _)| found.insert(document));
    }
    found
}

/// A document is in if some day that it may have been published on is; none is in a period that ends before it begins.
fn dates(segment: &Segment, from: u32, to: u32) -> Result<Bits, IndexError> {
    let mut found = Bits::none(segment.documents());
    if from > to {
        return Ok(found);
    }
    let columns = segment.reader.fast_fields();
    let first_days = columns.column_opt::<u64>(column::FIRST_DAY)?;
    let last_days = columns.column_opt::<u64>(column::LAST_DAY)?;
    let (Some(first_days), Some(last_days)) = (first_days, last_days) else { return Ok(found) };
    for (document, &passage) in segment.first.iter().enumerate() {
        let days = first_days.first(passage).zip(last_days.first(passage));
        if days.is_some_and(|(first, last)| first <= u64::from(to) && last >= u64::from(from)) {
            found.insert(document as u32);
        }
    }
    Ok(found)
}

/// The documents that have `value` in the column `name`, or if there are none, the words of it.
fn worded(collection: &Collection, name: &str, value: &str) -> Result<Vec<Bits>, IndexError> {
    let value = words(value);
    let whole = named(collection, name, |stored| words(stored) == value)?;
    if whole.iter().any(|found| found.count() > 0) {
        return Ok(whole);
    }
    named(collection, name, |stored| holds_all(stored, &value))
}

fn named(collection: &Collection, name: &str, fits: impl Fn(&str) -> bool) -> Result<Vec<Bits>, IndexError> {
    let of_segment = |segment: &Segment| {
        let mut found = Bits::none(segment.documents());
        let Some(column) = segment.reader.fast_fields().str(name)? else { return Ok(found) };
        let fitting = fitting_values(&column, &fits)?;
        if fitting.count() == 0 {
            return Ok(found);
        }
        for (document, &passage) in segment.first.iter().enumerate() {
            if column.ords().values_for_doc(passage).any(|value| fitting.contains(value as u32)) {
                found.insert(document as u32);
            }
        }
        Ok(found)
    };
    collection.segments.iter().map(of_segment).collect()
}

fn fitting_values(column: &StrColumn, fits: impl Fn(&str) -> bool) -> Result<Bits, IndexError> {
    let mut fitting = Bits::none(column.dictionary().num_terms());
    let mut values = column.dictionary().stream()?;
    let mut number = 0;
    while values.advance() {
        if std::str::from_utf8(values.key()).is_ok_and(&fits) {
            fitting.insert(number);
        }
        number += 1;
    }
    Ok(fitting)
}

/// Whether every word of `value` is one of `stored`; a value without words is held by nothing.
fn holds_words(stored: &str, value: &str) -> bool {
    holds_all(stored, &words(value))
}

fn holds_all(stored: &str, wanted: &[String]) -> bool {
    let stored = words(stored);
    !wanted.is_empty() && wanted.iter().all(|word| stored.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_by_their_words() {
        let check = |stored: &str, value: &str, expected: bool| assert_eq!(holds_words(stored, value), expected);
        check("Ministère de la Transformation et de la Fonction publiques", "transformation", true);
        check("Ministère de la Culture", "ministère culture", true);
        check("Ministère de la Culture", "cult", false);
        check("2018-2020", "2018–2020", true);
        check("2018-2020", "2018", true);
        check("2018-2020", "–", false);
    }
}
