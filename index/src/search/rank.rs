//! Scores documents: BM25F over their zones, a bonus for exact words, then nearness and the best passage for the first ones.
//! Which documents answer is settled before.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;
use super::count::Count;
use super::matching::{Counts, Matched};
use super::places::{self, Places};
use super::plan::{Leaf, Wanted};
use super::weights::{B, EXACT, K1, LOOKED_INTO, READ_WHOLE, TITLE, TITLE_B, TITLE_K1};
use crate::answer::Sort;
use crate::collection::{Collection, Segment};
use crate::error::IndexError;
use crate::schema::column;

/// A document with its score.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    /// Number of the segment.
    pub segment: usize,
    /// Number of the document in it.
    pub document: u32,
    /// Whether it has all the words.
    pub complete: bool,
    /// Higher is better.
    pub score: f32,
    /// What it is ordered by, higher first.
    pub order: Order,
    /// Orders documents of one segment by their ids.
    pub id_rank: u64,
    /// Where the words stand in it, where that was looked at.
    pub places: Option<Places>,
}

/// What documents are ordered by: a rank that comes before all else, then a score or a day.
pub(super) type Order = (u8, f64);

impl Scored {
    /// What its score is made of.
    pub(super) fn explanation(&self) -> String {
        let words = if self.complete { "tous les mots" } else { "une partie des mots" };
        format!("score {:.3} : {words}", self.score)
    }
}

/// How rare each leaf is: `ln(1 + (N - n + 0.5) / (n + 0.5))` of N documents, n of which have it (Robertson, Zaragoza 2009).
pub(super) fn rarities(collection: &Collection, leaves: &[Leaf], counts: &Counts) -> Vec<f32> {
    let all = collection.documents as f32;
    let rarity = |(leaf, counts): (&Leaf, &Vec<Vec<Count>>)| {
        let found = counts.iter().map(Vec::len).sum::<usize>() as f32;
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

/// The first `wanted` of the matched documents in the order of `sort`.
pub(super) fn best(ranking: &Ranking<'_>, sort: Sort, wanted: usize) -> Result<Vec<Scored>, IndexError> {
    let Ranking { collection, leaves, rarities, .. } = ranking;
    let scores = scores(ranking);
    if sort != Sort::Relevance {
        let days = days(collection, sort)?;
        let order = |segment: usize, document: u32, _| (0, at(&days, segment, document).unwrap_or(f64::NEG_INFINITY));
        let mut first = top(ranking, &scores, order, wanted);
        put_in_order(collection, &mut first, 0..wanted);
        return Ok(first);
    }
    let literal = literal(ranking);
    let order =
        |segment: usize, document: u32, score: f32| (at(&literal, segment, document).unwrap_or(0), f64::from(score));
    let mut best = top(ranking, &scores, order, wanted.max(LOOKED_INTO));
    let looked_into = best.len().min(LOOKED_INTO);
    // Nor which of those that are equal are looked into.
    put_in_order(collection, &mut best, LOOKED_INTO - 1..LOOKED_INTO);
    let (first, rest) = best.split_at_mut(looked_into);
    let documents: Vec<(usize, u32)> = first.iter().map(|scored| (scored.segment, scored.document)).collect();
    for (scored, places) in first.iter_mut().zip(places::look_into(collection, leaves, &documents)?) {
        scored.score += places.bonus(rarities);
        scored.order.1 = f64::from(scored.score);
        scored.places = Some(places);
    }
    put_in_order(collection, first, 0..wanted);
    put_in_order(collection, rest, 0..wanted.saturating_sub(looked_into));
    best.truncate(wanted);
    Ok(best)
}

/// How many of the words each document has as they were typed, where so few are found that this comes first; else nothing.
fn literal(ranking: &Ranking<'_>) -> Vec<Vec<u8>> {
    let Ranking { collection, leaves, counts, matched, .. } = ranking;
    if matched.documents.iter().map(Bits::count).sum::<u64>() > READ_WHOLE {
        return Vec::new();
    }
    let mut words: Vec<Vec<u8>> = collection.segments.iter().map(|segment| vec![0; segment.documents()]).collect();
    for (_, counts) in leaves.iter().zip(*counts).filter(|(leaf, _)| leaf.wanted == Wanted::Yes) {
        for (words, counts) in words.iter_mut().zip(counts) {
            for count in counts.iter().filter(|count| count.typed > 0.0) {
                if let Some(words) = words.get_mut(count.document as usize) {
                    *words = words.saturating_add(1);
                }
            }
        }
    }
    words
}

/// For each document of each segment, a number that is higher the earlier `sort` wants it.
fn days(collection: &Collection, sort: Sort) -> Result<Vec<Vec<f64>>, IndexError> {
    let of_segment = |segment: &Segment| {
        let days = segment.reader.fast_fields().column_opt::<u64>(column::FIRST_DAY)?;
        let day = |passage: &u32| match (days.as_ref().and_then(|days| days.first(*passage)), sort) {
            (None, _) => f64::NEG_INFINITY,
            (Some(day), Sort::Oldest) => -(day as f64),
            (Some(day), _) => day as f64,
        };
        Ok(segment.first.iter().map(day).collect())
    };
    collection.segments.iter().map(of_segment).collect()
}

fn at<T: Copy>(values: &[Vec<T>], segment: usize, document: u32) -> Option<T> {
    values.get(segment)?.get(document as usize).copied()
}

/// The score of each matched document of each segment, by counts alone.
fn scores(ranking: &Ranking<'_>) -> Vec<Vec<f32>> {
    let Ranking { collection, leaves, rarities, counts, matched } = ranking;
    let averages = (collection.average_words(), collection.average_title_words());
    let score = |(n, segment): (usize, &Segment)| {
        let mut scores = vec![0.0; segment.documents()];
        let Some(documents) = matched.documents.get(n) else { return scores };
        for ((leaf, counts), rarity) in leaves.iter().zip(*counts).zip(*rarities) {
            if leaf.wanted == Wanted::No {
                continue;
            }
            for count in counts.get(n).into_iter().flatten().filter(|count| documents.contains(count.document)) {
                if let Some(score) = scores.get_mut(count.document as usize) {
                    *score += rarity * weight(segment, count, averages);
                }
            }
        }
        scores
    };
    collection.segments.iter().enumerate().map(score).collect()
}

/// What a leaf's counts in a document weigh: BM25 of the text, of the title, and of the exact word once more.
fn weight(segment: &Segment, count: &Count, (words, title_words): (f32, f32)) -> f32 {
    let at = count.document as usize;
    let length = segment.length.get(at).copied().unwrap_or(0) as f32 / words;
    let title_length = segment.title_length.get(at).copied().unwrap_or(0) as f32 / title_words;
    let norm = K1 * (1.0 - B + B * length);
    let title_norm = TITLE_K1 * (1.0 - TITLE_B + TITLE_B * title_length);
    let text = (K1 + 1.0) * (count.text / (count.text + norm) + EXACT * count.exact / (count.exact + norm));
    text + TITLE * (TITLE_K1 + 1.0) * count.title / (count.title + title_norm)
}

/// The first `wanted` matched documents in the order that `order` gives for segment, document and score.
fn top(
    ranking: &Ranking<'_>,
    scores: &[Vec<f32>],
    order: impl Fn(usize, u32, f32) -> Order,
    wanted: usize,
) -> Vec<Scored> {
    let Ranking { collection, matched, .. } = ranking;
    let mut best: Vec<Scored> = Vec::new();
    for (n, (segment, documents)) in collection.segments.iter().zip(&matched.documents).enumerate() {
        let mut found: Vec<(Order, u32)> = Vec::new();
        let mut least = None;
        for document in documents.iter() {
            let order = order(n, document, at(scores, n, document).unwrap_or(0.0));
            if least.is_none_or(|least| order >= least) {
                found.push((order, document));
            }
            if found.len() >= 2 * wanted.max(LOOKED_INTO) {
                least = shrink(segment, &mut found, wanted);
            }
        }
        shrink(segment, &mut found, wanted);
        best.extend(found.into_iter().map(|(order, document)| Scored {
            segment: n,
            document,
            complete: matched.complete.get(n).is_some_and(|complete| complete.contains(document)),
            score: at(scores, n, document).unwrap_or(0.0),
            order,
            id_rank: segment.id_rank(document),
            places: None,
        }));
    }
    let rest = best.len() > wanted;
    // Which of those that are equal is cut off must not depend on the segments.
    put_in_order(collection, &mut best, if rest { wanted - 1..wanted } else { 0..0 });
    best.truncate(wanted);
    best
}

/// Keeps the first `wanted`; returns the order of the last of them once there are so many.
fn shrink(segment: &Segment, found: &mut Vec<(Order, u32)>, wanted: usize) -> Option<Order> {
    found.sort_unstable_by(|(a, a_document), (b, b_document)| {
        compare(*a, *b).then_with(|| segment.id_rank(*a_document).cmp(&segment.id_rank(*b_document)))
    });
    found.truncate(wanted);
    found.last().filter(|_| found.len() == wanted).map(|(order, _)| *order)
}

fn compare(a: Order, b: Order) -> Ordering {
    b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
}

/// Highest order first, and of those that are equal, ids in their order; the latter for runs that reach into `exact`.
fn put_in_order(collection: &Collection, scored: &mut [Scored], exact: Range<usize>) {
    scored.sort_by(|a, b| compare(a.order, b.order).then((a.segment, a.id_rank).cmp(&(b.segment, b.id_rank))));
    let mut from = 0;
    for run in scored.chunk_by_mut(|a, b| compare(a.order, b.order).is_eq()) {
        let here = from..from + run.len();
        from = here.end;
        // Ids are read from disk, so only where segments have to be merged.
        let merged = run.first().map(|first| first.segment) != run.last().map(|last| last.segment);
        if merged && here.start < exact.end && exact.start < here.end {
            run.sort_by_cached_key(|scored| {
                collection.segments.get(scored.segment).and_then(|s| s.id(scored.document).ok())
            });
        }
    }
}
