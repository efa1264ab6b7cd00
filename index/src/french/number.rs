//! Numbers in groups of three digits and with decimals: `1 000 000`, `3,5`, `1.234,5`.
//! Single runs of digits are ordinary words.

use std::ops::Range;

use super::chars::{self, run_end};

/// A number written in more than one run of digits.
pub(super) struct Number {
    /// Its runs.
    pub parts: Vec<Range<usize>>,
    /// All of it, without what parts the groups, decimals after a comma: `1000000`, `3,5`.
    pub joined: String,
    /// The byte after it.
    pub end: usize,
}

/// The number that begins with the run `from..to`; `None` where that run is no number or the whole of it.
pub(super) fn parse(text: &str, from: usize, to: usize) -> Option<Number> {
    let first = digits(text, from, to)?;
    let mut number = Number { parts: std::iter::once(from..to).collect(), joined: first.to_owned(), end: to };
    if first.len() <= 3 && !first.starts_with('0') {
        while let Some(group) = group_at(text, number.end) {
            number.joined.push_str(&text[group.clone()]);
            number.end = group.end;
            number.parts.push(group);
        }
    }
    if let Some(decimals) = decimals_at(text, number.end) {
        number.joined.push(',');
        number.joined.push_str(&text[decimals.clone()]);
        number.end = decimals.end;
        number.parts.push(decimals);
    }
    (number.parts.len() > 1).then_some(number)
}

fn digits(text: &str, from: usize, to: usize) -> Option<&str> {
    text.get(from..to).filter(|run| !run.is_empty() && run.bytes().all(|b| b.is_ascii_digit()))
}

fn group_at(text: &str, at: usize) -> Option<Range<usize>> {
    let space = chars::at(text, at).filter(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '.'))?;
    let start = at + space.len_utf8();
    let end = run_end(text, start);
    let group = digits(text, start, end).filter(|group| group.len() == 3);
    group.map(|_| start..end)
}

fn decimals_at(text: &str, at: usize) -> Option<Range<usize>> {
    chars::at(text, at).filter(|c| matches!(c, ',' | '.'))?;
    let start = at + 1;
    let end = run_end(text, start);
    digits(text, start, end).map(|_| start..end)
}
