//! Dates as French texts and metadata write them: `1er août 2018`, `03/04/2018`, `avril 2014`, ISO 8601.
//! It reads a text that is a date and nothing else, and finds the days that a sentence names.

use index::Date;

use crate::shape;

/// How many words may stand before `le`, as in `Fait à Paris, le 3 avril 2018`.
const MAX_PLACE_WORDS: usize = 5;

/// No date is longer than this, in bytes, its place and time included.
const MAX_DATE: usize = 120;

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan"],
    &["fevrier", "fevr", "fev"],
    &["mars"],
    &["avril", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juil"],
    &["aout"],
    &["septembre", "sept"],
    &["octobre", "oct"],
    &["novembre", "nov"],
    &["decembre", "dec"],
];

/// The date that `text` is. `None` if it is something else, if no calendar has that day, or if its weekday is another.
///
/// Numbers are day first: `03/04/2018` is the third of April. A time after the date is left out.
pub(crate) fn read(text: &str) -> Option<Date> {
    if text.len() > MAX_DATE {
        return None;
    }
    let folded = shape::fold(text);
    let folded = folded.trim_matches(|c: char| c.is_whitespace() || ".,;()*".contains(c));
    iso(folded).or_else(|| numbers(folded)).or_else(|| words(folded))
}

/// The days named in a text by day, month and year, in their order: `réunis le 17 juin 2021 à Paris`.
pub(crate) fn days_in(text: &str) -> Vec<Date> {
    let folded = shape::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day = |window: &[&str]| match window {
        [day, month, year] => {
            let month = MONTHS.iter().position(|names| names.contains(month))? as u8 + 1;
            let day = number(day.strip_suffix("er").unwrap_or(day), 2)? as u8;
            Date::checked(number(year, 4)?, Some(month), Some(day))
        }
        _ => None,
    };
    words.windows(3).filter_map(day).collect()
}

fn iso(text: &str) -> Option<Date> {
    let day = text.find(['t', ' ']).and_then(|end| text.get(..end).zip(text.get(end + 1..)));
    match day {
        Some((day, time)) if is_time(time) => Date::parse_iso(&day.replace('/', "-")).filter(|date| date.day.is_some()),
        Some(_) => None,
        None => Date::parse_iso(&text.replace('/', "-")),
    }
}

fn is_time(text: &str) -> bool {
    let zone = text.trim_end_matches("utc").trim_end_matches('z');
    zone.starts_with(|c: char| c.is_ascii_digit()) && zone.chars().all(|c| c.is_ascii_digit() || ":.+- ".contains(c))
}

fn numbers(text: &str) -> Option<Date> {
    let text = text.strip_prefix("le ").unwrap_or(text);
    let separator = ['/', '.', '-'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Date::checked(number(year, 4)?, Some(number(month, 2)? as u8), Some(number(day, 2)? as u8))
}

/// A number of at most `digits` digits; a year has all of its four.
fn number(text: &str, digits: usize) -> Option<u16> {
    let fits = text.len() <= digits && (digits < 4 || text.len() == digits);
    (fits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn words(text: &str) -> Option<Date> {
    let cut = |c: char| c.is_whitespace() || c == ',';
    let all: Vec<&str> = text.split(cut).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let place = all.iter().take(MAX_PLACE_WORDS + 1).position(|word| *word == "le").map_or(0, |at| at + 1);
    let (before, mut rest) = all.split_at_checked(place)?;
    if before.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let mut weekday = None;
    if let [first, others @ ..] = rest
        && let Some(number) = WEEKDAYS.iter().position(|name| name == first)
    {
        weekday = Some(number);
        rest = others;
    }
    let (day, month, year) = match rest {
        [month, year] => (None, *month, *year),
        [day, month, year] => (Some(number(day.strip_suffix("er").unwrap_or(day), 2)? as u8), *month, *year),
        _ => return None,
    };
    let month = MONTHS.iter().position(|names| names.contains(&month))?;
    let date = Date::checked(number(year, 4)?, Some(month as u8 + 1), day)?;
    weekday.is_none_or(|weekday| falls_on(date, weekday)).then_some(date)
}

fn falls_on(date: Date, weekday: usize) -> bool {
    let (Some(month), Some(day), Ok(year)) = (date.month, date.day, i16::try_from(date.year)) else { return false };
    jiff::civil::Date::new(year, month as i8, day as i8)
        .is_ok_and(|day| usize::try_from(day.weekday().to_monday_zero_offset()) == Ok(weekday))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(read(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn french_dates_are_read_in_all_their_forms() {
        check("Le 23 février 2021", Some("2021-02-23"));
        check("21 juin 2016", Some("2016-06-21"));
        check("1er août 2018", Some("2018-08-01"));
        check("Paris, le 7 DÉCEMBRE 2016", Some("2016-12-07"));
        check("Paris, le mardi 23 févr. 2021", Some("2021-02-23"));
        check("avril 2014", Some("2014-04"));
        check("03/04/2018", Some("2018-04-03"));
        check("3\u{a0}avril\u{a0}2018", Some("2018-04-03"));
    }

    #[test]
    fn days_are_found_within_sentences() {
        let found: Vec<String> =
            days_in("le 27 mai 2021 et le 1er juin 2021, en juillet 2021").iter().map(Date::to_string).collect();
        assert_eq!(found, ["2021-05-27", "2021-06-01"]);
    }

    #[test]
    fn metadata_dates_are_read_with_their_time_left_out() {
        check("2018-04-03 11:03:00 +02:00", Some("2018-04-03"));
        check("2018-04-03T11:03:00Z", Some("2018-04-03"));
        check("2018-04", Some("2018-04"));
        check("2018", Some("2018"));
    }

    #[test]
    fn what_is_no_date_is_not_read_as_one() {
        for text in
            ["", "le", "mais 2018", "31 février 2021", "lundi 23 février 2021", "13/13/2018", "23 janvier dernier"]
        {
            check(text, None);
        }
        check("Le plan du 3 avril 2018", None);
    }
}
