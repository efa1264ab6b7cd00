//! JSON Lines: a hit a line. Every control character is escaped, those that JSON itself would let through too, so that a
//! terminal may show it, and so is whatever some reader takes for the end of a line.

use std::io::{self, Write};

use index::Answer;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::harmless::is_unsafe;
use crate::present;

/// Writes the hits in their order, as the API gives them.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    answer.hits.iter().try_for_each(|hit| line(out, &present::hit(hit)))
}

/// Writes any value on a line of its own.
///
/// # Errors
/// `out` cannot be written.
pub fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    writeln!(out)
}

/// Compact, and safe to show on a terminal.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for part in fragment.split_inclusive(is_escaped) {
            match part.char_indices().next_back().filter(|&(_, c)| is_escaped(c)) {
                Some((at, c)) => {
                    out.write_all(part.get(..at).unwrap_or_default().as_bytes())?;
                    write!(out, "\\u{:04x}", u32::from(c))?;
                }
                None => out.write_all(part.as_bytes())?,
            }
        }
        Ok(())
    }
}

fn is_escaped(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn control_characters_are_escaped_and_read_back() {
        let text = "été \u{1b}[31m \u{9b}0m \u{202e}fin\u{2028}\n";
        let mut out = Vec::new();
        line(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"été \\u001b[31m \\u009b0m \\u202efin\\u2028\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
