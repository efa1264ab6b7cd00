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
    unchanged: HashSet<String>,
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
        Ok(Self { claimed: HashMap::new(), owners, unchanged: unchanged.clone() })
    }

    /// Whether some document has the id.
    pub(crate) fn knows(&self, id: &str) -> bool {
        let short = blake3::hash(id.as_bytes());
        let kept = |owner: &Arc<str>| self.unchanged.contains(&**owner);
        self.claimed.contains_key(&short) || self.owners.get(&short).is_some_and(kept)
    }

    /// Gives `id` to a document of `source`. An unchanged source that has it and comes later loses it, and is returned.
    ///
    /// # Errors
    /// The message of a defect that names both, if another document keeps the id.
    pub(crate) fn claim(&mut self, id: &str, source: &str, line: Option<u32>) -> Result<Option<String>, String> {
        let taken = |by: &str, line: Option<u32>| {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{TWIN}“{id}” is taken by {by}{line}: give one of the two another id or name")
        };
        let short = blake3::hash(id.as_bytes());
        let owner = self.owners.get(&short).filter(|owner| self.unchanged.contains(&***owner));
        match self.claimed.entry(short) {
            Entry::Occupied(entry) => Err(taken(&entry.get().0, entry.get().1)),
            Entry::Vacant(entry) => match owner {
                Some(owner) if **owner < *source => Err(taken(owner, None)),
                owner => {
                    entry.insert((source.to_owned(), line));
                    let loser = owner.map(|owner| owner.to_string());
                    if let Some(loser) = &loser {
                        self.unchanged.remove(loser);
                    }
                    Ok(loser)
                }
            },
        }
    }
}
