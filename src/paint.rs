//! Colours: when they are used, what they are, and how marked words get theirs.
//! Where things stand on the screen is the business of `format`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use search_server::harmless::clean;

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// In a pipe too
    Always,
    /// Not at all
    Never,
}

/// A style for each kind of thing; plain styles write nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Paint {
    /// Titles.
    pub(crate) title: Style,
    /// What is said about documents.
    pub(crate) detail: Style,
    /// Ids, where they begin a line as file names do for grep.
    pub(crate) id: Style,
    /// Line numbers.
    pub(crate) line: Style,
    /// Words found.
    pub(crate) mark: Style,
}

impl Paint {
    /// The styles for stdout.
    pub(crate) fn of(color: Color) -> Self {
        let wanted = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
        };
        if wanted { Self::coloured() } else { Self::default() }
    }

    /// As grep has them, so that eyes need not learn others.
    fn coloured() -> Self {
        Self {
            title: Style::new().bold(),
            detail: Style::new().dimmed(),
            id: AnsiColor::Magenta.on_default(),
            line: AnsiColor::Green.on_default(),
            mark: AnsiColor::Red.on_default().bold(),
        }
    }
}

/// `text` cleaned, with `mark` on `ranges`, which are in bytes, in order and without overlap.
pub(crate) fn marked(text: &str, ranges: &[(usize, usize)], mark: Style) -> String {
    let mut painted = String::with_capacity(text.len());
    let mut written = 0;
    for &(from, to) in ranges {
        painted.push_str(&clean(text.get(written..from).unwrap_or_default()));
        styled(&mut painted, text.get(from..to).unwrap_or_default(), mark);
        written = to;
    }
    painted.push_str(&clean(text.get(written..).unwrap_or_default()));
    painted
}

/// `text` cleaned, in `style`.
pub(crate) fn painted(text: &str, style: Style) -> String {
    let mut painted = String::with_capacity(text.len());
    styled(&mut painted, text, style);
    painted
}

fn styled(painted: &mut String, text: &str, style: Style) {
    let written = write!(painted, "{style}{}{style:#}", clean(text));
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{Paint, marked};

    #[test]
    fn marks_surround_words_and_plain_marks_are_nothing() {
        let ranges = [(4, 12)];
        assert_eq!(marked("les données", &ranges, Paint::default().mark), "les données");
        assert_eq!(
            marked("les données\n", &ranges, Paint::coloured().mark),
            "les \u{1b}[1m\u{1b}[31mdonnées\u{1b}[0m "
        );
    }
}
