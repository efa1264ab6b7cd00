//! `communiques man`: the manual as roff, a page for the program and one for each command, one after the other.
//! Nothing is written to where manuals are kept.

use std::io::Write;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::command::Cli;
use crate::output::{Outcome, results};

/// Print the manual as roff; read it with `communiques man | man -l -`
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

/// Prints the manual.
///
/// # Errors
/// Stdout cannot be written.
pub(crate) fn run(_: &Arguments) -> anyhow::Result<Outcome> {
    let mut program = Cli::command();
    program.build();
    let mut out = results();
    render(&program, program.get_name().to_owned(), &mut out)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        render(command, format!("{}-{}", program.get_name(), command.get_name()), &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn render(command: &Command, name: String, out: &mut impl Write) -> std::io::Result<()> {
    Man::new(command.clone()).title(name).render(out)
}
