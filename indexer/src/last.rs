//! What the last commit of an index holds: the records of its sources, and whose documents the user corrects.
//! What differs from it is told by `changes`.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use index::{Collection, IndexError, Record, Writer};
use rayon::ThreadPool;

use crate::found::{self, Found};
use crate::report::{Config, RunError};

/// What the last commit holds.
#[derive(Default)]
pub(crate) struct Last {
    /// The commit, if there is one.
    pub(crate) collection: Option<Collection>,
    /// What is known of each source, ordered by their keys.
    pub(crate) records: Vec<Record>,
    /// The ids of documents that the user corrects now, by their sources.
    pub(crate) corrected: HashMap<String, Vec<String>>,
}

/// Finds the sources of a run, and reads at the same time what the index holds.
///
/// Nothing is locked: once it is, [`Last::of_writer`] tells whether the index still holds that.
pub(crate) fn with_sources(config: &Config, pool: &ThreadPool) -> (Result<Found, RunError>, Result<Last, IndexError>) {
    pool.join(|| found::find(&config.paths, &config.exclude), || Last::read(&config.index))
}

impl Last {
    /// What the last commit of `index` holds; nothing where there is none.
    ///
    /// # Errors
    /// The index cannot be read, or is of another version.
    pub(crate) fn read(index: &Path) -> Result<Self, IndexError> {
        let collection = match Collection::open(index) {
            Err(IndexError::Missing(_)) => return Ok(Self::default()),
            opened => opened?,
        };
        let records = collection.records()?;
        Ok(Self { collection: Some(collection), records, corrected: HashMap::new() })
    }

    /// What the commit holds that `writer` adds to: what was read `before` it was opened, or else is read again.
    ///
    /// # Errors
    /// As [`Last::read`].
    pub(crate) fn of_writer(
        before: Result<Self, IndexError>,
        writer: &Writer,
        index: &Path,
    ) -> Result<Self, IndexError> {
        match before {
            Ok(Self { collection: Some(collection), records, corrected }) if writer.adds_to(&collection)? => {
                Ok(Self { collection: Some(collection), records, corrected })
            }
            _ => Self::read(index),
        }
    }

    /// Finds the sources of the documents with these ids, which the user corrects.
    ///
    /// # Errors
    /// The index cannot be read; it is looked into only if anything is corrected.
    pub(crate) fn find_corrected<'a>(&mut self, ids: impl Iterator<Item = &'a str>) -> Result<(), IndexError> {
        let ids: HashSet<&str> = ids.collect();
        let Some(collection) = self.collection.as_ref().filter(|_| !ids.is_empty()) else { return Ok(()) };
        collection.origins(|id, source| {
            if ids.contains(id) {
                self.corrected.entry(source.to_string()).or_default().push(id.to_owned());
            }
        })
    }

    /// What is known of the source with this key.
    pub(crate) fn record(&self, key: &str) -> Option<&Record> {
        let at = self.records.binary_search_by(|record| record.path.as_str().cmp(key)).ok()?;
        self.records.get(at)
    }
}
