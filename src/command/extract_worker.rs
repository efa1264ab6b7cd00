//! `communiques extract-worker`: the child process in which `communiques` reads fragile formats. Not for people.
//! What it reads and answers is the indexer's business.

use std::io;

use clap::Args;

use crate::output::Outcome;

/// Read files that come in on stdin, for another process of this program
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

/// Answers requests; ends with stdin.
///
/// # Errors
/// What comes in is no request, or stdout breaks.
pub(crate) fn run(_: &Arguments) -> anyhow::Result<Outcome> {
    indexer::worker::serve(io::stdin(), io::stdout().lock())?;
    Ok(Outcome::Found)
}
