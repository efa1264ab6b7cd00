//! Filters: which documents of a segment answer a description, read from its columns.
//! Values are compared without case and accents; dates by the days that they cover.

use tantivy::columnar::StrColumn;

use super::bits::Bits;
use crate::error::IndexError;
use crate::french::fold;
use crate::query::filter::Filter;
use crate::schema::column;
use crate::segment::Segment;

/// The documents of `segment` that `filter` lets through.
pub(super) fn documents(segment: &Segment, filter: &Filter) -> Result<Bits, IndexError> {
    match filter {
        Filter::Date { from, to } => dates(segment, from.unwrap_or(0), to.unwrap_or(u32::MAX)),
        Filter::Publisher(value) => named(segment, column::PUBLISHER, |stored| holds_words(stored, value)),
        Filter::Tag(value) => named(segment, column::TAG, |stored| holds_words(stored, value)),
        Filter::Kind(value) => named(segment, column::KIND, |stored| words(stored) == words(value)),
        Filter::Plan(value) => named(segment, column::PLAN, |stored| holds_words(stored, value)),
        Filter::Language(value) => named(segment, column::LANGUAGE, |stored| stored.eq_ignore_ascii_case(value)),
        Filter::Source(value) => named(segment, column::SOURCE, |stored| stored.contains(value.as_str())),
    }
}

/// A document is in if some day that it may have been published on is.
fn dates(segment: &Segment, from: u32, to: u32) -> Result<Bits, IndexError> {
    let mut found = Bits::none(segment.documents());
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

fn named(segment: &Segment, name: &str, fits: impl Fn(&str) -> bool) -> Result<Bits, IndexError> {
    let mut found = Bits::none(segment.documents());
    let Some(column) = segment.reader.fast_fields().str(name)? else { return Ok(found) };
    let fitting = fitting_values(&column, fits)?;
    if fitting.count() == 0 {
        return Ok(found);
    }
    for (document, &passage) in segment.first.iter().enumerate() {
        if column.ords().values_for_doc(passage).any(|value| fitting.contains(value as u32)) {
            found.insert(document as u32);
        }
    }
    Ok(found)
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

/// Whether every word of `value` is one of `stored`.
fn holds_words(stored: &str, value: &str) -> bool {
    let stored = words(stored);
    words(value).iter().all(|word| stored.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(&text.to_lowercase());
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
    }
}
