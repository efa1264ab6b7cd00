//! Counts a leaf in one segment: in which documents it is found, how often, and how much that weighs.
//! What the counts make of a document's score is the business of `rank`.

use tantivy::schema::{IndexRecordOption, Term as IndexTerm};
use tantivy::{DocSet, TERMINATED};

use super::bits::Bits;
use super::plan::{Leaf, Name, Wanted, Way, What};
use super::postings;
use super::slot::Likeness;
use super::weights::{self, LINK};
use crate::collection::{NO_DOCUMENT, Segment};
use crate::error::IndexError;
use crate::passage::Zone;
use crate::schema::Fields;

/// How often a leaf is found in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Count {
    /// Number of the document in its segment.
    pub document: u32,
    /// In the title, weighted by likeness.
    pub title: f32,
    /// Elsewhere, weighted by zone and likeness.
    pub text: f32,
    /// As it was typed, in any form, anywhere; without the weights.
    pub typed: f32,
    /// The exact word alone, elsewhere.
    pub exact: f32,
}

/// Counts leaves of one segment one after the typed, reusing its memory.
pub(super) struct Counter<'a> {
    segment: &'a Segment,
    number: usize,
    fields: &'a Fields,
    sums: Vec<Sums>,
    touched: Vec<u32>,
    /// Passages in which a wanted leaf was found.
    pub passages: Bits,
}

impl<'a> Counter<'a> {
    /// A counter for the segment of this number.
    pub(super) fn new(segment: &'a Segment, number: usize, fields: &'a Fields) -> Self {
        let documents = segment.documents();
        Self {
            segment,
            number,
            fields,
            sums: vec![Sums::default(); documents],
            touched: Vec::new(),
            passages: Bits::none(segment.document_of.len()),
        }
    }

    /// The documents of `leaf`, each once, in no particular order.
    pub(super) fn count(&mut self, leaf: &Leaf) -> Result<Vec<Count>, IndexError> {
        let segment = self.segment;
        for way in &leaf.ways {
            match &way.what {
                What::Word { terms, .. } => {
                    for term in terms.get(self.number).into_iter().flatten() {
                        let weight = weights::of_likeness(term.likeness);
                        let each = Sums::of(term.zone, weight, term.likeness).by(way);
                        postings::for_each(segment, term, |passage, count| {
                            self.add(passage, each, count, leaf.wanted)
                        })?;
                    }
                }
                What::Phrase { found, .. } | What::Near { found, .. } => {
                    for occurrence in found.get(self.number).into_iter().flatten() {
                        let each = Sums::of(occurrence.zone, 1.0, Likeness::Exact).by(way);
                        self.add(occurrence.passage, each, 1, leaf.wanted);
                    }
                }
                What::Link(host) => self.links(host, LINK, leaf.wanted)?,
            }
        }
        Ok(self.drain())
    }

    fn links(&mut self, host: &str, weight: f32, wanted: Wanted) -> Result<(), IndexError> {
        let term = IndexTerm::from_field_text(self.fields.links, host);
        let inverted = self.segment.reader.inverted_index(self.fields.links)?;
        if let Some(mut list) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
            while list.doc() != TERMINATED {
                self.add(list.doc(), Sums { text: weight, typed: 1.0, ..Sums::default() }, 1, wanted);
                list.advance();
            }
        }
        Ok(())
    }

    #[inline]
    fn add(&mut self, passage: u32, each: Sums, count: u32, wanted: Wanted) {
        let document = self.segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
        let Some(sums) = self.sums.get_mut(document as usize) else { return };
        if sums.title + sums.text == 0.0 {
            self.touched.push(document);
        }
        let count = count as f32;
        sums.title += count * each.title;
        sums.text += count * each.text;
        sums.typed += count * each.typed;
        sums.exact += count * each.exact;
        if wanted == Wanted::Yes {
            self.passages.insert(passage);
        }
    }

    fn drain(&mut self) -> Vec<Count> {
        let sums = &mut self.sums;
        let take = |document: u32| {
            let Sums { title, text, typed, exact } = std::mem::take(sums.get_mut(document as usize)?);
            Some(Count { document, title, text, typed, exact })
        };
        self.touched.drain(..).filter_map(take).collect()
    }
}

/// Weighted counts of one document, or what one occurrence adds to them.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    title: f32,
    text: f32,
    typed: f32,
    exact: f32,
}

impl Sums {
    fn of(zone: Zone, weight: f32, likeness: Likeness) -> Self {
        let in_zone = weight * weights::of_zone(zone);
        let exact = if likeness == Likeness::Exact { in_zone } else { 0.0 };
        match zone {
            // Tags and plan are given by who publishes, to be found by: they count as a title does.
            Zone::Title | Zone::Label => Self { title: weight, ..Self::default() },
            _ => Self { text: in_zone, exact, ..Self::default() },
        }
    }

    /// The same for one way of finding a leaf.
    fn by(self, way: &Way) -> Self {
        let weight = way.weight();
        let typed = if way.name == Name::Typed { 1.0 } else { 0.0 };
        Self { title: weight * self.title, text: weight * self.text, typed, exact: weight * self.exact }
    }
}
