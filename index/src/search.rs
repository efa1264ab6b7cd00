//! Searching: a request in, an answer out. Each step is a module; this file is their order.
//! Nothing here writes, prints or knows how answers are shown.

mod bits;
mod slot;
mod weights;
mod postings;
mod phrase;
mod plan;
mod unit;
mod ways;
mod widening;
mod compile;
mod count;
mod filter;
mod matching;
mod places;
mod rank;
mod excerpts;
mod collapse;

use std::time::Instant;

use crate::answer::{Answer, Copies, IndexInfo, Request};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::grouping;
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
    let compiled = compile::compile(collection, &root)?;
    let mut hints: Vec<String> = parsed.notes.iter().map(ToString::to_string).collect();
    hints.extend_from_slice(&compiled.hints);
    let (counts, passages) = count_all(collection, &compiled.leaves)?;
    let matcher = matching::Matcher { segments: &collection.segments, counts: &counts };
    let mut matched = matcher.documents(&compiled.plan)?;
    let copies = if request.copies == Copies::Once { Some(grouping::copies(collection)?) } else { None };
    copies.iter().for_each(|copies| collapse::collapse(copies, &mut matched));
    hints.extend(incomplete(&compiled, &counts, &matched));
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
        let rarities = rank::rarities(collection, &compiled.leaves, &counts);
        let leaves = &compiled.leaves;
        let ranking = rank::Ranking { collection, leaves, rarities: &rarities, counts: &counts, matched: &matched };
        let wanted = request.offset.saturating_add(request.limit).min(total as usize);
        let page: Vec<rank::Scored> =
            rank::best(&ranking, request.sort, wanted)?.into_iter().skip(request.offset).collect();
        let also_at = copies.map(|copies| collapse::also_at(collection, copies, &page)).transpose()?;
        answer.hits = excerpts::hits(collection, leaves, &rarities, page, request)?;
        answer.hits.iter_mut().zip(also_at.into_iter().flatten()).for_each(|(hit, ids)| hit.also_at = ids);
    }
    answer.took = start.elapsed();
    Ok(answer)
}

fn with_filters(root: Node, request: &Request) -> Node {
    let titles = request.titles.iter().map(|text| query::parse(text).root).filter(|node| *node != Node::Nothing);
    let titles = titles.map(|node| Node::Within { field: Field::Title, node: Box::new(node) });
    let conditions = titles.chain(request.filters.iter().cloned().map(Node::Filter));
    let mut parts: Vec<Node> = Some(root).filter(|root| *root != Node::Nothing).into_iter().chain(conditions).collect();
    match parts.len() {
        0 => Node::Nothing,
        1 => parts.remove(0),
        _ => match parts.remove(0) {
            Node::Words(words) => Node::Words(words.into_iter().chain(parts).collect()),
            first => Node::Words(std::iter::once(first).chain(parts).collect()),
        },
    }
}

/// Says why an answer is empty, or which words are not in all of it.
fn incomplete(compiled: &compile::Compiled, counts: &matching::Counts, matched: &matching::Matched) -> Option<String> {
    match &compiled.plan {
        // Where words were left out, that was said already.
        plan::Plan::Nothing if !compiled.hints.is_empty() => None,
        plan::Plan::Nothing => {
            Some("rien à chercher : ni mot, ni filtre ; les mots vides (le, de, et…) ne se cherchent pas".to_owned())
        }
        plan::Plan::Not(_) => Some("une exclusion seule ne cherche rien : ajoutez un mot ou un filtre".to_owned()),
        plan::Plan::Words(parts) => {
            let size = |sets: &[bits::Bits]| sets.iter().map(bits::Bits::count).sum::<u64>();
            let (complete, all) = (size(&matched.complete), size(&matched.documents));
            let missing = |part: &plan::Plan| match part {
                plan::Plan::Leaf(leaf) if !everywhere(counts.get(*leaf)?, &matched.documents) => {
                    compiled.leaves.get(*leaf).map(|leaf| format!("« {} »", leaf.label))
                }
                _ => None,
            };
            let missing: Vec<String> = parts.iter().filter_map(missing).collect();
            (complete < all)
                .then(|| format!("{complete} sur {all} ont tous les mots ; peuvent manquer : {}", missing.join(", ")))
        }
        _ => None,
    }
}

/// Whether all `documents` are among `counts`.
fn everywhere(counts: &[Vec<count::Count>], documents: &[bits::Bits]) -> bool {
    documents.iter().zip(counts).all(|(documents, counts)| {
        documents.count() == counts.iter().filter(|count| documents.contains(count.document)).count() as u64
    })
}

/// The counts of all leaves, and the passages in which wanted ones were found.
fn count_all(
    collection: &Collection,
    leaves: &[plan::Leaf],
) -> Result<(matching::Counts, Vec<bits::Bits>), IndexError> {
    let count = |(n, segment)| {
        let mut counter = count::Counter::new(segment, n, &collection.fields);
        let counts = leaves.iter().map(|leaf| counter.count(leaf)).collect::<Result<Vec<_>, _>>()?;
        Ok((counts, counter.passages))
    };
    let counted: Vec<(Vec<Vec<count::Count>>, bits::Bits)> =
        collection.segments.iter().enumerate().map(count).collect::<Result<_, IndexError>>()?;
    let mut counts: matching::Counts = vec![Vec::new(); leaves.len()];
    let mut passages = Vec::new();
    for (of_segment, found) in counted {
        counts.iter_mut().zip(of_segment).for_each(|(counts, of_segment)| counts.push(of_segment));
        passages.push(found);
    }
    Ok((counts, passages))
}

/// How many passages of the matched documents hold something of the query.
fn matched_passages(collection: &Collection, matched: &matching::Matched, passages: &[bits::Bits]) -> u64 {
    let segments = collection.segments.iter().zip(&matched.documents).zip(passages);
    let count = |((segment, documents), passages): ((&crate::collection::Segment, &bits::Bits), &bits::Bits)| {
        let of_document = |document: u32| {
            let at = document as usize;
            let (first, count) =
                (segment.first.get(at).copied().unwrap_or(0), segment.count.get(at).copied().unwrap_or(0));
            (first..first + count).filter(|&passage| passages.contains(passage)).count() as u64
        };
        documents.iter().map(of_document).sum::<u64>()
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
