//! Where the program writes: results to stdout, all else to stderr.
//! It knows no format and no colour.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Write};

use search_server::harmless::clean;

/// How a command ended, if it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// There was something to show or to do.
    Found,
    /// There was nothing.
    Nothing,
}

/// Stdout, buffered; to be flushed by who writes, so that errors are seen.
pub(crate) fn results() -> impl Write {
    BufWriter::new(io::stdout().lock())
}

/// Tells the user something that is no result, in one line on stderr.
pub(crate) fn tell(message: impl Display) {
    let message = message.to_string();
    let told = writeln!(io::stderr().lock(), "{}", clean(&message));
    // Where stderr is closed, nobody is left to hear that it is.
    drop(told);
}

/// A number with its noun, as English counts: `1 source`, `0 sources`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Whether `error` only says that the reader of stdout has gone, as `head` does.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    };
    error.chain().any(is_pipe)
}
