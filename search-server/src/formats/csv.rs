//! CSV: a header and a row for each passage, safe to open in a spreadsheet.

use std::io::{self, Write};

use index::Answer;

use crate::harmless::clean;
use crate::present::{self, Hit, Passage};

/// What the columns are called.
pub const HEADER: [&str; 13] =
    ["id", "title", "date", "publisher", "kind", "plan", "url", "rank", "score", "line", "heading", "text", "page"];

/// Between the plan periods of one document.
const BETWEEN_PLANS: &str = "; ";

/// Between a heading and the one below it.
const BELOW: &str = " > ";

/// By this, at the beginning of a file, spreadsheets know that it is in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// With what spreadsheets begin a formula; the wide and the small forms in some countries.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

/// What stands before a sign that would begin a formula.
const GUARD: char = '\'';

/// How a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between two cells.
    pub separator: Separator,
    /// Whether the file says that it is in UTF-8.
    pub mark: Mark,
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Separator {
    /// As RFC 4180 has it.
    #[default]
    Comma,
    /// As spreadsheets set to French expect it, where the comma stands in numbers.
    Semicolon,
    /// As what is pasted into a spreadsheet.
    Tab,
}

/// Whether a file begins with the byte order mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mark {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Writes the passages of the answer; `offset` is the number of hits left out before its first.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut impl Write, answer: &Answer, offset: usize, dialect: Dialect) -> io::Result<()> {
    if dialect.mark == Mark::Yes {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let mut rows = csv::WriterBuilder::new().delimiter(dialect.separator.byte()).from_writer(out);
    rows.write_record(HEADER)?;
    for (rank, hit) in (offset + 1..).zip(&answer.hits) {
        let shown = present::hit(hit);
        for passage in &shown.passages {
            rows.write_record(row(rank, &shown, passage).map(|cell| safe(&cell)))?;
        }
    }
    rows.flush()
}

fn row(rank: usize, hit: &Hit<'_>, passage: &Passage<'_>) -> [String; 13] {
    let place = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        hit.id.to_owned(),
        hit.title.to_owned(),
        hit.date.clone().unwrap_or_default(),
        hit.publisher.unwrap_or_default().to_owned(),
        hit.kind.unwrap_or_default().to_owned(),
        hit.plan.join(BETWEEN_PLANS),
        hit.url.unwrap_or_default().to_owned(),
        rank.to_string(),
        hit.score.to_string(),
        place(passage.head.line),
        passage.head.heading.join(BELOW),
        passage.text.to_owned(),
        place(passage.head.page),
    ]
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.
///
/// That is at the beginning, whatever white space comes first, and right behind what a spreadsheet set to another country
/// takes for the end of a cell. Whoever wants an id back that has such signs takes one apostrophe away from before each of
/// them: where the cell had apostrophes there itself, it has one more.
fn safe(cell: &str) -> String {
    let begins_white = cell.starts_with(['\t', '\r', '\n']);
    let begins_formula = cell.trim_start().trim_start_matches(GUARD).starts_with(FORMULA);
    let mut safe = String::with_capacity(cell.len() + 1);
    if begins_white || begins_formula {
        safe.push(GUARD);
    }
    let mut ends_cell = false;
    for c in clean(cell).chars() {
        if ends_cell && FORMULA.contains(&c) {
            safe.push(GUARD);
        }
        // A quote opens a cell, so that what follows it is still the beginning.
        ends_cell = matches!(c, ',' | ';') || (ends_cell && matches!(c, '"' | GUARD));
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        let check = |cell: &str, written: &str| assert_eq!(safe(cell), written, "{cell:?}");
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("＝1+1", "'＝1+1");
        for sign in FORMULA {
            check(&format!("{sign}a;{sign}b"), &format!("'{sign}a;'{sign}b"));
        }
        check("\t=1", "' =1");
        check("\r\n=1", "'  =1");
        check(" =1", "' =1");
        check("\nsuite", "' suite");
        check("plan;=1,@a;\"+2", "plan;'=1,'@a;\"'+2");
        check("données = ouvertes, - 10 %", "données = ouvertes, - 10 %");
        check("", "");
    }

    #[test]
    fn ids_come_back_without_one_apostrophe_before_each_sign() {
        let check = |id: &str| {
            let written = safe(id);
            let guarded = FORMULA.iter().fold(written, |text, sign| {
                let (guarded, own) = (format!("{GUARD}{sign}"), sign.to_string());
                text.replace(&guarded, &own)
            });
            assert_eq!(guarded, id);
        };
        check("plans/2018-2020/été 1");
        check("-notes/=a,-b;+c");
        check("@état");
        check("''=a,'-b");
        check("l'état-major");
    }
}
