//! Remembers what each spelling becomes: its word (lower case, accents kept), its stem, whether it is grammatical.
//! A few thousand spellings make most of French, so that a look-up replaces nearly every computation.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::beginning::Beginnings;
use super::recent::{Packed, Recent};
use super::{lines, stem};

/// Spellings kept before the memory is emptied: about 40 MB, more than the vocabulary of most collections.
const MAX_SPELLINGS: usize = 400_000;

/// Ends the key of a word that is not French.
const OTHER: char = '=';

/// Letters of a word that count; what follows them is not distinguished.
const MAX_LETTERS: usize = 64;

static GRAMMATICAL: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("data/stop-words.txt")).collect());

/// One word in its two views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Lower case, composed, with its accents.
    pub word: Box<str>,
    /// The key under which the forms of a word find each other: folded, lower case.
    pub stem: Box<str>,
    /// Whether it is a stop word: it holds its place and is never looked for.
    pub grammatical: bool,
}

/// What language a text is in, as far as it matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tongue {
    /// French: the forms of a word find each other.
    #[default]
    French,
    /// Any other: each word stands for itself, under a key that no French word has.
    Other,
}

/// A memory of spellings; one for each thread.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    asked: Beginnings,
    tongue: Tongue,
    recent: Recent,
    /// Spellings that can be packed, as nearly all can.
    short: FxHashMap<Packed, u32>,
    /// All others, in French and in other languages.
    long: [FxHashMap<Box<str>, u32>; 2],
    entries: Vec<Entry>,
}

thread_local! {
    static OF_THREAD: RefCell<Lexicon> = RefCell::default();
}

/// Lends the lexicon of this thread, which remembers from one text to the next; a fresh one where it is lent already.
pub fn with_lexicon<T>(work: impl FnOnce(&mut Lexicon) -> T) -> T {
    OF_THREAD.with(|lexicon| match lexicon.try_borrow_mut() {
        Ok(mut lexicon) => {
            lexicon.tidy();
            lexicon.asked = Beginnings::default();
            lexicon.tongue = Tongue::French;
            work(&mut lexicon)
        }
        Err(_) => work(&mut Lexicon::default()),
    })
}

/// Points to an [`Entry`] until the lexicon is next [tidied](Lexicon::tidy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EntryId(u32);

impl EntryId {
    /// Whether the word was one of those [asked for](Lexicon::ask_for).
    pub fn is_asked_for(self) -> bool {
        self.0 != u32::MAX
    }

    /// Counts the entries of a lexicon from 0.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

impl Lexicon {
    /// From now on only words that begin so are told apart; all others share one empty entry.
    pub fn ask_for(&mut self, beginnings: Beginnings) {
        self.asked = beginnings;
    }

    /// From now on texts are in this language; at first, in French.
    pub fn read_as(&mut self, tongue: Tongue) {
        self.tongue = tongue;
    }

    /// The entry of a word as it is written.
    pub fn of_spelling(&mut self, spelling: &str) -> EntryId {
        if !self.asked.may_begin(spelling) {
            return EntryId(u32::MAX);
        }
        self.known(spelling)
    }

    /// The entry of a word as it is written, whatever was asked for.
    #[inline]
    pub(super) fn known(&mut self, spelling: &str) -> EntryId {
        let Some(packed) = Packed::of(spelling, self.tongue as u8) else { return self.known_long(spelling) };
        if let Some(recent) = self.recent.get(packed) {
            return EntryId(recent);
        }
        let number = match self.short.get(&packed) {
            Some(&known) => known,
            None => {
                let number = self.remember(spelling);
                self.short.insert(packed, number);
                number
            }
        };
        self.recent.put(packed, number);
        EntryId(number)
    }

    fn known_long(&mut self, spelling: &str) -> EntryId {
        if let Some(&known) = self.long().get(spelling) {
            return EntryId(known);
        }
        let number = self.remember(spelling);
        self.long().insert(spelling.into(), number);
        EntryId(number)
    }

    /// The spellings of the language that is read which cannot be packed.
    fn long(&mut self) -> &mut FxHashMap<Box<str>, u32> {
        let [french, other] = &mut self.long;
        if self.tongue == Tongue::French { french } else { other }
    }

    /// Makes an entry for a spelling that has none.
    fn remember(&mut self, spelling: &str) -> u32 {
        let number = self.entries.len() as u32;
        let word = lower(spelling);
        self.entries.push(match self.tongue {
            Tongue::French => Entry::new(&word),
            Tongue::Other => Entry::other(&word),
        });
        number
    }

    /// What stands behind `id`.
    pub fn entry(&self, id: EntryId) -> &Entry {
        static NOTHING: LazyLock<Entry> = LazyLock::new(|| Entry::new(""));
        self.entries.get(id.0 as usize).unwrap_or(&NOTHING)
    }

    /// Whether it remembers nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets everything once too much is remembered, which makes all ids stale: call it between texts only.
    pub fn tidy(&mut self) {
        if self.entries.len() > MAX_SPELLINGS {
            *self = Self::default();
        }
    }
}

impl Entry {
    /// The entry of a lower-case word of another language than French: only the same letters find it.
    pub fn other(word: &str) -> Self {
        let stem = format!("{}{OTHER}", super::fold::fold(word));
        Self { word: word.into(), stem: stem.into(), grammatical: GRAMMATICAL.contains(word) }
    }

    /// The entry of a lower-case word.
    pub fn new(word: &str) -> Self {
        Self { word: word.into(), stem: stem_of(word).into(), grammatical: GRAMMATICAL.contains(word) }
    }
}

/// Lower case and composed, without invisible characters: `DONNÉES` and decomposed `données` become the same word.
pub(super) fn lower(spelling: &str) -> String {
    if spelling.is_ascii() {
        return spelling.chars().take(MAX_LETTERS).map(|c| c.to_ascii_lowercase()).collect();
    }
    spelling.nfkc().filter(|&c| !is_invisible(c)).flat_map(char::to_lowercase).nfc().take(MAX_LETTERS).collect()
}

/// Characters that stand within a word without being seen: soft hyphen, joiners, byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn stem_of(word: &str) -> String {
    match word.find(|c: char| !c.is_alphabetic()) {
        None => stem::stem(word),
        Some(0) => ordinal(word).unwrap_or_else(|| super::fold::fold(word)),
        Some(_) => super::fold::fold(word),
    }
}

/// `1er`, `1re`, `1ère`, `2e`, `2ème`, `2nd`: one key for all ways to write an ordinal.
fn ordinal(word: &str) -> Option<String> {
    let digits = word.find(|c: char| !c.is_ascii_digit())?;
    let (number, ending) = word.split_at_checked(digits)?;
    let is_ordinal = matches!(
        ending.trim_end_matches('s'),
        "er" | "ère" | "ere" | "re" | "e" | "è" | "ème" | "eme" | "ième" | "ieme" | "nd" | "nde"
    );
    (is_ordinal && !number.is_empty()).then(|| format!("{number}e"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spelling: &str, word: &str, stem: &str) {
        let mut lexicon = Lexicon::default();
        let id = lexicon.of_spelling(spelling);
        let entry = lexicon.entry(id);
        assert_eq!((&*entry.word, &*entry.stem), (word, stem), "{spelling}");
    }

    #[test]
    fn spellings_of_one_word_share_an_entry() {
        check("DONNE\u{301}ES", "données", &stem::stem("données"));
        check("e\u{FB03}cacité", "efficacité", &stem::stem("efficacité"));
        check("trans\u{AD}formation", "transformation", &stem::stem("transformation"));
    }

    #[test]
    fn words_of_other_languages_stand_for_themselves() {
        let mut lexicon = Lexicon::default();
        let french = lexicon.of_spelling("Nationales");
        lexicon.read_as(Tongue::Other);
        let other = lexicon.of_spelling("Nationales");
        assert_eq!((&*lexicon.entry(other).word, &*lexicon.entry(other).stem), ("nationales", "nationales="));
        assert_ne!(lexicon.entry(french).stem, lexicon.entry(other).stem);
    }

    #[test]
    fn ordinals_share_a_stem() {
        for spelling in ["1er", "1ère", "1re", "1ᵉʳ"] {
            check(spelling, &lower(spelling), "1e");
        }
        check("17h30", "17h30", "17h30");
    }
}
