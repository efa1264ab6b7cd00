//! Shows copies of a text once: the earliest that was found, which names the others.
//! Which documents are copies is told by `copies`.

use super::matching::Matched;
use super::rank::Scored;
use crate::collection::Collection;
use crate::copies::Copies;
use crate::error::IndexError;

/// Keeps, of each group of copies, only the earliest one that was found.
pub(super) fn collapse(copies: &Copies, matched: &mut Matched) {
    for group in copies.groups() {
        let is_found = |&&(segment, document): &&(u32, u32)| {
            matched.documents.get(segment as usize).is_some_and(|found| found.contains(document))
        };
        let others: Vec<(u32, u32)> = group.iter().filter(is_found).skip(1).copied().collect();
        for (segment, document) in others {
            for sets in [&mut matched.documents, &mut matched.complete] {
                if let Some(found) = sets.get_mut(segment as usize) {
                    found.take_out(document);
                }
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
