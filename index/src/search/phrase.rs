//! Phrases and proximity: which passages hold words side by side, or close to each other.
//! Stop words between the words of a phrase are optional; other words are not.

use super::postings::{self, Cursor, Term};
use super::slot::Slot;
use crate::error::IndexError;
use crate::french::Beginnings;
use crate::passage::Zone;
use crate::segment::Segment;

/// At most so many stop words may stand between two words of a phrase: `mise en place de la`, and one to spare.
pub(super) const MOST_STOP_WORDS: u32 = 4;

/// Where a phrase was found: from the place of its first word to that of its last.
pub(super) type Span = (u32, u32);

/// A phrase or proximity found in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Number of the passage in its segment.
    pub passage: u32,
    /// In which zone.
    pub zone: Zone,
    /// From where to where.
    pub span: Span,
}

/// Where something stands in a segment.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    /// By passage, in ascending order.
    pub occurrences: Vec<Occurrence>,
    /// With what its words begin.
    pub beginnings: Beginnings,
}

/// Where a phrase stands in `zones` of a segment.
pub(super) fn phrase(segment: &Segment, slots: &[Slot], zones: &[Zone]) -> Result<Spread, IndexError> {
    occurrences(segment, &[slots], None, zones)
}

/// Where `parts` stand within `distance` words of each other in `zones` of a segment.
pub(super) fn near(
    segment: &Segment,
    parts: &[Vec<Slot>],
    distance: u32,
    zones: &[Zone],
) -> Result<Spread, IndexError> {
    let parts: Vec<&[Slot]> = parts.iter().map(Vec::as_slice).collect();
    occurrences(segment, &parts, Some(distance), zones)
}

fn occurrences(
    segment: &Segment,
    parts: &[&[Slot]],
    distance: Option<u32>,
    zones: &[Zone],
) -> Result<Spread, IndexError> {
    let terms = |slot: &Slot| postings::terms(segment, slot, zones);
    let terms: Vec<Vec<Vec<Term>>> =
        parts.iter().map(|slots| slots.iter().map(terms).collect()).collect::<Result<_, _>>()?;
    let mut spread = Spread { occurrences: Vec::new(), beginnings: Beginnings::NONE };
    terms.iter().flatten().flatten().for_each(|term| spread.beginnings.add(term.beginning));
    for &zone in zones {
        let Some(mut finder) = Finder::open(segment, &terms, distance, zone)? else { continue };
        let mut spans = Vec::new();
        for passage in finder.candidates(segment)? {
            finder.spans(passage, &mut spans);
            spread.occurrences.extend(spans.iter().map(|&span| Occurrence { passage, zone, span }));
        }
    }
    spread.occurrences.sort_by_key(|occurrence| occurrence.passage);
    Ok(spread)
}

struct Finder {
    zone: Zone,
    parts: Vec<Vec<Cursor>>,
    grammatical: Cursor,
    distance: Option<u32>,
    rarest: Vec<Term>,
    buffers: Vec<Vec<u32>>,
    stops: Vec<u32>,
}

impl Finder {
    fn open(
        segment: &Segment,
        parts: &[Vec<Vec<Term>>],
        distance: Option<u32>,
        zone: Zone,
    ) -> Result<Option<Self>, IndexError> {
        let mut rarest: Option<(u64, Vec<Term>)> = None;
        let mut cursors = Vec::new();
        for slots in parts {
            let mut part = Vec::new();
            for terms in slots {
                let terms: Vec<Term> = terms.iter().filter(|term| term.zone == zone).cloned().collect();
                let size = terms.iter().map(|term| u64::from(term.info.doc_freq)).sum();
                if size == 0 {
                    return Ok(None);
                }
                part.push(Cursor::open(segment, &terms)?);
                if rarest.as_ref().is_none_or(|(smallest, _)| size < *smallest) {
                    rarest = Some((size, terms));
                }
            }
            cursors.push(part);
        }
        let Some((_, rarest)) = rarest else { return Ok(None) };
        let grammatical = Cursor::of_grammatical(segment, zone)?;
        let (buffers, stops) = (Vec::new(), Vec::new());
        Ok(Some(Self { zone, parts: cursors, grammatical, distance, rarest, buffers, stops }))
    }

    /// Living passages that hold the rarest word, in ascending order.
    fn candidates(&self, segment: &Segment) -> Result<Vec<u32>, IndexError> {
        let mut passages = Vec::new();
        for term in &self.rarest {
            postings::for_each(segment, term, |passage, _| passages.push(passage))?;
        }
        if segment.reader.has_deletes() {
            passages.retain(|&passage| !segment.reader.is_deleted(passage));
        }
        if self.rarest.len() > 1 {
            passages.sort_unstable();
            passages.dedup();
        }
        Ok(passages)
    }

    fn spans(&mut self, passage: u32, spans: &mut Vec<Span>) {
        spans.clear();
        let mut of_parts: Vec<Vec<Span>> = Vec::with_capacity(self.parts.len());
        let mut stops_read = false;
        for part in &mut self.parts {
            self.buffers.resize_with(part.len().max(self.buffers.len()), Vec::new);
            for (cursor, places) in part.iter_mut().zip(&mut self.buffers) {
                cursor.places(passage, self.zone, places);
                if places.is_empty() {
                    return;
                }
            }
            if part.len() > 1 && !stops_read {
                self.grammatical.places(passage, self.zone, &mut self.stops);
                stops_read = true;
            }
            let found = in_order(self.buffers.get(..part.len()).unwrap_or_default(), &self.stops);
            if found.is_empty() {
                return;
            }
            of_parts.push(found);
        }
        match (self.distance, of_parts.len()) {
            (None, 1) => spans.append(&mut of_parts.remove(0)),
            (Some(distance), _) => spans.extend(within(&of_parts, distance)),
            _ => {}
        }
    }
}

/// Spans of a phrase from the places of each of its words and of the stop words, all ascending.
pub(super) fn in_order(places: &[Vec<u32>], stops: &[u32]) -> Vec<Span> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    let complete = |&start: &u32| {
        let end = rest.iter().try_fold(start, |before, slot| next_place(slot, before, stops))?;
        Some((start, end))
    };
    first.iter().filter_map(complete).collect()
}

/// The place in `slot` that follows `before`, with nothing but stop words between.
fn next_place(slot: &[u32], before: u32, stops: &[u32]) -> Option<u32> {
    let mut place = before + 1;
    loop {
        if slot.binary_search(&place).is_ok() {
            return Some(place);
        }
        if place - before > MOST_STOP_WORDS || stops.binary_search(&place).is_err() {
            return None;
        }
        place += 1;
    }
}

/// Spans that hold one span of each part, no further apart than `distance` words from one part to the next.
pub(super) fn within(parts: &[Vec<Span>], distance: u32) -> Vec<Span> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let gather = |&start: &Span| rest.iter().try_fold(start, |around, part| nearest(part, around, distance));
    first.iter().filter_map(gather).collect()
}

/// `around` widened to the span of `part` that is nearest to it without overlapping it.
fn nearest(part: &[Span], around: Span, distance: u32) -> Option<Span> {
    let gap = |span: &Span| match () {
        () if span.0 > around.1 => Some(span.0 - around.1),
        () if span.1 < around.0 => Some(around.0 - span.1),
        () => None,
    };
    let nearest = part.iter().filter_map(|span| Some((gap(span)?, *span))).filter(|(gap, _)| *gap <= distance).min()?;
    Some((around.0.min(nearest.1.0), around.1.max(nearest.1.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stop_words_may_stand_within_a_phrase() {
        let check = |places: &[&[u32]], stops: &[u32], expected: &[Span]| {
            let places: Vec<Vec<u32>> = places.iter().map(|slot| slot.to_vec()).collect();
            assert_eq!(in_order(&places, stops), expected);
        };
        check(&[&[3, 9], &[4, 12]], &[], &[(3, 4)]);
        check(&[&[3], &[6]], &[4, 5], &[(3, 6)]);
        check(&[&[3], &[6]], &[4], &[]);
        check(&[&[3], &[4], &[5]], &[], &[(3, 5)]);
    }

    #[test]
    fn proximity_counts_words_in_either_direction() {
        let parts = [vec![(10, 10)], vec![(4, 5), (40, 41)]];
        assert_eq!(within(&parts, 5), [(4, 10)]);
        assert_eq!(within(&parts, 4), []);
    }
}
