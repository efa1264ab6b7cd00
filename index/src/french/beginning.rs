//! The first letters of words: two are enough to pass over nine in ten words of a text, a third spares looking up most others.
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
    third: Letter,
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
pub struct Beginnings([Following; PLAIN]);

/// The letters that follow a first one, a bit for the number of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Following {
    seconds: u64,
    thirds: u64,
}

impl Following {
    const NONE: Self = Self { seconds: 0, thirds: 0 };
    const ALL: Self = Self { seconds: ANY, thirds: ANY };
}

impl Beginning {
    /// That of `word`, in any case, its accents aside.
    pub fn of(word: &str) -> Self {
        Self::as_written(&fold(word))
    }

    #[inline]
    fn as_written(spelling: &str) -> Self {
        let bytes = spelling.as_bytes();
        let (first, second) = (Letter::of(bytes.first()), Letter::of(bytes.get(1)));
        // After what may be written with more or fewer letters, the third byte is not the third letter.
        let is_third = first.is_plain() && second.is_plain();
        Self { first, second, third: if is_third { Letter::of(bytes.get(2)) } else { Letter::Any } }
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

    fn is_plain(self) -> bool {
        self != Self::Any
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
        Self([Following::ALL; PLAIN])
    }
}

impl Beginnings {
    /// None at all.
    pub const NONE: Self = Self([Following::NONE; PLAIN]);

    /// Takes in one.
    pub fn add(&mut self, beginning: Beginning) {
        let Beginning { first, second, third } = beginning;
        match first {
            Letter::Plain(number) => self.0.iter_mut().skip(number.into()).take(1).for_each(|following| {
                following.seconds |= second.bits();
                following.thirds |= third.bits();
            }),
            Letter::Any => self.0 = [Following::ALL; PLAIN],
        }
    }

    /// Takes in all of `others`.
    pub fn join(&mut self, others: Self) {
        for (following, others) in self.0.iter_mut().zip(others.0) {
            following.seconds |= others.seconds;
            following.thirds |= others.thirds;
        }
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
        Self::number(first).and_then(|number| self.0.get(number as usize)).map_or(0, |following| following.seconds)
    }

    /// Whether a word written so may be one that is asked for.
    #[inline]
    pub(super) fn may_begin(&self, spelling: &str) -> bool {
        let Beginning { first, second, third } = Beginning::as_written(spelling);
        match first {
            Letter::Plain(number) => self.0.get(usize::from(number)).is_some_and(|following| {
                following.seconds & second.bits() != 0 && following.thirds & third.bits() != 0
            }),
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
        check(&["données"], &["Données", "DONS", "dö", "Été"], &["de", "plan", "d", "dose"]);
        check(&["décret"], &["decret", "d'", "D\u{e9}CRET", "de\u{301}cret"], &["plan", "da", "dette", "dex\u{301}"]);
        check(&["état"], &["etat", "Étude", "e\u{301}tat", "éa"], &["plan", "ecole", "ete", "et"]);
        check(&["œuvre"], &["oeuvre", "ŒUVRE"], &["ouvre", "oeil"]);
        check(&["ça"], &["ca", "Ça"], &["cas"]);
    }

    #[test]
    fn words_of_one_letter_are_themselves() {
        check(&["y"], &["Y"], &["ya", "a"]);
    }
}
