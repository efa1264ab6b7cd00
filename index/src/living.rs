//! Which passages that hold a term are still there: a segment keeps the terms of deleted ones until it is rewritten.
//! It reads postings and nothing else.

use tantivy::SegmentReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

use crate::error::IndexError;

/// How many living passages of `segment` hold the term that `info` of `field` tells of.
///
/// Costs a walk over the term's passages where anything is deleted, else nothing.
pub(crate) fn passages(
    segment: &SegmentReader,
    field: &InvertedIndexReader,
    info: &TermInfo,
) -> Result<u64, IndexError> {
    if segment.has_deletes() { count(segment, field, info, u64::MAX) } else { Ok(u64::from(info.doc_freq)) }
}

/// Whether any living passage of `segment` holds the term that `info` of `field` tells of.
pub(crate) fn is_anywhere(
    segment: &SegmentReader,
    field: &InvertedIndexReader,
    info: &TermInfo,
) -> Result<bool, IndexError> {
    // What more passages hold than are deleted is somewhere: nearly every term is told without reading.
    Ok(info.doc_freq > segment.num_deleted_docs() || count(segment, field, info, 1)? > 0)
}

/// Counts living passages up to `enough`, and not much further.
fn count(
    segment: &SegmentReader,
    field: &InvertedIndexReader,
    info: &TermInfo,
    enough: u64,
) -> Result<u64, IndexError> {
    let mut blocks = field.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut living = 0;
    while !blocks.docs().is_empty() && living < enough {
        let here = blocks.docs().iter().filter(|&&passage| passage < segment.max_doc() && !segment.is_deleted(passage));
        living += here.count() as u64;
        blocks.advance();
    }
    Ok(living)
}
