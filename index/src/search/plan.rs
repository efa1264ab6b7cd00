//! A query made ready for the index: what has to stand where, cut by the French chain and widened by the collection.
//! Nothing is counted or read here but dictionaries.

use std::sync::Arc;

use super::phrase::{Occurrence, Spread};
use super::postings::Term;
use super::slot::Slot;
use super::weights::WIDENED;
use crate::amendment::AmendmentKind;
use crate::facet::Facet;
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
    /// Documents with it, even where documents with most of the words are answers.
    Must(Box<Plan>),
    /// Documents without it.
    Not(Box<Plan>),
    /// Documents in which the leaf of this number is found.
    Leaf(usize),
    /// Documents of this description.
    Filter(Filter),
    /// Documents of one of these descriptions, chosen beside the query.
    Chosen(Vec<Filter>),
    /// All documents: never what a query asks, only what is left of one without its filters.
    Everything,
    /// No document.
    Nothing,
}

impl Plan {
    /// `plan` narrowed by what was `chosen` beside the query; `None` stands for a query in which nothing can be looked for.
    pub(super) fn narrowed(plan: Option<Self>, chosen: &[Vec<Filter>]) -> Self {
        let mut parts = match plan {
            plan if chosen.is_empty() => return plan.unwrap_or(Self::Nothing),
            Some(Self::Nothing) => return Self::Nothing,
            Some(Self::Words(parts)) => parts,
            Some(plan @ (Self::All(_) | Self::Any(_))) => vec![Self::Must(Box::new(plan))],
            plan => plan.into_iter().collect(),
        };
        parts.extend(chosen.iter().cloned().map(Self::Chosen));
        if parts.len() == 1 { parts.remove(0) } else { Self::Words(parts) }
    }

    /// Whether it asks for descriptions alone.
    pub(super) fn is_description(&self) -> bool {
        match self {
            Self::Filter(_) | Self::Chosen(_) | Self::Everything => true,
            Self::Must(part) | Self::Not(part) => part.is_description(),
            Self::Words(parts) | Self::All(parts) | Self::Any(parts) => parts.iter().all(Self::is_description),
            Self::Leaf(_) | Self::Nothing => false,
        }
    }

    /// The same without what was chosen from the values of `facet`; `None` where nothing was.
    ///
    /// What is typed stays: a choice is made beside it.
    pub(super) fn without(&self, facet: Facet) -> Option<Self> {
        match self {
            own if own.is_choice(facet) => Some(Self::Everything),
            Self::Words(parts) if parts.iter().any(|part| part.is_choice(facet)) => {
                let kept = |part: &Self| if part.is_choice(facet) { Self::Everything } else { part.clone() };
                Some(Self::Words(parts.iter().map(kept).collect()))
            }
            _ => None,
        }
    }

    /// The filters that say which values of `facet` are chosen: those beside the query, or where there are none, those in it
    /// that narrow all of it.
    pub(super) fn own(&self, facet: Facet) -> Vec<&Filter> {
        let parts = match self {
            Self::Words(parts) | Self::All(parts) => parts.iter().collect(),
            own => vec![own],
        };
        let chosen: Vec<&Filter> =
            parts.iter().filter(|part| part.is_choice(facet)).flat_map(|part| part.filters()).collect();
        let typed = || parts.iter().filter(|part| part.asks_for(facet)).flat_map(|part| part.filters()).collect();
        if chosen.is_empty() { typed() } else { chosen }
    }

    /// Whether it was chosen from the values of `facet`.
    fn is_choice(&self, facet: Facet) -> bool {
        matches!(self, Self::Chosen(filters) if filters.iter().all(|filter| Facet::of(filter) == Some(facet)))
    }

    /// Whether it is made of filters on `facet` alone.
    fn asks_for(&self, facet: Facet) -> bool {
        match self {
            Self::Filter(filter) => Facet::of(filter) == Some(facet),
            Self::Must(part) => part.asks_for(facet),
            Self::Words(parts) | Self::All(parts) | Self::Any(parts) => {
                !parts.is_empty() && parts.iter().all(|part| part.asks_for(facet))
            }
            Self::Not(_) | Self::Leaf(_) | Self::Chosen(_) | Self::Everything | Self::Nothing => false,
        }
    }

    fn filters(&self) -> Vec<&Filter> {
        match self {
            Self::Filter(filter) => vec![filter],
            Self::Chosen(filters) => filters.iter().collect(),
            Self::Must(part) => part.filters(),
            Self::Words(parts) | Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::filters).collect(),
            Self::Not(_) | Self::Leaf(_) | Self::Everything | Self::Nothing => Vec::new(),
        }
    }
}

/// Something looked for in texts, in one or several ways of writing it.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// As it was typed, for hints.
    pub label: String,
    /// Ways to find it.
    pub ways: Vec<Arc<Way>>,
    /// Whether documents with it are wanted or excluded.
    pub wanted: Wanted,
    /// Its place among the typed words: neighbours are wanted as neighbours.
    pub place: u32,
}

/// What was made of a query that its words do not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What was done.
    pub kind: AmendmentKind,
    /// How that is told, in French.
    pub text: String,
    /// The first and the last of the words that it was done to: between quotes it is not, unless they are nowhere.
    pub typed: Vec<String>,
}

/// What finding a leaf means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// It makes a document an answer.
    Yes,
    /// It keeps a document out, and neither scores nor is marked.
    No,
}

/// About what the words of a way take, in bytes.
const SLOT_BYTES: usize = 512;

/// One way of finding a leaf, with what it is worth beside the word as typed.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What must stand in a passage.
    pub what: What,
    /// Whether it is what was typed.
    pub name: Name,
    /// Tells it from all others of the collection.
    pub key: String,
}

/// Whether a way finds what was typed or something concluded from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// What was typed, in any form or spelling.
    Typed,
    /// Another name for it: an acronym, its expansion, a synonym.
    Other,
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
        found: Vec<Spread>,
    },
    /// Phrases or words within so many words of each other, in any order.
    Near {
        /// What must be near.
        parts: Vec<Vec<Slot>>,
        /// How near, in words.
        distance: u32,
        /// Where it stands in each segment.
        found: Vec<Spread>,
    },
    /// A link to this host.
    Link(String),
}

impl Way {
    /// What finding it so is worth beside the word as typed.
    pub(super) fn weight(&self) -> f32 {
        match self.name {
            Name::Typed => 1.0,
            Name::Other => WIDENED,
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let of_lists = |each: usize, lists: Vec<usize>| each * lists.iter().sum::<usize>();
        let lists = match &self.what {
            What::Word { terms, .. } => of_lists(size_of::<Term>(), terms.iter().map(Vec::len).collect()),
            What::Phrase { found, .. } | What::Near { found, .. } => {
                of_lists(size_of::<Occurrence>(), found.iter().map(|spread| spread.occurrences.len()).collect())
            }
            What::Link(_) => 0,
        };
        lists + SLOT_BYTES
    }

    /// Whether nothing can be found so. Links are only known once they are counted.
    pub(super) fn is_nowhere(&self) -> bool {
        match &self.what {
            What::Word { terms, .. } => terms.iter().all(Vec::is_empty),
            What::Phrase { found, .. } | What::Near { found, .. } => {
                found.iter().all(|spread| spread.occurrences.is_empty())
            }
            What::Link(_) => false,
        }
    }
}
