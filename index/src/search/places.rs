//! Where the words of a query stand in a document: what tells neighbours from strangers, and the best passages.
//! Reads places for few documents only.

use std::collections::BTreeMap;

use super::phrase::{Occurrence, Span};
use super::plan::{Leaf, Wanted, Way, What};
use super::postings;
use super::weights::{self, FAR, PAIR, PASSAGE, PASSAGE_K1};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::passage::Zone;
use crate::segment::Segment;

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

/// Where `leaves` stand in each of `documents`, given by segment and number.
pub(super) fn look_into(
    collection: &Collection,
    leaves: &[Leaf],
    documents: &[(usize, u32)],
) -> Result<Vec<Places>, IndexError> {
    let typed: Vec<u32> = leaves.iter().map(|leaf| leaf.place).collect();
    let mut places = vec![Places { typed, ..Places::default() }; documents.len()];
    for (n, segment) in collection.segments.iter().enumerate() {
        let here = Here::of(segment, n, documents);
        if here.ranges.is_empty() {
            continue;
        }
        for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.wanted == Wanted::Yes) {
            for way in &leaf.ways {
                here.find((number, way), &mut places)?;
            }
        }
    }
    Ok(places)
}

/// The documents of one segment that are looked into, ascending: postings are read forwards only.
struct Here<'a> {
    segment: &'a Segment,
    number: usize,
    /// Where they stand among all that are looked into.
    at: Vec<usize>,
    /// Their passages.
    ranges: Vec<(u32, u32)>,
}

impl<'a> Here<'a> {
    fn of(segment: &'a Segment, number: usize, documents: &[(usize, u32)]) -> Self {
        let of_segment = |(at, &(of, document)): (usize, &(usize, u32))| (of == number).then_some((document, at));
        let mut here: Vec<(u32, usize)> = documents.iter().enumerate().filter_map(of_segment).collect();
        here.sort_unstable();
        let passages = |&(document, _): &(u32, usize)| {
            let (first, count) = segment.range(document);
            (first, first + count)
        };
        let ranges = here.iter().map(passages).collect();
        Self { segment, number, at: here.into_iter().map(|(_, at)| at).collect(), ranges }
    }

    /// Puts into `places` where the leaf of this number is found in one way.
    fn find(&self, (leaf, way): (usize, &Way), places: &mut [Places]) -> Result<(), IndexError> {
        match &way.what {
            What::Word { terms, .. } => {
                for term in terms.get(self.number).into_iter().flatten() {
                    let weight = way.weight() * weights::of_likeness(term.likeness);
                    // One after the other: what reading a list takes is used again for the next one.
                    postings::scan(self.segment, term, &self.ranges, |number, passage, found| {
                        let Some(list) = self.list(number, passage, places) else { return };
                        list.extend(found.iter().map(|&at| Place { leaf, zone: term.zone, span: (at, at), weight }));
                    })?;
                }
            }
            What::Phrase { found, .. } | What::Near { found, .. } => {
                let found = found.get(self.number).map_or(&[][..], |spread| &spread.occurrences);
                for (number, &(from, to)) in self.ranges.iter().enumerate() {
                    let begin = found.partition_point(|occurrence| occurrence.passage < from);
                    let inside = found.iter().skip(begin).take_while(|occurrence| occurrence.passage < to);
                    for &Occurrence { passage, zone, span } in inside {
                        let Some(list) = self.list(number, passage, places) else { continue };
                        list.push(Place { leaf, zone, span, weight: way.weight() });
                    }
                }
            }
            What::Link(_) => {}
        }
        Ok(())
    }

    /// What is found in a passage of the document of this number.
    fn list<'p>(&self, number: usize, passage: u32, places: &'p mut [Places]) -> Option<&'p mut Vec<Place>> {
        let places = places.get_mut(*self.at.get(number)?)?;
        Some(places.passages.entry(passage).or_default())
    }
}

impl Places {
    /// What the places add to a document's score: neighbours, and its best passage.
    pub(super) fn bonus(&self, rarities: &[f32]) -> f32 {
        let mut nearest = Nearness::default();
        let mut best: Option<f32> = None;
        for places in self.passages.values() {
            let nearness = self.nearness(places);
            nearest.join(&nearness);
            let score = score(places, &nearness, rarities);
            best = Some(best.map_or(score, |best| best.max(score)));
        }
        PAIR * nearest.worth(rarities) + PASSAGE * best.unwrap_or(0.0)
    }

    /// How often a leaf was found.
    pub(super) fn count(&self, leaf: usize) -> usize {
        self.passages.values().flatten().filter(|place| place.leaf == leaf).count()
    }

    /// The passages with their scores, best first, earlier ones first where equal.
    pub(super) fn ranked(&self, rarities: &[f32]) -> Vec<(u32, f32)> {
        let scored =
            |(&passage, places): (&u32, &Vec<Place>)| (passage, score(places, &self.nearness(places), rarities));
        let mut ranked: Vec<(u32, f32)> = self.passages.iter().map(scored).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    /// How near neighbours of the query come to each other in a passage.
    fn nearness(&self, places: &[Place]) -> Nearness {
        let mut nearness = Nearness(vec![0.0; self.typed.len().saturating_sub(1)]);
        let mut sorted: Vec<&Place> = places.iter().collect();
        sorted.sort_by_key(|place| (place.zone, place.span, place.leaf));
        for (at, second) in sorted.iter().enumerate() {
            for first in sorted.iter().take(at).rev().take_while(|first| near(first, second)) {
                let (leaf, distance) = match () {
                    () if first.leaf + 1 == second.leaf => (first.leaf, self.error(first, second)),
                    () if second.leaf + 1 == first.leaf => {
                        (second.leaf, 1.0 + second.span.0.saturating_sub(first.span.1) as f32)
                    }
                    () => continue,
                };
                let zone = weights::of_zone(first.zone);
                let found = zone * first.weight * second.weight / (1.0 + distance);
                if let Some(best) = nearness.0.get_mut(leaf) {
                    *best = best.max(found);
                }
            }
        }
        nearness
    }

    /// How many words more or less than typed stand between two neighbours.
    fn error(&self, first: &Place, second: &Place) -> f32 {
        let typed = |leaf: usize| self.typed.get(leaf).copied().unwrap_or(0);
        let wanted = typed(second.leaf).saturating_sub(typed(first.leaf)).max(1);
        let found = second.span.0.saturating_sub(first.span.1).max(1);
        // Stop words more or less between two words change little.
        wanted.abs_diff(found) as f32
    }
}

/// For each two neighbours of the query, how near they come to each other at best.
#[derive(Default)]
struct Nearness(Vec<f32>);

impl Nearness {
    fn join(&mut self, other: &Self) {
        self.0.resize(other.0.len(), 0.0);
        self.0.iter_mut().zip(&other.0).for_each(|(best, other)| *best = best.max(*other));
    }

    /// Each times the rarity of the rarer one of the two.
    fn worth(&self, rarities: &[f32]) -> f32 {
        let rarer = rarities.windows(2).map(|pair| 0.3 + pair.iter().copied().fold(f32::INFINITY, f32::min));
        self.0.iter().zip(rarer).map(|(near, rarer)| near * rarer).sum()
    }
}

/// What a passage is worth by its words and by how near they come to each other.
fn score(places: &[Place], nearness: &Nearness, rarities: &[f32]) -> f32 {
    let words: f32 =
        rarities.iter().enumerate().map(|(leaf, rarity)| rarity * saturated(frequency(places, leaf))).sum();
    words + nearness.worth(rarities)
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
