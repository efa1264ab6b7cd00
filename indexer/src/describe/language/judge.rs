//! The language of a run of text, by its words, and where these leave a doubt by its letters.
//! What part of a document a run is, is not its business.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::words::{FRENCH, Languages, OTHER_SCRIPT, others, words};

/// No doubt is left where one word in this many is one of a language's own.
const CLEAR_WORD_IN: usize = 4;
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

/// The language of a paragraph that is short but leaves no doubt.
pub(super) fn of_paragraph(text: &str) -> Option<&'static str> {
    let words: Vec<Languages> = words(text).collect();
    let is_clear = |language: Languages| {
        let of = words.iter().filter(|word| **word & language != 0).count();
        of > 0 && of * CLEAR_WORD_IN >= words.len()
    };
    if is_clear(FRENCH) {
        return Some("fr");
    }
    let own = |code: &str| Some(others(code)).filter(|language| *language != OTHER_SCRIPT);
    let (language, code) = LANGUAGES.iter().find(|(_, code)| own(code).is_some_and(is_clear))?;
    DETECTOR.detect(text).filter(|found| found.lang() == *language && found.confidence() >= SURE).map(|_| *code)
}

/// The language of a run that has letters enough; `None` where it is not sure.
pub(super) fn of_run<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    if begins_french(texts.clone()) {
        return Some("fr");
    }
    let words: Vec<Languages> = texts.clone().flat_map(words).take(MOST_WORDS).collect();
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
    let text = texts.collect::<Vec<_>>().join("\n");
    let text = text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)).unwrap_or(&text);
    let found = DETECTOR.detect(text).filter(|found| found.confidence() >= SURE)?;
    let (_, code) = LANGUAGES.iter().find(|(language, _)| *language == found.lang())?;
    may_be(code).then_some(*code)
}

/// Whether the first words of a run are French beyond doubt: most are, and are known by that at once.
fn begins_french<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut french, mut all) = (0, 0);
    for word in texts.flat_map(words).take(FIRST_WORDS) {
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
