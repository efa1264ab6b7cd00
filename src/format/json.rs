//! JSON on one line.
//! The shape of what is written is the business of `search_server::present`.

use std::io::{self, Write};

use index::Answer;
use search_server::formats::jsonl;
use search_server::present;
use serde::Serialize;

/// Writes the answer as the API gives it.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    line(out, &present::answer(answer))
}

/// Writes any value on a line of its own.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    jsonl::line(out, value)
}
