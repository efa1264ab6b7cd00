//! The words of paragraphs as numbers, the same whatever their case and accents, with what tells texts apart by them.
//! Which texts are copies is decided elsewhere.

use std::sync::LazyLock;

use crate::french::fold;

/// Paragraphs of fewer words are mastheads, dates, signatures, page headers: they part no copies.
const LEAST_PARAGRAPH: usize = 5;

/// Paragraphs of fewer words that tell a date are datelines: they part no copies either.
const LEAST_DATED: usize = 12;

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// A word's hash, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The same for words that differ in case and accents alone.
    pub(super) hash: u64,
    /// What it tells.
    pub(super) kind: Kind,
}

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing by itself.
    Plain,
    /// Someone or something with a capital.
    Name,
    /// A number that is no part of a date.
    Figure,
    /// A number or a month, part of a date.
    Date,
}

/// Adds all words of `text` to `words`.
pub(super) fn add_all(words: &mut Vec<Word>, text: &str) {
    let known = &*KNOWN;
    let before = words.len();
    let mut at = 0;
    while let Some((folded, length)) = known.letter(text, at) {
        if folded == SEPARATOR {
            at += length;
            continue;
        }
        let (word, next) = known.word(text, at);
        words.push(word);
        at = next;
    }
    // The first word has its capital from the sentence.
    words.get_mut(before).into_iter().filter(|word| word.kind == Kind::Name).for_each(|word| word.kind = Kind::Plain);
}

/// Adds the words of a paragraph to `words`, if they say more than a few words, names or a date.
pub(super) fn add_telling(words: &mut Vec<Word>, paragraph: &[Word]) {
    let names = paragraph.iter().filter(|word| word.kind == Kind::Name).count();
    let is_dateline = || paragraph.len() < LEAST_DATED && paragraph.iter().any(is_month);
    if paragraph.len() < LEAST_PARAGRAPH || names * 2 > paragraph.len() || is_dateline() {
        return;
    }
    let before = words.len();
    words.extend_from_slice(paragraph);
    mark_dates(words.get_mut(before..).unwrap_or_default());
}

/// Marks figures beside months, and these, as parts of dates.
fn mark_dates(words: &mut [Word]) {
    for at in 0..words.len() {
        if words.get(at).is_none_or(|word| word.kind != Kind::Figure) {
            continue;
        }
        for beside in [at.wrapping_sub(1), at + 1] {
            if words.get(beside).is_some_and(is_month) {
                words.get_mut(at).into_iter().for_each(|word| word.kind = Kind::Date);
                words.get_mut(beside).into_iter().for_each(|word| word.kind = Kind::Date);
            }
        }
    }
}

fn is_month(word: &Word) -> bool {
    KNOWN.months.contains(&word.hash)
}

fn kind(first: char) -> Kind {
    match first {
        _ if first.is_numeric() => Kind::Figure,
        _ if first.is_uppercase() => Kind::Name,
        _ => Kind::Plain,
    }
}

/// Stands for characters that are in no word.
const SEPARATOR: u8 = 0;

/// Stands for letters that are folded with their word, since they become several or are rare.
const ODD: u8 = 0x80;

/// What is looked up for each letter and word.
struct Known {
    /// Letters of Latin-1, folded.
    letters: [u8; 256],
    /// The hashes of months.
    months: [u64; 12],
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut letters = [SEPARATOR; 256];
    for (folded, letter) in letters.iter_mut().zip('\0'..).filter(|(_, letter)| letter.is_alphanumeric()) {
        *folded = match fold(&letter.to_lowercase().to_string()).as_bytes() {
            &[byte] if byte.is_ascii() => byte,
            _ => ODD,
        };
    }
    Known { letters, months: MONTHS.map(|month| mix(0, unmixed(month))) }
});

impl Known {
    /// The word that begins at byte `start` of a text, and where the text goes on after it.
    fn word(&self, text: &str, start: usize) -> (Word, usize) {
        let (mut hash, mut all, mut next) = (BASIS, 0, start);
        let end = loop {
            let at = next;
            let Some((folded, length)) = self.letter(text, at) else { break at };
            next += length;
            if folded == SEPARATOR {
                break at;
            }
            hash = step(hash, folded);
            all |= folded;
        };
        let kind = match text.as_bytes().get(start) {
            Some(b'0'..=b'9') => Kind::Figure,
            Some(b'A'..=b'Z') => Kind::Name,
            Some(..0x80) => Kind::Plain,
            _ => text.get(start..).and_then(|text| text.chars().next()).map_or(Kind::Plain, kind),
        };
        if all & ODD == ODD {
            hash = text.get(start..end).map_or(BASIS, |word| unmixed(&fold(&word.to_lowercase())));
        }
        (Word { hash: mix(0, hash), kind }, next)
    }

    /// The letter at byte `at` of a text, folded, and how many bytes it takes; `None` at the end.
    fn letter(&self, text: &str, at: usize) -> Option<(u8, usize)> {
        let byte = *text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some((self.folded(char::from(byte)), 1));
        }
        let letter = text.get(at..)?.chars().next()?;
        Some((self.folded(letter), letter.len_utf8()))
    }

    fn folded(&self, letter: char) -> u8 {
        match self.letters.get(letter as usize) {
            Some(folded) => *folded,
            // Apostrophes, dashes and the like are too many to be looked up.
            None if ('\u{2000}'..='\u{206f}').contains(&letter) => SEPARATOR,
            None if letter.is_alphanumeric() => ODD,
            None => SEPARATOR,
        }
    }
}

/// The hash of no letters.
const BASIS: u64 = 0xCBF2_9CE4_8422_2325;

/// FNV-1a, 64 bits: fingerprints are stored, so that this must not change without `SCHEMA`.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
}

fn unmixed(word: &str) -> u64 {
    word.bytes().fold(BASIS, step)
}

/// Both numbers in one, every bit of which depends on every bit of them (the finish of SplitMix64).
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut z = a.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
