//! The documents that filters let through, for what is asked again and again with the same ones, as while somebody types: made
//! once for a commit and remembered. What a single filter means is the business of `filter`.

use std::sync::Arc;

use tantivy::DocSet;
use tantivy::schema::IndexRecordOption;

use super::bits::Bits;
use super::matching::Matcher;
use super::plan::Plan;
use super::postings::{self, Term};
use super::question::groups;
use super::ways;
use crate::collection::Collection;
use crate::completions::Place;
use crate::error::IndexError;
use crate::memory::Remembered;
use crate::passage::Zone;
use crate::query::filter::Filter;
use crate::segment::{NO_DOCUMENT, Segment};

/// What looking a document up in the postings of a word costs, in entries that are read one after the other instead.
const LOOKED_UP: u64 = 16;

/// So many entries of postings are read for one question, some milliseconds; what would be beyond is not counted.
const MOST_READ: u64 = 1_500_000;

/// In these a word is one that documents hold, and not a part of an address.
const ZONES: [Zone; 5] = [Zone::Title, Zone::Heading, Zone::Body, Zone::Frame, Zone::Label];

/// The documents that filters let through.
pub(crate) struct Passing {
    /// By segment.
    documents: Vec<Bits>,
}

impl Remembered for Passing {
    fn bytes(&self) -> usize {
        self.documents.iter().map(Bits::bytes).sum()
    }
}

impl Passing {
    /// Whether the document at `place` passes.
    pub(crate) fn holds(&self, place: Place) -> bool {
        self.documents.get(place.0 as usize).is_some_and(|documents| documents.contains(place.1))
    }

    /// How many do.
    pub(crate) fn count(&self) -> u64 {
        self.documents.iter().map(Bits::count).sum()
    }

    /// Those of segment `n`.
    pub(super) fn of(&self, n: usize) -> Option<&Bits> {
        self.documents.get(n)
    }
}

/// The documents that `filters` let through, one of those that are alternatives and all others; `None` where all do.
pub(crate) fn passing(collection: &Collection, filters: &[Filter]) -> Result<Option<Arc<Passing>>, IndexError> {
    if filters.is_empty() {
        return Ok(None);
    }
    let made = collection.memory.recall(&format!("passing {filters:?}"), || {
        let chosen = Plan::narrowed(None, &groups(filters));
        let documents = Matcher { collection, counts: &Vec::new() }.documents(&chosen)?.documents;
        Ok(Passing { documents })
    })?;
    Ok(Some(made).filter(|made| made.count() < collection.documents))
}

/// For each of `words`, how many of the documents that pass hold it, written so with its accents; `None` of those for which more
/// would have to be read than is quick. Stops once `enough` are held by some.
pub(crate) fn holding(
    collection: &Collection,
    passing: &Passing,
    words: &[&str],
    enough: usize,
) -> Result<Vec<Option<u64>>, IndexError> {
    let mut left = MOST_READ;
    let mut held = 0;
    let mut counts = Vec::with_capacity(words.len());
    for word in words {
        if held >= enough {
            break;
        }
        let slot = ways::spelled(collection, word)?;
        let mut count = Some(0);
        for (segment, among) in collection.segments.iter().zip(&passing.documents) {
            let terms = postings::terms(segment, &slot, &ZONES)?;
            let reading = Reading::of(&terms, among);
            count = count.filter(|_| reading.cost() <= left);
            if let Some(count) = &mut count {
                left -= reading.cost();
                *count += reading.documents(segment)?;
            }
        }
        held += usize::from(count > Some(0));
        counts.push(count);
    }
    Ok(counts)
}

/// How the documents of a segment that hold some terms and pass are counted.
enum Reading<'a> {
    /// By all entries of the terms: so many.
    Whole(u64, &'a [Term], &'a Bits),
    /// By looking up each document that passes: so many.
    Sought(u64, &'a [Term], &'a Bits),
}

impl<'a> Reading<'a> {
    fn of(terms: &'a [Term], among: &'a Bits) -> Self {
        let whole: u64 = terms.iter().map(|term| u64::from(term.info.doc_freq)).sum();
        let sought = among.count() * terms.len() as u64 * LOOKED_UP;
        if sought < whole { Self::Sought(sought, terms, among) } else { Self::Whole(whole, terms, among) }
    }

    fn cost(&self) -> u64 {
        let (Self::Whole(cost, ..) | Self::Sought(cost, ..)) = self;
        *cost
    }

    fn documents(&self, segment: &Segment) -> Result<u64, IndexError> {
        match self {
            Self::Whole(_, terms, among) => {
                let mut found = Bits::none(segment.documents());
                for term in *terms {
                    postings::for_each(segment, term, |passage, _| {
                        let document = segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
                        found.insert(document);
                    })?;
                }
                Ok(found.shared(among))
            }
            Self::Sought(_, terms, among) => {
                // Lists hold the blocks that they read last: they are not to be moved about.
                let mut lists = Vec::with_capacity(terms.len());
                for term in *terms {
                    lists.push(segment.terms.read_postings_from_terminfo(&term.info, IndexRecordOption::Basic)?);
                }
                let mut is_held = |document: &u32| {
                    let (first, count) = segment.range(*document);
                    lists.iter_mut().any(|list| {
                        let at = if list.doc() < first { list.seek(first) } else { list.doc() };
                        at < first + count
                    })
                };
                Ok(among.iter().filter(&mut is_held).count() as u64)
            }
        }
    }
}
