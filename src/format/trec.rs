//! The run format of TREC, which evaluation programs read.

use std::io::{self, Write};

use index::Answer;
use search_server::harmless::clean;

/// Names this program in its runs.
const RUN: &str = "communiques";

/// Writes `qid`, `Q0`, document, rank, score and run, parted by tabs, one hit a line.
///
/// Ranks count from 1 after the `offset` hits that were left out. Scores have the digits it takes to tell them apart.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, qid: &str, answer: &Answer, offset: usize) -> io::Result<()> {
    for (rank, hit) in (offset + 1..).zip(&answer.hits) {
        writeln!(out, "{}\tQ0\t{}\t{rank}\t{}\t{RUN}", clean(qid), clean(&hit.id), hit.score)?;
    }
    Ok(())
}
