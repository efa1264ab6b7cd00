//! The languages of a document: its main one, and those of the parts that are in another.
//! It judges runs of text by their words and letters; it reads no metadata and nothing shorter than a few lines.

mod words;

use std::sync::LazyLock;

use index::{Document, Section};
use whatlang::{Detector, Lang};
use words::{FRENCH, Languages, OTHER_SCRIPT, others, words};

/// A text is judged from this many letters on; below, letters and chance look alike.
const ENOUGH: usize = 200;
/// No more of a text is looked at, in characters: more makes the judgement no better.
const MOST: usize = 2_000;
/// As much, in words.
const MOST_WORDS: usize = MOST / 5;
/// French has at least one word in this many that other languages have not.
const FRENCH_WORD_IN: usize = 8;
/// A text is surely French, and read no further, once so many of its words are such, one in [`SURELY_FRENCH_WORD_IN`].
const SURELY_FRENCH: usize = 8;
/// Surely French is what has twice as many such words as a text needs that is read to its end.
const SURELY_FRENCH_WORD_IN: usize = 4;
/// That is looked for in so many words; then the whole text is judged.
const FIRST_WORDS: usize = 60;
/// How sure a judgement is that counts, 1 being certain.
const SURE: f64 = 0.9;

/// A text in another language has at least one in this many of its commonest words: lists of names have none.
const COMMON_WORD_IN: usize = 12;

/// Languages that archives hold beside French, and their codes.
const LANGUAGES: [(Lang, &str); 12] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Ara, "ar"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ell, "el"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
];

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
    let others = LANGUAGES.iter().map(|(language, _)| *language);
    Detector::with_allowlist(others.chain([Lang::Fra]).collect())
});

/// Tells the main language of a document, unless it is declared, and the language of each part that is in another.
/// A section in two languages becomes two sections, the second without heading. What is too short goes with its neighbours.
pub(crate) fn mark(document: &mut Document) {
    let parts = judged(&document.sections);
    if document.about.language.is_empty()
        && let Some(main) = main(&parts).filter(|main| *main != "fr")
    {
        document.about.language = main.to_owned();
    }
    let main = if document.about.language.is_empty() { "fr" } else { document.about.language.as_str() };
    if parts.iter().all(|part| part.language.is_none_or(|language| language == main)) {
        return;
    }
    let mut others: Vec<String> = Vec::new();
    for language in parts.iter().filter_map(|part| part.language).filter(|language| *language != main) {
        if !others.iter().any(|other| other == language) {
            others.push(language.to_owned());
        }
    }
    let languages: Vec<_> = parts.iter().map(|part| part.language.filter(|l| *l != main).unwrap_or_default()).collect();
    let mut next = languages.into_iter();
    let sections = std::mem::take(&mut document.sections);
    document.sections = sections.into_iter().flat_map(|section| parted(section, &mut next)).collect();
    document.about.other_languages = others;
}

/// The sections that a section makes, one for each run of paragraphs in one language.
fn parted(section: Section, languages: &mut impl Iterator<Item = &'static str>) -> Vec<Section> {
    let Section { heading, paragraphs, .. } = section;
    let of_heading = heading.as_ref().and_then(|_| languages.next()).unwrap_or_default();
    let mut found = vec![Section { heading, language: of_heading.to_owned(), paragraphs: Vec::new() }];
    for (paragraph, language) in paragraphs.into_iter().zip(languages) {
        match found.last_mut() {
            // A heading is in the language of what stands under it.
            Some(last) if last.language == language || last.paragraphs.is_empty() => {
                language.clone_into(&mut last.language);
                last.paragraphs.push(paragraph);
            }
            _ => found.push(Section { heading: None, language: language.to_owned(), paragraphs: vec![paragraph] }),
        }
    }
    found
}

/// A heading or paragraph, with what it was judged to be.
struct Part<'a> {
    text: &'a str,
    letters: usize,
    language: Option<&'static str>,
}

/// Judges long paragraphs by themselves and short ones together with their neighbours.
fn judged(sections: &[Section]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = sections.iter().flat_map(texts).map(Part::of).collect();
    let (mut first, mut letters) = (0, 0);
    for at in 0..parts.len() {
        let own = parts.get(at).map_or(0, |part| part.letters);
        if own >= ENOUGH {
            (first, letters) = (at, 0);
        }
        letters += own;
        if letters >= ENOUGH {
            let run = parts.get_mut(first..=at).unwrap_or_default();
            let language = language(run);
            run.iter_mut().for_each(|part| part.language = language);
            (first, letters) = (at + 1, 0);
        }
    }
    settle(&mut parts);
    parts
}

fn texts(section: &Section) -> impl Iterator<Item = &str> {
    let heading = section.heading.iter().map(|heading| &heading.text);
    heading.chain(&section.paragraphs).map(|paragraph| paragraph.text.as_str())
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, letters: letters_of(text), language: None }
    }
}

/// How many letters a text has; more than enough are not counted.
fn letters_of(text: &str) -> usize {
    let mut letters = 0;
    for bytes in text.as_bytes().chunks(u8::MAX.into()) {
        letters += usize::from(bytes.iter().map(|byte| u8::from(begins_letter(*byte))).sum::<u8>());
        if letters >= ENOUGH {
            return ENOUGH;
        }
    }
    letters
}

/// Bytes that begin letters, and next to nothing else: quotation marks, dashes and apostrophes begin with others.
fn begins_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || (byte >= 0xC3 && byte != 0xE2)
}

/// What was not judged goes with what stands before it, at the beginning with what follows.
fn settle(parts: &mut [Part<'_>]) {
    let mut before = parts.iter().find_map(|part| part.language);
    for part in parts {
        before = part.language.or(before);
        part.language = before;
    }
}

/// The language of most letters.
fn main(parts: &[Part<'_>]) -> Option<&'static str> {
    let mut totals: Vec<(&'static str, usize)> = Vec::new();
    for (language, letters) in parts.iter().filter_map(|part| Some((part.language?, part.letters))) {
        match totals.iter_mut().find(|(known, _)| *known == language) {
            Some((_, total)) => *total += letters,
            None => totals.push((language, letters)),
        }
    }
    totals.into_iter().rev().max_by_key(|(_, total)| *total).map(|(language, _)| language)
}

/// The language of a run that has letters enough; `None` where it is not sure.
fn language(run: &[Part<'_>]) -> Option<&'static str> {
    if begins_french(run) {
        return Some("fr");
    }
    let words: Vec<Languages> = run.iter().flat_map(|part| words(part.text)).take(MOST_WORDS).collect();
    let of = |language: Languages| words.iter().filter(|word| **word & language != 0).count();
    if of(FRENCH) * FRENCH_WORD_IN >= words.len() {
        return Some("fr");
    }
    let may_be = |code: &str| match others(code) {
        OTHER_SCRIPT => of(OTHER_SCRIPT) > 0,
        language => of(language) * COMMON_WORD_IN >= words.len(),
    };
    // Telling letters is slow, and most texts that come so far are lists of names.
    if !LANGUAGES.iter().any(|(_, code)| may_be(code)) {
        return None;
    }
    let text = run.iter().map(|part| part.text).collect::<Vec<_>>().join("\n");
    let text = text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)).unwrap_or(&text);
    let found = DETECTOR.detect(text).filter(|found| found.confidence() >= SURE)?;
    let (_, code) = LANGUAGES.iter().find(|(language, _)| *language == found.lang())?;
    may_be(code).then_some(*code)
}

/// Whether the first words of a run are French beyond doubt: most are, and are known by that at once.
fn begins_french(run: &[Part<'_>]) -> bool {
    let (mut french, mut all) = (0, 0);
    for word in run.iter().flat_map(|part| words(part.text)).take(FIRST_WORDS) {
        all += 1;
        if word & FRENCH != 0 {
            french += 1;
            if french >= SURELY_FRENCH && french * SURELY_FRENCH_WORD_IN >= all {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use index::Paragraph;

    use super::*;

    const FRENCH: &str = "Le Partenariat pour un gouvernement ouvert est une alliance qui regroupe des gouvernements et \
        des organisations de la société civile, et la France y a pris des engagements pour la transparence de l'action \
        publique, l'ouverture des données et la participation des citoyens à la décision.";
    const ENGLISH: &str = "The Open Government Partnership is an alliance of governments and civil society organisations \
        that promote transparent, participatory and accountable government. France joined it in 2014 and has since then \
        published three national action plans, which were written together with citizens.";

    fn check(sections: &[&[&str]], main: &str, expected: &[(&str, usize)]) -> Document {
        let section = |texts: &&[&str]| Section {
            paragraphs: texts.iter().map(|text| Paragraph::on_line(*text, 1)).collect(),
            ..Section::default()
        };
        let mut document = Document { sections: sections.iter().map(section).collect(), ..Document::default() };
        mark(&mut document);
        let found = document.sections.iter().map(|section| (section.language.as_str(), section.paragraphs.len()));
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert_eq!(document.about.language, main);
        document
    }

    #[test]
    fn a_french_text_needs_no_mark() {
        check(&[&[FRENCH, "Contact : presse@a.fr"], &["Fin."]], "", &[("", 2), ("", 1)]);
        let names = "M. Bolo, M. Martineau, Mme Morel, M. Balanant, Mme Bannier, M. Blanchet, M. Cosson, Mme Ferrari, ";
        check(&[&[FRENCH, &names.repeat(3)]], "", &[("", 2)]);
        check(&[&["Anne Dupont, John Smith, Peter Miller"]], "", &[("", 1)]);
    }

    #[test]
    fn an_english_half_is_told_and_parted() {
        let document = check(&[&[FRENCH, FRENCH, FRENCH, ENGLISH, "Press contact"]], "", &[("", 3), ("en", 2)]);
        assert_eq!(document.about.other_languages, ["en"]);
        check(&[&[FRENCH, FRENCH], &[ENGLISH]], "", &[("", 2), ("en", 1)]);
    }

    #[test]
    fn a_text_that_is_mostly_english_is_english() {
        let document = check(&[&[ENGLISH, ENGLISH], &[FRENCH]], "en", &[("", 2), ("fr", 1)]);
        assert_eq!(document.about.other_languages, ["fr"]);
    }

    #[test]
    fn short_lines_are_judged_together() {
        let lines: Vec<&str> = ENGLISH.split(' ').collect();
        let lines: Vec<String> = lines.chunks(6).map(|words| words.join(" ")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check(&[&[FRENCH, FRENCH], &lines], "", &[("", 2), ("en", lines.len())]);
    }
}
