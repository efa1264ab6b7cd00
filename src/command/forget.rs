//! `communiques forget`: takes a root out of the index.
//! The files below it stay as they are.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::output::{Outcome, results, tell};
use crate::place::Place;

/// Take a root, one of the paths that were indexed, out of the index
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The path, as it was given to `index`; it need not exist any more
    path: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Forgets the root and says how many sources went with it.
///
/// # Errors
/// The index cannot be written.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let removed = indexer::forget(&arguments.place.dir()?, &arguments.path)?;
    if removed == 0 {
        tell(format_args!("no source was indexed from {}", arguments.path.display()));
        return Ok(Outcome::Nothing);
    }
    let mut out = results();
    writeln!(out, "sources removed: {removed}")?;
    out.flush()?;
    Ok(Outcome::Found)
}
