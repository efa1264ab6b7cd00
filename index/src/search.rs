//! Searching: a request in, an answer out. Each step is a module; this file is their order.
//! Nothing here writes, prints or knows how answers are shown.

mod bits;
mod compile;
mod count;
mod excerpts;
mod filter;
mod matching;
mod phrase;
mod places;
mod plan;
mod postings;
mod rank;
mod unit;
mod weights;
mod widening;

use std::time::Instant;

use crate::answer::{Answer, IndexInfo, Request};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::query::field::Field;
use crate::query::{self, Node};

/// Answers `request` from `collection`.
///
/// # Errors
/// Only what the index's files may cause: no query is an error.
pub fn search(collection: &Collection, request: &Request) -> Result<Answer, IndexError> {
    let start = Instant::now();
    let parsed = query::parse(&request.query);
    let root = with_filters(parsed.root, request);
    let mut compiled = compile::compile(collection, &root)?;
    let mut hints: Vec<String> = parsed.notes.iter().map(ToString::to_string).collect();
    hints.append(&mut compiled.hints);
    let (counts, passages, focus) = count_all(collection, &compiled.leaves)?;
    let matcher = matching::Matcher { segments: &collection.segments, counts: &counts };
    let mut matched = matcher.documents(&compiled.plan)?;
    if true {
        for (n, set) in matched.complete.iter_mut().enumerate() {
            let mut f: Option<bits::Bits> = None;
            for (leaf, b) in compiled.leaves.iter().zip(&focus[n]) {
                if leaf.wanted == plan::Wanted::Yes { match &mut f { None => f = Some(b.clone()), Some(f) => f.keep(b) } }
            }
            let mut docs = bits::Bits::none(collection.segments[n].documents());
            if let Some(f) = f { for p in f.iter() { docs.insert(collection.segments[n].document_of[p as usize]); } set.keep(&docs); }
        }
        if false && matched.complete.iter().map(bits::Bits::count).sum::<u64>() >= weights::WEIGHTS.least as u64 { matched.documents = matched.complete.clone(); }
    }
    let total: u64 = matched.documents.iter().map(bits::Bits::count).sum();
    let mut answer = Answer {
        query: request.query.clone(),
        understood: if root == Node::Nothing { String::new() } else { root.to_string() },
        hints,
        total,
        passages: matched_passages(collection, &matched, &passages),
        took: start.elapsed(),
        index: info(collection),
        hits: Vec::new(),
    };
    if request.limit > 0 && total > 0 {
        let wanted = request.offset.saturating_add(request.limit);
        let scored = rank::best(collection, &compiled.leaves, &counts, &matched, wanted)?;
        let rarities = rank::rarities(collection, &compiled.leaves, &counts);
        let page = scored.into_iter().skip(request.offset).collect();
        answer.hits = excerpts::hits(collection, &compiled.leaves, &rarities, page, request)?;
    }
    answer.took = start.elapsed();
    Ok(answer)
}

fn with_filters(root: Node, request: &Request) -> Node {
    let titles = request.titles.iter().map(|text| query::parse(text).root).filter(|node| *node != Node::Nothing);
    let titles = titles.map(|node| Node::Within { field: Field::Title, node: Box::new(node) });
    let mut parts: Vec<Node> = titles.chain(request.filters.iter().cloned().map(Node::Filter)).collect();
    if parts.is_empty() {
        return root;
    }
    match root {
        Node::Nothing => {}
        Node::Words(words) => parts = words.into_iter().chain(parts).collect(),
        other => parts.insert(0, other),
    }
    if parts.len() == 1 { parts.remove(0) } else { Node::Words(parts) }
}

fn count_all(collection: &Collection, leaves: &[plan::Leaf]) -> Result<(matching::Counts, Vec<bits::Bits>, Vec<Vec<bits::Bits>>), IndexError> {
    let mut counts: matching::Counts = vec![Vec::new(); leaves.len()];
    let mut passages = Vec::new();
    let mut focus = Vec::new();
    for (n, segment) in collection.segments.iter().enumerate() {
        let mut counter = count::Counter::new(segment, n, &collection.fields);
        for (leaf, counts) in leaves.iter().zip(&mut counts) {
            counts.push(counter.count(leaf)?);
        }
        passages.push(counter.passages);
        focus.push(counter.of_leaf);
    }
    Ok((counts, passages, focus))
}

fn matched_passages(collection: &Collection, matched: &matching::Matched, passages: &[bits::Bits]) -> u64 {
    let segments = collection.segments.iter().zip(&matched.documents).zip(passages);
    let count = |((segment, documents), passages): ((&crate::collection::Segment, &bits::Bits), &bits::Bits)| {
        let is_matched = |passage: &u32| {
            segment.document_of.get(*passage as usize).is_some_and(|&document| documents.contains(document))
        };
        passages.iter().filter(is_matched).count() as u64
    };
    segments.map(count).sum()
}

fn info(collection: &Collection) -> IndexInfo {
    IndexInfo {
        version: collection.version(),
        documents: collection.documents,
        built: collection.payload.built.clone(),
    }
}
