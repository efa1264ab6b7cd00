//! Shows copies of a text once: the earliest that was found, which names the others.
//! Which documents are copies is told by `copies`.

use super::bits::Bits;
use super::matching::Matched;
use super::rank::Scored;
use crate::collection::Collection;
use crate::copies::{Copies, Place};
use crate::error::IndexError;

/// Of each group of copies of which several are among `documents`, given by segment, these.
pub(super) fn repeated(copies: &Copies, documents: &[Bits]) -> Vec<Vec<Place>> {
    let is_found = |&&(n, document): &&Place| documents.get(n as usize).is_some_and(|found| found.contains(document));
    let groups = copies.groups().iter().filter(|group| group.iter().filter(is_found).nth(1).is_some());
    groups.map(|group| group.iter().filter(is_found).copied().collect()).collect()
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
