//! Names and titles, found by the beginnings of any of their words, in the order in which they were given.

use rustc_hash::FxHashMap;

use super::SuggestionKind;
use super::dictionary::{Dictionary, Reach};
use crate::error::IndexError;

/// Of names that hold one typed word, so many are looked at for the others: enough for all names of a word that tells
/// something, and quick.
const MOST_LOOKED_AT: usize = 20_000;

/// A document, by the number of its segment and its own in that.
pub(crate) type Place = (u32, u32);

/// A name as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// As published.
    pub text: Box<str>,
    /// What it names.
    pub kind: SuggestionKind,
    /// How many documents have it.
    pub documents: u32,
    /// The first document that has it as its title.
    pub place: Option<Place>,
    /// The other side of an acronym.
    pub other: Option<Box<str>>,
}

/// Names, found by their words.
pub(crate) struct Names {
    names: Vec<Name>,
    dictionary: Dictionary,
    /// Where the names of each word begin in `having`, and where the last ones end.
    starts: Vec<u32>,
    /// The names that have each word, ascending.
    having: Vec<u32>,
    /// Where the words of each name end in `words`.
    ends: Vec<u32>,
    /// The words of each name, in their order.
    words: Vec<u32>,
}

impl Names {
    /// Finds `names`, the best first, each given with its words in small letters and without accents.
    pub(crate) fn new(names: Vec<(Name, Vec<String>)>) -> Result<Self, IndexError> {
        let mut known: Vec<&str> = names.iter().flat_map(|(_, words)| words).map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        let dictionary = Dictionary::new(known.iter().copied())?;
        let numbers: FxHashMap<&str, u32> = known.iter().copied().zip(0..).collect();
        let mut by_word = vec![Vec::new(); known.len()];
        let (mut ends, mut words) = (Vec::with_capacity(names.len()), Vec::new());
        for (name, (_, of_name)) in (0..).zip(&names) {
            for number in of_name.iter().filter_map(|word| numbers.get(word.as_str()).copied()) {
                words.push(number);
                if let Some(having) = by_word.get_mut(number as usize).filter(|having| having.last() != Some(&name)) {
                    having.push(name);
                }
            }
            ends.push(words.len() as u32);
        }
        let mut starts = vec![0];
        let mut having = Vec::with_capacity(words.len());
        for names in by_word {
            having.extend(names);
            starts.push(having.len() as u32);
        }
        let names = names.into_iter().map(|(name, _)| name).collect();
        Ok(Self { names, dictionary, starts, having, ends, words })
    }

    /// Their words that begin with `typed`, or where `edits` are allowed, nearly so.
    pub(crate) fn reaches(&self, typed: &str, edits: u8) -> Vec<Reach> {
        match edits {
            0 => self.dictionary.beginning_with(typed).into_iter().collect(),
            edits => self.dictionary.beginning_nearly_with(typed, edits),
        }
    }

    /// The number of a word of theirs.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.dictionary.number(word)
    }

    /// The first `most` names that have a word of each of `typed`.
    pub(crate) fn having(&self, typed: &[Vec<Reach>], most: usize) -> Vec<&Name> {
        let Some(rarest) = typed.iter().min_by_key(|reaches| self.size(reaches)) else { return Vec::new() };
        let mut best: Vec<(u8, u32)> = Vec::with_capacity(most + 1);
        let mut looked_at = 0;
        for (edits, name) in rarest.iter().flat_map(|reach| self.of(reach).iter().map(|&name| (reach.edits, name))) {
            let rank = (edits, name);
            let is_better = best.len() < most || best.last().is_some_and(|last| rank < *last);
            if !is_better || looked_at >= MOST_LOOKED_AT || best.iter().any(|known| known.1 == name) {
                continue;
            }
            looked_at += 1;
            if typed.iter().all(|reaches| self.has(name, reaches)) {
                best.insert(best.partition_point(|known| *known < rank), rank);
                best.truncate(most);
            }
        }
        best.into_iter().filter_map(|(_, name)| self.names.get(name as usize)).collect()
    }

    fn size(&self, reaches: &[Reach]) -> usize {
        reaches.iter().map(|reach| self.of(reach).len()).sum()
    }

    /// The names that have words of `reach`; ascending for each word.
    fn of(&self, reach: &Reach) -> &[u32] {
        let start = |word: u32| self.starts.get(word as usize).map_or(0, |&at| at as usize);
        self.having.get(start(reach.from)..start(reach.to)).unwrap_or_default()
    }

    fn has(&self, name: u32, reaches: &[Reach]) -> bool {
        let end = |name: u32| self.ends.get(name as usize).map_or(0, |&at| at as usize);
        let from = name.checked_sub(1).map_or(0, end);
        let words = self.words.get(from..end(name)).unwrap_or_default();
        words.iter().any(|&word| reaches.iter().any(|reach| reach.holds(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let name = |text: &str| {
            let words = text.to_lowercase().split(' ').map(crate::french::fold).collect();
            (Name { text: text.into(), kind: SuggestionKind::Title, documents: 1, place: None, other: None }, words)
        };
        Names::new(
            ["Ministère de la Culture", "Plan d'action", "Plan culture", "Culture pour la culture"].map(name).into(),
        )
        .unwrap()
    }

    #[test]
    fn names_are_found_by_the_beginnings_of_all_that_was_typed() {
        let names = names();
        let check = |typed: &[&str], edits: u8, most: usize, expected: &[&str]| {
            let reaches: Vec<Vec<Reach>> = typed.iter().map(|word| names.reaches(word, edits)).collect();
            let found: Vec<&str> = names.having(&reaches, most).iter().map(|name| &*name.text).collect();
            assert_eq!(found, expected, "{typed:?}");
        };
        check(&["cul"], 0, 10, &["Ministère de la Culture", "Plan culture", "Culture pour la culture"]);
        check(&["plan", "cul"], 0, 10, &["Plan culture"]);
        check(&["cul"], 0, 2, &["Ministère de la Culture", "Plan culture"]);
        check(&["culutre", "plan"], 1, 10, &["Plan culture"]);
        check(&["x"], 0, 10, &[]);
        check(&[], 0, 10, &[]);
    }
}
