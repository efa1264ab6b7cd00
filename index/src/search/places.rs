//! Where the words of a query stand in a document: what tells neighbours from strangers, and the best passages.
//! Reads places for few documents only.

use std::collections::BTreeMap;

use super::phrase::Span;
use super::plan::{Leaf, Wanted, Way, What};
use super::postings::Cursor;
use super::rank::Scored;
use super::weights::{self, FAR, PAIR, PASSAGE, PASSAGE_K1};
use crate::collection::{Collection, Segment};
use crate::error::IndexError;
use crate::passage::Zone;

/// Where leaves stand in the passages of one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// By passage of the segment.
    pub passages: BTreeMap<u32, Vec<Place>>,
    typed: Vec<u32>,
}

/// A leaf found in a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// Number of the leaf.
    pub leaf: usize,
    /// In which zone.
    pub zone: Zone,
    /// From its first word's place to its last's.
    pub span: Span,
    /// 1 for what was typed, less for other forms.
    pub weight: f32,
}

/// Finds where `leaves` stand in each of `documents`.
pub(super) fn look_into(collection: &Collection, leaves: &[Leaf], documents: &mut [Scored]) -> Result<(), IndexError> {
    let typed: Vec<u32> = leaves.iter().map(|leaf| leaf.place).collect();
    for (n, segment) in collection.segments.iter().enumerate() {
        let mut here: Vec<&mut Scored> = documents.iter_mut().filter(|scored| scored.segment == n).collect();
        here.sort_by_key(|scored| scored.document);
        here.iter_mut().for_each(|scored| scored.places = Some(Places { typed: typed.clone(), ..Places::default() }));
        if here.is_empty() {
            continue;
        }
        for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.wanted == Wanted::Yes) {
            for way in &leaf.ways {
                look_for(segment, n, (number, way), &mut here)?;
            }
        }
    }
    Ok(())
}

/// Finds where one way of finding a leaf stands in `documents` of one segment, which are in ascending order.
fn look_for(
    segment: &Segment,
    segment_number: usize,
    (leaf, way): (usize, &Way),
    documents: &mut [&mut Scored],
) -> Result<(), IndexError> {
    let mut cursor = match &way.what {
        What::Word { terms, .. } => Cursor::open(segment, terms.get(segment_number).map_or(&[], Vec::as_slice))?,
        _ => Cursor::open(segment, &[])?,
    };
    for scored in documents {
        let at = scored.document as usize;
        let (Some(&from), Some(&count)) = (segment.first.get(at), segment.count.get(at)) else { continue };
        let Some(places) = &mut scored.places else { continue };
        cursor.scan(from, from + count, |passage, zone, likeness, found| {
            let weight = way.weight * weights::of_likeness(likeness);
            let list = places.passages.entry(passage).or_default();
            list.extend(found.iter().map(|&at| Place { leaf, zone, span: (at, at), weight }));
        });
        if let What::Phrase { found, .. } | What::Near { found, .. } = &way.what {
            let found = found.get(segment_number).map_or(&[][..], Vec::as_slice);
            let begin = found.partition_point(|occurrence| occurrence.passage < from);
            let inside = found.iter().skip(begin).take_while(|occurrence| occurrence.passage < from + count);
            for occurrence in inside {
                let list = places.passages.entry(occurrence.passage).or_default();
                list.push(Place { leaf, zone: occurrence.zone, span: occurrence.span, weight: way.weight });
            }
        }
    }
    Ok(())
}

impl Places {
    /// What the places add to a document's score: neighbours, and its best passage.
    pub(super) fn bonus(&self, rarities: &[f32]) -> f32 {
        let pairs = self.pairs(rarities, self.passages.values());
        let best = self.ranked(rarities).first().map_or(0.0, |&(_, score)| score);
        PAIR * pairs + PASSAGE * best
    }

    /// How often a leaf was found.
    pub(super) fn count(&self, leaf: usize) -> usize {
        self.passages.values().flatten().filter(|place| place.leaf == leaf).count()
    }

    /// The passages with their scores, best first, earlier ones first where equal.
    pub(super) fn ranked(&self, rarities: &[f32]) -> Vec<(u32, f32)> {
        let score = |places: &Vec<Place>| {
            let words: f32 =
                rarities.iter().enumerate().map(|(leaf, rarity)| rarity * saturated(frequency(places, leaf))).sum();
            words + self.pairs(rarities, std::iter::once(places))
        };
        let mut ranked: Vec<(u32, f32)> =
            self.passages.iter().map(|(&passage, places)| (passage, score(places))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    /// For each two neighbours of the query, how near they come to each other at best, times the rarity of the lesser.
    fn pairs<'a>(&self, rarities: &[f32], passages: impl Iterator<Item = &'a Vec<Place>>) -> f32 {
        let mut nearness = vec![0.0_f32; self.typed.len().saturating_sub(1)];
        for places in passages {
            let mut sorted: Vec<&Place> = places.iter().collect();
            sorted.sort_by_key(|place| (place.zone, place.span, place.leaf));
            for (at, second) in sorted.iter().enumerate() {
                for first in sorted.iter().take(at).rev().take_while(|first| near(first, second)) {
                    let (leaf, distance) = match () {
                        () if first.leaf + 1 == second.leaf => (first.leaf, self.error(first, second)),
                        () if second.leaf + 1 == first.leaf => {
                            (second.leaf, 1.0 + (second.span.0 - first.span.1) as f32)
                        }
                        () => continue,
                    };
                    let zone = weights::of_zone(first.zone);
                    let found = zone * first.weight * second.weight / (1.0 + distance);
                    if let Some(best) = nearness.get_mut(leaf) {
                        *best = best.max(found);
                    }
                }
            }
        }
        let lesser = rarities.windows(2).map(|pair| pair.iter().copied().fold(f32::INFINITY, f32::min));
        nearness.iter().zip(lesser).map(|(near, lesser)| near * lesser).sum()
    }

    /// How many words more or less than typed stand between two neighbours.
    fn error(&self, first: &Place, second: &Place) -> f32 {
        let typed = |leaf: usize| self.typed.get(leaf).copied().unwrap_or(0);
        let wanted = typed(second.leaf).saturating_sub(typed(first.leaf)).max(1);
        let found = second.span.0.saturating_sub(first.span.1).max(1);
        // Stop words more or less between two words change little.
        0.5 * wanted.abs_diff(found) as f32
    }
}

fn near(first: &Place, second: &Place) -> bool {
    first.zone == second.zone && second.span.0.saturating_sub(first.span.1) <= FAR
}

fn frequency(places: &[Place], leaf: usize) -> f32 {
    places.iter().filter(|place| place.leaf == leaf).map(|place| place.weight * weights::of_zone(place.zone)).sum()
}

fn saturated(frequency: f32) -> f32 {
    frequency * (PASSAGE_K1 + 1.0) / (frequency + PASSAGE_K1)
}
