//! Puts the matched documents in order: by their scores, to which nearness and the best passage are added for the first ones.
//! Which documents answer, and what their counts score, is settled before.

use std::cmp::Ordering;
use std::ops::Range;

use super::bits::Bits;
use super::places::{self, Places};
use super::plan::Wanted;
use super::score::{self, Ranking, Scores};
use super::weights::{LOOKED_INTO, READ_WHOLE};
use crate::answer::Sort;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::schema::column;
use crate::segment::Segment;

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

/// The first `wanted` of the matched documents in the order of `sort`.
pub(super) fn best(ranking: &Ranking<'_>, sort: Sort, wanted: usize) -> Result<Vec<Scored>, IndexError> {
    let Ranking { collection, leaves, rarities, .. } = ranking;
    if sort != Sort::Relevance {
        let mut first = top(ranking, sort, wanted)?;
        put_in_order(collection, &mut first, 0..wanted);
        return Ok(first);
    }
    let mut best = top(ranking, sort, wanted.max(LOOKED_INTO))?;
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

/// How many of the words each of `documents` has as they were typed.
fn literal(ranking: &Ranking<'_>, segment: usize, documents: &[u32]) -> Vec<u8> {
    let Ranking { leaves, counts, .. } = ranking;
    let mut words = vec![0_u8; documents.len()];
    for (_, found) in leaves.iter().zip(*counts).filter(|(leaf, _)| leaf.wanted == Wanted::Yes) {
        let Some(found) = found.0.get(segment) else { continue };
        found.each_among(documents, |place, _| {
            let is_typed = documents.get(place).is_some_and(|&document| found.is_typed(document));
            if let Some(words) = words.get_mut(place).filter(|_| is_typed) {
                *words = words.saturating_add(1);
            }
        });
    }
    words
}

/// For each of `documents`, a number that is higher the earlier `sort` wants it.
fn days(segment: &Segment, documents: &[u32], sort: Sort) -> Result<Vec<f64>, IndexError> {
    let days = segment.reader.fast_fields().column_opt::<u64>(column::FIRST_DAY)?;
    let day = |&document: &u32| match (days.as_ref().and_then(|days| days.first(segment.range(document).0)), sort) {
        (None, _) => f64::NEG_INFINITY,
        (Some(day), Sort::Oldest) => -(day as f64),
        (Some(day), _) => day as f64,
    };
    Ok(documents.iter().map(day).collect())
}

/// The first `wanted` of the documents of a segment that are scored so.
fn first_of(
    ranking: &Ranking<'_>,
    sort: Sort,
    (n, segment, scores): (usize, &Segment, &Scores),
    wanted: usize,
) -> Result<Vec<Ordered>, IndexError> {
    let Scores { documents, scores } = scores;
    let scored = || documents.iter().copied().zip(scores.iter().copied());
    if sort != Sort::Relevance {
        let days = days(segment, documents, sort)?;
        return Ok(first(segment, scored().zip(days).map(|(scored, day)| ((0, day), scored)), wanted));
    }
    let by_score = |(document, score): (u32, f32)| ((0, f64::from(score)), (document, score));
    if ranking.matched.documents.iter().map(Bits::count).sum::<u64>() > READ_WHOLE {
        return Ok(first(segment, scored().map(by_score), wanted));
    }
    let typed = literal(ranking, n, documents).into_iter();
    Ok(first(
        segment,
        scored().map(by_score).zip(typed).map(|((order, scored), typed)| ((typed, order.1), scored)),
        wanted,
    ))
}

/// The first `wanted` matched documents in the order of `sort`, by counts alone.
fn top(ranking: &Ranking<'_>, sort: Sort, wanted: usize) -> Result<Vec<Scored>, IndexError> {
    let Ranking { collection, matched, .. } = ranking;
    let mut best: Vec<Scored> = Vec::new();
    for (n, (segment, scores)) in collection.segments.iter().zip(score::scores(ranking)).enumerate() {
        for (order, document, score) in first_of(ranking, sort, (n, segment, &scores), wanted)? {
            best.push(Scored {
                segment: n,
                document,
                complete: matched.complete.get(n).is_some_and(|complete| complete.contains(document)),
                score,
                order,
                id_rank: segment.id_rank(document),
                places: None,
            });
        }
    }
    let rest = best.len() > wanted;
    // Which of those that are equal is cut off must not depend on the segments.
    put_in_order(collection, &mut best, if rest { wanted - 1..wanted } else { 0..0 });
    best.truncate(wanted);
    Ok(best)
}

/// A document with its order and its score.
type Ordered = (Order, u32, f32);

/// The first `wanted` documents of a segment.
fn first(segment: &Segment, all: impl Iterator<Item = (Order, (u32, f32))>, wanted: usize) -> Vec<Ordered> {
    let mut found: Vec<Ordered> = Vec::new();
    let mut least = None;
    for (order, (document, score)) in all {
        if least.is_none_or(|least| order >= least) {
            found.push((order, document, score));
        }
        if found.len() >= 2 * wanted.max(LOOKED_INTO) {
            least = shrink(segment, &mut found, wanted);
        }
    }
    shrink(segment, &mut found, wanted);
    found
}

/// Keeps the first `wanted`, in no order; returns the order of the last of them once there are so many.
fn shrink(segment: &Segment, found: &mut Vec<Ordered>, wanted: usize) -> Option<Order> {
    let last = wanted.checked_sub(1).filter(|&last| last < found.len())?;
    let (_, (order, ..), _) = found.select_nth_unstable_by(last, |(a, a_document, _), (b, b_document, _)| {
        compare(*a, *b).then_with(|| segment.id_rank(*a_document).cmp(&segment.id_rank(*b_document)))
    });
    let order = *order;
    found.truncate(wanted);
    Some(order)
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
