//! Runs of three letters in the words of the collection: what is written as no word is has been typed wrongly.
//! Which word was meant is the business of `search`.

use fst::Streamer;
use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::counts::SEPARATOR;

/// A run that so many words have at most is unusual.
const UNUSUAL: u32 = 2;

/// Three letters one after the other, packed; a word begins and ends with a space.
type Run = u64;

/// Bits that any letter has room in.
const LETTER_BITS: u32 = 21;

/// How many words have each run of letters.
pub(crate) struct Runs(FxHashMap<Run, u32>);

impl Vocabulary {
    /// The runs of letters of all words, their accents aside; those of the last changes are too few to matter. Goes through
    /// all of them.
    pub(crate) fn runs(&self) -> Runs {
        let mut runs = FxHashMap::default();
        let mut last: Vec<u8> = Vec::new();
        let mut words = self.words.stream();
        while let Some((key, _)) = words.next() {
            let folded = key.split(|&byte| byte == SEPARATOR).next().unwrap_or_default();
            // Forms of the same letters follow each other.
            if folded != last {
                folded.clone_into(&mut last);
                let folded = std::str::from_utf8(folded).unwrap_or_default();
                runs_of(folded).for_each(|run| *runs.entry(run).or_default() += 1);
            }
        }
        Runs(runs)
    }
}

impl Runs {
    /// Whether some run of letters of `folded` is in nearly no word.
    pub(crate) fn is_unusual(&self, folded: &str) -> bool {
        runs_of(folded).any(|run| self.0.get(&run).copied().unwrap_or(0) <= UNUSUAL)
    }

    /// About how many bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<(Run, u32)>() * self.0.capacity()
    }
}

fn runs_of(word: &str) -> impl Iterator<Item = Run> + '_ {
    let mut run = u64::from(b' ');
    let mut letters = word.chars().chain([' ']).map(move |letter| {
        run = (run << LETTER_BITS | u64::from(letter)) & (u64::MAX >> 1);
        run
    });
    // The first letter makes no three yet.
    let _two = letters.next();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_words_have_is_unusual() {
        let mut runs = FxHashMap::default();
        for word in ["budget", "budgets", "budgétaire", "objet", "rejet", "sujet"] {
            runs_of(word).for_each(|run| *runs.entry(run).or_default() += 1);
        }
        let runs = Runs(runs);
        let check = |word: &str, expected: bool| assert_eq!(runs.is_unusual(word), expected, "{word}");
        check("budjet", true);
        check("bu", true);
        assert_eq!(["", "a", "ab"].map(|word| runs_of(word).count()), [0, 1, 2]);
        assert!(!Runs(runs.0.into_iter().map(|(run, words)| (run, words + UNUSUAL)).collect()).is_unusual("budget"));
    }
}
