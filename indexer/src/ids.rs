//! Sees to it that no two documents have one id: the source whose path comes first keeps it, whatever was read first.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use index::{Collection, IndexError};

/// What the message of a defect begins with when an id belongs to another document.
pub(crate) const TWIN: &str = "its id ";

/// Who has which id; ids are kept as their hashes, which take little room.
pub(crate) struct Ids {
    claimed: HashMap<blake3::Hash, (String, Option<u32>)>,
    owners: HashMap<blake3::Hash, Arc<str>>,
    losers: HashSet<Arc<str>>,
}

impl Ids {
    /// The ids of the documents that sources in `unchanged`, which are not read again, have in the last commit.
    ///
    /// # Errors
    /// The index cannot be read; it is opened only if there is something unchanged.
    pub(crate) fn open(index: &Path, unchanged: &HashSet<String>) -> Result<Self, IndexError> {
        let mut owners = HashMap::new();
        if !unchanged.is_empty() {
            Collection::open(index)?.origins(|id, source| {
                if unchanged.contains(&**source) {
                    owners.insert(blake3::hash(id.as_bytes()), Arc::clone(source));
                }
            })?;
        }
        Ok(Self { claimed: HashMap::new(), owners, losers: HashSet::new() })
    }

    /// Gives `id` to a document of `source`. An unchanged source that has it and comes later loses it, and is returned
    /// the first time that it loses one. It is to be read again; until then its other ids stay its own.
    ///
    /// # Errors
    /// The message of a defect that names both, if another document keeps the id.
    pub(crate) fn claim(&mut self, id: &str, source: &str, line: Option<u32>) -> Result<Option<String>, String> {
        let taken = |by: &str, line: Option<u32>| {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{TWIN}“{id}” is taken by {by}{line}: give one of the two another id or name")
        };
        let short = blake3::hash(id.as_bytes());
        match self.claimed.entry(short) {
            Entry::Occupied(entry) => Err(taken(&entry.get().0, entry.get().1)),
            Entry::Vacant(entry) => {
                let owner = self.owners.get(&short).filter(|owner| ***owner != *source);
                if let Some(owner) = owner.filter(|owner| ***owner < *source) {
                    return Err(taken(owner, None));
                }
                entry.insert((source.to_owned(), line));
                let loser = owner.filter(|owner| self.losers.insert(Arc::clone(owner)));
                Ok(loser.map(|loser| loser.to_string()))
            }
        }
    }
}
