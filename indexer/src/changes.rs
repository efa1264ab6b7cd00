//! What a run has to do: its sources compared with the records of the last commit.
//! Whole files are read only where their time of change tells nothing; nothing is written.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use index::{Mode, Record};

use crate::ids;
use crate::report::{RunError, SourceDefect};
use crate::walk::{self, Source};

/// All sources of a run, ordered by their keys, each once.
pub(crate) struct Found {
    /// The paths that were given, as the system names them.
    pub(crate) roots: Vec<PathBuf>,
    /// Each source with its root.
    pub(crate) sources: Vec<(PathBuf, Source)>,
    /// What could not be looked at.
    pub(crate) defects: Vec<SourceDefect>,
}

/// What differs between the sources and the index.
pub(crate) struct Changes {
    /// Sources to read, by their numbers in the run, in ascending order.
    pub(crate) changed: Vec<usize>,
    /// The keys of sources that are in the index as they are.
    pub(crate) unchanged: HashSet<String>,
    /// The keys of sources that are in the index and no longer below the paths.
    pub(crate) gone: Vec<String>,
}

/// Finds the sources below `paths`.
///
/// # Errors
/// A path that does not exist or cannot be looked at.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Found, RunError> {
    let mut found = Found { roots: Vec::new(), sources: Vec::new(), defects: Vec::new() };
    for path in paths {
        let root = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let walk = walk::sources(&root)?;
        found.sources.extend(walk.sources.into_iter().map(|source| (root.clone(), source)));
        let told = |defect: walk::PathDefect| SourceDefect {
            source: defect.path.to_string_lossy().into_owned(),
            line: None,
            message: defect.message,
        };
        found.defects.extend(walk.defects.into_iter().map(told));
        found.roots.push(root);
    }
    found.sources.sort_by_cached_key(|(_, source)| key(source));
    found.sources.dedup_by(|a, b| a.1.path == b.1.path);
    Ok(found)
}

impl Changes {
    /// Compares what was found with the records of the last commit.
    pub(crate) fn between(found: &Found, records: &HashMap<String, Record>, mode: Mode) -> Self {
        let mut changes = Self { changed: Vec::new(), unchanged: HashSet::new(), gone: Vec::new() };
        let mut seen = HashSet::new();
        for (number, (root, source)) in found.sources.iter().enumerate() {
            let key = key(source);
            let same = records.get(&key).is_some_and(|record| {
                record.root == root.to_string_lossy() && !has_twin(record) && is_same(source, record)
            });
            if same && mode == Mode::Update {
                changes.unchanged.insert(key.clone());
            } else {
                changes.changed.push(number);
            }
            seen.insert(key);
        }
        let below = |key: &str| found.roots.iter().any(|root| Path::new(key).starts_with(root));
        changes.gone = records.keys().filter(|key| !seen.contains(*key) && below(key)).cloned().collect();
        changes.gone.sort();
        changes
    }

    /// Defects of sources that were not read again: they are still there.
    pub(crate) fn known_defects(
        &self,
        records: &HashMap<String, Record>,
        again: &[usize],
        found: &Found,
    ) -> Vec<SourceDefect> {
        let reread: HashSet<String> = again.iter().filter_map(|&n| found.sources.get(n)).map(|(_, s)| key(s)).collect();
        let kept = self.unchanged.iter().filter(|key| !reread.contains(*key)).filter_map(|key| records.get(key));
        let told = |record: &Record| {
            let of = record.path.clone();
            record.defects.clone().into_iter().map(move |d| SourceDefect {
                source: of.clone(),
                line: d.line,
                message: d.message,
            })
        };
        kept.flat_map(|record| told(record).collect::<Vec<_>>()).collect()
    }
}

/// What names the source in the index: its path.
pub(crate) fn key(source: &Source) -> String {
    source.path.to_string_lossy().into_owned()
}

/// When the source last changed, in nanoseconds since 1970; 0 where the system does not tell.
pub(crate) fn modified(source: &Source) -> i128 {
    let since = source.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as i128)
}

/// Whether an id of the source belongs to another one: that may have changed, so such sources are read each time.
fn has_twin(record: &Record) -> bool {
    record.defects.iter().any(|defect| defect.message.starts_with(ids::TWIN))
}

/// Size and time first; where only the time differs, the hash decides.
fn is_same(source: &Source, record: &Record) -> bool {
    if source.size != record.size {
        return false;
    }
    modified(source) == record.modified || hash_of(&source.path).is_ok_and(|hash| hash.to_hex().as_str() == record.hash)
}

fn hash_of(path: &Path) -> std::io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize())
}
