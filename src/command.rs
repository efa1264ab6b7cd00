//! The commands of the program, one file each, and which of them was given.
//! What one of them does is its own business.

mod box_snippet;
mod check;
mod completions;
mod describe;
mod extract;
mod extract_worker;
mod forget;
mod french;
mod index;
mod man;
mod search;
mod serve;
mod show;
mod stats;

use clap::{Parser, Subcommand};

use crate::output::Outcome;

/// Full-text search for French government communiqués, action plans and reports
#[derive(Debug, Parser)]
#[command(
    version,
    propagate_version = true,
    after_help = "Exit codes, as grep's: 0 something was found or done, 1 nothing was found, 2 an error."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Arguments),
    Search(Box<search::Arguments>),
    Serve(Box<serve::Arguments>),
    Box(Box<box_snippet::Arguments>),
    Show(show::Arguments),
    Describe(describe::Arguments),
    Extract(extract::Arguments),
    Stats(stats::Arguments),
    Check(check::Arguments),
    Forget(forget::Arguments),
    French(french::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    #[command(hide = true)]
    ExtractWorker(extract_worker::Arguments),
}

/// Runs the command that was given.
///
/// # Errors
/// Whatever kept it from being done, with what to do about it.
pub(crate) fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Index(arguments) => index::run(arguments),
        Command::Search(arguments) => search::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Box(arguments) => box_snippet::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Describe(arguments) => describe::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Stats(arguments) => stats::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Forget(arguments) => forget::run(arguments),
        Command::French(arguments) => french::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
        Command::ExtractWorker(arguments) => extract_worker::run(arguments),
    }
}
