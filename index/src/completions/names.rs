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
    /// The other side of an acronym.
    pub other: Option<Box<str>>,
}

/// A name with how it is found and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The name itself.
    pub name: Name,
    /// Its words in small letters and without accents.
    pub words: Vec<String>,
    /// The documents that have it, each as often as it counts; of a title, the newest first.
    pub places: Vec<Place>,
}

/// A name that was found, with the documents that have it.
pub(crate) type FoundName<'a> = (&'a Name, &'a [Place]);

/// Names, found by their words.
pub(crate) struct Names {
    names: Vec<Name>,
    /// Where the documents of each name end in `places`.
    place_ends: Vec<u32>,
    places: Vec<Place>,
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
    /// Finds `named`, the best first.
    pub(crate) fn new(named: Vec<Named>) -> Result<Self, IndexError> {
        let mut known: Vec<&str> = named.iter().flat_map(|named| &named.words).map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        let dictionary = Dictionary::new(known.iter().copied())?;
        let numbers: FxHashMap<&str, u32> = known.iter().copied().zip(0..).collect();
        let mut by_word = vec![Vec::new(); known.len()];
        let (mut ends, mut words) = (Vec::with_capacity(named.len()), Vec::new());
        for (name, named) in (0..).zip(&named) {
            for number in named.words.iter().filter_map(|word| numbers.get(word.as_str()).copied()) {
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
        let (mut names, mut places) = (Vec::with_capacity(named.len()), Vec::new());
        let mut place_ends = Vec::with_capacity(named.len());
        for named in named {
            names.push(named.name);
            places.extend(named.places);
            place_ends.push(places.len() as u32);
        }
        Ok(Self { names, place_ends, places, dictionary, starts, having, ends, words })
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

    /// The first `most` names that have a word of each of `typed`. What `order` makes of their documents goes before the order in
    /// which they were given; those of which it makes nothing are left out.
    pub(crate) fn having(
        &self,
        typed: &[Vec<Reach>],
        most: usize,
        order: impl Fn(&[Place]) -> Option<u32>,
    ) -> Vec<FoundName<'_>> {
        let Some(rarest) = typed.iter().min_by_key(|reaches| self.size(reaches)) else { return Vec::new() };
        let mut best: Vec<(u8, u32, u32)> = Vec::with_capacity(most + 1);
        let mut looked_at = 0;
        for (edits, name) in rarest.iter().flat_map(|reach| self.of(reach).iter().map(|&name| (reach.edits, name))) {
            let may_be_better = best.len() < most || best.last().is_some_and(|last| (edits, 0, name) < *last);
            if !may_be_better || looked_at >= MOST_LOOKED_AT || best.iter().any(|known| known.2 == name) {
                continue;
            }
            let Some(order) = order(self.places(name)) else { continue };
            looked_at += 1;
            if typed.iter().all(|reaches| self.has(name, reaches)) {
                let rank = (edits, order, name);
                best.insert(best.partition_point(|known| *known < rank), rank);
                best.truncate(most);
            }
        }
        best.into_iter().filter_map(|(_, _, name)| Some((self.names.get(name as usize)?, self.places(name)))).collect()
    }

    /// The documents that have a name.
    fn places(&self, name: u32) -> &[Place] {
        part(&self.places, &self.place_ends, name)
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
        let words = part(&self.words, &self.ends, name);
        words.iter().any(|&word| reaches.iter().any(|reach| reach.holds(word)))
    }
}

/// Of parts that lie one after the other in `all` and end at `ends`, the one of this number.
fn part<'a, T>(all: &'a [T], ends: &[u32], number: u32) -> &'a [T] {
    let end = |number: u32| ends.get(number as usize).map_or(0, |&at| at as usize);
    all.get(number.checked_sub(1).map_or(0, end)..end(number)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let name = |(text, places): (&str, &[Place])| Named {
            name: Name { text: text.into(), kind: SuggestionKind::Title, other: None },
            words: text.to_lowercase().split(' ').map(crate::french::fold).collect(),
            places: places.to_vec(),
        };
        let all: [(&str, &[Place]); 4] = [
            ("Ministère de la Culture", &[(0, 1)]),
            ("Plan d'action", &[(0, 2)]),
            ("Plan culture", &[(0, 3), (1, 0)]),
            ("Culture pour la culture", &[(1, 1), (1, 2)]),
        ];
        Names::new(all.map(name).into()).unwrap()
    }

    fn texts(found: &[FoundName<'_>]) -> Vec<String> {
        found.iter().map(|(name, _)| name.text.to_string()).collect()
    }

    #[test]
    fn names_are_found_by_the_beginnings_of_all_that_was_typed() {
        let names = names();
        let check = |typed: &[&str], edits: u8, most: usize, expected: &[&str]| {
            let reaches: Vec<Vec<Reach>> = typed.iter().map(|word| names.reaches(word, edits)).collect();
            assert_eq!(texts(&names.having(&reaches, most, |_| Some(0))), expected, "{typed:?}");
        };
        check(&["cul"], 0, 10, &["Ministère de la Culture", "Plan culture", "Culture pour la culture"]);
        check(&["plan", "cul"], 0, 10, &["Plan culture"]);
        check(&["cul"], 0, 2, &["Ministère de la Culture", "Plan culture"]);
        check(&["culutre", "plan"], 1, 10, &["Plan culture"]);
        check(&["x"], 0, 10, &[]);
        check(&[], 0, 10, &[]);
    }

    #[test]
    fn documents_say_which_names_there_are_and_which_come_first() {
        let names = names();
        let check = |segment: u32, expected: &[&str]| {
            let most_there = |places: &[Place]| {
                let there = places.iter().filter(|place| place.0 == segment).count() as u32;
                (there > 0).then_some(u32::MAX - there)
            };
            assert_eq!(texts(&names.having(&[names.reaches("cul", 0)], 2, most_there)), expected, "{segment}");
        };
        check(0, &["Ministère de la Culture", "Plan culture"]);
        check(1, &["Culture pour la culture", "Plan culture"]);
        check(2, &[]);
    }
}
