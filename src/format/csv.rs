//! CSV: a header and a row for each passage, as the server exports it.

use std::io::{self, Write};

use index::Answer;
use search_server::formats::csv::{self, Dialect};

/// Writes the passages of the answer; `offset` is the number of hits left out before its first.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer, offset: usize) -> io::Result<()> {
    csv::write(out, answer, offset, Dialect::default())
}
