//! What was typed so far: the words that are finished, and the one that is not.
//! Knows no collection.

use super::{ONE_ERROR, TWO_ERRORS};
use crate::french::{Lexicon, Share, cut_into, fold};

/// Nothing longer than this, in characters, is completed: no title is.
const MOST_CHARACTERS: usize = 200;

/// What was typed, cut into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// As typed, control characters made spaces, without white space at its beginning.
    pub text: String,
    /// The finished words that are not stop words, small and without accents.
    pub before: Vec<String>,
    /// Where these stand in `text`.
    pub ranges: Vec<(usize, usize)>,
    /// The word that may go on; none where white space or a sign ends it.
    pub last: Option<Begun>,
}

/// A word that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    /// Its first byte in the text.
    pub from: usize,
    /// Small and without accents.
    pub folded: String,
    /// What it is if nothing follows.
    pub sense: Sense,
}

/// Whether a word says something by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It does.
    Content,
    /// It is a stop word.
    Grammar,
}

impl Begun {
    /// How many typing errors it may have. A stop word is none of another word.
    pub(super) fn edits(&self) -> u8 {
        match (self.sense, self.folded.chars().count()) {
            (Sense::Grammar, _) | (_, 0..ONE_ERROR) => 0,
            (_, ONE_ERROR..TWO_ERRORS) => 1,
            _ => 2,
        }
    }
}

impl Typed {
    /// Cuts `text`; `None` where nothing of it can be completed.
    pub(super) fn read(text: &str, lexicon: &mut Lexicon) -> Option<Self> {
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            return None;
        }
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text = text.trim_start().to_owned();
        let mut tokens = Vec::new();
        cut_into(&text, lexicon, &mut tokens);
        let mut typed = Self { text, before: Vec::new(), ranges: Vec::new(), last: None };
        for token in tokens.iter().filter(|token| token.share != Share::Whole) {
            let entry = lexicon.entry(token.entry);
            let folded = fold(&entry.word);
            let (from, to) = (token.from as usize, token.to as usize);
            if to == typed.text.len() {
                let sense = if entry.grammatical { Sense::Grammar } else { Sense::Content };
                typed.last = Some(Begun { from, folded, sense });
            } else if !entry.grammatical && !typed.before.contains(&folded) {
                typed.before.push(folded);
                typed.ranges.push((from, to));
            }
        }
        (typed.last.is_some() || !typed.before.is_empty()).then_some(typed)
    }
}

impl Typed {
    /// How many letters were typed, those of stop words aside.
    pub(super) fn letters(&self) -> usize {
        self.before.iter().chain(self.last.as_ref().map(|last| &last.folded)).map(|word| word.chars().count()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, before: &[&str], last: Option<(&str, u8)>) {
        let typed = Typed::read(text, &mut Lexicon::default());
        let found = typed.as_ref().map(|typed| typed.before.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.unwrap_or_default(), before, "{text:?}");
        let begun = typed.as_ref().and_then(|typed| typed.last.as_ref());
        assert_eq!(begun.map(|last| (last.folded.as_str(), last.edits())), last, "{text:?}");
    }

    #[test]
    fn the_last_word_goes_on_unless_it_is_ended() {
        check("don", &[], Some(("don", 0)));
        check("Donné", &[], Some(("donne", 1)));
        check("ministère de la cul", &["ministere"], Some(("cul", 0)));
        check("l'act", &[], Some(("act", 0)));
        check("plan ", &["plan"], None);
        check("co-constru", &["co"], Some(("constru", 1)));
        check("transparence", &[], Some(("transparence", 2)));
    }

    #[test]
    fn nothing_and_stop_words_are_not_completed() {
        check("", &[], None);
        check(" \0\n", &[], None);
        check("de la ", &[], None);
        check("avec", &[], Some(("avec", 0)));
        check("don\0", &["don"], None);
        check(&"a".repeat(10_000), &[], None);
        check("…!?", &[], None);
    }
}
