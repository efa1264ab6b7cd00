//! Sees to it that no two documents have one id: the source whose path comes first keeps it, whatever was read first.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use index::{Collection, Mode, Record};

use crate::report::{Config, RunError};

/// What the message of a defect begins with when an id belongs to another document.
pub(crate) const TWIN: &str = "its id ";

/// Who has which id.
pub(crate) struct Ids {
    claimed: HashMap<blake3::Hash, (String, Option<u32>)>,
    committed: Option<Collection>,
    unchanged: HashSet<String>,
}

impl Ids {
    /// The ids of the sources that are not read again.
    pub(crate) fn open(
        config: &Config,
        unchanged: &HashSet<String>,
        records: &HashMap<String, Record>,
    ) -> Result<Self, RunError> {
        let keep = config.mode == Mode::Update && !records.is_empty();
        let committed = if keep { Some(Collection::open(&config.index)?) } else { None };
        Ok(Self { claimed: HashMap::new(), committed, unchanged: unchanged.clone() })
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
        let owner = self.owner(id)?;
        match self.claimed.entry(short) {
            Entry::Occupied(entry) => Err(taken(&entry.get().0, entry.get().1)),
            Entry::Vacant(_) if owner.as_deref().is_some_and(|owner| owner < source) => {
                Err(taken(owner.as_deref().unwrap_or_default(), None))
            }
            Entry::Vacant(entry) => {
                entry.insert((source.to_owned(), line));
                if let Some(owner) = &owner {
                    self.unchanged.remove(owner);
                }
                Ok(owner)
            }
        }
    }

    /// The source that is not read again, if one has `id`.
    fn owner(&self, id: &str) -> Result<Option<String>, String> {
        let Some(collection) = &self.committed else { return Ok(None) };
        let owner = index::document(collection, id).map_err(|error| error.to_string())?.map(|document| document.source);
        Ok(owner.filter(|owner| self.unchanged.contains(owner)))
    }
}
