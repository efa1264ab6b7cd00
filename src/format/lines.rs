//! Text for pipes, as grep writes it: `id:line:text`, one passage a line.
//! The text for people in front of a terminal is the business of `screen`.

use std::io::{self, Write};

use anstyle::Style;
use index::{Answer, Excerpt, Hit};
use search_server::harmless::clean;

use crate::format::{Surroundings, around};
use crate::paint::{Paint, marked, painted};

/// Stands between groups of lines, where passages are shown with what is around them.
const BETWEEN_GROUPS: &str = "--";

/// Writes the passages; lines around them have dashes instead of colons.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(
    out: &mut impl Write,
    answer: &Answer,
    surroundings: &Surroundings,
    paint: &Paint,
) -> io::Result<()> {
    let mut groups = 0;
    for (n, hit) in answer.hits.iter().enumerate() {
        for (m, passage) in hit.passages.iter().enumerate() {
            let around = around(surroundings, n, m);
            if groups > 0 && !surroundings.is_empty() {
                writeln!(out, "{BETWEEN_GROUPS}")?;
            }
            groups += 1;
            context(out, hit, &around.before, paint)?;
            found(out, hit, passage, paint)?;
            context(out, hit, &around.after, paint)?;
        }
    }
    Ok(())
}

fn found(out: &mut impl Write, hit: &Hit, passage: &Excerpt, paint: &Paint) -> io::Result<()> {
    let text = marked(&passage.text, &passage.highlights, paint.mark);
    writeln!(out, "{}:{}:{text}", painted(&hit.id, paint.id), number(passage.line, paint.line))
}

fn context(out: &mut impl Write, hit: &Hit, lines: &[(u32, String)], paint: &Paint) -> io::Result<()> {
    for (line, text) in lines {
        writeln!(out, "{}-{}-{}", painted(&hit.id, paint.id), number(*line, paint.line), clean(text))?;
    }
    Ok(())
}

fn number(line: u32, style: Style) -> String {
    painted(&line.to_string(), style)
}
