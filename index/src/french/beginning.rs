//! The first two letters of words: enough to pass over nine in ten words of a text without looking them up.
//! Case and accents never make a difference here; whatever is in doubt may be asked for.

use super::fold;

/// Letters and digits that can be told apart: `a` to `z`, `0` to `9`.
const PLAIN: usize = 36;

/// Stands for the end of a word of one letter.
pub(super) const END: u32 = 36;

/// All second letters.
pub(super) const ANY: u64 = u64::MAX;

/// With what a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    first: Letter,
    second: Letter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    /// A letter or digit, by its number, or the end of the word.
    Plain(u8),
    /// Something that may be any of them, without its accent.
    Any,
}

/// Beginnings of words that are asked for. At first, all are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginnings([u64; PLAIN]);

impl Beginning {
    /// That of `word`, in any case, its accents aside.
    pub fn of(word: &str) -> Self {
        Self::as_written(&fold(word))
    }

    #[inline]
    fn as_written(spelling: &str) -> Self {
        let bytes = spelling.as_bytes();
        Self { first: Letter::of(bytes.first()), second: Letter::of(bytes.get(1)) }
    }
}

impl Letter {
    fn of(byte: Option<&u8>) -> Self {
        match byte.map(u8::to_ascii_lowercase) {
            None => Self::Plain(END as u8),
            Some(letter @ b'a'..=b'z') => Self::Plain(letter - b'a'),
            Some(digit @ b'0'..=b'9') => Self::Plain(26 + digit - b'0'),
            Some(_) => Self::Any,
        }
    }

    fn bits(self) -> u64 {
        match self {
            Self::Plain(number) => 1 << number,
            Self::Any => ANY,
        }
    }
}

impl Default for Beginnings {
    fn default() -> Self {
        Self([ANY; PLAIN])
    }
}

impl Beginnings {
    /// None at all.
    pub const NONE: Self = Self([0; PLAIN]);

    /// Takes in one.
    pub fn add(&mut self, beginning: Beginning) {
        let bits = beginning.second.bits();
        match beginning.first {
            Letter::Plain(number) => self.0.iter_mut().skip(number.into()).take(1).for_each(|seconds| *seconds |= bits),
            Letter::Any => self.0 = [ANY; PLAIN],
        }
    }

    /// Takes in all of `others`.
    pub fn join(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(seconds, others)| *seconds |= others);
    }

    /// The number of a letter or digit; case makes no difference.
    pub(super) fn number(byte: u8) -> Option<u32> {
        match Letter::of(Some(&byte)) {
            Letter::Plain(number) => Some(number.into()),
            Letter::Any => None,
        }
    }

    /// Which second letters are asked for after this first one, a bit for the number of each; none after other bytes.
    pub(super) fn after(&self, first: u8) -> u64 {
        Self::number(first).and_then(|number| self.0.get(number as usize)).copied().unwrap_or(0)
    }

    /// Whether a word written so may be one that is asked for.
    #[inline]
    pub(super) fn may_begin(&self, spelling: &str) -> bool {
        let Beginning { first, second } = Beginning::as_written(spelling);
        match first {
            Letter::Plain(number) => {
                self.0.get(usize::from(number)).is_some_and(|seconds| seconds & second.bits() != 0)
            }
            Letter::Any => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &[&str], may: &[&str], may_not: &[&str]) {
        let mut beginnings = Beginnings::NONE;
        asked.iter().for_each(|word| beginnings.add(Beginning::of(word)));
        may.iter().for_each(|word| assert!(beginnings.may_begin(word), "{word}"));
        may_not.iter().for_each(|word| assert!(!beginnings.may_begin(word), "{word}"));
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        check(&["données"], &["Données", "DONS", "dö", "Été"], &["de", "plan", "d"]);
        check(&["décret"], &["decret", "d'", "D\u{e9}CRET"], &["plan", "da"]);
        check(&["état"], &["etat", "Étude", "e\u{301}tat"], &["plan", "ecole"]);
        check(&["œuvre"], &["oeuvre", "ŒUVRE"], &["ouvre"]);
    }

    #[test]
    fn words_of_one_letter_are_themselves() {
        check(&["y"], &["Y"], &["ya", "a"]);
    }
}
