//! Searching: a request in, an answer out. Each step is a module; this file is their order.
//! Nothing here writes, prints or knows how answers are shown.

mod bits;
mod found;
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
mod score;
mod places;
mod rank;
mod excerpts;
mod collapse;
mod facets;
mod together;

pub(crate) use together::{first_passage, together};

use std::time::Instant;

use crate::answer::{Answer, Copies, IndexInfo, Request};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::grouping;
use crate::query::field::Field;
use crate::query::filter::Filter;
use crate::query::{self, Node};
use crate::segment::Segment;

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
    let counts = count::all(collection, &compiled.leaves)?;
    let matcher = matching::Matcher { collection, counts: &counts };
    let mut matched = matcher.documents(&compiled.plan)?;
    let copies = if request.copies == Copies::Once { Some(grouping::copies(collection)?) } else { None };
    let repeated = match copies {
        Some(copies) => collapse::repeated(collection, copies, &matched.documents)?,
        None => Vec::new(),
    };
    let counted = facets::Counted {
        matcher: &matcher,
        plan: &compiled.plan,
        documents: &matched.documents,
        repeated: &repeated,
        copies,
    };
    let facets = counted.by(&request.facets)?;
    collapse::collapse(&repeated, &mut matched);
    hints.extend(incomplete(&compiled, &counts, &matched));
    let total: u64 = matched.documents.iter().map(bits::Bits::count).sum();
    let mut answer = Answer {
        query: request.query.clone(),
        understood: if root == Node::Nothing { String::new() } else { root.to_string() },
        hints,
        total,
        passages: passages(collection, &compiled.leaves, &counts, &matched),
        took: start.elapsed(),
        index: info(collection),
        hits: Vec::new(),
        facets,
    };

    if request.limit > 0 && total > 0 {
        let rarities = score::rarities(collection, &compiled.leaves, &counts);
        let leaves = &compiled.leaves;
        let ranking = score::Ranking { collection, leaves, rarities: &rarities, counts: &counts, matched: &matched };
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
    let conditions = titles.chain(conditions(&request.filters));
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

/// What `filters` ask together: one of those that are alternatives, all others.
fn conditions(filters: &[Filter]) -> Vec<Node> {
    let mut groups: Vec<Vec<&Filter>> = Vec::new();
    for filter in filters {
        let group = groups.iter_mut().find(|group| group.iter().all(|other| other.is_alternative_to(filter)));
        match group {
            Some(group) if group.contains(&filter) => {}
            Some(group) => group.push(filter),
            None => groups.push(vec![filter]),
        }
    }
    let condition = |group: Vec<&Filter>| {
        let mut filters: Vec<Node> = group.into_iter().cloned().map(Node::Filter).collect();
        if filters.len() == 1 { filters.remove(0) } else { Node::Any(filters) }
    };
    groups.into_iter().map(condition).collect()
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

/// Whether all `documents` have what was found.
fn everywhere(found: &count::Everywhere, documents: &[bits::Bits]) -> bool {
    documents.iter().zip(&found.0).all(|(documents, found)| found.among(documents) == documents.count())
}

/// How many passages of the matched documents hold something of the query.
fn passages(
    collection: &Collection,
    leaves: &[plan::Leaf],
    counts: &matching::Counts,
    matched: &matching::Matched,
) -> u64 {
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
