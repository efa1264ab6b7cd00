//! The word of the collection that one which it does not know was meant to be, where that is clear.
//! Other spellings of words that it does know are the business of `likelier`.

use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::fold;
use crate::vocabulary::{Known, Vocabulary};

/// From so many letters on, two typing errors are thought of; in shorter words they make another word.
const LONG: usize = 8;

/// So many letters are an ending: an error before it leaves the word what it is.
const LEAST_ENDING: usize = 3;

/// What was meant is so many times as frequent as any other word that is as near; else it is not clear.
const CLEARLY: u64 = 3;

/// In shorter words the first letter is right: without it there is too little left to know a word by.
const LEAST_WITHOUT_FIRST: usize = 5;

/// So many neighbours are compared at most.
const MOST_NEIGHBOURS: usize = 1_000;

/// How many typing errors are thought of in a word, its accents aside.
pub(super) fn most_edits(folded: &str) -> u8 {
    if folded.chars().count() < LONG { 1 } else { 2 }
}

/// The word that `folded`, which is in no document, was meant to be.
///
/// One error before its ending is believed of any word, and so are two letters exchanged. One in its ending or first letter
/// and two errors make many words from many others (`ministre` is no `ministère`, `austérité` no `autorité`): they are believed
/// where `folded` has letters side by side as hardly any word has, of so many words that this tells something.
pub(super) fn correction(collection: &Collection, folded: &str) -> Result<Option<Known>, IndexError> {
    let vocabulary = collection.vocabulary()?;
    let near = vocabulary.similar(folded, 1, MOST_NEIGHBOURS);
    let is_believed = |known: &Known| {
        let letters = fold(&known.word);
        ends_alike(folded, &letters) || is_exchanged(folded, &letters)
    };
    let (mut believed, mut others): (Vec<Known>, Vec<Known>) = near.into_iter().partition(is_believed);
    let is_far = believed.is_empty() && others.is_empty();
    let is_long = folded.chars().count() >= LEAST_WITHOUT_FIRST;
    if is_far && is_long {
        believed = first_exchanged(vocabulary, folded);
    }
    if !believed.is_empty() {
        return Ok(clearest(believed));
    }
    // What nobody will believe is not looked for.
    if vocabulary.is_known_as_usual(folded) {
        return Ok(None);
    }
    if is_far && is_long {
        others = vocabulary.one_edit_away(folded, MOST_NEIGHBOURS);
    }
    if others.is_empty() {
        others = vocabulary.similar(folded, most_edits(folded), MOST_NEIGHBOURS);
    }
    let Some(meant) = clearest(others) else { return Ok(None) };
    // Going through all words comes last: few queries need it.
    Ok(vocabulary.runs().is_unusual(folded).then_some(meant))
}

/// The words that are `typed` but for its first two letters, which are exchanged; the most frequent first.
fn first_exchanged(vocabulary: &Vocabulary, typed: &str) -> Vec<Known> {
    let mut letters: Vec<char> = typed.chars().collect();
    let Some([first, second]) = letters.first_chunk_mut() else { return Vec::new() };
    std::mem::swap(first, second);
    let mut known = vocabulary.same_letters(&letters.iter().collect::<String>());
    known.sort_by(|a, b| b.passages.cmp(&a.passages).then(a.word.cmp(&b.word)));
    known
}

/// Whether the ending of `typed`, which makes it another word, is that of `known`.
fn ends_alike(typed: &str, known: &str) -> bool {
    typed.chars().rev().zip(known.chars().rev()).take_while(|(a, b)| a == b).count() >= LEAST_ENDING
}

/// Whether `typed` is made of the letters of `known`.
fn is_exchanged(typed: &str, known: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(typed) == sorted(known)
}

/// The most frequent word of that stem which is clearly the most frequent one.
fn clearest(neighbours: Vec<Known>) -> Option<Known> {
    let mut stems: Vec<(&str, u64)> = Vec::new();
    for known in &neighbours {
        match stems.iter_mut().find(|(stem, _)| *stem == known.stem) {
            Some((_, passages)) => *passages += known.passages,
            None => stems.push((&known.stem, known.passages)),
        }
    }
    stems.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let (best, passages) = stems.first()?;
    // Neighbours come with the most frequent one first.
    let meant = neighbours.iter().find(|known| known.stem == *best)?;
    let letters = fold(&meant.word);
    let is_spelled_alike =
        |stem: &str| neighbours.iter().any(|known| known.stem == stem && fold(&known.word) == letters);
    let mut others = stems.iter().skip(1).filter(|(stem, _)| !is_spelled_alike(stem));
    others.next().is_none_or(|(_, other)| other * CLEARLY <= *passages).then(|| meant.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_from_another_word() {
        let check = |typed: &str, known: &str, expected: bool| {
            assert_eq!(ends_alike(typed, known) || is_exchanged(typed, known), expected, "{typed}");
        };
        check("minstere", "ministere", true);
        check("licenciment", "licenciement", true);
        check("formatoin", "formation", true);
        check("ministre", "ministere", false);
        check("identique", "identite", false);
    }

    #[test]
    fn a_correction_is_clear_or_there_is_none() {
        let check = |neighbours: &[(&str, &str, u64)], expected: Option<&str>| {
            let known = |&(word, stem, passages): &(&str, &str, u64)| Known {
                word: word.to_owned(),
                stem: stem.to_owned(),
                passages,
                edits: 1,
            };
            let found = clearest(neighbours.iter().map(known).collect()).map(|known| known.word);
            assert_eq!(found.as_deref(), expected, "{neighbours:?}");
        };
        check(&[], None);
        check(&[("budget", "budget", 1)], Some("budget"));
        check(&[("projet", "projet", 30), ("rejet", "rejet", 10)], Some("projet"));
        check(&[("projet", "projet", 29), ("rejet", "rejet", 10)], None);
        check(&[("diplôme", "diplom", 9), ("diplômé", "diplome", 5)], Some("diplôme"));
        check(&[("rejet", "rejet", 8), ("projet", "projet", 20), ("projets", "projet", 10)], Some("projet"));
    }
}
