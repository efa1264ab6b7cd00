//! What a run has to do: its sources compared with the records of the last commit.
//! Whole files are read only where their time of change tells nothing; nothing is written.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use index::{Mode, Record};

use crate::describe::guide::Guide;
use crate::format::Format;
use crate::ids;
use crate::report::{RunError, SourceDefect};
use crate::settings::Settings;
use crate::walk::{self, Source};

/// All sources of a run, ordered by their paths, each once.
#[derive(Default)]
pub(crate) struct Found {
    /// The paths that were given, as the system names them.
    pub(crate) roots: Vec<PathBuf>,
    /// What the user says of the documents below each root.
    pub(crate) settings: HashMap<PathBuf, Settings>,
    /// Each source with its root.
    pub(crate) sources: Vec<(PathBuf, Source)>,
    /// What could not be looked at.
    pub(crate) defects: Vec<SourceDefect>,
}

/// What the last commit holds.
#[derive(Default)]
pub(crate) struct Last {
    /// What is known of each source.
    pub(crate) records: HashMap<String, Record>,
    /// The ids of documents that the user corrects now, by their sources.
    pub(crate) corrected: HashMap<String, Vec<String>>,
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
    let mut found = Found::default();
    for path in paths {
        let root = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let settings = Settings::of_root(&root)?;
        let walk = walk::sources(&root)?;
        let kept = walk.sources.into_iter().filter(|source| !settings.leaves_out(&source.relative));
        found.sources.extend(kept.map(|source| (root.clone(), source)));
        let told = |defect: walk::PathDefect| SourceDefect {
            source: defect.path.to_string_lossy().into_owned(),
            line: None,
            message: defect.message,
        };
        let inside = |path: &Path| path.strip_prefix(&root).is_ok_and(|relative| settings.leaves_out(relative));
        found.defects.extend(walk.defects.into_iter().filter(|defect| !inside(&defect.path)).map(told));
        found.settings.insert(root.clone(), settings);
        found.roots.push(root);
    }
    found.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    found.sources.dedup_by(|a, b| a.1.path == b.1.path);
    Ok(found)
}

impl Found {
    /// What the user says of the documents of the source with that number.
    pub(crate) fn guide(&self, number: usize) -> Guide<'_> {
        let said = self.said_of(number);
        said.map(|(settings, source)| settings.guide(source)).unwrap_or_default()
    }

    /// Whether the document of that id, of the source with that number, is corrected.
    pub(crate) fn corrects(&self, number: usize, id: &str) -> bool {
        self.said_of(number).is_some_and(|(settings, _)| settings.corrects(id))
    }

    /// Tells what the user says of a source, of which these documents are known to be corrected.
    pub(crate) fn guidance(&self, number: usize, corrected: &[String]) -> String {
        let said = self.said_of(number);
        said.map(|(settings, source)| settings.fingerprint(source, corrected)).unwrap_or_default()
    }

    /// The ids of all corrections.
    pub(crate) fn corrected(&self) -> impl Iterator<Item = &str> {
        self.settings.values().flat_map(|settings| settings.correction_lines.keys()).map(String::as_str)
    }

    /// Corrections of documents that `exist` does not know, as defects of the line that they begin on.
    pub(crate) fn lost_corrections(&self, exist: impl Fn(&str) -> bool) -> Vec<SourceDefect> {
        let lost = |settings: &Settings| {
            let lines = settings.correction_lines.iter().filter(|(id, _)| !exist(id));
            let told = lines.map(|(id, line)| SourceDefect {
                source: settings.path.to_string_lossy().into_owned(),
                line: Some(*line),
                message: format!("no document has the id “{id}”: `communiques describe` prints the ids that there are"),
            });
            told.collect::<Vec<_>>()
        };
        // Of other files beside the one that was given nothing is known.
        let whole = |root: &Path| root.is_dir() || Format::of_name(root) == Some(Format::JsonLines);
        self.settings.iter().filter(|(root, _)| whole(root)).flat_map(|(_, settings)| lost(settings)).collect()
    }

    fn said_of(&self, number: usize) -> Option<(&Settings, &Source)> {
        let (root, source) = self.sources.get(number)?;
        Some((self.settings.get(root)?, source))
    }
}

impl Changes {
    /// Compares what was found with the last commit.
    pub(crate) fn between(found: &Found, last: &Last, mode: Mode) -> Self {
        let Last { records, corrected } = last;
        let mut changes = Self { changed: Vec::new(), unchanged: HashSet::new(), gone: Vec::new() };
        let mut seen = HashSet::new();
        for (number, (root, source)) in found.sources.iter().enumerate() {
            let key = key(source);
            let same = records.get(&key).is_some_and(|record| {
                let corrected = corrected.get(&key).map(Vec::as_slice).unwrap_or_default();
                record.root == root.to_string_lossy()
                    && !has_twin(record)
                    && record.guidance == found.guidance(number, corrected)
                    && is_same(source, record)
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
