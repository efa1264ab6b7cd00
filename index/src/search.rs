//! Searching: a request in, an answer out. Each step is a module; this file is their order.
//! Nothing here writes, prints or knows how answers are shown.

mod bits;
mod deadline;
mod found;
mod slot;
mod weights;
mod postings;
mod phrase;
mod plan;
mod question;
mod unit;
mod correction;
mod ways;
mod widening;
mod compile;
mod norm;
mod count;
mod filter;
mod matching;
mod passing;
mod score;
mod places;
mod rank;
mod spanned;
mod excerpts;
mod collapse;
mod facets;
mod asked;
mod incomplete;
mod likelier;
mod marked;
mod together;

pub use marked::marked;
pub(crate) use passing::{Passing, holding, passing};
pub(crate) use together::{first_passage, together};

use std::time::Instant;

use crate::amendment::{self, Amendment, AmendmentKind};
use crate::answer::{Answer, Hit, IndexInfo, Request};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::query::{self, Node};
use crate::segment::Segment;
use asked::Asked;
use deadline::Deadline;
use incomplete::incomplete;
use question::Question;

/// The highest sum of offset and limit whose answer takes at most some ten milliseconds for a hundred thousand documents found;
/// beyond it time grows in proportion. Nothing here refuses more: that is the business of who offers it to strangers.
pub const DEEPEST: usize = 10_000;

/// Answers `request` from `collection`.
///
/// # Errors
/// What the index's files may cause, and a deadline that passes: no query is an error.
pub fn search(collection: &Collection, request: &Request) -> Result<Answer, IndexError> {
    let start = Instant::now();
    let parsed = query::parse(&request.query);
    let question = Question::of(&parsed.root, request);
    let mut asked = Asked::of(collection, &question, request)?;
    let facets = asked.facets(request)?;
    asked.collapse();
    let mut amendments: Vec<Amendment> = parsed.notes.iter().map(Amendment::from).collect();
    amendments.extend(asked.compiled.told.iter().map(|told| amended(told, &parsed.root)));
    amendments.extend(incomplete(collection, &asked, (&parsed.root, request))?);
    let mut answer = Answer {
        query: request.query.clone(),
        understood: question.understood(),
        hints: amendments.iter().map(|amendment| amendment.text.clone()).collect(),
        amendments,
        did_you_mean: None,
        without_filters: None,
        total: asked.total,
        passages: passages(collection, &asked),
        took: start.elapsed(),
        index: info(collection),
        hits: Vec::new(),
        facets,
    };
    if asked.is_doubtful() {
        answer.did_you_mean = likelier::likelier(collection, (&parsed.root, request), asked.having_all())?;
    }
    if asked.total == 0 && !question.chosen.is_empty() && parsed.root != Node::Nothing {
        answer.without_filters = Some(Asked::of(collection, &question.without_filters(), request)?.total);
    }
    answer.hits = hits(collection, &asked, request)?;
    answer.took = start.elapsed();
    Ok(answer)
}

/// The documents of the page that `request` wants.
fn hits(collection: &Collection, asked: &Asked<'_>, request: &Request) -> Result<Vec<Hit>, IndexError> {
    if request.limit == 0 || asked.total == 0 {
        return Ok(Vec::new());
    }
    let deadline = Deadline(request.deadline);
    let (leaves, counts) = (&asked.compiled.leaves, &asked.counts);
    let rarities = score::rarities(collection, leaves, counts);
    let ranking = score::Ranking { collection, leaves, rarities: &rarities, counts, matched: &asked.matched };
    let wanted = request.offset.saturating_add(request.limit).min(asked.total as usize);
    deadline.check()?;
    let page: Vec<rank::Scored> =
        rank::best(&ranking, request.sort, wanted)?.into_iter().skip(request.offset).collect();
    deadline.check()?;
    let also_at = asked.copies.map(|copies| collapse::also_at(collection, copies, &page)).transpose()?;
    let mut hits = excerpts::hits(collection, leaves, &rarities, page, request)?;
    hits.iter_mut().zip(also_at.into_iter().flatten()).for_each(|(hit, ids)| hit.also_at = ids);
    Ok(hits)
}

/// What is told as an amendment of the query `root`.
fn amended(told: &plan::Told, root: &Node) -> Amendment {
    // What was left out is nowhere: quotes would not find it.
    let quoted = Some(&told.typed).filter(|_| told.kind != AmendmentKind::LeftOut);
    let instead = quoted.and_then(|typed| amendment::quoted(root, typed)).map(|node| node.to_string());
    Amendment::new(told.kind, told.remark.clone(), instead)
}

/// How many passages of the matched documents hold something of the query.
fn passages(collection: &Collection, asked: &Asked<'_>) -> u64 {
    let (leaves, counts, matched) = (&asked.compiled.leaves, &asked.counts, &asked.matched);
    let of_segment = |(n, (segment, documents)): (usize, (&Segment, &bits::Bits))| {
        let mut passages = bits::Bits::none(segment.document_of.len());
        let wanted = leaves.iter().zip(counts).filter(|(leaf, _)| leaf.wanted == plan::Wanted::Yes);
        wanted.filter_map(|(_, found)| found.0.get(n)).for_each(|found| found.passages.add_to(&mut passages));
        let of_document = |document: u32| {
            let (first, count) = segment.range(document);
            passages.within(first, first + count)
        };
        documents.iter().map(of_document).sum::<u64>()
    };
    collection.segments.iter().zip(&matched.documents).enumerate().map(of_segment).sum()
}

fn info(collection: &Collection) -> IndexInfo {
    IndexInfo {
        version: collection.version(),
        documents: collection.documents,
        built: collection.payload.built.clone(),
    }
}
