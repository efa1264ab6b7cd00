//! The words that may stand at one place, and how near they are to what was typed.

use crate::french::fold;

/// The words that may stand at one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Slot {
    /// Tells it from all others of the collection: how it was asked for.
    pub key: String,
    /// As typed, lower case, with the accents that were typed.
    pub word: String,
    /// `word` without accents.
    pub folded: String,
    /// Keys of which every form is taken.
    pub stems: Vec<String>,
    /// Single words that are taken, each with its key.
    pub words: Vec<(String, String)>,
}

/// How near a form is to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The very word, accents included.
    Exact,
    /// The same letters.
    Letters,
    /// Another form of it.
    Form,
}

impl Slot {
    /// How `word` with the key `stem` fits; `None` if it does not.
    pub(super) fn likeness(&self, stem: &str, word: &str) -> Option<Likeness> {
        let fits = self.stems.iter().any(|known| known == stem)
            || self.words.iter().any(|(key, single)| key == stem && single == word);
        if !fits {
            return None;
        }
        Some(match () {
            () if word == self.word => Likeness::Exact,
            () if fold(word) == self.folded => Likeness::Letters,
            () => Likeness::Form,
        })
    }

    /// Every key under which something of it may stand, each once.
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> =
            self.stems.iter().chain(self.words.iter().map(|(stem, _)| stem)).map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
