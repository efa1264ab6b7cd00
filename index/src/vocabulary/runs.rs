//! Runs of three letters in the words of the collection: what is written as no word is has been typed wrongly.
//! Which word was meant is the business of `search`.

use fst::Streamer;

use super::Vocabulary;
use super::counts::SEPARATOR;

/// A run that so many words have at most is unusual.
const UNUSUAL: u8 = 2;

/// Of fewer words than this, what is unusual tells nothing: most runs of a language are in few of them.
const ENOUGH_WORDS: usize = 10_000;

/// Letters that are told apart: those from `a` to `z`, digits, the end of a word; all others are one.
const LETTERS: usize = 38;

/// How many words have each three letters one after the other, up to a number that is usual; a word begins and ends with
/// its end.
pub(crate) struct Runs {
    words: usize,
    having: Vec<u8>,
}

impl Vocabulary {
    /// The runs of letters of all words, their accents aside; those of the last changes are too few to matter. Goes through
    /// all of them when first asked for.
    pub(crate) fn runs(&self) -> &Runs {
        self.runs.get_or_init(|| self.count_runs())
    }

    /// Whether it is known already that no run of letters of `folded` is unusual.
    pub(crate) fn is_known_as_usual(&self, folded: &str) -> bool {
        self.runs.get().is_some_and(|runs| !runs.is_unusual(folded))
    }

    fn count_runs(&self) -> Runs {
        let mut runs = Runs::none();
        let mut last: Vec<u8> = Vec::new();
        let mut words = self.words.stream();
        while let Some((key, _)) = words.next() {
            let folded = key.split(|&byte| byte == SEPARATOR).next().unwrap_or_default();
            // Forms of the same letters follow each other.
            if folded != last {
                folded.clone_into(&mut last);
                runs.add(folded);
            }
        }
        runs
    }
}

impl Runs {
    fn none() -> Self {
        Self { words: 0, having: vec![0; LETTERS.pow(3)] }
    }

    fn add(&mut self, folded: &[u8]) {
        self.words += 1;
        for run in runs_of(folded) {
            self.having.get_mut(run).into_iter().for_each(|words| *words = words.saturating_add(1));
        }
    }

    /// Whether some run of letters of `folded` is in nearly no word, of words enough.
    pub(crate) fn is_unusual(&self, folded: &str) -> bool {
        let is_rare = |run| self.having.get(run).is_none_or(|&words| words <= UNUSUAL);
        self.words >= ENOUGH_WORDS && runs_of(folded.as_bytes()).any(is_rare)
    }
}

/// The numbers of the runs of a word, byte by byte.
fn runs_of(word: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut run = END;
    let mut runs = word.iter().map(|&byte| number(byte)).chain([END]).map(move |letter| {
        run = (run * LETTERS + letter) % LETTERS.pow(3);
        run
    });
    // The first letter makes no three yet.
    let _two = runs.next();
    runs
}

/// The number of the end of a word.
const END: usize = 0;

fn number(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a') + 1,
        b'0'..=b'9' => usize::from(byte - b'0') + 27,
        _ => LETTERS - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_words_have_is_unusual() {
        let mut runs = Runs::none();
        for word in ["budget", "budgets", "budgétaire", "objet", "rejet", "sujet"] {
            runs.add(word.as_bytes());
        }
        assert!(!runs.is_unusual("budjet"));
        runs.words = ENOUGH_WORDS;
        let check = |word: &str, expected: bool| assert_eq!(runs.is_unusual(word), expected, "{word}");
        check("budjet", true);
        check("bu", true);
        check("budget", true);
        runs.add(b"budget");
        runs.add(b"le budget");
        let check = |word: &str, expected: bool| assert_eq!(runs.is_unusual(word), expected, "{word}");
        check("budget", false);
        check("budgex", true);
        assert_eq!(["", "a", "ab"].map(|word| runs_of(word.as_bytes()).count()), [0, 1, 2]);
    }
}
