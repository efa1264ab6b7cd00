//! `communiques check`: whether an index is sound.
//! Nothing is repaired; an index is made again from its sources.

use std::io::Write;

use anyhow::bail;
use clap::Args;
use index::Collection;

use crate::output::{Outcome, results};
use crate::place::Place;

/// Read the checksums of every file of the index; print `ok`, or say what is wrong and exit with 2
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
}

/// Checks the index.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let dir = arguments.place.dir()?;
    let wrong = Collection::open(&dir)?.check()?;
    if !wrong.is_empty() {
        let files: Vec<_> = wrong.iter().map(|file| file.display().to_string()).collect();
        bail!(
            "the index in {} is damaged (bytes changed in {}): rebuild it with `communiques index --full PATH…`",
            dir.display(),
            files.join(", ")
        );
    }
    let mut out = results();
    writeln!(out, "ok")?;
    out.flush()?;
    Ok(Outcome::Found)
}
