//! Shows copies of a text once: the earliest that was found, which names the others.
//! Which documents are copies is told by `copies`.

use super::bits::Bits;
use super::matching::Matched;
use super::rank::Scored;
use crate::collection::Collection;
use crate::copies::{Copies, Place};
use crate::error::IndexError;
use crate::memory::Remembered;

/// Of each group of copies of which several are among `documents`, given by segment, these, the earliest first.
pub(super) fn repeated(
    collection: &Collection,
    copies: &Copies,
    documents: &[Bits],
) -> Result<Vec<Vec<Place>>, IndexError> {
    let later = collection.memory.recall("later copies", || Ok(Later::of(collection, copies)))?;
    let is_found = |&(n, document): &Place| documents.get(n as usize).is_some_and(|found| found.contains(document));
    let mut repeated = Vec::new();
    for (segment, (later, found)) in (0..).zip(later.0.iter().zip(documents)) {
        let mut perhaps = found.clone();
        perhaps.keep(later);
        // A group is told at the second of it that was found.
        let is_second = |place: &Place| copies.before(*place).filter(is_found).take(2).count() == 1;
        let seconds = perhaps.iter().map(|document| (segment, document)).filter(is_second);
        repeated.extend(seconds.map(|place| copies.of(place).iter().copied().filter(is_found).collect()));
    }
    Ok(repeated)
}

/// Keeps, of each of these groups, only the earliest one.
pub(super) fn collapse(repeated: &[Vec<Place>], matched: &mut Matched) {
    for &(segment, document) in repeated.iter().flat_map(|group| group.iter().skip(1)) {
        for sets in [&mut matched.documents, &mut matched.complete] {
            if let Some(found) = sets.get_mut(segment as usize) {
                found.take_out(document);
            }
        }
    }
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
        let others = copies.of(own).iter().filter(|&&place| place != own);
        let id = |&(segment, document): &(u32, u32)| Some(collection.segments.get(segment as usize)?.id(document));
        others.filter_map(id).collect()
    };
    page.iter().map(of_document).collect()
}
