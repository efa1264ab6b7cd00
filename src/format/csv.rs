//! CSV: a header and a row for each passage, safe to open in a spreadsheet.

use std::io::{self, Write};

use index::Answer;
use search_server::present::{self, Hit, Passage};

use crate::output::clean;

const HEADER: [&str; 13] =
    ["id", "title", "date", "publisher", "kind", "plan", "url", "rank", "score", "line", "heading", "text", "page"];

/// Between the plan periods of one document.
const BETWEEN_PLANS: &str = "; ";

/// Between a heading and the one below it.
const BELOW: &str = " > ";

/// Writes the passages of the answer; `offset` is the number of hits left out before its first.
///
/// # Errors
/// `out` cannot be written.
pub(crate) fn print(out: &mut impl Write, answer: &Answer, offset: usize) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
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
        place(passage.line),
        passage.heading.join(BELOW),
        passage.text.to_owned(),
        place(passage.page),
    ]
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.
fn safe(cell: &str) -> String {
    let begins_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quote = if begins_formula { "'" } else { "" };
    format!("{quote}{}", clean(cell))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_become_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        assert_eq!(safe("\t=1"), "' =1");
        assert_eq!(safe("données = ouvertes"), "données = ouvertes");
    }
}
