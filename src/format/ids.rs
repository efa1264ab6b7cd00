//! `-l`: the ids of the documents found, and nothing else.

use std::io::{self, Write};

use index::Answer;
use search_server::harmless::clean;

/// Writes one id a line, best first.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    for hit in &answer.hits {
        writeln!(out, "{}", clean(&hit.id))?;
    }
    Ok(())
}
