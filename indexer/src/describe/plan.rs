//! Plan periods such as `2018-2020`: found in titles, headings, leads, covers and after the word *période*.
//! Other spans of years, such as a term of office, are left alone.

use index::{Document, Found, Origin, Paragraph};

use crate::extract::{Block, Form};
use crate::shape;

/// Plans run for two years, sometimes with one more.
const MAX_YEARS: u16 = 3;

/// A period as `YYYY-YYYY`; what is none is kept as it was said.
pub(crate) fn canonical(said: &str) -> String {
    periods(said).into_iter().next().map_or_else(|| said.trim().to_owned(), |(_, period)| period)
}

/// Adds the periods that a document's title, lead, cover and headings name, in this order, to those declared;
/// then those that its text speaks of as a period, as inferred.
pub(super) fn read(plans: &mut Vec<Found<String>>, document: &Document, blocks: &[Block]) {
    let first_heading = blocks.iter().position(is_heading).unwrap_or(0);
    let cover = blocks.iter().take(first_heading).filter(|block| shape::fold(&block.paragraph.text).contains("plan"));
    let headings = blocks.iter().filter(|block| is_heading(block));
    let named = document.title.iter().chain(&document.lead);
    for paragraph in named.chain(cover.chain(headings).map(|block| &block.paragraph)) {
        add(plans, paragraph, Origin::Read, |_| true);
    }
    for block in blocks {
        add(plans, &block.paragraph, Origin::Inferred, |before| before.trim_end().ends_with("période"));
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.form, Form::Heading(_))
}

fn add(plans: &mut Vec<Found<String>>, paragraph: &Paragraph, origin: Origin, accept: fn(&str) -> bool) {
    for (at, value) in periods(&paragraph.text) {
        let new = !plans.iter().any(|plan| plan.value == value);
        if new && accept(paragraph.text.get(..at).unwrap_or_default()) {
            plans.push(Found { value, origin });
        }
    }
}

/// Two years with a dash or stroke between them, with the place where the first one stands.
fn periods(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("20") {
        let inside =
            text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit() || "-–/".contains(c)));
        let Some((first, rest)) = text.get(at..).and_then(year).filter(|_| !inside) else { continue };
        let Some(rest) = rest.trim_start().strip_prefix(['-', '–', '—', '‑', '/']) else { continue };
        let Some((last, rest)) = year(rest.trim_start()) else { continue };
        let longer = rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with(['-', '/']);
        if !longer && last > first && last - first <= MAX_YEARS {
            found.push((at, format!("{first}-{last}")));
        }
    }
    found
}

fn year(text: &str) -> Option<(u16, &str)> {
    let digits =
        text.get(..4).filter(|year| year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, text.get(4..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = periods(text).into_iter().map(|(_, period)| period).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn periods_are_written_in_many_ways() {
        check("Plan 2015 - 2017, 2018–2020 puis 2021/2023", &["2015-2017", "2018-2020", "2021-2023"]);
    }

    #[test]
    fn other_spans_and_dates_are_no_periods() {
        check("Les rendez-vous 2017-2022, le 2018-04-03, n° 12015-2017 et 2020-2018", &[]);
    }

    #[test]
    fn a_declared_plan_is_kept_even_if_it_is_no_period() {
        assert_eq!(canonical("plan 2018 – 2020"), "2018-2020");
        assert_eq!(canonical(" PNRR "), "PNRR");
    }
}
