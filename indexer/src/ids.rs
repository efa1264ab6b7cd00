//! Sees to it that no two documents have one id: the source whose path comes first keeps it, whatever was read first.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use index::IndexError;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::changes::Changes;
use crate::last::Last;

/// Who has which id; ids are kept as their hashes, which take little room.
pub(crate) struct Ids<'a> {
    claimed: FxHashMap<blake3::Hash, (String, Option<u32>)>,
    owners: FxHashMap<blake3::Hash, Arc<str>>,
    losers: FxHashSet<Arc<str>>,
    changes: &'a Changes<'a>,
}

/// An id belongs to another document.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("its id “{id}” is taken by {by}{}: give one of the two another id or name", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub(crate) struct Taken {
    /// Which id.
    pub(crate) id: String,
    /// The source that keeps it.
    pub(crate) by: String,
    /// The line of the document that keeps it, where that is of the same source.
    pub(crate) line: Option<u32>,
}

impl<'a> Ids<'a> {
    /// The ids of the documents that sources which are not read again have in the last commit.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(crate) fn of(last: &Last, changes: &'a Changes<'a>) -> Result<Self, IndexError> {
        let mut owners = FxHashMap::default();
        let is_left = |source: &str| changes.unchanged.contains_key(source) || changes.kept.contains(source);
        if let Some(collection) = &last.collection {
            owners.reserve(collection.documents as usize);
            collection.origins(|id, source| {
                if is_left(source) {
                    owners.insert(blake3::hash(id.as_bytes()), Arc::clone(source));
                }
            })?;
        }
        Ok(Self { owners, ..Self::none(changes) })
    }

    /// No ids: nobody asks for any.
    pub(crate) fn none(changes: &'a Changes<'a>) -> Self {
        Self { claimed: FxHashMap::default(), owners: FxHashMap::default(), losers: FxHashSet::default(), changes }
    }

    /// Whether some document has the id.
    pub(crate) fn knows(&self, id: &str) -> bool {
        let short = blake3::hash(id.as_bytes());
        let kept = |owner: &Arc<str>| !self.losers.contains(owner);
        self.claimed.contains_key(&short) || self.owners.get(&short).is_some_and(kept)
    }

    /// Gives `id` to a document of `source`. An unchanged source that has it and comes later loses it, and is returned
    /// the first time that it loses one. It is to be read again; until then its other ids stay its own.
    ///
    /// # Errors
    /// Another document keeps the id.
    pub(crate) fn claim(&mut self, id: &str, source: &str, line: Option<u32>) -> Result<Option<String>, Taken> {
        let taken = |by: &str, line: Option<u32>| Taken { id: id.to_owned(), by: by.to_owned(), line };
        let short = blake3::hash(id.as_bytes());
        match self.claimed.entry(short) {
            Entry::Occupied(entry) => {
                let (by, line) = entry.get();
                // The line of another source may have changed before this is read again: its name is enough.
                Err(taken(by, line.filter(|_| by == source)))
            }
            Entry::Vacant(entry) => {
                let owner = self.owners.get(&short).filter(|owner| ***owner != *source);
                // What is out of reach cannot be read again: it keeps what it has.
                let keeps = |owner: &&Arc<str>| ***owner < *source || self.changes.kept.contains(&***owner);
                if let Some(owner) = owner.filter(keeps) {
                    return Err(taken(owner, None));
                }
                entry.insert((source.to_owned(), line));
                let loser = owner.filter(|owner| self.losers.insert(Arc::clone(owner)));
                Ok(loser.map(|loser| loser.to_string()))
            }
        }
    }
}
