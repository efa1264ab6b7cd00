//! The program `communiques`: reads its arguments, runs one command, ends with its exit code.
//! What the commands do stands in `command`; how an index works, in the libraries.

mod output;
mod paint;
mod place;
mod limits;
mod progress;
mod signal;
mod format;
mod command;

use std::process::ExitCode;

use clap::Parser;

use command::Cli;
use output::Outcome;

/// As grep: something went wrong.
const ERROR: u8 = 2;

fn main() -> ExitCode {
    match command::run(&Cli::parse()) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::FAILURE,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::tell(format_args!("communiques: {error:#}"));
            ExitCode::from(ERROR)
        }
    }
}
