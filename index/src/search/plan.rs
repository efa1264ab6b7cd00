//! A query made ready for the index: what has to stand where, cut by the French chain and widened by the collection.
//! Nothing is counted or read here but dictionaries.

use super::phrase::Occurrence;
use super::postings::Term;
use crate::passage::Zone;
use crate::query::filter::Filter;

/// A query whose words are cut and known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plan {
    /// Documents with all of them first, then those with most.
    Words(Vec<Plan>),
    /// Documents with all of them.
    All(Vec<Plan>),
    /// Documents with one of them at least.
    Any(Vec<Plan>),
    /// Documents without it.
    Not(Box<Plan>),
    /// Documents in which the leaf of this number is found.
    Leaf(usize),
    /// Documents of this description.
    Filter(Filter),
    /// No document.
    Nothing,
}

/// Something looked for in texts, in one or several ways of writing it.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// As it was typed, for hints.
    pub label: String,
    /// Ways to find it.
    pub ways: Vec<Way>,
    /// The zones in which it counts.
    pub zones: Vec<Zone>,
    /// Whether documents with it are wanted or excluded.
    pub wanted: Wanted,
    /// Its place among the typed words: neighbours are wanted as neighbours.
    pub place: u32,
}

/// What finding a leaf means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// It makes a document an answer.
    Yes,
    /// It keeps a document out, and neither scores nor is marked.
    No,
}

/// One way of finding a leaf, with what it is worth beside the word as typed.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What must stand in a passage.
    pub what: What,
    /// 1 for what was typed, less for what was concluded from it.
    pub weight: f32,
}

/// What must stand in a passage.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// A word.
    Word {
        /// What it may be.
        slot: Slot,
        /// Its terms in each segment.
        terms: Vec<Vec<Term>>,
    },
    /// Words side by side in this order, stop words aside.
    Phrase {
        /// Its words.
        slots: Vec<Slot>,
        /// Where it stands in each segment.
        found: Vec<Vec<Occurrence>>,
    },
    /// Phrases or words within so many words of each other, in any order.
    Near {
        /// What must be near.
        parts: Vec<Vec<Slot>>,
        /// How near, in words.
        distance: u32,
        /// Where it stands in each segment.
        found: Vec<Vec<Occurrence>>,
    },
    /// A link to this host.
    Link(String),
}

/// The words that may stand at one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Slot {
    /// As typed, lower case, with the accents that were typed.
    pub word: String,
    /// `word` without accents.
    pub folded: String,
    /// Keys of which every form is taken.
    pub stems: Vec<String>,
    /// Single words that are taken, each with its key.
    pub words: Vec<(String, String)>,
}

/// How near a form is to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The very word, accents included.
    Exact,
    /// The same letters.
    Letters,
    /// Another form of it.
    Form,
}

impl Way {
    /// Whether nothing can be found so. Links are only known once they are counted.
    pub(super) fn is_nowhere(&self) -> bool {
        match &self.what {
            What::Word { terms, .. } => terms.iter().all(Vec::is_empty),
            What::Phrase { found, .. } | What::Near { found, .. } => found.iter().all(Vec::is_empty),
            What::Link(_) => false,
        }
    }
}

impl Slot {
    /// How `word` with the key `stem` fits; `None` if it does not.
    pub(super) fn likeness(&self, stem: &str, word: &str) -> Option<Likeness> {
        let fits = self.stems.iter().any(|known| known == stem)
            || self.words.iter().any(|(key, single)| key == stem && single == word);
        if !fits {
            return None;
        }
        Some(match () {
            () if word == self.word => Likeness::Exact,
            () if crate::french::fold(word) == self.folded => Likeness::Letters,
            () => Likeness::Form,
        })
    }

    /// Every key under which something of it may stand, each once.
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> =
            self.stems.iter().chain(self.words.iter().map(|(stem, _)| stem)).map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
