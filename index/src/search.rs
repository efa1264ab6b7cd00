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
mod unit;
mod ways;
mod widening;
mod compile;
mod count;
mod filter;
mod passing;
mod matching;
mod score;
mod places;
mod rank;
mod spanned;
mod excerpts;
mod collapse;
mod facets;
mod asked;
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
use crate::query::field::Field;
use crate::query::filter::Filter;
use crate::query::{self, Node};
use crate::segment::Segment;
use asked::Asked;
use deadline::Deadline;

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
    let root = with_filters(&parsed.root, &request.titles, &request.filters);
    let mut asked = Asked::of(collection, &root, request)?;
    let facets = asked.facets(request)?;
    asked.collapse();
    let mut amendments: Vec<Amendment> = parsed.notes.iter().map(Amendment::from).collect();
    amendments.extend(asked.compiled.told.iter().map(|told| amended(told, &parsed.root)));
    amendments.extend(incomplete(&asked, &parsed.root));
    let mut answer = Answer {
        query: request.query.clone(),
        understood: if root == Node::Nothing { String::new() } else { root.to_string() },
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
        let whole = |root: &Node| with_filters(root, &request.titles, &request.filters);
        answer.did_you_mean = likelier::likelier(collection, (&parsed.root, request), asked.complete(), whole)?;
    }
    if asked.total == 0 && !request.filters.is_empty() && parsed.root != Node::Nothing {
        let without = with_filters(&parsed.root, &request.titles, &[]);
        answer.without_filters = Some(Asked::of(collection, &without, request)?.total);
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
    let instead = amendment::quoted(root, &told.typed).map(|node| node.to_string());
    Amendment { kind: told.kind, text: told.text.clone(), instead }
}

/// `root` narrowed by words of the title and by filters.
fn with_filters(root: &Node, titles: &[String], filters: &[Filter]) -> Node {
    let titles = titles.iter().map(|text| query::parse(text).root).filter(|node| *node != Node::Nothing);
    let titles = titles.map(|node| Node::Within { field: Field::Title, node: Box::new(node) });
    let conditions = titles.chain(conditions(filters));
    let mut parts: Vec<Node> =
        Some(root.clone()).filter(|root| *root != Node::Nothing).into_iter().chain(conditions).collect();
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
fn conditions(filters: &[Filter]) -> impl Iterator<Item = Node> {
    groups(filters).into_iter().map(|group| {
        let mut filters: Vec<Node> = group.into_iter().cloned().map(Node::Filter).collect();
        if filters.len() == 1 { filters.remove(0) } else { Node::Any(filters) }
    })
}

/// `filters` in groups of alternatives, each once.
fn groups(filters: &[Filter]) -> Vec<Vec<&Filter>> {
    let mut groups: Vec<Vec<&Filter>> = Vec::new();
    for filter in filters {
        let group = groups.iter_mut().find(|group| group.iter().all(|other| other.is_alternative_to(filter)));
        match group {
            Some(group) if group.contains(&filter) => {}
            Some(group) => group.push(filter),
            None => groups.push(vec![filter]),
        }
    }
    groups
}

/// Says why an answer is empty, or which words are not in all of it.
fn incomplete(asked: &Asked<'_>, root: &Node) -> Option<Amendment> {
    let ignored = |text: &str| Some(Amendment { kind: AmendmentKind::Ignored, text: text.to_owned(), instead: None });
    match &asked.compiled.plan {
        // Where words were left out, that was said already.
        plan::Plan::Nothing if !asked.compiled.told.is_empty() => None,
        plan::Plan::Nothing => {
            ignored("rien à chercher : ni mot, ni filtre ; les mots vides (le, de, et…) ne se cherchent pas")
        }
        plan::Plan::Not(_) => ignored("une exclusion seule ne cherche rien : ajoutez un mot ou un filtre"),
        plan::Plan::Words(parts) => {
            let size = |sets: &[bits::Bits]| sets.iter().map(bits::Bits::count).sum::<u64>();
            let (complete, all) = (size(&asked.matched.complete), size(&asked.matched.documents));
            let missing = |part: &plan::Plan| match part {
                plan::Plan::Leaf(leaf) if !everywhere(asked.counts.get(*leaf)?, &asked.matched.documents) => {
                    asked.compiled.leaves.get(*leaf).map(|leaf| format!("« {} »", leaf.label))
                }
                _ => None,
            };
            let missing: Vec<String> = parts.iter().filter_map(missing).collect();
            let text = format!("{complete} sur {all} ont tous les mots ; peuvent manquer : {}", missing.join(", "));
            let strict = if let Node::Words(parts) = root { Some(Node::All(parts.clone()).to_string()) } else { None };
            let instead = strict.filter(|_| complete > 0);
            (complete < all).then_some(Amendment { kind: AmendmentKind::LeftOut, text, instead })
        }
        _ => None,
    }
}

/// Whether all `documents` have what was found.
fn everywhere(found: &count::Everywhere, documents: &[bits::Bits]) -> bool {
    documents.iter().zip(&found.0).all(|(documents, found)| found.among(documents) == documents.count())
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
