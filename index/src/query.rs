//! The query language: what a reader types becomes a tree, and notes say what was repaired or left out on the way.
//! It knows no index, cuts no French (words stay as typed, for the analyser) and refuses nothing: any text has a reading.
//!
//! | written | read as |
//! |---|---|
//! | `données ouvertes` | [`Node::Words`]: juxtaposition, the loosest bond |
//! | `a OU b`, `a OR b` | [`Node::Any`] of the terms directly beside it: `plan données OU budget` is `plan (données OU budget)` |
//! | `a ET b`, `a AND b` | [`Node::All`], tighter than `OU`: `a ET b OU c` is `(a ET b) OU c` |
//! | `-a`, `SAUF a`, `NOT a` | [`Node::Not`], tighter than `ET` |
//! | `a PROCHE/5 "b c"`, `NEAR/5`, `"a b"~5` | [`Node::Near`], the tightest; a chain is one node with its greatest distance |
//! | `"a b"`, `« a b »`, `“a b”`, `„a b“` | [`Node::Phrase`], [`Node::Exact`] for one word; quotes inside quotes are spaces |
//! | `transparen*` | [`Node::Prefix`] |
//! | `minstère~`, `minstère~1` | [`Node::Fuzzy`] |
//! | `titre:a`, `titre:"a b"`, `titre:(a OU b)` | [`Node::Within`] |
//! | `type:a`, `date:2016..2018`, `type:(a OU b)` | [`Node::Filter`], one for each value between brackets |
//!
//! Operators are words in upper case alone. A dash negates at the start of a term only, after white space or `(`.
//! A field name needs its value directly after the colon: `titre: a` is words. In nested fields the innermost counts.
//! Apostrophes never quote, a backslash escapes nothing, control characters are white space,
//! a run without letter or digit is nothing, and brackets in a word such as `agent(e)s` belong to it.

pub mod field;
pub mod filter;
pub mod note;
mod print;
mod quote;
mod term;
mod token;
mod tree;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use field::Field;
use filter::Filter;
use note::Note;

/// Of a longer query only so many characters are read, up to the end of a word: a page of text, far above any question.
pub const MAX_CHARACTERS: usize = 4_096;

/// A query holds no more words, phrases and filters than this, so that no query is expensive; the words of a
/// [`Node::Near`] count one by one.
pub const MAX_TERMS: usize = 64;

/// Brackets nest no deeper than this, so that a tree can be walked, compared and dropped by recursion.
pub const MAX_DEPTH: usize = 32;

/// The greatest distance of a [`Node::Near`]: beyond it lies more than half a passage.
pub const MAX_DISTANCE: u32 = 100;

/// What was asked, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What to look for; [`Node::Nothing`] where nothing is left of what was typed.
    pub root: Node,
    /// What was repaired or left out, each thing once, in the order in which it was met.
    pub notes: Vec<Note>,
}

/// A part of a query.
///
/// From [`parse`], groups hold at least two parts and never a group of their own kind, a [`Node::Not`] never holds
/// another, a [`Node::Within`] holds neither another nor a filter directly, and words, phrases and values hold a letter
/// or a digit, no double quotes, and no white space but single spaces.
///
/// It is displayed in the query language, with the French operators. What [`parse`] made is displayed as a text from
/// which [`parse`] makes it again, if that text is not longer than [`MAX_CHARACTERS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Documents with all of them first, then those with most.
    Words(Vec<Node>),
    /// Documents with all of them.
    All(Vec<Node>),
    /// Documents with one of them at least.
    Any(Vec<Node>),
    /// Documents without it.
    Not(Box<Node>),
    /// A word as typed, such as `l'action` or `data.gouv.fr`: the analyser may cut it into several.
    Word(String),
    /// One word taken as it is, without its other forms.
    Exact(String),
    /// Several words in this order, side by side.
    Phrase(String),
    /// Words and phrases close to each other, in any order.
    Near {
        /// [`Node::Word`], [`Node::Exact`] or [`Node::Phrase`], two at least.
        parts: Vec<Node>,
        /// In words, from 1 to [`MAX_DISTANCE`].
        distance: u32,
    },
    /// Words that begin so; two letters or digits at least.
    Prefix(String),
    /// Words written nearly so.
    Fuzzy {
        /// As typed.
        word: String,
        /// The typing errors allowed, 1 or 2; `None` leaves it to the length of the word.
        distance: Option<u8>,
    },
    /// Something to find in one part of the documents.
    Within {
        /// A field with text, today [`Field::Title`] alone.
        field: Field,
        /// What to find there.
        node: Box<Node>,
    },
    /// Something that the description of a document answers.
    Filter(Filter),
    /// No term at all; only ever a root.
    Nothing,
}

/// Reads `text` as a query. Never fails, and takes time linear in the text's length.
pub fn parse(text: &str) -> Query {
    let mut notes = Vec::new();
    let characters = bounded(text, &mut notes);
    let tokens = token::tokens(&characters, &mut notes);
    let root = tree::tree(tokens, &mut notes).unwrap_or(Node::Nothing);
    Query { root, notes }
}

/// The characters that will be read: all, or as many whole words as the limit allows.
fn bounded(text: &str, notes: &mut Vec<Note>) -> Vec<char> {
    let text = text.trim_matches(is_space);
    let mut characters: Vec<char> = text.chars().take(MAX_CHARACTERS + 1).collect();
    if characters.len() > MAX_CHARACTERS {
        note::add(notes, Note::TooLong);
        let end = characters.iter().rposition(|&c| is_space(c)).unwrap_or(MAX_CHARACTERS);
        characters.truncate(end);
    }
    characters
}

/// Whether `c` parts words: white space of all kinds, no-break spaces among them, and control characters.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether there is anything in `text` to look for, or only punctuation and symbols.
fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
