//! Where the program writes: results to stdout, all else to stderr; and what may be written there.
//! It knows no format and no colour.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Write};

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

/// `text` on one line, without any character that a terminal could obey: what a document holds must not get there.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_white_control(c) || is_unsafe(c)) {
        Cow::Owned(text.chars().map(harmless).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a terminal obeys `c` or writes the text around it in another order than it stands.
pub(crate) fn is_unsafe(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !is_white_control(c))
}

fn is_white_control(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t')
}

fn harmless(c: char) -> char {
    match c {
        c if is_white_control(c) => ' ',
        c if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_a_terminal_obeys_is_replaced() {
        assert_eq!(clean("données\tet\nplans"), "données et plans");
        assert_eq!(clean("\u{1b}[31mrouge\u{9b}0m\u{202e}"), "\u{fffd}[31mrouge\u{fffd}0m\u{fffd}");
    }
}
