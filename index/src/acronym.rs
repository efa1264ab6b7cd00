//! Acronyms that a text spells out: `Partenariat pour un gouvernement ouvert (PGO)`, `PGO (Partenariat pour…)`.
//! Which of them widen a query is the searcher's business.

use crate::document::Document;
use crate::french::{Lexicon, Share, Token, content_key, cut_into};

/// An acronym has this many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// Separates the two sides of an entry.
pub(crate) const SEPARATOR: char = '\t';

/// The acronyms that a document spells out, in capitals, each with its expansion in small letters, in their order.
pub fn acronyms(document: &Document) -> Vec<(String, String)> {
    let mut lexicon = Lexicon::default();
    let bodies = document.sections.iter().flat_map(|section| &section.paragraphs);
    let mut found: Vec<(String, String)> = Vec::new();
    for paragraph in document.title.iter().chain(&document.lead).chain(bodies) {
        // Every other entry is the way back.
        for entry in entries(&paragraph.text, &mut lexicon).iter().step_by(2) {
            let pair = entry.split_once(SEPARATOR).map(|(short, long)| (short.to_uppercase(), long.to_owned()));
            found.extend(pair.filter(|pair| !found.contains(pair)));
        }
    }
    found
}

/// The entries that `text` adds to the index: acronym to expansion, and expansion to acronym.
pub(crate) fn entries(text: &str, lexicon: &mut Lexicon) -> Vec<String> {
    let mut entries = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(length) = text.get(open..).and_then(|rest| rest.find(')')) else { continue };
        let inside = text.get(open + 1..open + length).unwrap_or_default().trim();
        let before = text.get(..open).unwrap_or_default().trim_end();
        let found = if is_acronym(inside) {
            expansion_before(before, inside, lexicon).map(|words| (inside, words))
        } else {
            let last = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
            (is_acronym(last)).then(|| expansion_within(inside, last, lexicon).map(|words| (last, words))).flatten()
        };
        if let Some((acronym, words)) = found {
            let acronym = letters(acronym);
            entries.push(format!("{acronym}{SEPARATOR}{words}"));
            entries.push(format!("{}{SEPARATOR}{acronym}", content_key(&words, lexicon)));
        }
    }
    entries
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|&c| c != '.').count();
    LETTERS.contains(&letters) && text.chars().all(|c| c.is_uppercase() || c == '.')
}

/// `P.G.O.` as `pgo`.
fn letters(acronym: &str) -> String {
    acronym.chars().filter(|&c| c != '.').flat_map(char::to_lowercase).collect()
}

fn words(text: &str, lexicon: &mut Lexicon) -> Vec<Token> {
    let mut tokens = Vec::new();
    cut_into(text, lexicon, &mut tokens);
    tokens.retain(|token| token.share != Share::Whole);
    tokens
}

/// What a word begins with, in small letters without accents.
fn initial(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    if first.is_ascii() { Some(first) } else { crate::french::fold(first.encode_utf8(&mut [0; 4])).chars().next() }
}

/// The words at the end of `text` whose initials are those of `acronym`; stop words may stand between them.
fn expansion_before(text: &str, acronym: &str, lexicon: &mut Lexicon) -> Option<String> {
    // No expansion is longer than this, so that each bracket of a long text costs the same.
    let start = text.char_indices().rev().nth(200).map_or(0, |(at, _)| at);
    let text = text.get(start..)?;
    let wanted = crate::french::fold(&letters(acronym));
    if ends_otherwise(text, &wanted, lexicon) {
        return None;
    }
    let mut wanted = wanted.chars().rev().peekable();
    let words = words(text, lexicon);
    let last = words.last()?.to as usize;
    for token in words.iter().rev() {
        let entry = lexicon.entry(token.entry);
        if entry.grammatical {
            continue;
        }
        if wanted.next() != initial(&entry.word) {
            return None;
        }
        if wanted.peek().is_none() {
            if text.get(token.from as usize..last).is_none_or(|found| found.contains([')', '(', '.', ';'])) {
                return None;
            }
            return text.get(token.from as usize..last).map(str::to_lowercase);
        }
    }
    None
}

/// Whether the last word of `text` says at once that the text does not end with an expansion, as nearly always.
fn ends_otherwise(text: &str, wanted: &str, lexicon: &mut Lexicon) -> bool {
    // Only of what stands between spaces is the last run of letters surely a word.
    let last = text.rsplit(' ').next().filter(|last| !last.is_empty() && last.chars().all(char::is_alphabetic));
    last.is_some_and(|last| {
        let entry = lexicon.of_spelling(last);
        let entry = lexicon.entry(entry);
        !entry.grammatical && initial(&entry.word) != wanted.chars().next_back()
    })
}

/// `text` itself, if the initials of its words are those of `acronym`.
fn expansion_within(text: &str, acronym: &str, lexicon: &mut Lexicon) -> Option<String> {
    let found = expansion_before(text, acronym, lexicon)?;
    (found == text.to_lowercase()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(entries(text, &mut Lexicon::default()), expected, "{text}");
    }

    #[test]
    fn acronyms_are_found_where_they_are_spelled_out() {
        let both = ["pgo\tpartenariat pour un gouvernement ouvert", "partenariat gouvernement ouvert\tpgo"];
        check("le Partenariat pour un gouvernement ouvert (PGO) est", &both);
        check("le PGO (Partenariat pour un gouvernement ouvert)", &both);
        check(
            "la Haute Autorité pour la transparence de la vie publique (HATVP)",
            &[
                "hatvp\thaute autorité pour la transparence de la vie publique",
                "haute autorite transparence vie publique\thatvp",
            ],
        );
    }

    #[test]
    fn other_brackets_are_left_alone() {
        check("le ministère de la culture (PGO)", &[]);
        check("les agent(e)s (voir page 3) et (", &[]);
    }
}
