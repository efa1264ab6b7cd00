//! Scores documents by counts alone: what each leaf weighs in them, times how rare it is.
//! What counts weigh is told in `norm`; where the words stand in documents is not looked at here.

use std::sync::Arc;

use super::bits::Bits;
use super::count::Everywhere;
use super::matching::{Counts, Matched};
use super::plan::{Leaf, Wanted};
use crate::collection::Collection;

/// How rare each leaf is: `ln(1 + (N - n + 0.5) / (n + 0.5))` of N documents, n of which have it (Robertson, Zaragoza 2009).
pub(super) fn rarities(collection: &Collection, leaves: &[Leaf], counts: &Counts) -> Vec<f32> {
    let all = collection.documents as f32;
    let rarity = |(leaf, found): (&Leaf, &Arc<Everywhere>)| {
        let found = found.0.iter().map(|found| found.weights.len()).sum::<usize>() as f32;
        let rarity = (1.0 + (all - found + 0.5).max(0.0) / (found + 0.5)).ln();
        if leaf.wanted == Wanted::Yes { rarity } else { 0.0 }
    };
    leaves.iter().zip(counts).map(rarity).collect()
}

/// What is to be ranked.
pub(super) struct Ranking<'a> {
    /// The collection.
    pub collection: &'a Collection,
    /// What was looked for.
    pub leaves: &'a [Leaf],
    /// How rare each leaf is.
    pub rarities: &'a [f32],
    /// Where it was found.
    pub counts: &'a Counts,
    /// The documents that answer.
    pub matched: &'a Matched,
}

/// The matched documents with their scores, by segment.
pub(super) fn scores(ranking: &Ranking<'_>) -> Vec<Scores> {
    let of_segment = |(segment, documents): (usize, &Bits)| of_segment(ranking, segment, documents.to_vec());
    ranking.matched.documents.iter().enumerate().map(of_segment).collect()
}

/// Documents of a segment, ascending, and their scores.
pub(super) struct Scores {
    /// The documents.
    pub documents: Vec<u32>,
    /// The score of each.
    pub scores: Vec<f32>,
}

fn of_segment(ranking: &Ranking<'_>, segment: usize, documents: Vec<u32>) -> Scores {
    let Ranking { leaves, rarities, counts, .. } = ranking;
    let mut scores = vec![0.0; documents.len()];
    let wanted = leaves.iter().zip(*counts).zip(*rarities).filter(|((leaf, _), _)| leaf.wanted == Wanted::Yes);
    for ((_, found), rarity) in wanted {
        let Some(found) = found.0.get(segment) else { continue };
        found.each_among(&documents, |place, weight| {
            if let Some(score) = scores.get_mut(place) {
                *score += rarity * weight;
            }
        });
    }
    Scores { documents, scores }
}
