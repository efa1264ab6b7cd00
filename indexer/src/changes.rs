//! What a run has to do: its sources compared with the records of the last commit.
//! Whole files are read only where their time of change tells nothing; nothing is written.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use index::{Mode, Record};

use crate::describe::guide::Guide;
use crate::file;
use crate::format::Format;
use crate::name::{is_at_or_below, key};
use crate::report::{Config, RunError, SourceDefect};
use crate::settings::Settings;
use crate::walk::{self, Reach, Source};

/// What clocks of file systems tell apart at least, in nanoseconds: two ticks of the slowest kernel.
const TICK: i128 = 20_000_000;

/// The same where times are told in whole seconds: FAT has every second one.
const COARSE_TICK: i128 = 2_000_000_000;

/// All sources of a run, ordered by their keys, each once.
#[derive(Default)]
pub(crate) struct Found {
    /// The paths that were given, as the system names them.
    pub(crate) roots: Vec<PathBuf>,
    /// What the user says of the documents below each root.
    pub(crate) settings: HashMap<PathBuf, Settings>,
    /// Each source with its root.
    pub(crate) sources: Vec<(PathBuf, Source)>,
    /// How many files are of no format that is read.
    pub(crate) skipped: u64,
    /// What could not be looked at.
    pub(crate) defects: Vec<SourceDefect>,
    /// Keys of folders that could not be looked at.
    pub(crate) out_of_reach: Vec<String>,
}

/// What the last commit holds.
#[derive(Default)]
pub(crate) struct Last {
    /// What is known of each source.
    pub(crate) records: HashMap<String, Record>,
    /// The ids of documents that the user corrects now, by their sources.
    pub(crate) corrected: HashMap<String, Vec<String>>,
}

impl Last {
    /// What the last commit of `index`, if there is one, holds beside these records.
    ///
    /// # Errors
    /// The index cannot be read; it is opened only if anything is corrected.
    pub(crate) fn of(index: &Path, records: HashMap<String, Record>, found: &Found) -> Result<Self, RunError> {
        let ids: HashSet<&str> = found.corrected().collect();
        let mut corrected: HashMap<String, Vec<String>> = HashMap::new();
        if !ids.is_empty() && !records.is_empty() {
            index::Collection::open(index)?.origins(|id, source| {
                if ids.contains(id) {
                    corrected.entry(source.to_string()).or_default().push(id.to_owned());
                }
            })?;
        }
        Ok(Self { records, corrected })
    }
}

/// What differs between the sources and the index.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Sources to read, by their numbers in the run, in ascending order.
    pub(crate) changed: Vec<usize>,
    /// The keys of sources that are in the index as they are.
    pub(crate) unchanged: HashSet<String>,
    /// The keys of sources that are in the index and no longer below the paths.
    pub(crate) gone: Vec<String>,
    /// The keys of sources that are in the index and stay there, because nobody can see whether they are gone.
    pub(crate) kept: HashSet<String>,
    /// Unchanged sources that have ids which the source of a key keeps, by their numbers.
    pub(crate) rivals: HashMap<String, Vec<usize>>,
}

/// Finds the sources below the paths of a run.
///
/// # Errors
/// A path that does not exist or cannot be looked at; a pattern that is none; a mistake in what the user says of documents.
pub(crate) fn find(paths: &[PathBuf], exclude: &[String]) -> Result<Found, RunError> {
    let mut found = Found::default();
    for path in paths {
        let root = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let settings = Settings::of_root(&root)?;
        let walk = walk::sources(&root, exclude)?;
        // The settings are no document, and are not left out either.
        let is_settings = root.is_dir() && !settings.path.as_os_str().is_empty();
        found.skipped += (walk.skipped as u64).saturating_sub(u64::from(is_settings));
        let mut sources = walk.sources;
        sources.retain(|source| !settings.leaves_out(&source.relative));
        walk::name_documents(&mut sources);
        found.sources.extend(sources.into_iter().map(|source| (root.clone(), source)));
        let inside = |path: &Path| path.strip_prefix(&root).is_ok_and(|relative| settings.leaves_out(relative));
        for defect in walk.defects.into_iter().filter(|defect| !inside(&defect.path)) {
            if defect.reach == Reach::Unknown {
                found.out_of_reach.push(key(&defect.path));
            }
            found.defects.push(SourceDefect { source: key(&defect.path), line: None, message: defect.message });
        }
        found.settings.insert(root.clone(), settings);
        found.roots.push(root);
    }
    found.sources.sort_by_cached_key(|(_, source)| key(&source.path));
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
    /// Compares what was found with the last commit, as a run by `config` does.
    pub(crate) fn between(found: &Found, last: &Last, config: &Config) -> Self {
        let Last { records, corrected } = last;
        let (mode, limits) = (config.mode, config.limits.fingerprint());
        let mut changes = Self::default();
        let mut numbers = HashMap::with_capacity(found.sources.len());
        let root_keys: HashMap<&PathBuf, String> = found.roots.iter().map(|root| (root, key(root))).collect();
        for (number, (root, source)) in found.sources.iter().enumerate() {
            let key = key(&source.path);
            let is_same = |record: &Record| {
                let corrected = corrected.get(&key).map(Vec::as_slice).unwrap_or_default();
                root_keys.get(root) == Some(&record.root)
                    && record.id == source.id
                    && (record.limits.is_empty() || record.limits == limits)
                    && record.guidance == found.guidance(number, corrected)
                    && is_same(source, record)
            };
            if mode == Mode::Update && records.get(&key).is_some_and(is_same) {
                changes.unchanged.insert(key.clone());
            } else {
                changes.changed.push(number);
            }
            numbers.insert(key, number);
        }
        let roots: Vec<String> = root_keys.into_values().collect();
        let below = |key: &str, folders: &[String]| folders.iter().any(|folder| is_at_or_below(key, folder));
        let is_touched = |key: &str| mode == Mode::Full || below(key, &roots);
        for key in records.keys().filter(|key| !numbers.contains_key(*key) && is_touched(key)) {
            if mode == Mode::Update && below(key, &found.out_of_reach) {
                changes.kept.insert(key.clone());
            } else {
                changes.gone.push(key.clone());
            }
        }
        changes.gone.sort();
        changes.follow_rivals(records, &numbers);
        changes
    }

    /// Has those read again that may get an id back, because who keeps it is read again or gone.
    fn follow_rivals(&mut self, records: &HashMap<String, Record>, numbers: &HashMap<String, usize>) {
        let stays = |rival: &String, unchanged: &HashSet<String>| {
            unchanged.contains(rival) || (!numbers.contains_key(rival) && records.contains_key(rival))
        };
        let gone: HashSet<&String> = self.gone.iter().collect();
        loop {
            let unsettled = |key: &&String| {
                let rivals = records.get(*key).map(|record| record.rivals.as_slice()).unwrap_or_default();
                rivals.iter().any(|rival| rival != *key && (gone.contains(rival) || !stays(rival, &self.unchanged)))
            };
            let again: Vec<String> = self.unchanged.iter().filter(unsettled).cloned().collect();
            if again.is_empty() {
                break;
            }
            for key in again {
                self.unchanged.remove(&key);
                self.changed.extend(numbers.get(&key));
            }
        }
        self.changed.sort_unstable();
        for key in &self.unchanged {
            let rivals = records.get(key).map(|record| record.rivals.as_slice()).unwrap_or_default();
            for rival in rivals.iter().filter(|rival| *rival != key) {
                self.rivals.entry(rival.clone()).or_default().extend(numbers.get(key));
            }
        }
    }

    /// Defects of sources that were not read again: they are still there.
    pub(crate) fn known_defects(
        &self,
        records: &HashMap<String, Record>,
        again: &BTreeSet<usize>,
        found: &Found,
    ) -> Vec<SourceDefect> {
        let reread: HashSet<String> =
            again.iter().filter_map(|&n| found.sources.get(n)).map(|(_, source)| key(&source.path)).collect();
        let stay = self.unchanged.iter().chain(&self.kept).filter(|key| !reread.contains(*key));
        let told = |record: &Record| {
            let of = record.path.clone();
            record.defects.clone().into_iter().map(move |d| SourceDefect {
                source: of.clone(),
                line: d.line,
                message: d.message,
            })
        };
        stay.filter_map(|key| records.get(key)).flat_map(|record| told(record).collect::<Vec<_>>()).collect()
    }
}

/// Size and time first; where the time differs, or the file changed as late as it was read, the hash decides.
fn is_same(source: &Source, record: &Record) -> bool {
    if source.size != record.size {
        return false;
    }
    let tick = if record.modified % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
    let is_settled = source.modified == record.modified && record.modified + tick < record.read;
    is_settled || hash_of(&source.path).is_some_and(|hash| hash.to_hex().as_str() == record.hash)
}

/// The hash of a file; `None` where it cannot be read, which reading it will tell.
fn hash_of(path: &Path) -> Option<blake3::Hash> {
    let (file, _) = file::open(path).ok()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).ok()?;
    Some(hasher.finalize())
}
