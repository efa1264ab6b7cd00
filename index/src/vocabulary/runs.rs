//! Runs of three letters in the words of the collection: what is written as no word is has been typed wrongly.
//! Which word was meant is the business of `search`.

use fst::Streamer;
use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::counts::SEPARATOR;

/// A run that so many words have at most is unusual.
const UNUSUAL: u32 = 2;

/// Three letters one after the other; a word begins and ends with a space.
type Run = [char; 3];

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
                for run in runs_of(&String::from_utf8_lossy(folded)) {
                    *runs.entry(run).or_default() += 1;
                }
            }
        }
        Runs(runs)
    }
}

impl Runs {
    /// Whether some run of letters of `folded` is in nearly no word.
    pub(crate) fn is_unusual(&self, folded: &str) -> bool {
        runs_of(folded).iter().any(|run| self.0.get(run).copied().unwrap_or(0) <= UNUSUAL)
    }

    /// About how many bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<(Run, u32)>() * self.0.capacity()
    }
}

fn runs_of(word: &str) -> Vec<Run> {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    letters.windows(3).filter_map(|run| run.try_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_words_have_is_unusual() {
        let mut runs = FxHashMap::default();
        for word in ["budget", "budgets", "budgétaire", "objet", "rejet", "sujet"] {
            runs_of(word).into_iter().for_each(|run| *runs.entry(run).or_default() += 1);
        }
        let runs = Runs(runs);
        let check = |word: &str, expected: bool| assert_eq!(runs.is_unusual(word), expected, "{word}");
        check("budjet", true);
        check("bu", true);
        runs_of("budget").into_iter().for_each(|run| assert!(run.len() == 3));
        assert!(!Runs(runs.0.into_iter().map(|(run, words)| (run, words + UNUSUAL)).collect()).is_unusual("budget"));
    }
}
