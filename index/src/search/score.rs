//! Scores documents by counts alone: BM25 of their text and title, and a bonus for exact words.
//! Where the words stand in them is not looked at here.

use std::sync::Arc;

use super::bits::Bits;
use super::count::Everywhere;
use super::found::Count;
use super::matching::{Counts, Matched};
use super::plan::{Leaf, Wanted};
use super::weights::{B, EXACT, K1, TITLE, TITLE_B, TITLE_K1};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::memory::Remembered;
use crate::segment::Segment;

/// How rare each leaf is: `ln(1 + (N - n + 0.5) / (n + 0.5))` of N documents, n of which have it (Robertson, Zaragoza 2009).
pub(super) fn rarities(collection: &Collection, leaves: &[Leaf], counts: &Counts) -> Vec<f32> {
    let all = collection.documents as f32;
    let rarity = |(leaf, found): (&Leaf, &Arc<Everywhere>)| {
        let found = found.0.iter().map(|found| found.counts.len()).sum::<usize>() as f32;
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

/// The matched documents with their scores, by segment, ascending by document.
pub(super) fn scores(ranking: &Ranking<'_>) -> Result<Vec<Vec<(u32, f32)>>, IndexError> {
    let norms = ranking.collection.memory.recall("norms", || Ok(norms(ranking.collection)))?;
    Ok(norms.0.iter().enumerate().map(|(segment, norms)| of_segment(ranking, segment, norms)).collect())
}

fn of_segment(ranking: &Ranking<'_>, n: usize, norms: &[Norm]) -> Vec<(u32, f32)> {
    let Ranking { leaves, rarities, counts, matched, .. } = ranking;
    let documents: Vec<u32> = matched.documents.get(n).map(Bits::to_vec).unwrap_or_default();
    let mut scores = vec![0.0; documents.len()];
    let wanted = leaves.iter().zip(*counts).zip(*rarities).filter(|((leaf, _), _)| leaf.wanted == Wanted::Yes);
    for ((_, found), rarity) in wanted {
        let Some(found) = found.0.get(n) else { continue };
        found.each_among(&documents, |place, count| {
            if let (Some(score), Some(norm)) = (scores.get_mut(place), norms.get(count.document as usize)) {
                *score += rarity * weight(count, *norm);
            }
        });
    }
    documents.into_iter().zip(scores).collect()
}

/// What BM25 sets the counts of a document against: for its text and for its title.
#[derive(Debug, Clone, Copy)]
struct Norm {
    text: f32,
    title: f32,
}

/// The norms of all documents, by segment.
struct Norms(Vec<Vec<Norm>>);

impl Remembered for Norms {
    fn bytes(&self) -> usize {
        self.0.iter().map(|norms| size_of::<Norm>() * norms.len()).sum()
    }
}

fn norms(collection: &Collection) -> Norms {
    let (words, title_words) = (collection.average_words(), collection.average_title_words());
    let norm = |(&length, &title_length): (&u32, &u32)| Norm {
        text: K1 * (1.0 - B + B * (length as f32 / words)),
        title: TITLE_K1 * (1.0 - TITLE_B + TITLE_B * (title_length as f32 / title_words)),
    };
    let of_segment = |segment: &Segment| segment.length.iter().zip(&segment.title_length).map(norm).collect();
    Norms(collection.segments.iter().map(of_segment).collect())
}

/// What a leaf's counts in a document weigh: BM25 of the text, of the title, and of the exact word once more.
fn weight(count: &Count, norm: Norm) -> f32 {
    let text = (K1 + 1.0) * (count.text / (count.text + norm.text) + EXACT * count.exact / (count.exact + norm.text));
    text + TITLE * (TITLE_K1 + 1.0) * count.title / (count.title + norm.title)
}
