//! Where phrases and proximities stand in a text that is shown, as ranges of bytes.
//! In which passages they stand is known before.

use super::phrase;
use super::plan::What;
use super::slot::Slot;
use crate::french::{Beginnings, Lexicon, Token};
use crate::snippet::Words;

/// A text with its words, as far as they are asked for.
pub(super) struct Cut<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a Words,
}

/// Byte ranges of the phrases and proximities found; of a proximity, each of its parts.
pub(super) fn spanned(what: &What, cut: &Cut<'_>, lexicon: &mut Lexicon) -> Vec<(usize, usize)> {
    match what {
        What::Word { .. } | What::Link(_) => Vec::new(),
        What::Phrase { slots, .. } => {
            spans(slots, cut, lexicon).into_iter().filter_map(|span| bytes(cut.words, span)).collect()
        }
        What::Near { parts, distance, .. } => {
            let parts: Vec<_> = parts.iter().map(|slots| spans(slots, cut, lexicon)).collect();
            let around = phrase::within(&parts, *distance);
            let inside = |span: &&phrase::Span| around.iter().any(|(from, to)| span.0 >= *from && span.1 <= *to);
            parts.iter().flatten().filter(inside).filter_map(|&span| bytes(cut.words, span)).collect()
        }
    }
}

/// Where the words of a phrase stand side by side.
fn spans(slots: &[Slot], cut: &Cut<'_>, lexicon: &mut Lexicon) -> Vec<phrase::Span> {
    let mut places = Vec::with_capacity(slots.len());
    for slot in slots {
        let fits = |token: &&Token| {
            let entry = lexicon.entry(token.entry);
            slot.likeness(&entry.stem, &entry.word).is_some()
        };
        let mut found: Vec<u32> = cut.words.tokens.iter().filter(fits).map(|token| token.position).collect();
        found.dedup();
        if found.is_empty() {
            return Vec::new();
        }
        places.push(found);
    }
    let stops = if slots.len() > 1 { stops_between(&places, cut, lexicon) } else { Vec::new() };
    phrase::in_order(&places, &stops)
}

/// The places of stop words between words of a phrase: only those are looked at.
fn stops_between(places: &[Vec<u32>], cut: &Cut<'_>, lexicon: &mut Lexicon) -> Vec<u32> {
    let mut all: Vec<u32> = places.iter().flatten().copied().collect();
    all.sort_unstable();
    let mut stops = Vec::new();
    lexicon.ask_for(Beginnings::default());
    for pair in all.windows(2) {
        let &[before, after] = pair else { continue };
        if !(2..=phrase::MOST_STOP_WORDS + 1).contains(&(after - before)) {
            continue;
        }
        let ranges = bytes(cut.words, (before, before)).zip(bytes(cut.words, (after, after)));
        let between = ranges.and_then(|((_, from), (to, _))| cut.text.get(from..to)).unwrap_or_default();
        let words = Words::of(between, lexicon);
        let grammatical = words.tokens.iter().filter(|token| lexicon.entry(token.entry).grammatical);
        stops.extend(grammatical.map(|token| before + 1 + token.position));
    }
    stops
}

/// From the first byte of the first word to the last byte of the last.
fn bytes(words: &Words, (first, last): phrase::Span) -> Option<(usize, usize)> {
    let from = words.tokens.iter().filter(|token| token.position == first).map(|token| token.from).min()?;
    let to = words.tokens.iter().filter(|token| token.position == last).map(|token| token.to).max()?;
    Some((from as usize, to as usize))
}
