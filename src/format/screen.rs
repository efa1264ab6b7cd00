//! Text for people in front of a terminal: titles, heading trails and passages.
//! The text for pipes is the business of `lines`.

use std::io::{self, Write};

use index::{Answer, Excerpt, Hit, Numbering};
use search_server::harmless::clean;
use search_server::present;

use crate::format::{Around, Surroundings, around};
use crate::paint::{Paint, marked, painted};

/// Between a heading and the one below it.
const BELOW: &str = " › ";

/// Between what is said about a document.
const BETWEEN_DETAILS: &str = " · ";

/// Writes the documents with their passages, an empty line after each.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(
    out: &mut impl Write,
    answer: &Answer,
    surroundings: &Surroundings,
    paint: &Paint,
) -> io::Result<()> {
    for (n, hit) in answer.hits.iter().enumerate() {
        writeln!(out, "{}", painted(&hit.title, paint.title))?;
        writeln!(out, "{}", painted(&details(hit), paint.detail))?;
        if !hit.also_at.is_empty() {
            writeln!(out, "{}", painted(&format!("also at: {}", hit.also_at.join(", ")), paint.detail))?;
        }
        let mut heading: &[String] = &[];
        for (m, passage) in hit.passages.iter().enumerate() {
            if passage.heading != heading {
                heading = &passage.heading;
                trail(out, heading, paint)?;
            }
            found(out, (&place(hit, passage), passage), &around(surroundings, n, m), paint)?;
        }
        for part in &hit.explanation {
            writeln!(out, "    = {}", clean(part))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn trail(out: &mut impl Write, heading: &[String], paint: &Paint) -> io::Result<()> {
    match heading {
        [] => Ok(()),
        heading => writeln!(out, "  {}", painted(&heading.join(BELOW), paint.detail)),
    }
}

fn details(hit: &Hit) -> String {
    let shown = present::hit(hit);
    let mut details = vec![shown.id];
    details.extend(shown.date.as_deref());
    details.extend(shown.publisher);
    details.extend(shown.kind);
    details.join(BETWEEN_DETAILS)
}

/// The line of a passage, or its page.
fn place(hit: &Hit, passage: &Excerpt) -> String {
    match hit.about.numbering {
        Numbering::Lines => format!("{:>6}", passage.line),
        Numbering::Pages => format!("{:>6}", format!("p. {}", passage.line)),
    }
}

fn found(out: &mut impl Write, (place, passage): (&str, &Excerpt), around: &Around, paint: &Paint) -> io::Result<()> {
    context(out, &around.before, paint)?;
    let text = marked(&passage.text, &passage.highlights, paint.mark);
    writeln!(out, "{}  {text}", painted(place, paint.line))?;
    context(out, &around.after, paint)
}

fn context(out: &mut impl Write, lines: &[(u32, String)], paint: &Paint) -> io::Result<()> {
    for (line, text) in lines {
        writeln!(out, "{}", painted(&format!("{line:>6}  {text}"), paint.detail))?;
    }
    Ok(())
}
