//! Reads what the dictionary and the postings of one segment hold of a slot: passages, counts, places.
//! Knows nothing of ranking.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::slot::{Likeness, Slot};
use crate::error::IndexError;
use crate::french::Beginning;
use crate::living;
use crate::passage::Zone;
use crate::segment::Segment;
use crate::terms::{grammatical_term, prefix_of_stem, read_term};

/// One term of a slot in one segment.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// Where its postings are.
    pub info: TermInfo,
    /// The zone in which it counts.
    pub zone: Zone,
    /// How near it is to what was typed.
    pub likeness: Likeness,
    /// With what its word begins.
    pub beginning: Beginning,
}

/// The terms of `slot` in `zones` of a segment.
pub(super) fn terms(segment: &Segment, slot: &Slot, zones: &[Zone]) -> Result<Vec<Term>, IndexError> {
    let mut found = Vec::new();
    for key in slot.keys() {
        let from = prefix_of_stem(key);
        let mut stream = segment.terms.terms().range().ge(&from).into_stream()?;
        while let Some((term, info)) = stream.next() {
            if !term.starts_with(from.as_bytes()) {
                break;
            }
            let Some(form) = read_term(term).filter(|form| zones.contains(&form.zone)) else { continue };
            if let Some(likeness) = slot.likeness(form.stem, form.word)
                && living::is_anywhere(&segment.reader, &segment.terms, info)?
            {
                let beginning = Beginning::of(form.word);
                found.push(Term { info: info.clone(), zone: form.zone, likeness, beginning });
            }
        }
    }
    Ok(found)
}

/// Calls `each` with every passage of a term and how often the term stands in it.
pub(super) fn for_each(segment: &Segment, term: &Term, mut each: impl FnMut(u32, u32)) -> Result<(), IndexError> {
    let mut blocks = segment.terms.read_block_postings_from_terminfo(&term.info, IndexRecordOption::WithFreqs)?;
    while !blocks.docs().is_empty() {
        for (&passage, &count) in blocks.docs().iter().zip(blocks.freqs()) {
            if passage != TERMINATED {
                each(passage, count);
            }
        }
        blocks.advance();
    }
    Ok(())
}

/// The places of a slot, read passage by passage in ascending order.
pub(super) struct Cursor {
    lists: Vec<(SegmentPostings, Zone, Likeness)>,
}

impl Cursor {
    /// A cursor over `terms` of a segment.
    pub(super) fn open(segment: &Segment, terms: &[Term]) -> Result<Self, IndexError> {
        // Lists hold the blocks that they read last: they are not to be moved about.
        let mut lists = Vec::with_capacity(terms.len());
        for term in terms {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let list = segment.terms.read_postings_from_terminfo(&term.info, option)?;
            lists.push((list, term.zone, term.likeness));
        }
        Ok(Self { lists })
    }

    /// A cursor over the stop words of a zone.
    pub(super) fn of_grammatical(segment: &Segment, zone: Zone) -> Result<Self, IndexError> {
        let info = segment.terms.terms().get(grammatical_term(zone))?;
        let term = info.map(|info| Term { info, zone, likeness: Likeness::Exact, beginning: Beginning::of("") });
        Self::open(segment, term.as_slice())
    }

    /// The places in `zone` of `passage`, ascending, put into `places`. Passages must be asked for in ascending order.
    pub(super) fn places(&mut self, passage: u32, zone: Zone, places: &mut Vec<u32>) {
        places.clear();
        let mut lists = 0;
        for (list, _, _) in self.lists.iter_mut().filter(|(_, of, _)| *of == zone) {
            if list.doc() < passage {
                list.seek(passage);
            }
            if list.doc() == passage {
                list.append_positions_with_offset(0, places);
                lists += 1;
            }
        }
        if lists > 1 {
            places.sort_unstable();
            places.dedup();
        }
    }
}

/// Calls `each` with the number of each of `ranges`, which ascend, every passage in it that holds a term, and the places where it
/// stands there.
pub(super) fn scan(
    segment: &Segment,
    term: &Term,
    ranges: &[(u32, u32)],
    mut each: impl FnMut(usize, u32, &[u32]),
) -> Result<(), IndexError> {
    let mut list = segment.terms.read_postings_from_terminfo(&term.info, IndexRecordOption::WithFreqsAndPositions)?;
    let mut places = Vec::new();
    for (number, &(from, to)) in ranges.iter().enumerate() {
        if list.doc() < from {
            list.seek(from);
        }
        while list.doc() < to {
            places.clear();
            list.append_positions_with_offset(0, &mut places);
            each(number, list.doc(), &places);
            list.advance();
        }
    }
    Ok(())
}
