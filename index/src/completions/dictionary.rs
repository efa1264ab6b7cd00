//! A sorted list of words without accents that is walked letter by letter: all words that begin so, or nearly so, are one
//! range of numbers for each beginning.

use std::cmp::Reverse;

use fst::raw::{Fst, Node, Output};
use fst::{Map, MapBuilder};
use levenshtein_automata::{DFA, Distance, SINK_STATE};

use crate::error::IndexError;
use crate::nearly::nearly;

/// Words, numbered in their order.
pub(crate) struct Dictionary {
    numbers: Map<Vec<u8>>,
}

/// The words of a dictionary that begin in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The number of the first one.
    pub from: u32,
    /// The number after that of the last one.
    pub to: u32,
    /// Edits between how they begin and what was typed, an exchange of neighbours being one.
    pub edits: u8,
    /// How many bytes of them answer what was typed.
    pub length: usize,
}

impl Reach {
    /// Whether the word of this number is one of them.
    pub(crate) fn holds(&self, number: u32) -> bool {
        (self.from..self.to).contains(&number)
    }
}

impl Dictionary {
    /// The dictionary of `words`, which ascend and are all different.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Result<Self, IndexError> {
        let mut builder = MapBuilder::memory();
        builder.extend_iter(words.zip(0..)).map_err(std::io::Error::other)?;
        let bytes = builder.into_inner().map_err(std::io::Error::other)?;
        Ok(Self { numbers: Map::new(bytes).map_err(std::io::Error::other)? })
    }

    /// The number of `word`.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).map(|number| number as u32)
    }

    /// The words that begin with `typed`, if any do.
    pub(crate) fn beginning_with(&self, typed: &str) -> Option<Reach> {
        let fst = self.numbers.as_fst();
        let mut node = fst.root();
        let mut number = Output::zero();
        for byte in typed.bytes() {
            let transition = node.transition(node.find_input(byte)?);
            number = number.cat(transition.out);
            node = fst.node(transition.addr);
        }
        (!fst.is_empty()).then(|| reach(fst, node, number, (0, typed.len())))
    }

    /// The words that begin with something at most `edits` (1 or 2) edits away from `typed`; nearest first, longest first where equal. Beginnings that
    /// others begin with are among them, so that a word may be in several.
    pub(crate) fn beginning_nearly_with(&self, typed: &str, edits: u8) -> Vec<Reach> {
        let mut found = self.walk(&nearly(typed, edits));
        found.sort_by_key(|reach| (reach.edits, Reverse(reach.length), reach.from));
        found
    }

    fn walk(&self, dfa: &DFA) -> Vec<Reach> {
        let fst = self.numbers.as_fst();
        let mut found = Vec::new();
        let mut open = vec![(fst.root().addr(), Output::zero(), dfa.initial_state(), 0)];
        while let Some((address, number, state, depth)) = open.pop() {
            let node = fst.node(address);
            for transition in node.transitions() {
                let next = dfa.transition(state, transition.inp);
                if next != SINK_STATE {
                    open.push((transition.addr, number.cat(transition.out), next, depth + 1));
                }
            }
            if let Distance::Exact(edits) = dfa.distance(state) {
                found.push(reach(fst, node, number, (edits, depth)));
            }
        }
        found
    }
}

/// The words below `node`, the first of which has the number gathered on the way, since numbers ascend with words.
fn reach<'f>(fst: &'f Fst<Vec<u8>>, mut node: Node<'f>, first: Output, (edits, length): (u8, usize)) -> Reach {
    let mut last = first;
    while let Some(at) = node.len().checked_sub(1) {
        let transition = node.transition(at);
        last = last.cat(transition.out);
        node = fst.node(transition.addr);
    }
    let last = last.cat(node.final_output()).value() as u32;
    Reach { from: first.value() as u32, to: last + 1, edits, length }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 9] =
        ["don", "donner", "données", "donnees", "dont", "minis", "ministere", "ministre", "ouvert"];

    fn dictionary() -> (Vec<&'static str>, Dictionary) {
        let mut words = WORDS.to_vec();
        words.sort_unstable();
        let dictionary = Dictionary::new(words.iter().copied()).unwrap();
        (words, dictionary)
    }

    #[test]
    fn words_that_begin_alike_are_a_range() {
        let (words, dictionary) = dictionary();
        for typed in ["", "d", "don", "donn", "donnees", "minist", "o", "x", "dontx"] {
            let expected: Vec<&str> = words.iter().copied().filter(|word| word.starts_with(typed)).collect();
            let reach = dictionary.beginning_with(typed);
            let found = reach.map(|reach| words[reach.from as usize..reach.to as usize].to_vec());
            assert_eq!(found.unwrap_or_default(), expected, "{typed}");
        }
    }

    #[test]
    fn words_that_begin_nearly_so_are_found_with_their_edits() {
        let (words, dictionary) = dictionary();
        let check = |typed: &str, edits: u8, expected: &[(&str, u8)]| {
            let mut found: Vec<(&str, u8)> = Vec::new();
            for reach in dictionary.beginning_nearly_with(typed, edits) {
                for &word in &words[reach.from as usize..reach.to as usize] {
                    if found.iter().all(|(known, _)| *known != word) {
                        found.push((word, reach.edits));
                    }
                }
            }
            found.sort_unstable();
            assert_eq!(found, expected, "{typed}");
        };
        check("donee", 1, &[("donnees", 1), ("donner", 1)]);
        check("mniist", 1, &[("ministere", 1), ("ministre", 1)]);
        check("ministre", 1, &[("ministere", 1), ("ministre", 0)]);
        check("xouert", 2, &[("ouvert", 2)]);
    }
}
