//! Scores documents: BM25F over their zones, a bonus for exact words, then nearness and the best passage for the first ones.
//! Which documents answer is settled before.

use super::count::Count;
use super::matching::{Counts, Matched};
use super::places::{self, Places};
use super::plan::{Leaf, Wanted};
use super::weights::WEIGHTS;
use crate::collection::Collection;
use crate::error::IndexError;

/// So many of the best documents are weighed again by where the words stand in them.
const LOOKED_INTO: usize = 100;

/// A document with its score.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Number of the segment.
    pub segment: usize,
    /// Number of the document in it.
    pub document: u32,
    /// Whether it has all the words.
    pub complete: bool,
    /// Higher is better.
    pub score: f32,
    /// Orders documents of one segment by their ids.
    pub id_rank: u64,
    /// Where the words stand in it, where that was looked at.
    pub places: Option<Places>,
}

impl Scored {
    /// What its score is made of.
    pub fn explanation(&self) -> String {
        let words = if self.complete { "tous les mots" } else { "une partie des mots" };
        format!("score {:.3} : {words}", self.score)
    }
}

/// How rare each leaf is: `ln(1 + (N - n + 0.5) / (n + 0.5))` of N documents, n of which have it (Robertson, Zaragoza 2009).
pub fn rarities(collection: &Collection, leaves: &[Leaf], counts: &Counts) -> Vec<f32> {
    let all = collection.documents as f32;
    let rarity = |(leaf, counts): (&Leaf, &Vec<Vec<Count>>)| {
        let found = counts.iter().map(Vec::len).sum::<usize>() as f32;
        let rarity = (1.0 + (all - found + 0.5).max(0.0) / (found + 0.5)).ln();
        if leaf.wanted == Wanted::Yes { rarity } else { 0.0 }
    };
    leaves.iter().zip(counts).map(rarity).collect()
}

/// The best `wanted` of the matched documents, best first.
pub fn best(
    collection: &Collection,
    leaves: &[Leaf],
    counts: &Counts,
    matched: &Matched,
    wanted: usize,
) -> Result<Vec<Scored>, IndexError> {
    let rarities = rarities(collection, leaves, counts);
    let scores = scores(collection, leaves, counts, &rarities);
    let mut best = top(collection, matched, &scores, wanted.max(LOOKED_INTO));
    let looked_into = best.len().min(LOOKED_INTO);
    if let Some(first) = best.get_mut(..looked_into) {
        places::look_into(collection, leaves, first)?;
        
        for scored in first.iter_mut() {

            let length = length_factor(collection, scored.segment, scored.document);
            scored.score += scored.places.as_ref().map_or(0.0, |places| places.bonus(&rarities, length));
            if scored.complete { scored.score *= 1.0 + WEIGHTS.least; }
        }
        sort(collection, first);
    }
    best.truncate(wanted);
    Ok(best)
}

/// The score of each document of each segment, by counts alone.
fn scores(collection: &Collection, leaves: &[Leaf], counts: &Counts, rarities: &[f32]) -> Vec<Vec<f32>> {
    let mut scores: Vec<Vec<f32>> =
        collection.segments.iter().map(|segment| vec![0.0; segment.documents()]).collect();
    let average = collection.average_words();
    let title_average = collection.average_title_words();
    for ((leaf, of_leaf), &rarity) in leaves.iter().zip(counts).zip(rarities) {
        if leaf.wanted == Wanted::No {
            continue;
        }
        for ((segment, of_segment), scores) in collection.segments.iter().zip(of_leaf).zip(&mut scores) {
            for count in of_segment {
                let length = segment.length.get(count.document as usize).copied().unwrap_or(0) as f32;
                let norm = WEIGHTS.k1 * (1.0 - WEIGHTS.b + WEIGHTS.b * length / average);
                let title_length = segment.title_length.get(count.document as usize).copied().unwrap_or(0) as f32;
                let tnorm = WEIGHTS.tk1 * (1.0 - WEIGHTS.tb + WEIGHTS.tb * title_length / title_average);
                if let Some(score) = scores.get_mut(count.document as usize) {
                    let any = count.text * (WEIGHTS.k1 + 1.0) / (count.text + norm);
                    let title = count.title * (WEIGHTS.tk1 + 1.0) / (count.title + tnorm);
                    let exact = count.exact * (WEIGHTS.k1 + 1.0) / (count.exact + norm);
                    *score += rarity.powf(WEIGHTS.idfp) * (any + WEIGHTS.title * title + WEIGHTS.exact * exact);
                }
            }
        }
    }
    scores
}

fn length_factor(collection: &Collection, segment: usize, document: u32) -> f32 {
    let length = collection.segments.get(segment).and_then(|segment| segment.length.get(document as usize));
    length.copied().unwrap_or(0) as f32 / collection.average_words()
}

fn top(collection: &Collection, matched: &Matched, scores: &[Vec<f32>], wanted: usize) -> Vec<Scored> {
    let mut best: Vec<Scored> = Vec::new();
    for (n, (segment, documents)) in collection.segments.iter().zip(&matched.documents).enumerate() {
        let mut of_segment: Vec<(bool, f32, u32)> = Vec::new();
        let complete = matched.complete.get(n);
        let mut least = None;
        for document in documents.iter() {
            let score = scores.get(n).and_then(|scores| scores.get(document as usize)).copied().unwrap_or(0.0);
            let all = complete.is_some_and(|complete| complete.contains(document));
            if least.is_some_and(|least| (all, score) < least) {
                continue;
            }
            of_segment.push((all, score, document));
            if of_segment.len() >= 4 * wanted.max(16) {
                least = shrink(segment, &mut of_segment, wanted);
            }
        }
        shrink(segment, &mut of_segment, wanted);
        best.extend(of_segment.into_iter().map(|(complete, score, document)| Scored {
            segment: n,
            document,
            complete,
            score,
            id_rank: segment.id_rank(document),
            places: None,
        }));
    }
    sort(collection, &mut best);
    best.truncate(wanted);
    best
}

/// Keeps the best `wanted`; returns the least of them once there are so many.
fn shrink(
    segment: &crate::collection::Segment,
    found: &mut Vec<(bool, f32, u32)>,
    wanted: usize,
) -> Option<(bool, f32)> {
    let by_score = |a: &(bool, f32, u32), b: &(bool, f32, u32)| {
        b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then_with(|| segment.id_rank(a.2).cmp(&segment.id_rank(b.2)))
    };
    found.sort_unstable_by(by_score);
    found.truncate(wanted);
    (found.len() == wanted).then(|| found.last().map(|least| (least.0, least.1))).flatten()
}

/// Best first; equal scores in the order of ids.
pub fn sort(collection: &Collection, scored: &mut [Scored]) {
    scored.sort_by(|a, b| {
        let tier = WEIGHTS.all > 0.0; let by_score = (b.complete && tier).cmp(&(a.complete && tier)).then(b.score.total_cmp(&a.score));
        by_score.then_with(|| match a.segment == b.segment {
            true => a.id_rank.cmp(&b.id_rank),
            false => id(collection, a).cmp(&id(collection, b)),
        })
    });
}

fn id(collection: &Collection, scored: &Scored) -> Option<String> {
    collection.segments.get(scored.segment)?.id(scored.document).ok()
}
