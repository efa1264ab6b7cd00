//! What the counts of a leaf in a document weigh, by BM25 of its text and of its title.
//! How rare the leaf is, which is multiplied with it, is the business of `score`.

use std::sync::Arc;

use super::weights::{B, EXACT, K1, TITLE, TITLE_B, TITLE_K1};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::memory::Remembered;
use crate::segment::Segment;

/// How often a leaf is found in a document, weighted by zone and likeness.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    /// In the title and in labels.
    pub title: f32,
    /// Elsewhere.
    pub text: f32,
    /// The exact word alone, elsewhere.
    pub exact: f32,
}

/// What BM25 sets the counts of a document against: for its text and for its title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norm {
    text: f32,
    title: f32,
}

impl Norm {
    /// What a leaf's counts weigh: BM25 of the text, of the title, and of the exact word once more.
    #[inline]
    pub(super) fn weight(self, counts: Counts) -> f32 {
        let Counts { title, text, exact } = counts;
        // Side by side, so that they are divided at once: this is done for every document of a word when it is first met.
        let wholes = [text + self.text, exact + self.text, title + self.title, 1.0];
        let mut shares = [text, EXACT * exact, TITLE * (TITLE_K1 + 1.0) * title, 0.0];
        shares.iter_mut().zip(wholes).for_each(|(share, whole)| *share /= whole);
        let [text, exact, title, _] = shares;
        (K1 + 1.0) * (text + exact) + title
    }
}

/// The norms of all documents, by segment.
pub(super) struct Norms(pub(super) Vec<Vec<Norm>>);

impl Remembered for Norms {
    fn bytes(&self) -> usize {
        self.0.iter().map(|norms| size_of::<Norm>() * norms.len()).sum()
    }
}

/// The norms of the documents of `collection`; remembered.
pub(super) fn norms(collection: &Collection) -> Result<Arc<Norms>, IndexError> {
    collection.memory.recall("norms", || Ok(made(collection)))
}

fn made(collection: &Collection) -> Norms {
    let (words, title_words) = (collection.average_words(), collection.average_title_words());
    let norm = |(&length, &title_length): (&u32, &u32)| Norm {
        text: K1 * (1.0 - B + B * (length as f32 / words)),
        title: TITLE_K1 * (1.0 - TITLE_B + TITLE_B * (title_length as f32 / title_words)),
    };
    let of_segment = |segment: &Segment| segment.length.iter().zip(&segment.title_length).map(norm).collect();
    Norms(collection.segments.iter().map(of_segment).collect())
}
