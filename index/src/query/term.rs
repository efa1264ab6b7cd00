//! Terms: a run of characters or a quotation becomes a word, an exact form, a phrase, a prefix and so on.
//! Where runs and quotations begin and end is decided before.

use super::note::{self, Note};
use super::{MAX_DISTANCE, Node, has_word};

/// Punctuation that ends a run without belonging to it. Full stops stay: acronyms need theirs.
pub(super) const ENDING: &[char] = &[',', ';', ':', '!', '?', '…'];

/// How far apart words may stand where a proximity gives no distance.
pub(super) const USUAL_DISTANCE: u32 = 10;

/// More typing errors than this make another word.
const MAX_ERRORS: u8 = 2;

/// A prefix of one letter would stand for a twentieth of the vocabulary.
const SHORTEST_PREFIX: usize = 2;

/// The term that `run` stands for: a word, a prefix or a word with typing errors.
///
/// `run` holds a letter or a digit and neither begins nor ends with [`ENDING`].
pub(super) fn from_run(run: &str, notes: &mut Vec<Note>) -> Node {
    let unnumbered = run.trim_end_matches(|c: char| c.is_ascii_digit());
    match unnumbered.strip_suffix('~').map(stem) {
        Some(stem) if has_word(stem) && stem.ends_with('*') => {
            note::add(notes, Note::IgnoredTilde(run.to_owned()));
            starred(stem, notes)
        }
        Some(stem) if has_word(stem) => {
            let errors = run.strip_prefix(unnumbered).filter(|digits| !digits.is_empty());
            note_inner_star(stem, notes);
            Node::Fuzzy { word: stem.to_owned(), distance: errors.map(|digits| allowed_errors(digits, notes)) }
        }
        _ => starred(run, notes),
    }
}

/// `run` without the tildes and the punctuation at its end.
fn stem(run: &str) -> &str {
    run.trim_end_matches(|c| c == '~' || ENDING.contains(&c))
}

fn starred(run: &str, notes: &mut Vec<Note>) -> Node {
    if !run.ends_with('*') {
        note_inner_star(run, notes);
        return Node::Word(run.to_owned());
    }
    let stem = run.trim_end_matches(|c| c == '*' || c == '~' || ENDING.contains(&c));
    if stem.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_PREFIX {
        note::add(notes, Note::IgnoredStar(run.to_owned()));
        return Node::Word(stem.to_owned());
    }
    note_inner_star(stem, notes);
    Node::Prefix(stem.to_owned())
}

/// A star inside a run stays in its text, where the analyser takes it for the punctuation it then is.
fn note_inner_star(run: &str, notes: &mut Vec<Note>) {
    if run.contains('*') {
        note::add(notes, Note::IgnoredStar(run.to_owned()));
    }
}

fn allowed_errors(digits: &str, notes: &mut Vec<Note>) -> u8 {
    let asked = digits.parse().unwrap_or(u8::MAX);
    let allowed = asked.clamp(1, MAX_ERRORS);
    if allowed != asked {
        note::add(notes, Note::DistanceChanged(allowed.into()));
    }
    allowed
}

/// The distance that `digits` ask for, within the limits; the usual one if there are none.
pub(super) fn distance(digits: &str, notes: &mut Vec<Note>) -> u32 {
    if digits.is_empty() {
        return USUAL_DISTANCE;
    }
    let asked = digits.parse().unwrap_or(u32::MAX);
    let allowed = asked.clamp(1, MAX_DISTANCE);
    if allowed != asked {
        note::add(notes, Note::DistanceChanged(allowed));
    }
    allowed
}

/// The term that a quotation stands for; `None` if it holds no word.
///
/// `spread` is the distance that a tilde after the closing quote gave.
pub(super) fn from_quotation(runs: &[String], spread: Option<u32>, notes: &mut Vec<Note>) -> Option<Node> {
    let words: Vec<&String> = runs.iter().filter(|run| has_word(run)).collect();
    match (words.as_slice(), spread) {
        ([], _) => None,
        ([word], spread) => {
            if spread.is_some() {
                note::add(notes, Note::IgnoredTilde((*word).clone()));
            }
            Some(Node::Exact((*word).clone()))
        }
        (_, None) => Some(Node::Phrase(runs.join(" "))),
        (words, Some(distance)) => {
            let parts = words.iter().map(|&word| Node::Word(word.clone())).collect();
            Some(Node::Near { parts, distance })
        }
    }
}
