//! Which pairs of words find each other, by their stems alone.
//! Reading the lists from disk and printing the figures are the command's business.

use index::french::{fold, query_stems, stem};

/// A word that is asked for and one that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// The word in the query.
    pub(super) asked: String,
    /// The word in the text.
    pub(super) written: String,
    /// The stems that the query looks for, parted by slashes.
    pub(super) asked_stems: String,
    /// The stem under which the text is found.
    pub(super) written_stem: String,
    /// Whether the query finds the text.
    pub(super) matches: bool,
}

/// How many of some pairs match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    /// Of a hundred; 100 where there is no pair.
    pub(super) percent: f64,
    /// How many pairs there are.
    pub(super) pairs: usize,
}

/// All pairs within each family, both ways.
pub(super) fn families(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for family in lists(text) {
        for asked in &family {
            pairs.extend(family.iter().filter(|written| *written != asked).map(|written| pair(asked, written)));
        }
    }
    pairs
}

/// The same pairs with the word that is asked for typed without accents.
pub(super) fn without_accents(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().map(|one| pair(&fold(&one.asked), &one.written)).collect()
}

/// The pairs of the list, each once; one matches if either of its words finds the other.
pub(super) fn false_friends(text: &str) -> Vec<Pair> {
    let either = |words: Vec<String>| match words.as_slice() {
        [a, b, ..] => Some((pair(a, b), pair(b, a))),
        _ => None,
    };
    lists(text)
        .filter_map(either)
        .map(|(there, back)| if back.matches && !there.matches { back } else { there })
        .collect()
}

/// The share of `pairs` that match.
pub(super) fn share(pairs: &[Pair]) -> Share {
    let matches = pairs.iter().filter(|pair| pair.matches).count();
    let percent = if pairs.is_empty() { 100.0 } else { 100.0 * matches as f64 / pairs.len() as f64 };
    Share { percent, pairs: pairs.len() }
}

/// The lower-case words of each line; lines that begin with `#` are remarks.
fn lists(text: &str) -> impl Iterator<Item = Vec<String>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().map(str::to_lowercase).collect())
}

fn pair(asked: &str, written: &str) -> Pair {
    let (asked_stems, written_stem) = (query_stems(asked), stem(written));
    Pair {
        asked: asked.to_owned(),
        written: written.to_owned(),
        matches: asked_stems.contains(&written_stem),
        asked_stems: asked_stems.join("/"),
        written_stem,
    }
}

#[cfg(test)]
mod tests {
    use super::{false_friends, families, without_accents};

    #[test]
    fn families_pair_both_ways_and_false_friends_once() {
        let pairs = families("# a remark\nÉtat états\nsanté\n\na b c\n");
        assert_eq!(pairs.len(), 2 + 6);
        assert_eq!(pairs.first().map(|pair| pair.asked.as_str()), Some("état"));
        let plain = without_accents(&pairs);
        assert_eq!(plain.first().map(|pair| pair.asked.as_str()), Some("etat"));
        assert_eq!(false_friends("élu élues\nseul\n").len(), 1);
    }
}
