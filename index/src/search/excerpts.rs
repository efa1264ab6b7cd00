//! Makes hits of scored documents: reads their best passages, marks what was found, cuts them for display.
//! Reads no more stored text than is shown.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::places;
use super::plan::{Leaf, Wanted, Way, What};
use super::rank::Scored;
use super::slot::Likeness;
use super::spanned::{Cut, spanned};
use super::weights;
use crate::answer::{Excerpt, Explain, Hit, Request};
use crate::collection::Collection;
use crate::document::About;
use crate::error::IndexError;
use crate::french::{Beginnings, EntryId, Lexicon, Seeker, Tongue, cut_into, with_lexicon};
use crate::passage::line_at;
use crate::row::Row;
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
    with_maker(collection, leaves, rarities, |maker| page.iter().map(|scored| maker.hit(scored, request)).collect())
}

/// Does some `work` with what marks the words of `leaves`.
pub(super) fn with_maker<T>(
    collection: &Collection,
    leaves: &[Leaf],
    rarities: &[f32],
    work: impl FnOnce(&mut Maker<'_>) -> T,
) -> T {
    let beginnings = beginnings(leaves);
    with_lexicon(|lexicon| {
        let (seeker, words, fits) = (Seeker::of(beginnings), Words::default(), FxHashMap::default());
        work(&mut Maker { collection, leaves, rarities, lexicon, seeker, beginnings, words, fits })
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

/// Makes hits, and marks what was found.
pub(super) struct Maker<'a> {
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
        let first_row = self.collection.shown(scored.segment, first)?;
        let head = Head::read(&first_row, &self.collection.fields);
        let passages_found = self.found(scored, segment);
        let mut passages = Vec::new();
        for passage in self.chosen(scored, segment, first, request.passages) {
            let row = self.collection.shown(scored.segment, passage)?;
            let text = stored::text(&row, &self.collection.fields);
            let marks = self.marks_of(&text, &self.spanning(scored.segment, passage));
            let language = language(text.tongue, &head.about);
            passages.push(Excerpt { language, ..excerpt(&text, passage - first, &marks) });
        }
        // What was found by a tag alone shows nothing of the query.
        passages.sort_by_key(|passage| passage.highlights.is_empty());
        let explanation = if request.explain == Explain::Yes { self.explain(scored) } else { Vec::new() };
        let title_highlights = self.title_marks(&first_row, (scored.segment, first), &head.title);
        let title = if head.title.is_empty() { head.id.clone() } else { head.title };
        Ok(Hit {
            id: head.id,
            title,
            title_highlights,
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

    /// What of a document's title is marked; its first passage begins with it.
    fn title_marks(&mut self, row: &Row, (segment, first): (usize, u32), title: &str) -> Vec<(usize, usize)> {
        let tongue = stored::tongue(row, &self.collection.fields);
        let spanning = self.spanning(segment, first);
        self.ranges_of(&Text { text: title.to_owned(), tongue, ..Text::default() }, &spanning)
    }

    /// What of a text is marked, in order, without overlap.
    pub(super) fn ranges_of(&mut self, text: &Text, spanning: &[(usize, &Way)]) -> Vec<(usize, usize)> {
        let marks = self.marks_of(text, spanning);
        let mut ranges: Vec<(usize, usize)> = marks.iter().map(|mark| (mark.from, mark.to)).collect();
        ranges.sort_unstable();
        snippet::merged(ranges.into_iter())
    }

    /// What of the query stands where in `text`, which holds the phrases and proximities `spanning`.
    fn marks_of(&mut self, text: &Text, spanning: &[(usize, &Way)]) -> Vec<Mark> {
        self.lexicon.read_as(text.tongue);
        self.marks(&text.text, spanning)
    }

    /// The phrases and proximities that stand in a passage, by the numbers of their leaves.
    pub(super) fn spanning(&self, segment: usize, passage: u32) -> Vec<(usize, &'a Way)> {
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

/// The code of the language of a text that is cut so, where it is known and not the main one of its document.
pub(super) fn language(tongue: Tongue, about: &About) -> Option<String> {
    let is_french = |code: &&String| matches!(code.as_str(), "" | "fr");
    let main_is_french = is_french(&&about.language);
    match tongue {
        Tongue::French => (!main_is_french).then(|| "fr".to_owned()),
        Tongue::Other if main_is_french => {
            let mut others = about.other_languages.iter().filter(|code| !is_french(code));
            others.next().filter(|_| others.next().is_none()).cloned()
        }
        Tongue::Other => None,
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
        language: None,
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
