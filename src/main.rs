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

/// What the C library's allocator is asked for by several threads in turn, it keeps: a server that has answered for a while
/// held twice the memory that it used. This one gives back, and is quicker.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

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
