//! Dates as French texts and metadata write them: `1er août 2018`, `du 3 au 5 avril 2018`, `03/04/2018`, `avril 2014`,
//! ISO 8601, RFC 2822, the dates of PDF files; English ones too.
//! It knows no today and judges no date: `23 janvier dernier` is none, `1er avril 2999` is one.

use std::ops::Range;

use index::Date;

mod around;
mod grammar;
mod token;

use token::Token;

/// How many words may stand before `le`, as in `Fait à Paris, le 3 avril 2018`.
const MAX_PLACE_WORDS: usize = 5;

/// No date is longer than this, in bytes, its place and time included.
const MAX_DATE: usize = 120;

/// A date within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The date, or the first one of a span: `du 3 au 5 avril 2018` begins on the third.
    pub(crate) date: Date,
    /// The last one of a span, or the date itself.
    pub(crate) last: Date,
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
}

/// The date that `text` is. `None` if it is something else, if no calendar has that day, or if its weekday is another.
///
/// Numbers are day first: `03/04/2018` is the third of April. Years of two digits are those from 1970 to 2069.
/// A place before the date and a time after it are left out.
pub(crate) fn read(text: &str) -> Option<Date> {
    if text.len() > MAX_DATE {
        return None;
    }
    let tokens = token::cut(text);
    let edge = |token: &Token| token.is_any(".,;()*:«»“”\"");
    let first = tokens.iter().position(|token| !edge(token))?;
    let last = tokens.iter().rposition(|token| !edge(token))?;
    let tokens = tokens.get(first..=last)?;
    let dated = tokens.get(around::place(tokens, MAX_PLACE_WORDS)..)?;
    let lone = || grammar::lone(tokens).map(|date| (date, tokens.len()));
    let (date, length) = grammar::date(dated).map(|found| (found.first, found.length)).or_else(lone)?;
    around::is_time(dated.get(length..).unwrap_or_default()).then_some(date)
}

/// What is wrong with a text that is a date but for its weekday; `None` for any other text.
pub(crate) fn misnamed(text: &str) -> Option<String> {
    if text.len() > MAX_DATE || read(text).is_some() {
        return None;
    }
    let tokens = token::cut(text);
    let weekday = tokens.iter().find(|token| grammar::weekday(token).is_some())?.range.clone();
    let said = text.get(weekday.clone())?;
    let rest = text.get(weekday.end..)?.trim_start_matches(['.', ',']);
    let date = read(&format!("{} {rest}", text.get(..weekday.start)?.trim_end()))?;
    let real = grammar::weekday_name(date)?;
    Some(format!(
        "`{text}` is not a date: {date} is a {real} and no {}: correct the weekday or the day",
        said.to_lowercase()
    ))
}

/// The dates that stand in a text, in their order. Years alone, and months without their year, are none.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = token::cut(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let inside =
            rest.first().is_some_and(|token| around::is_one_number(tokens.get(..at).unwrap_or_default(), token));
        let date = grammar::date(rest).filter(|_| !inside);
        let range = date.as_ref().and_then(|date| token::range(rest, date.length));
        match date.zip(range) {
            Some((date, range)) => {
                found.push(Mention { date: date.first, last: date.last, range });
                at += date.length.max(1);
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let found = read(text).map_or("–".to_owned(), |date| date.to_string());
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn french_dates_are_read_in_all_their_forms() {
        check(&[
            ("Le 23 février 2021", "2021-02-23"),
            ("21 juin 2016", "2016-06-21"),
            ("1er août 2018", "2018-08-01"),
            ("1ᵉʳ août 2018", "2018-08-01"),
            ("Paris, le 1 er août 2018", "2018-08-01"),
            ("Lyon, les 3-4 avril 2018", "2018-04-03"),
            ("Paris – jeudi 22 novembre 2018", "2018-11-22"),
            ("À Bordeaux, ce 14 juillet 2020", "2020-07-14"),
            ("Paris, le 3 avril 18", "2018-04-03"),
            ("Paris, le 7 DÉCEMBRE 2016", "2016-12-07"),
            ("Paris, le mardi 23 févr. 2021", "2021-02-23"),
            ("Fait à Châlons-en-Champagne, le vendredi 2 mars 2018.", "2018-03-02"),
            ("Mardi 3 avril 2018 à 11h30", "2018-04-03"),
            ("Paris, 3 avril 2018", "2018-04-03"),
            ("Fait à Nogent le Rotrou le 3 avril 2018", "2018-04-03"),
            ("La Rochelle le 3 avril 2018", "2018-04-03"),
            ("avril 2014", "2014-04"),
            ("03/04/2018", "2018-04-03"),
            ("3/4/2018", "2018-04-03"),
            ("03.04.18", "2018-04-03"),
            ("le 03-04-2018", "2018-04-03"),
            ("03/04/97", "1997-04-03"),
            ("3\u{a0}avril\u{a0}2018", "2018-04-03"),
            ("fe\u{301}vrier 2018", "2018-02"),
        ]);
    }

    #[test]
    fn a_span_of_days_is_dated_by_its_first() {
        check(&[
            ("3-4 avril 2018", "2018-04-03"),
            ("3 et 4 avril 2018", "2018-04-03"),
            ("du 3 au 5 avril 2018", "2018-04-03"),
            ("du mardi 3 au jeudi 5 avril 2018", "2018-04-03"),
            ("du 30 mars au 2 avril 2018", "2018-03-30"),
            ("Les 3, 4 et 5 avril 2018", "2018-04-03"),
        ]);
    }

    #[test]
    fn metadata_dates_are_read_with_their_time_left_out() {
        check(&[
            ("2018-04-03 11:03:00 +02:00", "2018-04-03"),
            ("2018-04-03T11:03:00Z", "2018-04-03"),
            ("2018-04-03T11:03:00.000+02:00", "2018-04-03"),
            ("2018/04/03", "2018-04-03"),
            ("20180403", "2018-04-03"),
            ("2018-04", "2018-04"),
            ("2018", "2018"),
            ("D:20180403110300+02'00'", "2018-04-03"),
            ("D:201804", "2018-04"),
            ("Tue, 03 Apr 2018 11:03:00 +0200", "2018-04-03"),
            ("April 3, 2018", "2018-04-03"),
        ]);
    }

    #[test]
    fn what_is_no_date_is_not_read_as_one() {
        let none = [
            "",
            "le",
            "mais 2018",
            "31 février 2021",
            "lundi 23 février 2021",
            "13/13/2018",
            "23 janvier dernier",
            "Le plan du 3 avril 2018",
            "Les concours ont été simplifiés le 12 mai 2019.",
            "1.2.18",
            "3 avril 2018 12",
            "3 avril 18 heures",
            "CP-03-04-2018",
            "01.02.03.04.05",
        ];
        none.iter().for_each(|text| check(&[(text, "–")]));
    }

    #[test]
    fn a_wrong_weekday_is_told_apart_from_what_is_no_date() {
        for text in ["lundi 3 avril 2018", "Paris, le lundi 3 avril 2018"] {
            let told = misnamed(text).unwrap_or_default();
            assert!(told.contains("2018-04-03 is a mardi and no lundi"), "{told}");
        }
        for text in ["mardi 3 avril 2018", "lundi 31 février 2018", "lundi", "3 avril 2018"] {
            assert_eq!(misnamed(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_found_within_sentences_where_they_stand() {
        let text = "Réunis le 27 mai et le 1er juin 2021, n° 1-02/03/2021, puis en juillet 2021 (03/08/2021).";
        let found: Vec<String> = mentions(text)
            .into_iter()
            .map(|found| format!("{} {} {}", found.date, found.last, &text[found.range]))
            .collect();
        let expected = [
            "2021-05-27 2021-06-01 27 mai et le 1er juin 2021",
            "2021-07 2021-07 juillet 2021",
            "2021-08-03 2021-08-03 03/08/2021",
        ];
        assert_eq!(found, expected);
    }
}
