//! JSON Lines: a hit a line, or a whole answer a line where many queries were asked.

use std::io::{self, Write};

use index::Answer;
use search_server::formats::jsonl;
use search_server::present;
use serde::Serialize;

use crate::format::json;

/// Writes the hits, best first, as the API gives them.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    jsonl::write(out, answer)
}

#[derive(Serialize)]
struct Identified<'a> {
    qid: &'a str,
    #[serde(flatten)]
    answer: present::Answer<'a>,
}

/// Writes the answer as the API gives it, with the id of its query.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print_answer(out: &mut impl Write, qid: &str, answer: &Answer) -> io::Result<()> {
    json::line(out, &Identified { qid, answer: present::answer(answer) })
}
