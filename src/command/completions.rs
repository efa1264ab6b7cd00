//! `communiques completions`: what a shell needs to complete the program's arguments.
//! Where each shell wants it is the reader's business.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::command::Cli;
use crate::output::{Outcome, results};

/// Print completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
///
/// # Errors
/// Stdout cannot be written.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    // By way of memory, since the generator panics where a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "communiques", &mut script);
    let mut out = results();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Found)
}
