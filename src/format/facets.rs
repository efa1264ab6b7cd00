//! How many of the documents found have each value: a line for each facet, after the documents.
//! For machines, JSON has them.

use std::io::{self, Write};

use index::{Answer, ValueCount};
use search_server::harmless::clean;

/// Between the values of a facet.
const BETWEEN: &str = " · ";

/// Writes `year: 2021 (3) · 2018 (2)`, a line for each facet that was asked for.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    for counted in &answer.facets {
        let value = |value: &ValueCount| format!("{} ({})", clean(&value.value), value.count);
        let values: Vec<String> = counted.values.iter().map(value).collect();
        writeln!(out, "{}: {}", counted.facet, values.join(BETWEEN))?;
    }
    Ok(())
}
