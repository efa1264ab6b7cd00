//! JSON on one line, with every control character escaped, those that JSON itself would let through too.
//! The shape of what is written is the business of `search_server::present`.

use std::io::{self, Write};

use index::Answer;
use search_server::present;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::output::is_unsafe;

/// Writes the answer as the API gives it.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    line(out, &present::answer(answer))
}

/// Writes any value on a line of its own.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    writeln!(out)
}

/// Compact, and safe to show on a terminal.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for part in fragment.split_inclusive(is_unsafe) {
            match part.char_indices().next_back().filter(|&(_, c)| is_unsafe(c)) {
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

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn control_characters_are_escaped_and_read_back() -> anyhow::Result<()> {
        let text = "été \u{1b}[31m \u{9b}0m \u{202e}fin\n";
        let mut out = Vec::new();
        line(&mut out, &text)?;
        let written = String::from_utf8(out)?;
        assert_eq!(written, "\"été \\u001b[31m \\u009b0m \\u202efin\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&written)?, text);
        Ok(())
    }
}
