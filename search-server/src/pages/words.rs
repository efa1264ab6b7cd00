//! Values in words: dates as precise as they are known, numbers, kinds, languages, and where a description comes from.
//! Sentences stand where they are said.

use index::{Date, Facet, Numbering, Origin};
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::speech::Speech;

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// Kinds that the indexer tells, with their names.
const KINDS: [(&str, &str, &str); 7] = [
    ("communique", "Communiqué", "Press release"),
    ("dossier", "Dossier", "Press kit"),
    ("plan", "Plan d’action", "Action plan"),
    ("rapport", "Rapport", "Report"),
    ("fiche-action", "Fiche action", "Action sheet"),
    ("article", "Article", "Article"),
    ("discours", "Discours", "Speech"),
];

/// Languages that documents here may be in, with their names.
const LANGUAGES: [(&str, &str, &str); 12] = [
    ("fr", "français", "French"),
    ("en", "anglais", "English"),
    ("de", "allemand", "German"),
    ("es", "espagnol", "Spanish"),
    ("it", "italien", "Italian"),
    ("nl", "néerlandais", "Dutch"),
    ("pt", "portugais", "Portuguese"),
    ("ca", "catalan", "Catalan"),
    ("eu", "basque", "Basque"),
    ("br", "breton", "Breton"),
    ("co", "corse", "Corsican"),
    ("oc", "occitan", "Occitan"),
];

/// A date as it is written in a text: `1er août 2018`, `août 2018` or `2018`.
pub(crate) fn date(date: Date, speech: Speech) -> String {
    let name = date.month.and_then(|month| MONTHS.get(usize::from(month) - 1));
    let month = name.map(|&(french, english)| speech.pick(french, english));
    match (date.day, month) {
        (Some(1), Some(month)) if speech == Speech::French => format!("1er {month} {}", date.year),
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year),
        (None, Some(month)) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}

/// The day of `time`, in UTC.
pub(crate) fn day(time: Timestamp, speech: Speech) -> String {
    let time = Offset::UTC.to_datetime(time);
    let of_year = |part: i8| u8::try_from(part).ok();
    let known = u16::try_from(time.year()).ok();
    let known = known.and_then(|year| Date::checked(year, of_year(time.month()), of_year(time.day())));
    known.map(|known| date(known, speech)).unwrap_or_default()
}

/// A number with its thousands set apart.
pub(crate) fn number(number: u64, speech: Speech) -> String {
    let digits = number.to_string();
    let apart = speech.pick('\u{202f}', ',');
    let mut written = String::with_capacity(2 * digits.len());
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(apart);
        }
        written.push(digit);
    }
    written
}

/// So many of what is called `one` or `many`, in the language of the page.
fn counted(count: u64, (one, many): (&str, &str), speech: Speech) -> String {
    let is_one = count == 1 || (count == 0 && speech == Speech::French);
    format!("{}\u{a0}{}", number(count, speech), if is_one { one } else { many })
}

/// `12 documents`.
pub(crate) fn documents(count: u64, speech: Speech) -> String {
    counted(count, ("document", "documents"), speech)
}

/// `34 passages`.
pub(crate) fn passages(count: u64, speech: Speech) -> String {
    counted(count, ("passage", "passages"), speech)
}

/// `3 occurrences`.
pub(crate) fn marks(count: u64, speech: Speech) -> String {
    counted(count, speech.pick(("occurrence", "occurrences"), ("mark", "marks")), speech)
}

/// The places of a source from one number to another: `lignes 23 à 31`, `page 4`.
pub(crate) fn places(numbering: Numbering, (first, last): (u32, u32), speech: Speech) -> String {
    let one = match numbering {
        Numbering::Lines => speech.pick("ligne", "line"),
        Numbering::Pages => "page",
    };
    if first == last { format!("{one}\u{a0}{first}") } else { format!("{one}s\u{a0}{first}–{last}") }
}

/// The name of a kind; one that a source declared is shown as it is.
pub(crate) fn kind(kind: &str, speech: Speech) -> String {
    named(&KINDS, kind, speech)
}

/// The name of a language; its code where it is not known.
pub(crate) fn language(code: &str, speech: Speech) -> String {
    named(&LANGUAGES, code, speech)
}

fn named(names: &[(&str, &str, &str)], value: &str, speech: Speech) -> String {
    let known = names.iter().find(|(written, ..)| *written == value);
    known.map_or(value, |(_, french, english)| speech.pick(french, english)).to_owned()
}

/// The code of a language for an attribute `lang`; `None` where it is no code.
pub(crate) fn code(code: &str) -> Option<String> {
    let code = if code.is_empty() { "fr" } else { code };
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then(|| code.to_owned())
}

/// The same; `None` where the page is in it, too.
pub(crate) fn foreign(language: &str, speech: Speech) -> Option<String> {
    code(language).filter(|code| code != speech.code())
}

/// What a filter or facet is called whose parameter has this name.
pub(crate) fn parameter(name: &str, speech: Speech) -> &'static str {
    let (french, english) = match name {
        "publisher" => ("Ministère ou organisme", "Ministry or body"),
        "kind" => ("Type de document", "Kind of document"),
        "plan" => ("Plan d’action", "Action plan"),
        "year" => ("Année", "Year"),
        "tag" => ("Étiquette", "Tag"),
        "language" => ("Langue", "Language"),
        "from" => ("Depuis", "From"),
        "to" => ("Jusqu’à", "Until"),
        _ => ("Autre", "Other"),
    };
    speech.pick(french, english)
}

/// The value of a filter or facet as it is shown.
pub(crate) fn value(name: &str, value: &str, speech: Speech) -> String {
    match name {
        "kind" => kind(value, speech),
        "language" => language(value, speech),
        "from" | "to" => Date::parse_iso(value.trim()).map_or_else(|| value.to_owned(), |known| date(known, speech)),
        _ => value.to_owned(),
    }
}

/// What a facet is called.
pub(crate) fn facet(facet: Facet, speech: Speech) -> &'static str {
    parameter(facet.name(), speech)
}

/// Where a part of a description comes from.
pub(crate) fn origin(origin: Origin, speech: Speech) -> &'static str {
    match origin {
        Origin::Declared => speech.pick("déclaré par la source", "declared by the source"),
        Origin::Read => speech.pick("lu dans le texte", "read in the text"),
        Origin::Inferred => speech.pick("déduit", "inferred"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        let check = |iso: &str, french: &str, english: &str| {
            let known = Date::parse_iso(iso).unwrap();
            assert_eq!((date(known, Speech::French), date(known, Speech::English)), (french.into(), english.into()));
        };
        check("2021-02-23", "23 février 2021", "23 February 2021");
        check("2018-08-01", "1er août 2018", "1 August 2018");
        check("2021-06", "juin 2021", "June 2021");
        check("2021", "2021", "2021");
    }

    #[test]
    fn numbers_agree_with_what_they_count() {
        let check = |count: u64, french: &str, english: &str| {
            let in_both = (documents(count, Speech::French), documents(count, Speech::English));
            assert_eq!(in_both, (french.into(), english.into()));
        };
        check(0, "0\u{a0}document", "0\u{a0}documents");
        check(1, "1\u{a0}document", "1\u{a0}document");
        check(65_494, "65\u{202f}494\u{a0}documents", "65,494\u{a0}documents");
    }

    #[test]
    fn only_other_languages_than_that_of_the_page_are_told() {
        let check = |code: &str, speech: Speech, expected: Option<&str>| {
            assert_eq!(foreign(code, speech).as_deref(), expected, "{code}");
        };
        check("", Speech::French, None);
        check("", Speech::English, Some("fr"));
        check("en", Speech::French, Some("en"));
        check("\"><b>", Speech::French, None);
    }
}
