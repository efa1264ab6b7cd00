//! Says why an answer is empty, or how many of its documents have all the words, with the query that finds these alone.
//! What was done to single words is told by `compile`.

use super::asked::Asked;
use super::bits::Bits;
use super::count::Everywhere;
use super::plan::{Plan, Told};
use super::question::Question;
use super::unit;
use crate::amendment::{Amendment, AmendmentKind};
use crate::answer::Request;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::with_lexicon;
use crate::query::Node;
use crate::remark::{Remark, Words};

/// What there is to say of `asked`, which answers `root` as `request` asks it.
pub(super) fn incomplete(
    collection: &Collection,
    asked: &Asked<'_>,
    (root, request): (&Node, &Request),
) -> Result<Option<Amendment>, IndexError> {
    let ignored = |remark| Some(Amendment::new(AmendmentKind::Ignored, remark, None));
    Ok(match &asked.compiled.plan {
        // Where words were left out, that was said already.
        Plan::Nothing if !asked.compiled.told.is_empty() => None,
        Plan::Nothing => ignored(Remark::Nothing),
        Plan::Not(_) => ignored(Remark::OnlyExcludes),
        Plan::Words(parts) if size(&asked.matched.complete) < size(&asked.matched.documents) => {
            let (strict, left_out) = strict(root, &asked.compiled.told);
            // What is told is what the strict query finds, in which other names are not looked for.
            let compiled = &asked.compiled;
            let is_widened = compiled.told.iter().any(|told| told.kind == AmendmentKind::Widened);
            let is_counted = left_out == LeftOut::WholeWords && !compiled.is_parted;
            let complete = match &strict {
                Some(_) if is_widened && is_counted => asked.complete_as_typed()?,
                Some(strict) if is_widened => Asked::of(collection, &Question::of(strict, request), request)?.total,
                _ => asked.complete,
            };
            (complete < asked.total).then(|| some_lack(asked, parts, complete, strict))
        }
        _ => None,
    })
}

/// Of `asked`, so many have all the words, those that `strict` finds.
fn some_lack(asked: &Asked<'_>, parts: &[Plan], complete: u64, strict: Option<Node>) -> Amendment {
    let missing = |part: &Plan| match part {
        Plan::Leaf(leaf) if !everywhere(asked.counts.get(*leaf)?, &asked.matched.documents) => {
            asked.compiled.leaves.get(*leaf).map(|leaf| leaf.label.clone())
        }
        _ => None,
    };
    let missing = parts.iter().filter_map(missing).collect();
    let of = if asked.compiled.told.iter().any(is_left_out) { Words::Others } else { Words::All };
    let instead = strict.filter(|_| complete > 0).map(|strict| strict.to_string());
    Amendment::new(AmendmentKind::LeftOut, Remark::SomeLack { complete, all: asked.total, of, missing }, instead)
}

/// What of a query is not in its strict one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    /// Words of which nothing is looked for in the query either, if any.
    WholeWords,
    /// Maybe something else, too.
    Other,
}

/// `root` with all of its words, but for those that are nowhere and those that only ask; `None` where that is no other query.
fn strict(root: &Node, told: &[Told]) -> (Option<Node>, LeftOut) {
    let Node::Words(parts) = root else { return (None, LeftOut::WholeWords) };
    let says_something = unit::say_something(parts);
    let left_out: Vec<&String> = told.iter().filter(|told| is_left_out(told)).flat_map(|told| &told.typed).collect();
    let mut what = LeftOut::WholeWords;
    let mut is_nowhere = |part: &Node| match part {
        _ if left_out.is_empty() => false,
        Node::Word(text) => {
            let units = with_lexicon(|lexicon| unit::units(text, lexicon));
            let is_nowhere = units.iter().any(|unit| left_out.contains(&&unit.written));
            if is_nowhere && units.len() > 1 {
                what = LeftOut::Other;
            }
            is_nowhere
        }
        _ => {
            what = LeftOut::Other;
            false
        }
    };
    let is_kept = |part: &&Node| !(is_nowhere(part) || says_something && unit::only_asks(part));
    let kept: Vec<Node> = parts.iter().filter(is_kept).cloned().collect();
    ((kept.len() > 1).then_some(Node::All(kept)), what)
}

fn is_left_out(told: &Told) -> bool {
    told.kind == AmendmentKind::LeftOut
}

/// Whether all `documents` have what was found.
fn everywhere(found: &Everywhere, documents: &[Bits]) -> bool {
    documents.iter().zip(&found.0).all(|(documents, found)| found.among(documents) == documents.count())
}

fn size(sets: &[Bits]) -> u64 {
    sets.iter().map(Bits::count).sum()
}
