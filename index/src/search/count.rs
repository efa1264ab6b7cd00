//! Counts leaves: in which documents they are found, how often, and how much that weighs. Counts are remembered.
//! What counts weigh is told in `norm`; what that makes of a document's score is the business of `rank`.

use std::cell::Cell;
use std::sync::Arc;

use tantivy::schema::{IndexRecordOption, Term as IndexTerm};
use tantivy::{DocSet, TERMINATED};

use super::bits::Bits;
use super::deadline::Deadline;
use super::found::{Found, Set, Typed};
use super::norm::{self, Counts, Norm};
use super::plan::{Leaf, Name, Way, What};
use super::postings;
use super::slot::Likeness;
use super::weights::{self, LINK};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::memory::Remembered;
use crate::passage::Zone;
use crate::schema::Fields;
use crate::segment::{NO_DOCUMENT, Segment};

/// Where each of `leaves` is found, by leaf and by segment.
pub(super) fn all(
    collection: &Collection,
    leaves: &[Leaf],
    deadline: Deadline,
) -> Result<Vec<Arc<Everywhere>>, IndexError> {
    let mut counters: Vec<Option<Counter<'_>>> = collection.segments.iter().map(|_| None).collect();
    let mut count = |leaf: &Leaf| {
        let norms = norm::norms(collection)?;
        let segments = collection.segments.iter().enumerate().zip(&mut counters);
        let found = segments.map(|((number, segment), counter)| {
            let make = || Counter::new(segment, number, &collection.fields);
            deadline.check()?;
            let norms = norms.0.get(number).map_or(&[][..], Vec::as_slice);
            counter.get_or_insert_with(make).count(leaf, norms)
        });
        found.collect::<Result<_, _>>().map(Everywhere)
    };
    let key = |leaf: &Leaf| leaf.ways.iter().fold("found".to_owned(), |key, way| key + "\n" + &way.key);
    leaves.iter().map(|leaf| collection.memory.recall(&key(leaf), || count(leaf))).collect()
}

/// Where a leaf is found, by segment.
pub(super) struct Everywhere(pub(super) Vec<Found>);

impl Remembered for Everywhere {
    fn bytes(&self) -> usize {
        self.0.iter().map(Found::bytes).sum()
    }
}

thread_local! {
    /// Room for the sums of the largest segment that was counted so far; they are all zero between two counts.
    static SUMS: Cell<Vec<[f32; 4]>> = const { Cell::new(Vec::new()) };
}

/// Counts leaves of one segment one after the other, reusing its memory.
struct Counter<'a> {
    segment: &'a Segment,
    number: usize,
    fields: &'a Fields,
    sums: Vec<[f32; 4]>,
    documents: Bits,
    passages: Bits,
}

impl<'a> Counter<'a> {
    /// A counter for the segment of this number.
    fn new(segment: &'a Segment, number: usize, fields: &'a Fields) -> Self {
        let documents = segment.documents();
        Self {
            segment,
            number,
            fields,
            sums: Vec::new(),
            documents: Bits::none(documents),
            passages: Bits::none(segment.document_of.len()),
        }
    }

    /// Where `leaf` is found.
    fn count(&mut self, leaf: &Leaf, norms: &[Norm]) -> Result<Found, IndexError> {
        self.sums = SUMS.take();
        let documents = self.segment.documents().max(self.sums.len());
        self.sums.resize(documents, [0.0; 4]);
        let added = self.add_all(leaf);
        let found = self.drain(leaf, norms);
        SUMS.set(std::mem::take(&mut self.sums));
        added.map(|()| found)
    }

    fn add_all(&mut self, leaf: &Leaf) -> Result<(), IndexError> {
        let segment = self.segment;
        for way in &leaf.ways {
            match &way.what {
                What::Word { terms, .. } => {
                    for term in terms.get(self.number).into_iter().flatten() {
                        let weight = weights::of_likeness(term.likeness);
                        let each = Sums::of(term.zone, weight, term.likeness).by(way);
                        postings::for_each(segment, term, |passage, count| self.add(passage, each, count))?;
                    }
                }
                What::Phrase { found, .. } | What::Near { found, .. } => {
                    for occurrence in found.get(self.number).into_iter().flat_map(|spread| &spread.occurrences) {
                        let each = Sums::of(occurrence.zone, 1.0, Likeness::Exact).by(way);
                        self.add(occurrence.passage, each, 1);
                    }
                }
                What::Link(host) => self.links(host, LINK)?,
            }
        }
        Ok(())
    }

    fn links(&mut self, host: &str, weight: f32) -> Result<(), IndexError> {
        let term = IndexTerm::from_field_text(self.fields.links, host);
        let inverted = self.segment.reader.inverted_index(self.fields.links)?;
        if let Some(mut list) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
            while list.doc() != TERMINATED {
                self.add(list.doc(), Sums([0.0, weight, 1.0, 0.0]), 1);
                list.advance();
            }
        }
        Ok(())
    }

    #[inline]
    fn add(&mut self, passage: u32, each: Sums, count: u32) {
        let document = self.segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
        let Some(sums) = self.sums.get_mut(document as usize) else { return };
        let count = count as f32;
        sums.iter_mut().zip(each.0).for_each(|(sum, each)| *sum += count * each);
        self.documents.insert(document);
        self.passages.insert(passage);
    }

    fn drain(&mut self, leaf: &Leaf, norms: &[Norm]) -> Found {
        let (sums, documents) = (&mut self.sums, &self.documents);
        // Of a leaf without other names all is typed.
        let has_other_names = leaf.ways.iter().any(|way| way.name == Name::Other);
        let mut typed_in = has_other_names.then(|| Bits::none(documents.size()));
        let mut weights = Vec::with_capacity(documents.count() as usize);
        documents.for_each(|document| {
            let at = document as usize;
            let (Some(sums), Some(norm)) = (sums.get_mut(at), norms.get(at)) else { return };
            let [title, text, typed, exact] = std::mem::take(sums);
            weights.push(norm.weight(Counts { title, text, exact }));
            typed_in.iter_mut().filter(|_| typed > 0.0).for_each(|typed_in| typed_in.insert(document));
        });
        let typed = typed_in.map_or(Typed::Everywhere, Typed::In);
        let found = Found::new(documents, weights, Set::of(&self.passages), typed);
        self.documents.clear();
        self.passages.clear();
        found
    }
}

/// Weighted counts of one document, or what one occurrence adds to them: of the title, the text, as typed, exact.
#[derive(Debug, Clone, Copy, Default)]
struct Sums([f32; 4]);

impl Sums {
    fn of(zone: Zone, weight: f32, likeness: Likeness) -> Self {
        let in_zone = weight * weights::of_zone(zone);
        let exact = if likeness == Likeness::Exact { in_zone } else { 0.0 };
        match zone {
            // Tags and plan are given by who publishes, to be found by: they count as a title does.
            Zone::Title | Zone::Label => Self([weight, 0.0, 1.0, 0.0]),
            _ => Self([0.0, in_zone, 1.0, exact]),
        }
    }

    /// The same for one way of finding a leaf.
    fn by(self, way: &Way) -> Self {
        let Self([title, text, typed, exact]) = self;
        let weight = way.weight();
        let typed = if way.name == Name::Typed { typed } else { 0.0 };
        Self([weight * title, weight * text, typed, weight * exact])
    }
}
