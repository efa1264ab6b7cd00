//! `-c`: each document found with the number of its passages that were found.
//! Which passages those are is the business of the other formats.

use std::io::{self, Write};

use index::Answer;
use search_server::harmless::clean;

/// Writes `id:count`, one document a line.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    for hit in &answer.hits {
        writeln!(out, "{}:{}", clean(&hit.id), hit.passages_found)?;
    }
    Ok(())
}
