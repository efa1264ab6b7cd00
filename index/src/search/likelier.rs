//! "Did you mean": where little is found, a query with likelier spellings of which more documents have all the words.
//! Spellings are words of the collection; what resembles a word beyond doubt was corrected before, and said.

use super::asked::Asked;
use super::deadline::Deadline;
use super::question::Question;
use super::ways::resembling;
use crate::answer::Request;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{fold, is_link_word};
use crate::query::{self, Node};
use crate::vocabulary::Known;

/// A neighbour that is so many times as frequent is likelier than the word itself.
const LIKELIER: u64 = 10;

/// So many spellings of a word are tried, the nearest and most frequent ones.
const MOST_SPELLINGS: usize = 3;

/// No more queries than this are tried.
const MOST_TRIED: usize = 12;

/// Shorter words are near to nearly everything.
const LEAST_LETTERS: usize = 4;

/// A query of which more than `found` documents have all the words, in the query language; `found` is what `root` finds
/// as `request` asks it.
pub(super) fn likelier(
    collection: &Collection,
    (root, request): (&Node, &Request),
    found: u64,
) -> Result<Option<String>, IndexError> {
    let mut best: Option<(u64, String)> = None;
    let (singly, together) = variants(root, &mut |text| spellings(collection, text))?;
    // What several words were meant to be is tried first, and kept where nothing finds more.
    for variant in together.into_iter().chain(singly).take(MOST_TRIED) {
        Deadline(request.deadline).check()?;
        let complete = Asked::of(collection, &Question::of(&variant, request), request)?.having_all();
        if complete > best.as_ref().map_or(found, |best| best.0) {
            best = Some((complete, variant.to_string()));
        }
    }
    Ok(best.map(|(_, query)| query))
}

/// Other spellings of a text.
type Spell<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<String>, IndexError>;

/// `node` with one of its texts spelled otherwise, in each way, and with all of them in the likeliest way, where they are several.
fn variants(node: &Node, spell: Spell<'_>) -> Result<(Vec<Node>, Option<Node>), IndexError> {
    let mut group = |parts: &[Node], make: fn(Vec<Node>) -> Node| {
        let mut singly = Vec::new();
        let (mut together, mut changed) = (parts.to_vec(), 0);
        for (at, part) in parts.iter().enumerate() {
            let (others, all) = variants(part, spell)?;
            if let (Some(likeliest), Some(slot)) = (all.or_else(|| others.first().cloned()), together.get_mut(at)) {
                *slot = likeliest;
                changed += 1;
            }
            singly.extend(others.into_iter().map(|other| {
                make(
                    parts
                        .iter()
                        .enumerate()
                        .map(|(n, part)| if n == at { other.clone() } else { part.clone() })
                        .collect(),
                )
            }));
        }
        Ok((singly, (changed > 1).then(|| make(together))))
    };
    match node {
        Node::Words(parts) => group(parts, beside),
        Node::All(parts) => group(parts, Node::All),
        Node::Any(parts) => group(parts, Node::Any),
        Node::Within { field, node } => {
            let within = |node| Node::Within { field: *field, node: Box::new(node) };
            let (singly, together) = variants(node, spell)?;
            Ok((singly.into_iter().map(within).collect(), together.map(within)))
        }
        Node::Word(text) => Ok((spell(text)?.into_iter().map(|text| query::parse(&text).root).collect(), None)),
        Node::Exact(text) => Ok((spell(text)?.into_iter().map(Node::Exact).collect(), None)),
        Node::Phrase(text) => Ok((phrases(text, spell)?, None)),
        _ => Ok((Vec::new(), None)),
    }
}

/// Words one beside the other, those too that are spelled in two.
fn beside(parts: Vec<Node>) -> Node {
    let flat = |part| if let Node::Words(words) = part { words } else { vec![part] };
    Node::Words(parts.into_iter().flat_map(flat).collect())
}

/// The phrase `text` with one of its words spelled otherwise.
fn phrases(text: &str, spell: Spell<'_>) -> Result<Vec<Node>, IndexError> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut phrases = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for other in spell(word)?.into_iter().filter(|other| !other.contains(' ')) {
            let spelled = words.iter().enumerate().map(|(n, word)| if n == at { other.as_str() } else { word });
            phrases.push(Node::Phrase(spelled.collect::<Vec<_>>().join(" ")));
        }
    }
    Ok(phrases)
}

/// Likelier spellings of a typed word: frequent words that resemble it, and its parts.
fn spellings(collection: &Collection, text: &str) -> Result<Vec<String>, IndexError> {
    let folded = fold(&text.to_lowercase());
    if folded.contains('-') {
        let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
        return Ok(if parts.len() > 1 { vec![parts.join(" ")] } else { Vec::new() });
    }
    if folded.chars().count() < LEAST_LETTERS
        || !folded.chars().all(char::is_alphabetic)
        || is_link_word(&text.to_lowercase())
    {
        return Ok(Vec::new());
    }
    let vocabulary = collection.vocabulary()?;
    let own: u64 = vocabulary.same_letters(&folded).iter().map(|known| known.passages).sum();
    let mut found: Vec<String> = Vec::new();
    let mut nearest = None;
    for known in resembling(collection, text, None)? {
        let is_new = known.edits > 0 && !found.contains(&known.word);
        // They come nearest first: `démocracie` is no `démocrate`, however frequent that is.
        let is_nearest = nearest.is_none_or(|edits| edits == known.edits);
        if is_new && is_nearest && known.passages >= LIKELIER * own.max(1) && found.len() < MOST_SPELLINGS {
            nearest = Some(known.edits);
            found.push(known.word);
        }
    }
    // Words typed without the space between them.
    let frequent = |part: &str| vocabulary.same_letters(part).into_iter().max_by_key(|known| known.passages);
    let cuts = folded.char_indices().skip(LEAST_LETTERS).map(|(at, _)| folded.split_at(at));
    let cuts = cuts.filter(|(_, second)| second.chars().count() >= LEAST_LETTERS);
    let cuts = cuts.filter_map(|(a, b)| Some((frequent(a)?, frequent(b)?)));
    let rarer = |(a, b): &(Known, Known)| a.passages.min(b.passages);
    let cut = cuts.max_by_key(rarer).filter(|cut| rarer(cut) >= LIKELIER * own.max(1));
    found.extend(cut.map(|(a, b)| format!("{} {}", a.word, b.word)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_spelled_otherwise_and_then_all_of_them() -> Result<(), IndexError> {
        let check = |query: &str, expected: &[&str]| {
            let mut spell =
                |text: &str| Ok(text.strip_prefix('x').map(|rest| vec![rest.to_owned()]).unwrap_or_default());
            let (singly, together) = variants(&query::parse(query).root, &mut spell)?;
            let found: Vec<String> = singly.iter().chain(&together).map(Node::to_string).collect();
            assert_eq!(found, expected, "{query}");
            Ok::<(), IndexError>(())
        };
        check("plan xaction", &["plan action"])?;
        check("xplan xaction -xbudget", &["plan xaction -xbudget", "xplan action -xbudget", "plan action -xbudget"])?;
        check(
            "titre:xplan a OU \"b xc\"",
            &["titre:plan a OU \"b xc\"", "titre:xplan a OU \"b c\"", "titre:plan a OU \"b c\""],
        )?;
        check("plan", &[])
    }
}
