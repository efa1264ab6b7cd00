//! In how many documents a word stands together with words typed before it, and where a word stands first.
//! Ranks and shows nothing.

use super::bits::Bits;
use super::passing::Passing;
use super::plan::{Name, What};
use super::postings::{self, Term};
use super::ways::{self, Scope};
use crate::collection::Collection;
use crate::error::IndexError;
use crate::memory::Remembered;
use crate::passage::Zone;
use crate::segment::NO_DOCUMENT;

/// So many entries of postings are read for one question, a third of a millisecond; what would be beyond is not counted.
const MOST_READ: u64 = 150_000;

/// The passages that hold some words, by segment.
struct Passages(Vec<Bits>);

impl Remembered for Passages {
    fn bytes(&self) -> usize {
        self.0.iter().map(Bits::bytes).sum()
    }
}

/// A number of documents.
struct Documents(u64);

impl Remembered for Documents {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

/// For each of `words`, how many documents have it in a passage with all of `before`, in any form, of those that pass where
/// not all do; `None` of those for which more would have to be read than is quick. Words of `before` that the collection does
/// not know hold nothing back.
pub(crate) fn together(
    collection: &Collection,
    passing: Option<&Passing>,
    before: &[String],
    words: &[&str],
) -> Result<Vec<Option<u64>>, IndexError> {
    let around =
        collection.memory.recall(&format!("passages {}", before.join(" ")), || passages(collection, before))?;
    let mut left = MOST_READ;
    let mut count = |word: &&str| {
        let terms = terms(collection, word)?;
        let read: u64 = terms.iter().flatten().map(|term| u64::from(term.info.doc_freq)).sum();
        if read > left {
            return Ok(None);
        }
        left -= read;
        if let Some(passing) = passing {
            return Ok(Some(documents(collection, &terms, (&around, Some(passing)))?.0));
        }
        let key = format!("together {}\n{word}", before.join(" "));
        let counted = collection.memory.recall(&key, || documents(collection, &terms, (&around, None)))?;
        Ok(Some(counted.0))
    };
    words.iter().map(&mut count).collect()
}

/// The first passage that holds a word, by its segment and its number in that.
pub(crate) fn first_passage(collection: &Collection, word: &str) -> Result<Option<(usize, u32)>, IndexError> {
    for ((n, segment), terms) in collection.segments.iter().enumerate().zip(terms(collection, word)?) {
        for term in &terms {
            let mut first = None;
            postings::for_each(segment, term, |passage, _| {
                let lives = segment.document_of.get(passage as usize).is_some_and(|&document| document != NO_DOCUMENT);
                first = first.or(lives.then_some(passage));
            })?;
            if let Some(first) = first {
                return Ok(Some((n, first)));
            }
        }
    }
    Ok(None)
}

/// The terms of a word as it is written, its accents aside, by segment.
fn terms(collection: &Collection, word: &str) -> Result<Vec<Vec<Term>>, IndexError> {
    let slot = ways::literal(collection, &[word.to_lowercase()])?;
    collection.segments.iter().map(|segment| postings::terms(segment, &slot, &Zone::ALL)).collect()
}

fn passages(collection: &Collection, before: &[String]) -> Result<Passages, IndexError> {
    let none = || collection.segments.iter().map(|segment| Bits::none(segment.document_of.len()));
    let mut all: Option<Vec<Bits>> = None;
    for word in before {
        let mut slot = ways::slot(collection, word)?;
        let mut way = Scope { collection, zones: &Zone::ALL }.word(slot.clone(), Name::Typed)?;
        if way.is_none()
            && let Some((other, _)) = ways::instead_of(collection, word)?
        {
            slot = other;
            way = Scope { collection, zones: &Zone::ALL }.word(slot, Name::Typed)?;
        }
        let Some(What::Word { terms, .. }) = way.map(|way| way.what) else { continue };
        let mut holding: Vec<Bits> = none().collect();
        for ((segment, terms), holding) in collection.segments.iter().zip(&terms).zip(&mut holding) {
            for term in terms {
                postings::for_each(segment, term, |passage, _| holding.insert(passage))?;
            }
        }
        match &mut all {
            None => all = Some(holding),
            Some(all) => all.iter_mut().zip(&holding).for_each(|(all, holding)| all.keep(holding)),
        }
    }
    Ok(Passages(all.unwrap_or_else(|| none().collect())))
}

/// How many documents have one of `terms` in one of the passages, of those that pass.
fn documents(
    collection: &Collection,
    terms: &[Vec<Term>],
    (around, passing): (&Passages, Option<&Passing>),
) -> Result<Documents, IndexError> {
    let mut count = 0;
    for (n, ((segment, terms), around)) in collection.segments.iter().zip(terms).zip(&around.0).enumerate() {
        let mut found = Bits::none(segment.documents());
        for term in terms {
            postings::for_each(segment, term, |passage, _| {
                if around.contains(passage) {
                    let document = segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
                    found.insert(document);
                }
            })?;
        }
        let passing = passing.map(|passing| passing.of(n));
        count += passing.map_or_else(|| found.count(), |passing| passing.map_or(0, |passing| found.shared(passing)));
    }
    Ok(Documents(count))
}
