//! How a suggestion is shown: its text as published, with what of it was typed.
//! What is suggested is settled before.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Completer, Suggestion, SuggestionKind};
use crate::collection::Collection;
use crate::completions::{Completed, FoundName, Names, Place, Reach, Words};
use crate::error::IndexError;
use crate::french::{Entry, Lexicon, Token, cut_into, fold, with_lexicon};
use crate::memory::Remembered;
use crate::search::first_passage;
use crate::stored;

/// The shortest part of a compound.
const SHORTEST_PART: usize = 2;

/// A suggestion as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// What is shown.
    pub suggestion: Suggestion,
    begins_later: bool,
}

/// Words of which one form was seen.
#[derive(Default)]
pub(super) struct Forms(FxHashSet<Box<str>>);

impl Forms {
    /// Whether no form of `word` was seen yet.
    pub(super) fn is_new(&mut self, word: &str) -> bool {
        self.0.insert(Entry::new(&word.to_lowercase()).stem)
    }
}

/// How a word that is known without its hyphens is written.
struct Written(String);

impl Remembered for Written {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl Shown {
    /// What was typed with its last word completed.
    pub(super) fn word(of: &Completer<'_>, word: &Completed<'_>, count: u64) -> Result<Self, IndexError> {
        let typed = of.typed;
        let from = typed.last.as_ref().map_or(typed.text.len(), |last| last.from);
        let before = typed.text.get(..from).unwrap_or_default();
        let written = written(of.collection, &of.completions.words, word)?;
        let completed = (from, from + answering(&written, word.length));
        let suggestion = Suggestion {
            text: format!("{before}{written}"),
            kind: SuggestionKind::Word,
            count,
            highlights: typed.ranges.iter().copied().chain([completed]).collect(),
            document: None,
            detail: None,
        };
        Ok(Self { suggestion, begins_later: false })
    }

    /// A name found by what was typed, of which each word reaches some words of `names`.
    pub(super) fn name(
        of: &Completer<'_>,
        (name, places): FoundName<'_>,
        (names, typed): (&Names, &[Vec<Reach>]),
    ) -> Result<Self, IndexError> {
        let (highlights, begins_later) = with_lexicon(|lexicon| highlights(&name.text, (names, typed), lexicon));
        let passes = |place: &&Place| of.passing.is_none_or(|passing| passing.holds(**place));
        let newest = places.iter().find(passes).filter(|_| name.kind == SuggestionKind::Title);
        let document = newest.and_then(|&(n, document)| Some((of.collection.segments.get(n as usize)?, document)));
        let suggestion = Suggestion {
            text: name.text.to_string(),
            kind: name.kind,
            count: places.iter().filter(passes).count() as u64,
            highlights,
            document: document.map(|(segment, document)| segment.id(document)).transpose()?,
            detail: name.other.as_deref().map(str::to_owned),
        };
        Ok(Self { suggestion, begins_later })
    }

    /// Whether the name begins with other words than those that were typed.
    pub(super) fn begins_later(&self) -> bool {
        self.begins_later
    }
}

/// Keeps the first of suggestions that read the same; a name stands for the word that it is, since it is written as published.
pub(super) fn once(shown: &mut Vec<Shown>) {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut kept: Vec<Shown> = Vec::with_capacity(shown.len());
    for shown in shown.drain(..) {
        let next = kept.len();
        let place = *places.entry(fold(&shown.suggestion.text.to_lowercase())).or_insert(next);
        match kept.get_mut(place) {
            None => kept.push(shown),
            Some(known) if known.suggestion.kind == SuggestionKind::Word => *known = shown,
            Some(_) => {}
        }
    }
    *shown = kept;
}

/// How many bytes of `written` answer the first `folded` bytes of it without accents.
fn answering(written: &str, folded: usize) -> usize {
    let mut answered = 0;
    for (at, letter) in written.char_indices() {
        if answered >= folded {
            return at;
        }
        let letter: String = letter.to_lowercase().collect();
        answered += if letter.contains(char::is_alphanumeric) { fold(&letter).len() } else { 0 };
    }
    written.len()
}

fn tokens(text: &str, lexicon: &mut Lexicon) -> Vec<Token> {
    let mut tokens = Vec::new();
    cut_into(text, lexicon, &mut tokens);
    tokens
}

/// Where `text` answers what was typed, and whether another word comes first.
fn highlights(
    text: &str,
    (names, typed): (&Names, &[Vec<Reach>]),
    lexicon: &mut Lexicon,
) -> (Vec<(usize, usize)>, bool) {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let tokens = tokens(text, lexicon);
    let first = tokens.iter().find(|token| !lexicon.entry(token.entry).grammatical).map(|token| token.from as usize);
    for reaches in typed {
        let answer = |token: &Token| {
            let number = names.number(&fold(&lexicon.entry(token.entry).word))?;
            let reach = reaches.iter().find(|reach| reach.holds(number))?;
            let (from, to) = (token.from as usize, token.to as usize);
            Some((reach.edits, from, from + answering(text.get(from..to)?, reach.length)))
        };
        let is_free = |&(_, from, _): &(u8, usize, usize)| ranges.iter().all(|range| range.0 != from);
        // Words come in the order in which they were typed, if they can.
        let done = ranges.last().map_or(0, |range| range.1);
        let answers = tokens.iter().filter_map(answer).filter(is_free);
        let best = answers.min_by_key(|&(edits, from, _)| (edits, from < done, from));
        ranges.extend(best.map(|(_, from, to)| (from, to)));
    }
    ranges.sort_unstable();
    let begins_later = ranges.first().map(|range| range.0) > first;
    let mut end = 0;
    ranges.retain(|&(from, to)| {
        let is_apart = from >= end;
        end = end.max(to);
        is_apart
    });
    (ranges, begins_later)
}

/// A word as it is written: the words of the collection are known without the hyphens of compounds.
fn written(collection: &Collection, words: &Words, word: &Completed<'_>) -> Result<String, IndexError> {
    let folded = fold(&word.shown.to_lowercase());
    if word.shown.contains('-') || !may_be_compound(words, &folded, word.documents) {
        return Ok(word.shown.to_owned());
    }
    let written = collection.memory.recall(&format!("written {}", word.shown), || {
        let Some((segment, passage)) = first_passage(collection, word.shown)? else {
            return Ok(Written(word.shown.to_owned()));
        };
        let text = stored::text(&collection.stored(segment, passage)?, &collection.fields);
        let found = with_lexicon(|lexicon| {
            lexicon.read_as(text.tongue);
            let found = tokens(&text.text, lexicon);
            found.into_iter().find(|token| fold(&lexicon.entry(token.entry).word) == folded)
        });
        let written = found.and_then(|token| text.text.get(token.from as usize..token.to as usize));
        let written = written.filter(|written| written.contains('-')).map(str::to_lowercase);
        Ok(Written(written.unwrap_or_else(|| word.shown.to_owned())))
    })?;
    Ok(written.0.clone())
}

/// Whether it may be written with a hyphen: then each document that has it has both its parts, or grammar in their place.
fn may_be_compound(words: &Words, folded: &str, documents: u32) -> bool {
    let is_part = |part: &str| {
        let known = part.len() >= SHORTEST_PART && words.documents(part).is_some_and(|of_part| of_part >= documents);
        known || Entry::new(part).grammatical
    };
    let splits = folded.char_indices().skip(SHORTEST_PART).map(|(at, _)| folded.split_at(at));
    splits.into_iter().any(|(first, second)| second.len() >= SHORTEST_PART && is_part(first) && is_part(second))
}
