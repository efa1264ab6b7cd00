//! The words of a collection as they are completed: the most frequent ones that begin as was typed.

use super::dictionary::{Dictionary, Reach};
use crate::error::IndexError;
use crate::french::is_link_word;

/// A word as it is shown, with the number of documents that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In small letters and without accents: what it is found by.
    pub folded: String,
    /// As published.
    pub shown: String,
    /// Documents that hold it.
    pub documents: u32,
}

/// A word that begins as was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Completed<'a> {
    /// The word as published.
    pub shown: &'a str,
    /// Documents that hold it.
    pub documents: u32,
    /// Edits between its beginning and what was typed.
    pub edits: u8,
    /// How many bytes of it, without accents, answer what was typed.
    pub length: usize,
}

/// Words, found by their beginnings.
pub(crate) struct Words {
    dictionary: Dictionary,
    documents: Vec<u32>,
    shown: String,
    /// Where each word ends in `shown`.
    ends: Vec<u32>,
}

impl Words {
    /// Finds `words`, of which no two are the same without their accents.
    pub(crate) fn new(mut words: Vec<Word>) -> Result<Self, IndexError> {
        words.sort_unstable_by(|a, b| a.folded.cmp(&b.folded));
        let mut all = Self {
            dictionary: Dictionary::new(words.iter().map(|word| word.folded.as_str()))?,
            documents: words.iter().map(|word| word.documents).collect(),
            shown: String::new(),
            ends: Vec::with_capacity(words.len()),
        };
        for word in &words {
            all.shown.push_str(&word.shown);
            all.ends.push(all.shown.len() as u32);
        }
        Ok(all)
    }

    /// How many documents hold the word that is `folded` without its accents; `None` of an unknown one.
    pub(crate) fn documents(&self, folded: &str) -> Option<u32> {
        self.documents.get(self.dictionary.number(folded)? as usize).copied()
    }

    /// The `most` most frequent words that begin with `typed`; the word that is `typed` itself comes first.
    pub(crate) fn beginning_with(&self, typed: &str, most: usize) -> Vec<Completed<'_>> {
        let same = self.dictionary.number(typed).and_then(|number| self.completed((0, number, typed.len())));
        let others = self.best(&Vec::from_iter(self.dictionary.beginning_with(typed)), most);
        let others = others.into_iter().filter(|other| same.is_none_or(|same| same.shown != other.shown));
        same.into_iter().chain(others).take(most).collect()
    }

    /// The `most` most frequent words that begin nearly so, those with fewest edits first.
    pub(crate) fn beginning_nearly_with(&self, typed: &str, edits: u8, most: usize) -> Vec<Completed<'_>> {
        self.best(&self.dictionary.beginning_nearly_with(typed, edits), most)
    }

    /// The most frequent words of `reaches`, earlier ones first where equal; words that name nothing are left out.
    fn best(&self, reaches: &[Reach], most: usize) -> Vec<Completed<'_>> {
        let mut best: Vec<(u8, u32, u32, usize)> = Vec::with_capacity(most + 1);
        for reach in reaches {
            let documents = self.documents.get(reach.from as usize..reach.to as usize).unwrap_or_default();
            for (number, &documents) in (reach.from..).zip(documents) {
                let rank = (reach.edits, u32::MAX - documents, number, reach.length);
                let is_better = best.len() < most || best.last().is_some_and(|last| rank < *last);
                if is_better && !best.iter().any(|known| known.2 == number) && self.names_something(number) {
                    best.insert(best.partition_point(|known| *known < rank), rank);
                    best.truncate(most);
                }
            }
        }
        best.into_iter().filter_map(|(edits, _, number, length)| self.completed((edits, number, length))).collect()
    }

    fn names_something(&self, number: u32) -> bool {
        self.shown(number).is_some_and(|shown| !is_link_word(shown))
    }

    fn shown(&self, number: u32) -> Option<&str> {
        let from = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before as usize).copied())?;
        self.shown.get(from as usize..*self.ends.get(number as usize)? as usize)
    }

    fn completed(&self, (edits, number, length): (u8, u32, usize)) -> Option<Completed<'_>> {
        let (shown, documents) = (self.shown(number)?, *self.documents.get(number as usize)?);
        Some(Completed { shown, documents, edits, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let word = |(shown, documents): (&str, u32)| Word {
            folded: crate::french::fold(shown),
            shown: shown.to_owned(),
            documents,
        };
        let all = [("données", 9), ("donne", 2), ("donner", 4), ("dont", 20), ("pédonculé", 1), ("dons", 1)];
        Words::new(all.into_iter().map(word).collect()).unwrap()
    }

    #[test]
    fn frequent_words_come_first_but_for_what_was_typed() {
        let words = words();
        let check = |typed: &str, most: usize, expected: &[&str]| {
            let found: Vec<&str> = words.beginning_with(typed, most).iter().map(|word| word.shown).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("don", 10, &["données", "donner", "donne", "dons"]);
        check("dont", 10, &["dont"]);
        check("donne", 10, &["donne", "données", "donner"]);
        check("don", 2, &["données", "donner"]);
        check("x", 10, &[]);
    }

    #[test]
    fn words_with_fewer_errors_come_first() {
        let words = words();
        let found: Vec<(&str, u8)> =
            words.beginning_nearly_with("donnea", 2, 10).iter().map(|word| (word.shown, word.edits)).collect();
        assert_eq!(found, [("données", 1), ("donner", 1), ("donne", 1)]);
    }
}
