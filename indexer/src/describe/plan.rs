//! Plan periods such as `2018-2020`: where a title, a heading, a lead, a cover or a sentence speaks of a plan.
//! Other spans of years, such as a term of office or a school year, are left alone.

use index::{Document, Found, Origin, Paragraph};

use crate::extract::{Block, Form};
use crate::shape;

/// National action plans run for two years, sometimes with one more.
const USUAL_YEARS: u16 = 3;

/// What is itself called a plan may run for so many years.
const MAX_YEARS: u16 = 12;

/// Between the word *plan* and its period stand no more words than this.
const REACH: usize = 12;

/// What stands further before a period than this, in bytes, is not looked at.
const NEIGHBOURHOOD: usize = 300;

/// What a period is one of, folded.
const PLANS: [&str; 8] = ["plan", "plans", "plan-cadre", "pan", "feuille", "programme", "strategie", "engagements"];

/// What makes a span of years another thing when it stands right before, folded.
const OTHERS: [&str; 16] = [
    "campagne",
    "saison",
    "annee",
    "annees",
    "exercice",
    "promotion",
    "session",
    "mandat",
    "mandature",
    "scolaire",
    "universitaire",
    "budget",
    "budgetaire",
    "legislature",
    "hiver",
    "quinquennat",
];

/// `en 2017-2018` is when something happened, `au 2018-2020` where one calls.
const TIMES: [&str; 2] = ["en", "au"];

/// Between the two years of a period, in words.
const TO: [&str; 2] = ["à", "a"];

/// A span of years in a text.
#[derive(Debug, PartialEq, Eq)]
struct Period {
    /// Where it starts, in bytes.
    at: usize,
    first: u16,
    last: u16,
}

impl Period {
    fn name(&self) -> String {
        format!("{}-{}", self.first, self.last)
    }
}

/// A period as `YYYY-YYYY`; what is none is kept as it was said.
pub(crate) fn canonical(said: &str) -> String {
    period(said).unwrap_or_else(|| said.trim().to_owned())
}

/// The period that is said, as `YYYY-YYYY`; `None` where it is none.
pub(crate) fn period(said: &str) -> Option<String> {
    periods(said).first().map(Period::name)
}

/// Adds the periods that a document's title, lead, cover and headings name, in this order, to those declared;
/// then those that its text speaks of, as inferred.
pub(super) fn read(plans: &mut Vec<Found<String>>, document: &Document, blocks: &[Block]) {
    let first_heading = blocks.iter().position(is_heading).unwrap_or(0);
    let cover = blocks.iter().take(first_heading);
    let headings = blocks.iter().filter(|block| is_heading(block));
    let named = document.title.iter().chain(&document.lead);
    for paragraph in named.chain(cover.chain(headings).map(|block| &block.paragraph)) {
        add(plans, paragraph, Origin::Read);
    }
    for block in blocks {
        add(plans, &block.paragraph, Origin::Inferred);
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.form, Form::Heading(_))
}

fn add(plans: &mut Vec<Found<String>>, paragraph: &Paragraph, origin: Origin) {
    let mut plan_said = None;
    for period in periods(&paragraph.text) {
        let value = period.name();
        if plans.iter().any(|plan| plan.value == value) {
            continue;
        }
        let of_plan = match context(&paragraph.text, &period) {
            Context::Plan => true,
            Context::Other => false,
            Context::Period => *plan_said.get_or_insert_with(|| says_plan(&paragraph.text)),
            Context::None => origin == Origin::Read && *plan_said.get_or_insert_with(|| says_plan(&paragraph.text)),
        };
        if of_plan {
            plans.push(Found { value, origin });
        }
    }
}

/// What the words before a span of years make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// That of a plan.
    Plan,
    /// Another thing, such as a school year.
    Other,
    /// A period of something.
    Period,
    /// Nothing.
    None,
}

fn context(text: &str, period: &Period) -> Context {
    let before = shape::fold(shape::before(text, period.at, NEIGHBOURHOOD));
    let sentence = before.rsplit(['.', ';', '!', '?']).next().unwrap_or_default();
    let words: Vec<&str> =
        sentence.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    let usual = period.last - period.first <= USUAL_YEARS;
    // A long span is a plan's only if it is part of its name.
    let reach = if usual { REACH } else { REACH / 2 };
    match words.last() {
        Some(word) if OTHERS.contains(word) || TIMES.contains(word) => Context::Other,
        _ if words.iter().rev().take(reach).any(|word| PLANS.contains(word)) => Context::Plan,
        _ if !usual => Context::Other,
        Some(&"periode") => Context::Period,
        _ => Context::None,
    }
}

fn says_plan(text: &str) -> bool {
    let folded = shape::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "plan" || word == "plans")
}

/// Two years with a dash, a stroke or *à* between them; the second may be short: `2018-20`.
fn periods(text: &str) -> Vec<Period> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("20") {
        let inside =
            text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit() || "-–/".contains(c)));
        let Some((first, rest)) = text.get(at..).and_then(year).filter(|_| !inside) else { continue };
        let Some((last, rest)) = joined(rest).and_then(|rest| year(rest).or_else(|| short_year(rest, first))) else {
            continue;
        };
        let longer = rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with(['-', '/']);
        if !longer && last > first && last - first <= MAX_YEARS {
            found.push(Period { at, first, last });
        }
    }
    found
}

/// What follows the mark or word that joins two years.
fn joined(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let word = || TO.iter().find_map(|word| rest.strip_prefix(word)?.strip_prefix(char::is_whitespace));
    rest.strip_prefix(['-', '–', '—', '‑', '/']).or_else(word).map(str::trim_start)
}

fn year(text: &str) -> Option<(u16, &str)> {
    let digits =
        text.get(..4).filter(|year| year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, text.get(4..)?))
}

/// Two digits that are no month: `2010-12` is December.
fn short_year(text: &str, first: u16) -> Option<(u16, &str)> {
    let digits = text.get(..2).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let last: u16 = digits.parse().ok()?;
    (last > 12).then_some((first / 100 * 100 + last, text.get(2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            let document = Document { title: Some(Paragraph::on_line(*text, 1)), ..Document::default() };
            let mut plans = Vec::new();
            read(&mut plans, &document, &[]);
            assert_eq!(plans.into_iter().map(|plan| plan.value).collect::<Vec<_>>(), *expected, "{text}");
        }
    }

    #[test]
    fn periods_are_written_in_many_ways() {
        check(&[
            ("Plan 2015 - 2017, 2018–2020 puis 2021/2023", &["2015-2017", "2018-2020", "2021-2023"]),
            ("Le plan d'action 2018-20", &["2018-2020"]),
            ("Le plan d'action de 2018 à 2020", &["2018-2020"]),
            ("2021‑2023 : un nouveau plan", &["2021-2023"]),
            ("Plan climat 2017-2022", &["2017-2022"]),
        ]);
    }

    #[test]
    fn other_spans_and_dates_are_no_periods() {
        check(&[
            ("Les rendez-vous 2017-2022 du plan, le 2018-04-03, n° 12015-2017 et 2020-2018", &[]),
            ("Campagne 2018-2019", &[]),
            ("Le plan annoncé en 2017-2018 pendant l'année universitaire 2017-2018", &[]),
            ("Appelez le plan au 2018-2020", &[]),
            ("Un plan pour l'année scolaire 2018-2019", &[]),
            ("Plan 2010-12", &[]),
        ]);
    }

    #[test]
    fn a_text_speaks_of_a_plan_or_not() {
        let inferred = |text: &str| {
            let block = Block { form: Form::Plain, paragraph: Paragraph::on_line(text, 1) };
            let mut plans = Vec::new();
            read(&mut plans, &Document::default(), &[block]);
            plans.into_iter().map(|plan| plan.value).collect::<Vec<_>>()
        };
        assert_eq!(inferred("Les 21 engagements du plan d'action national 2018-2020"), ["2018-2020"]);
        assert_eq!(inferred("Ce plan fut le premier. La hausse de 2018-2020 dure."), [""; 0]);
    }

    #[test]
    fn a_declared_plan_is_kept_even_if_it_is_no_period() {
        assert_eq!(canonical("plan 2018 – 2020"), "2018-2020");
        assert_eq!(canonical(" PNRR "), "PNRR");
    }
}
