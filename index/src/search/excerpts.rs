//! Makes hits of scored documents: reads their best passages, marks what was found, cuts them for display.
//! Reads no more stored text than is shown.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::phrase;
use super::places;
use super::plan::{Leaf, Wanted, Way, What};
use super::rank::Scored;
use super::slot::{Likeness, Slot};
use super::weights;
use crate::answer::{Excerpt, Explain, Hit, Request};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{Beginnings, EntryId, Lexicon, Seeker, Token, cut_into, with_lexicon};
use crate::passage::line_at;
use crate::segment::Segment;
use crate::snippet::{self, Mark, Words};
use crate::stored::{self, Head, Text};

/// The hits of a page.
pub(super) fn hits(
    collection: &Collection,
    leaves: &[Leaf],
    rarities: &[f32],
    mut page: Vec<Scored>,
    request: &Request,
) -> Result<Vec<Hit>, IndexError> {
    let unknown = |scored: &&mut Scored| scored.places.is_none();
    let documents: Vec<(usize, u32)> = page.iter_mut().filter(unknown).map(|s| (s.segment, s.document)).collect();
    let found = places::look_into(collection, leaves, &documents)?;
    page.iter_mut().filter(unknown).zip(found).for_each(|(scored, places)| scored.places = Some(places));
    let beginnings = beginnings(leaves);
    with_lexicon(|lexicon| {
        let (seeker, words, fits) = (Seeker::of(beginnings), Words::default(), FxHashMap::default());
        let mut maker = Maker { collection, leaves, rarities, lexicon, seeker, beginnings, words, fits };
        page.iter().map(|scored| maker.hit(scored, request)).collect()
    })
}

/// With what the words begin that are marked.
fn beginnings(leaves: &[Leaf]) -> Beginnings {
    let mut beginnings = Beginnings::NONE;
    for way in leaves.iter().filter(|leaf| leaf.wanted == Wanted::Yes).flat_map(|leaf| &leaf.ways) {
        match &way.what {
            What::Word { terms, .. } => terms.iter().flatten().for_each(|term| beginnings.add(term.beginning)),
            What::Phrase { found, .. } | What::Near { found, .. } => {
                found.iter().for_each(|spread| beginnings.join(spread.beginnings));
            }
            What::Link(_) => {}
        }
    }
    beginnings
}

struct Maker<'a> {
    collection: &'a Collection,
    leaves: &'a [Leaf],
    rarities: &'a [f32],
    lexicon: &'a mut Lexicon,
    seeker: Seeker,
    beginnings: Beginnings,
    words: Words,
    /// Which leaves' words an entry is: asked for each word of each passage, answered once.
    fits: FxHashMap<EntryId, Vec<(usize, f32)>>,
}

impl<'a> Maker<'a> {
    fn hit(&mut self, scored: &Scored, request: &Request) -> Result<Hit, IndexError> {
        let Some(segment) = self.collection.segments.get(scored.segment) else {
            return Err(IndexError::from(std::io::Error::other("a segment is missing")));
        };
        let first = segment.first.get(scored.document as usize).copied().unwrap_or(0);
        let first_row = self.collection.stored(scored.segment, first)?;
        let head = Head::read(&first_row, &self.collection.fields);
        let passages_found = self.found(scored, segment);
        let mut passages = Vec::new();
        for passage in self.chosen(scored, segment, first, request.passages) {
            let row = if passage == first { &first_row } else { &self.collection.stored(scored.segment, passage)? };
            let text = stored::text(row, &self.collection.fields);
            self.lexicon.read_as(text.tongue);
            let marks = self.marks(&text.text, &self.spanning(scored.segment, passage));
            passages.push(excerpt(&text, passage - first, &marks));
        }
        let explanation = if request.explain == Explain::Yes { self.explain(scored) } else { Vec::new() };
        let title = if head.title.is_empty() { head.id.clone() } else { head.title };
        Ok(Hit {
            id: head.id,
            title,
            about: head.about,
            score: scored.score,
            passages_found,
            passages,
            also_at: Vec::new(),
            explanation,
        })
    }

    /// How many passages of the document hold something of the query; all of them, where it asks for no words.
    fn found(&self, scored: &Scored, segment: &Segment) -> u64 {
        let found = scored.places.as_ref().map_or(0, |places| places.passages.len() as u64);
        let all = segment.count.get(scored.document as usize).copied().unwrap_or(0);
        if self.leaves.is_empty() { u64::from(all) } else { found }
    }

    /// The best passages; the first ones of the text where nothing was looked for in it.
    fn chosen(&self, scored: &Scored, segment: &Segment, first: u32, most: usize) -> Vec<u32> {
        let ranked = scored.places.as_ref().map(|places| places.ranked(self.rarities)).unwrap_or_default();
        if !ranked.is_empty() {
            return ranked.into_iter().take(most).map(|(passage, _)| passage).collect();
        }
        let count = segment.count.get(scored.document as usize).copied().unwrap_or(1);
        (first..first + count).take(most).collect()
    }

    /// The phrases and proximities that stand in a passage, by the numbers of their leaves.
    fn spanning(&self, segment: usize, passage: u32) -> Vec<(usize, &'a Way)> {
        let is_here = |way: &&Way| match &way.what {
            What::Phrase { found, .. } | What::Near { found, .. } => found
                .get(segment)
                .is_some_and(|found| found.occurrences.binary_search_by_key(&passage, |here| here.passage).is_ok()),
            What::Word { .. } | What::Link(_) => false,
        };
        let wanted = self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.wanted == Wanted::Yes);
        wanted
            .flat_map(|(number, leaf)| leaf.ways.iter().map(Arc::as_ref).filter(is_here).map(move |way| (number, way)))
            .collect()
    }

    /// What of the query stands where in `text`, which holds the phrases and proximities `spanning`.
    fn marks(&mut self, text: &str, spanning: &[(usize, &Way)]) -> Vec<Mark> {
        let tokens = &mut self.words.tokens;
        tokens.clear();
        // Places matter to what spans several words alone.
        if spanning.is_empty() {
            self.seeker.seek_into(text, self.lexicon, tokens);
        } else {
            self.lexicon.ask_for(self.beginnings);
            cut_into(text, self.lexicon, tokens);
        }
        let mut marks = Vec::new();
        for token in tokens.iter() {
            let lexicon = &*self.lexicon;
            let leaves = self.leaves;
            let fits = self.fits.entry(token.entry).or_insert_with(|| {
                let entry = lexicon.entry(token.entry);
                // Stop words share a stem with verbs (`ont`, `avoir`), but were never found by it.
                if entry.grammatical { Vec::new() } else { single_words(leaves, &entry.stem, &entry.word) }
            });
            marks.extend(fits.iter().map(|&(leaf, weight)| {
                let weight = weight * self.rarities.get(leaf).copied().unwrap_or(0.0);
                Mark { from: token.from as usize, to: token.to as usize, leaf, weight }
            }));
        }
        for &(leaf, way) in spanning {
            let weight = way.weight() * self.rarities.get(leaf).copied().unwrap_or(0.0);
            let ranges = spanned(&way.what, &Cut { text, words: &self.words }, self.lexicon);
            marks.extend(ranges.into_iter().map(|(from, to)| Mark { from, to, leaf, weight }));
        }
        marks
    }

    fn explain(&self, scored: &Scored) -> Vec<String> {
        let found = |leaf: usize| scored.places.as_ref().map_or(0, |places| places.count(leaf));
        let line = |(number, leaf): (usize, &Leaf)| {
            let rarity = self.rarities.get(number).copied().unwrap_or(0.0);
            format!("« {} » : {} fois, rareté {rarity:.2}", leaf.label, found(number))
        };
        let mut lines: Vec<String> =
            self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.wanted == Wanted::Yes).map(line).collect();
        lines.push(scored.explanation());
        lines
    }
}

/// A passage as it is shown.
fn excerpt(text: &Text, number: u32, marks: &[Mark]) -> Excerpt {
    let cut = snippet::cut(&text.text, marks);
    let shown = cut.from..cut.from + cut.text.len();
    let first_mark = marks.iter().map(|mark| mark.from).filter(|from| shown.contains(from)).min();
    Excerpt {
        anchor: stored::anchor(number),
        heading: text.trail.clone(),
        line: line_at(&text.lines, first_mark.unwrap_or(cut.from)),
        text: cut.text,
        highlights: cut.highlights,
    }
}

/// The leaves that a word answers by itself, with what it is worth.
fn single_words(leaves: &[Leaf], stem: &str, word: &str) -> Vec<(usize, f32)> {
    let mut fits = Vec::new();
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.wanted == Wanted::Yes) {
        for way in &leaf.ways {
            if let What::Word { slot, .. } = &way.what
                && let Some(likeness) = slot.likeness(stem, word)
            {
                let exact = if likeness == Likeness::Exact { 1.1 } else { 1.0 };
                fits.push((number, way.weight() * exact * weights::of_likeness(likeness)));
            }
        }
    }
    fits
}

/// A text with its words, as far as they are asked for.
struct Cut<'a> {
    text: &'a str,
    words: &'a Words,
}

/// Byte ranges of the phrases and proximities found; of a proximity, each of its parts.
fn spanned(what: &What, cut: &Cut<'_>, lexicon: &mut Lexicon) -> Vec<(usize, usize)> {
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
