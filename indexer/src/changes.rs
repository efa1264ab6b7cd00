//! What a run has to do: its sources compared with the records of the last commit.
//! Whole files are read only where their time of change tells nothing; nothing is written.

use std::collections::BTreeSet;
use std::path::Path;

use index::{Mode, Record};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::file;
use crate::found::Found;
use crate::last::Last;
use crate::name::{is_at_or_below, key};
use crate::report::{Config, SourceDefect};
use crate::walk::Source;

/// What clocks of file systems tell apart at least, in nanoseconds: two ticks of the slowest kernel.
const TICK: i128 = 20_000_000;

/// The same where times are told in whole seconds: FAT has every second one.
const COARSE_TICK: i128 = 2_000_000_000;

/// What differs between the sources and the index. Keys are those of the last commit's records.
#[derive(Debug, Default)]
pub(crate) struct Changes<'a> {
    /// Sources to read, by their numbers in the run, in ascending order.
    pub(crate) changed: Vec<usize>,
    /// The sources that are in the index as they are: their numbers by their keys.
    pub(crate) unchanged: FxHashMap<&'a str, usize>,
    /// The keys of sources that are in the index and no longer below the paths, in ascending order.
    pub(crate) gone: Vec<&'a str>,
    /// The keys of sources that are in the index and stay there, because nobody can see whether they are gone.
    pub(crate) kept: FxHashSet<&'a str>,
    /// Unchanged sources that have ids which the source of a key keeps, by their numbers.
    pub(crate) rivals: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> Changes<'a> {
    /// Compares what was found with the last commit, as a run by `config` does.
    pub(crate) fn between(found: &Found, last: &'a Last, config: &Config) -> Self {
        let mut changes = Self::default();
        changes.unchanged.reserve(last.records.len());
        let limits = config.limits.fingerprint();
        let absent = |key: &str| Absent::of(key, found, config.mode);
        // Both are in the order of their keys.
        let mut records = last.records.iter().peekable();
        for (number, (_, source)) in found.sources.iter().enumerate() {
            let key = key(&source.path);
            while let Some(record) = records.next_if(|record| *record.path < *key) {
                changes.note(record, absent(&record.path));
            }
            let record = records.next_if(|record| *record.path == *key);
            let is_same = |record: &&Record| {
                let corrected = last.corrected.get(&*key).map(Vec::as_slice).unwrap_or_default();
                found.root_of(number).is_some_and(|root| root.key == record.root)
                    && record.id == source.id
                    && (record.limits.is_empty() || record.limits == limits)
                    && record.guidance == found.guidance(number, corrected)
                    && is_same(source, record)
            };
            match record.filter(|_| config.mode == Mode::Update).filter(is_same) {
                Some(record) => drop(changes.unchanged.insert(&record.path, number)),
                None => changes.changed.push(number),
            }
        }
        records.for_each(|record| changes.note(record, absent(&record.path)));
        changes.follow_rivals(found, last);
        changes
    }

    fn note(&mut self, record: &'a Record, absent: Absent) {
        match absent {
            Absent::Gone => self.gone.push(&record.path),
            Absent::OutOfReach => drop(self.kept.insert(&record.path)),
            Absent::OfOtherRoots => {}
        }
    }

    /// Has those read again that may get an id back, because who keeps it is read again or gone.
    fn follow_rivals(&mut self, found: &Found, last: &'a Last) {
        let gone: FxHashSet<&str> = self.gone.iter().copied().collect();
        let stays = |rival: &str, unchanged: &FxHashMap<&str, usize>| {
            unchanged.contains_key(rival) || (found.number_of(rival).is_none() && last.record(rival).is_some())
        };
        let mut disputed: Vec<&Record> = last.records.iter().filter(|record| !record.rivals.is_empty()).collect();
        loop {
            let is_unsettled = |record: &&Record| {
                let unsettled = |rival: &String| gone.contains(rival.as_str()) || !stays(rival, &self.unchanged);
                rivals(record).any(unsettled)
            };
            disputed.retain(|record| self.unchanged.contains_key(record.path.as_str()));
            let again: Vec<&Record> = disputed.iter().copied().filter(is_unsettled).collect();
            if again.is_empty() {
                break;
            }
            self.changed.extend(again.iter().filter_map(|record| self.unchanged.remove(record.path.as_str())));
        }
        self.changed.sort_unstable();
        for record in disputed {
            let number = self.unchanged.get(record.path.as_str());
            rivals(record).for_each(|rival| self.rivals.entry(rival).or_default().extend(number));
        }
    }

    /// Defects of sources that were not read again: they are still there.
    pub(crate) fn known_defects(&self, last: &Last, again: &BTreeSet<usize>) -> Vec<SourceDefect> {
        let stays = |record: &&Record| {
            let number = self.unchanged.get(record.path.as_str());
            number.is_some_and(|number| !again.contains(number)) || self.kept.contains(record.path.as_str())
        };
        let told = |record: &Record| {
            let of = record.path.clone();
            record.defects.clone().into_iter().map(move |d| SourceDefect {
                source: of.clone(),
                line: d.line,
                message: d.message,
            })
        };
        let faulty = last.records.iter().filter(|record| !record.defects.is_empty());
        faulty.filter(stays).flat_map(told).collect()
    }
}

/// What becomes of a source that is in the index and was not found.
#[derive(Debug, Clone, Copy)]
enum Absent {
    Gone,
    OutOfReach,
    OfOtherRoots,
}

impl Absent {
    fn of(key: &str, found: &Found, mode: Mode) -> Self {
        let is_below = |folder: &String| is_at_or_below(key, folder);
        match mode {
            Mode::Full => Self::Gone,
            Mode::Update if !found.roots.iter().any(|root| is_below(&root.key)) => Self::OfOtherRoots,
            Mode::Update if found.out_of_reach.iter().any(is_below) => Self::OutOfReach,
            Mode::Update => Self::Gone,
        }
    }
}

/// The sources that keep ids which another one has too.
fn rivals(record: &Record) -> impl Iterator<Item = &String> {
    record.rivals.iter().filter(|rival| **rival != record.path)
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
