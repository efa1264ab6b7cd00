//! Terms: how a word of a zone is written in tantivy's dictionary, and how texts are cut into them.
//! A term is `stem NUL word zone`, so that the forms of a word lie side by side and are read in one sweep.

use crate::french::{Entry, Lexicon, Share, Token, Tongue, cut_into};
use crate::passage::Zone;

/// Parts the stem from what follows; no word holds it.
const SEPARATOR: char = '\0';

/// Stands for the stem of every stop word: where they are matters to phrases, which ones they are does not.
const GRAMMATICAL: &str = "\u{1}";

/// A term read back from the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form<'a> {
    /// The key that it shares with the other forms of the word.
    pub stem: &'a str,
    /// Where it stands.
    pub zone: Zone,
    /// Lower case, with accents.
    pub word: &'a str,
}

/// Appends the term of `word` with its `stem` to `out`, but for the letter of its zone, which ends it.
fn write_term(stem: &str, word: &str, out: &mut String) {
    out.push_str(stem);
    out.push(SEPARATOR);
    // Most words are their own stem: leaving them out makes the dictionary a third smaller.
    if word != stem {
        out.push_str(word);
    }
}

/// What all terms of `stem` begin with, in every zone.
pub(crate) fn prefix_of_stem(stem: &str) -> String {
    format!("{stem}{SEPARATOR}")
}

/// The term under which the stop words of `zone` stand.
pub(crate) fn grammatical_term(zone: Zone) -> String {
    format!("{GRAMMATICAL}{SEPARATOR}{}", zone.letter())
}

/// Reads a term; `None` for the stop words' and for what is no term.
pub(crate) fn read_term(term: &[u8]) -> Option<Form<'_>> {
    let (stem, rest) = std::str::from_utf8(term).ok()?.split_once(SEPARATOR)?;
    let zone = Zone::of_letter(*rest.as_bytes().last()?)?;
    let word = rest.get(..rest.len() - 1).filter(|word| !word.is_empty()).unwrap_or(stem);
    (stem != GRAMMATICAL).then_some(Form { stem, zone, word })
}

/// Cuts texts as they are stored into terms.
#[derive(Default)]
pub(crate) struct TextCutter {
    lexicon: Lexicon,
    tokens: Vec<Token>,
}

/// The words of one text.
pub(crate) struct Cut<'a> {
    /// In the order of their places.
    pub tokens: &'a [Token],
    /// Whether the numbers of entries have nothing to do with those of the texts before.
    pub is_numbered_anew: bool,
    lexicon: &'a Lexicon,
    zone: Zone,
}

impl TextCutter {
    /// The words of `text`, which begins with the mark of its zone and language.
    pub(crate) fn cut(&mut self, text: &str) -> Cut<'_> {
        let marked = text.bytes().next().and_then(Zone::of_mark);
        let (zone, tongue) = marked.unwrap_or((Zone::Body, Tongue::French));
        self.lexicon.tidy();
        let is_numbered_anew = self.lexicon.is_empty();
        self.lexicon.read_as(tongue);
        self.tokens.clear();
        cut_into(text.get(1..).unwrap_or_default(), &mut self.lexicon, &mut self.tokens);
        Cut { tokens: &self.tokens, is_numbered_anew, lexicon: &self.lexicon, zone }
    }
}

impl Cut<'_> {
    /// Where a word of the text counts.
    #[inline]
    pub(crate) fn zone(&self, token: &Token) -> Zone {
        if token.share == Share::Address { Zone::Address } else { self.zone }
    }

    /// Puts the term of a word of the text into `term`.
    pub(crate) fn write_term(&self, token: &Token, term: &mut String) {
        let Entry { word, stem, grammatical } = self.lexicon.entry(token.entry);
        let (stem, word) = if *grammatical { (GRAMMATICAL, GRAMMATICAL) } else { (&**stem, &**word) };
        term.clear();
        write_term(stem, word, term);
        term.push(self.zone(token).letter());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_term_is_read_as_it_was_written() {
        for (stem, word) in [("donne", "données"), ("plan", "plan")] {
            let mut term = String::new();
            write_term(stem, word, &mut term);
            term.push(Zone::Title.letter());
            assert_eq!(read_term(term.as_bytes()), Some(Form { stem, zone: Zone::Title, word }));
            assert!(term.starts_with(&prefix_of_stem(stem)));
        }
        assert_eq!(read_term(grammatical_term(Zone::Body).as_bytes()), None);
    }

    /// Text as people write it, with everything that the chain treats in its own way, and anything else between.
    fn texts() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-zà-ÿœ]{1,12}",
            "[A-ZÉÈ]{1,6}",
            "[0-9]{1,4}",
            "(l'|d’|qu'|aujourd’|presqu')[a-zé]{1,8}",
            "[a-z]{2,6}[-‐–][a-zé]{2,8}",
            "[a-z]{3,8}(·|\\.|-)(e|ne|trice)(·s|s)?",
            "[a-z]{3,8}\\(e\\)s?",
            "([A-Z]\\.){2,4}",
            "[0-9]{1,3}( [0-9]{3}){1,2}(,[0-9])?",
            "(www\\.)?[a-z]{2,8}\\.(gouv\\.)?fr(/[a-z-]{0,9})?",
            "[a-z.]{1,6}@[a-z]{2,6}\\.fr",
            "#[A-Za-z0-9]{1,9}",
            "n° ?[0-9]{1,2}",
            "\\PC{0,6}",
        ];
        proptest::collection::vec((word, prop_oneof![" ", "\n", "-\n", ", ", "\u{A0}", ""]), 0..12)
            .prop_map(|parts| parts.into_iter().map(|(word, gap)| word + &gap).collect())
    }

    /// Writing and querying cut `text` into the same terms at the same places, and every range is a part of it.
    fn check_cut_alike(text: &str) -> Result<(), TestCaseError> {
        let (mut lexicon, mut queried) = (Lexicon::default(), Vec::new());
        cut_into(text, &mut lexicon, &mut queried);
        let mut cutter = TextCutter::default();
        let marked = format!("b{text}");
        let written = cutter.cut(&marked);
        prop_assert_eq!(written.tokens, &queried);
        let (mut place, mut term) = (0, String::new());
        for token in written.tokens {
            let (from, to) = (token.from as usize, token.to as usize);
            prop_assert!(text.get(from..to).is_some_and(|part| !part.is_empty()), "{from}..{to} of {text:?}");
            prop_assert!(token.position >= place);
            place = token.position;
            written.write_term(token, &mut term);
            let entry = lexicon.entry(token.entry);
            let expected = (!entry.grammatical).then_some((&*entry.stem, &*entry.word));
            prop_assert_eq!(read_term(term.as_bytes()).map(|form| (form.stem, form.word)), expected);
        }
        Ok(())
    }

    #[test]
    fn a_line_end_hyphen_before_what_is_no_word_joins_nothing() {
        check_cut_alike("a-\nª ").expect("an ordinal mark is lower case and no letter of a word");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn writing_and_querying_cut_a_text_alike(text in texts()) {
            check_cut_alike(&text)?;
        }
    }
}
