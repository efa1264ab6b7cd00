//! Shows copies of a text once: the earliest that was found, which names the others.
//! Which documents are copies is told by `copies`.

use std::sync::Arc;

use super::bits::Bits;
use super::matching::Matched;
use super::rank::Scored;
use crate::collection::Collection;
use crate::copies::{Copies, Place};
use crate::error::IndexError;
use crate::memory::Remembered;

/// Of `documents`, given by segment, those of whose text an earlier copy is among them too.
pub(super) fn hidden(collection: &Collection, copies: &Copies, documents: &[Bits]) -> Result<Vec<Place>, IndexError> {
    let later = collection.memory.recall("later copies", || Ok(Later::of(collection, copies)))?;
    let mut hidden = Vec::new();
    for (segment, (later, found)) in (0..).zip(later.0.iter().zip(documents)) {
        later.each_shared(found, |document| {
            let place = (segment, document);
            // Nearly always it is the earliest one, which is known without going through the others.
            let earliest = copies.earliest(place).filter(|&earliest| earliest != place);
            let is_hidden = earliest.is_some_and(|earliest| is_among(documents, earliest))
                || copies.before(place).any(|earlier| is_among(documents, earlier));
            if is_hidden {
                hidden.push(place);
            }
        });
    }
    Ok(hidden)
}

/// Whether a document is one of `documents`, given by segment.
pub(super) fn is_among(documents: &[Bits], (segment, document): Place) -> bool {
    documents.get(segment as usize).is_some_and(|found| found.contains(document))
}

/// Takes out the documents that are `hidden` by an earlier copy.
pub(super) fn collapse(hidden: &[Place], matched: &mut Matched) {
    for &(segment, document) in hidden {
        for sets in [&mut matched.documents, &mut matched.complete] {
            if let Some(found) = sets.get_mut(segment as usize) {
                found.take_out(document);
            }
        }
    }
}

/// The ids of the copies of a text, in their order.
struct Ids(Vec<String>);

impl Remembered for Ids {
    fn bytes(&self) -> usize {
        self.0.iter().map(|id| size_of_val(id) + id.len()).sum()
    }
}

fn ids(collection: &Collection, copies: &[Place]) -> Result<Arc<Ids>, IndexError> {
    let read = || {
        let mut ids = vec![String::new(); copies.len()];
        for (n, segment) in (0..).zip(&collection.segments) {
            let here = || copies.iter().enumerate().filter(|(_, place)| place.0 == n);
            let documents: Vec<u32> = here().map(|(_, place)| place.1).collect();
            for ((at, _), id) in here().zip(segment.ids(&documents)?) {
                ids.get_mut(at).into_iter().for_each(|slot| slot.clone_from(&id));
            }
        }
        Ok(Ids(ids))
    };
    collection.memory.recall(&format!("copies {:?}", copies.first()), read)
}

/// The documents that an earlier one is a copy of, by segment.
struct Later(Vec<Bits>);

impl Later {
    fn of(collection: &Collection, copies: &Copies) -> Self {
        let mut later: Vec<Bits> = collection.segments.iter().map(|segment| Bits::none(segment.documents())).collect();
        for &(segment, document) in copies.groups().iter().flat_map(|group| group.iter().skip(1)) {
            later.get_mut(segment as usize).into_iter().for_each(|later| later.insert(document));
        }
        Self(later)
    }
}

impl Remembered for Later {
    fn bytes(&self) -> usize {
        self.0.iter().map(Bits::bytes).sum()
    }
}

/// The ids of the copies of each document of `page`.
pub(super) fn also_at(
    collection: &Collection,
    copies: &Copies,
    page: &[Scored],
) -> Result<Vec<Vec<String>>, IndexError> {
    let of_document = |scored: &Scored| {
        let own = (scored.segment as u32, scored.document);
        let group = copies.of(own);
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let ids = ids(collection, group)?;
        Ok(group.iter().zip(&ids.0).filter(|(place, _)| **place != own).map(|(_, id)| id.clone()).collect())
    };
    page.iter().map(of_document).collect()
}
