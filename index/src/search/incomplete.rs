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

/// What there is to say of `asked`, which answers `root` as `request` asks it.
pub(super) fn incomplete(
    collection: &Collection,
    asked: &Asked<'_>,
    (root, request): (&Node, &Request),
) -> Result<Option<Amendment>, IndexError> {
    let ignored = |text: &str| Some(Amendment { kind: AmendmentKind::Ignored, text: text.to_owned(), instead: None });
    Ok(match &asked.compiled.plan {
        // Where words were left out, that was said already.
        Plan::Nothing if !asked.compiled.told.is_empty() => None,
        Plan::Nothing => {
            ignored("rien à chercher : ni mot, ni filtre ; les mots vides (le, de, et…) ne se cherchent pas")
        }
        Plan::Not(_) => ignored("une exclusion seule ne cherche rien : ajoutez un mot ou un filtre"),
        Plan::Words(parts) if size(&asked.matched.complete) < size(&asked.matched.documents) => {
            let strict = strict(root, &asked.compiled.told);
            // What is told is what the strict query finds: other names are not looked for in it, copies fall otherwise.
            let complete = match &strict {
                Some(strict) => Asked::of(collection, &Question::of(strict, request), request)?.total,
                None => size(&asked.matched.complete),
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
            asked.compiled.leaves.get(*leaf).map(|leaf| format!("« {} »", leaf.label))
        }
        _ => None,
    };
    let missing: Vec<String> = parts.iter().filter_map(missing).collect();
    let words = if asked.compiled.told.iter().any(is_left_out) { "tous les autres mots" } else { "tous les mots" };
    let text = format!("{complete} sur {} ont {words} ; peuvent manquer : {}", asked.total, missing.join(", "));
    let instead = strict.filter(|_| complete > 0).map(|strict| strict.to_string());
    Amendment { kind: AmendmentKind::LeftOut, text, instead }
}

/// `root` with all of its words, but for those that are nowhere and those that only ask; `None` where that is no other query.
fn strict(root: &Node, told: &[Told]) -> Option<Node> {
    let Node::Words(parts) = root else { return None };
    let says_something = unit::say_something(parts);
    let left_out: Vec<&String> = told.iter().filter(|told| is_left_out(told)).flat_map(|told| &told.typed).collect();
    let is_nowhere = |part: &Node| match part {
        Node::Word(text) => {
            with_lexicon(|lexicon| unit::units(text, lexicon).iter().any(|unit| left_out.contains(&&unit.written)))
        }
        _ => false,
    };
    let is_kept = |part: &&Node| !(is_nowhere(part) || says_something && unit::only_asks(part));
    let kept: Vec<Node> = parts.iter().filter(is_kept).cloned().collect();
    (kept.len() > 1).then_some(Node::All(kept))
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
