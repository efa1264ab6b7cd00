//! Short spellings met a moment ago, with the numbers of their entries: most words of a text are among them.
//! It forgets whenever two want one place; who asks it has a whole memory beside it.

use std::hash::{Hash, Hasher};

/// Places: what fits the nearer caches of a processor, and holds the words that make most of a text.
const PLACES: usize = 1 << 14;

/// Spreads spellings over the places (the golden ratio, as Knuth's multiplicative hashing takes it).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Remembers spellings by all of their bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent {
    /// Made when the first spelling is put there.
    places: Vec<(Packed, u32)>,
}

/// A spelling of at most 15 bytes in a language, as numbers that no other one has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Packed {
    first: u64,
    last: u64,
    /// The number of bytes, and the language beside it; 0 is no spelling's.
    shape: u16,
}

impl Packed {
    /// A spelling in the language of this number; `None` where it is too long.
    #[inline]
    pub(super) fn of(spelling: &str, language: u8) -> Option<Self> {
        let bytes = spelling.as_bytes();
        let small = |chunk: Option<&[u8; 4]>| chunk.map(|chunk| u64::from(u32::from_le_bytes(*chunk)));
        let (first, last) = match bytes {
            [] => return None,
            [a] => (u64::from(*a), 0),
            [a, b] => (u64::from(*a), u64::from(*b)),
            [a, b, c] => (u64::from(*a), u64::from(*b) << 8 | u64::from(*c)),
            _ if bytes.len() < 8 => (small(bytes.first_chunk())?, small(bytes.last_chunk())?),
            _ if bytes.len() < 16 => {
                (u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?))
            }
            _ => return None,
        };
        Some(Self { first, last, shape: u16::from(language) << 8 | bytes.len() as u16 })
    }

    #[inline]
    fn mixed(self) -> u64 {
        (self.first ^ self.last.rotate_left(29) ^ u64::from(self.shape)).wrapping_mul(SPREAD)
    }

    fn place(self) -> usize {
        (self.mixed() >> (u64::BITS - PLACES.trailing_zeros())) as usize
    }
}

impl Hash for Packed {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.mixed());
    }
}

impl Recent {
    /// The number that was put last under this spelling, unless it is forgotten.
    #[inline]
    pub(super) fn get(&self, spelling: Packed) -> Option<u32> {
        let (known, number) = self.places.get(spelling.place())?;
        (*known == spelling).then_some(*number)
    }

    /// Remembers the number of a spelling.
    pub(super) fn put(&mut self, spelling: Packed, number: u32) {
        if self.places.is_empty() {
            self.places = vec![(Packed::default(), 0); PLACES];
        }
        if let Some(place) = self.places.get_mut(spelling.place()) {
            *place = (spelling, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_spellings_are_packed_alike() {
        let letters = ["a", "b", "é"];
        let mut spellings = vec![String::new()];
        for _ in 0..7 {
            let longer: Vec<String> =
                spellings.iter().flat_map(|word| letters.map(|letter| format!("{word}{letter}"))).collect();
            spellings.extend(longer);
        }
        spellings.extend((1..40).map(|length| "a".repeat(length)));
        let spellings: HashSet<String> = spellings.into_iter().collect();
        let packed = |language: u8| spellings.iter().filter_map(move |word| Packed::of(word, language));
        let all: Vec<Packed> = packed(0).chain(packed(1)).collect();
        let different: HashSet<(u64, u64, u16)> = all.iter().map(|p| (p.first, p.last, p.shape)).collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(Packed::of("anticonstitution", 0), None);
    }

    #[test]
    fn what_is_remembered_is_what_was_put() {
        let mut recent = Recent::default();
        let words: Vec<String> = (0..20_000).map(|number: u32| format!("mot{number}")).collect();
        let packed = |word: &str| Packed::of(word, 0).unwrap();
        for (number, word) in (0..).zip(&words) {
            assert_eq!(recent.get(packed(word)), None);
            recent.put(packed(word), number);
            assert_eq!(recent.get(packed(word)), Some(number));
        }
        let right = |(number, word): (u32, &String)| recent.get(packed(word)).is_none_or(|known| known == number);
        assert!((0..).zip(&words).all(right));
        assert_eq!(recent.get(Packed::of("mot19999", 1).unwrap()), None);
    }
}
