//! A run: brings the index up to date with the sources below some paths. Reads and describes in parallel, in a stable order.
//! What a document becomes in the index is the index's business.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Instant, UNIX_EPOCH};

use index::{Document, Mode, Record, RecordedDefect, Writer};
use rayon::prelude::*;

use crate::batch::{Batches, Item, Part};
use crate::ids::Ids;
use crate::report::{Config, Progress, Report, RunError, SourceDefect};
use crate::walk::{self, Format, Source};
use crate::{Defect, Reading, json_lines, read_markdown, read_text};

/// Brings the index up to date: reads what is new or changed, removes what is gone, commits once.
///
/// # Errors
/// A path that does not exist, an index that cannot be written. Sources that cannot be read are no error: the report names them.
pub fn run(config: &Config, progress: &dyn Progress) -> Result<Report, RunError> {
    let start = Instant::now();
    let found = find(&config.paths)?;
    let writer = Writer::open(&config.index, config.jobs, config.mode)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(config.jobs.max(1)).build()?;
    let records = writer.records()?;
    let changes = Changes::between(&found, &records, config);
    let mut filling = Filling {
        writer: &writer,
        found: &found,
        ids: Ids::open(config, &changes.unchanged, &records)?,
        states: vec![State::default(); found.sources.len()],
        again: Vec::new(),
        report: Report { sources: found.sources.len() as u64, defects: found.defects.clone(), ..Report::default() },
    };
    filling.report.removed = changes.gone.len() as u64;
    changes.gone.iter().for_each(|path| writer.remove(path));
    let bytes = |numbers: &[usize]| numbers.iter().filter_map(|&n| found.sources.get(n)).map(|(_, s)| s.size).sum();
    progress.expect(changes.changed.len() as u64, bytes(&changes.changed));
    pool.install(|| filling.read(&changes.changed, progress))?;
    let again = std::mem::take(&mut filling.again);
    pool.install(|| filling.read(&again, progress))?;
    let mut report = filling.report;
    report.unchanged = found.sources.len() as u64 - (changes.changed.len() + again.len()) as u64;
    report.defects.extend(changes.known_defects(&records, &again, &found));
    report.defects.sort_by(|a, b| (&a.source, a.line, &a.message).cmp(&(&b.source, b.line, &b.message)));
    let untouched = changes.changed.is_empty() && changes.gone.is_empty() && again.is_empty();
    if !untouched || config.mode == Mode::Full || records.is_empty() {
        writer.commit(now())?;
    }
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// Removes every source at or below `path` from the index; returns how many there were.
///
/// # Errors
/// No index, or one that cannot be written.
pub fn forget(index: &Path, path: &Path) -> Result<u64, RunError> {
    index::Collection::open(index)?;
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = std::fs::canonicalize(&path).unwrap_or(path);
    let writer = Writer::open(index, 1, Mode::Update)?;
    let records = writer.records()?;
    let gone: Vec<&String> = records.keys().filter(|key| Path::new(key).starts_with(&path)).collect();
    gone.iter().for_each(|key| writer.remove(key));
    let removed = gone.len() as u64;
    if removed > 0 {
        writer.commit(now())?;
    }
    Ok(removed)
}

/// All sources of a run, ordered by their paths, each once.
struct Found {
    roots: Vec<PathBuf>,
    sources: Vec<(PathBuf, Source)>,
    defects: Vec<SourceDefect>,
}

fn find(paths: &[PathBuf]) -> Result<Found, RunError> {
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
    found.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    found.sources.dedup_by(|a, b| a.1.path == b.1.path);
    Ok(found)
}

/// What differs between the sources and the index.
struct Changes {
    changed: Vec<usize>,
    unchanged: HashSet<String>,
    gone: Vec<String>,
}

impl Changes {
    fn between(found: &Found, records: &HashMap<String, Record>, config: &Config) -> Self {
        let mut changes = Self { changed: Vec::new(), unchanged: HashSet::new(), gone: Vec::new() };
        let mut seen = HashSet::new();
        for (number, (root, source)) in found.sources.iter().enumerate() {
            let key = key(source);
            let same = records.get(&key).is_some_and(|record| {
                record.root == root.to_string_lossy() && !has_twin(record) && is_same(source, record)
            });
            if same && config.mode == Mode::Update {
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
    fn known_defects(&self, records: &HashMap<String, Record>, again: &[usize], found: &Found) -> Vec<SourceDefect> {
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

/// Whether an id of the source belongs to another one: that may have changed, so such sources are read each time.
fn has_twin(record: &Record) -> bool {
    record.defects.iter().any(|defect| defect.message.starts_with(crate::ids::TWIN))
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

fn modified(source: &Source) -> i128 {
    let since = source.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as i128)
}

fn key(source: &Source) -> String {
    source.path.to_string_lossy().into_owned()
}

/// What a source has come to so far.
#[derive(Clone, Default)]
struct State {
    begun: bool,
    documents: u64,
    hash: Option<blake3::Hash>,
    defects: Vec<RecordedDefect>,
}

/// What reading an item gave.
struct Read {
    readings: Vec<(u32, Result<Reading, Defect>)>,
    hash: Option<blake3::Hash>,
    ended: bool,
    bytes: u64,
}

/// Fills the index from the changed sources.
struct Filling<'a> {
    writer: &'a Writer,
    found: &'a Found,
    ids: Ids,
    states: Vec<State>,
    /// Unchanged sources that lost an id to one that comes before them.
    again: Vec<usize>,
    report: Report,
}

impl Filling<'_> {
    fn read(&mut self, numbers: &[usize], progress: &dyn Progress) -> Result<(), RunError> {
        let sources = numbers.iter().filter_map(|&n| Some((n, &self.found.sources.get(n)?.1)));
        for batch in Batches::new(sources) {
            let reads: Vec<Read> = batch.par_iter().map(read).collect();
            let mut accepted = Vec::new();
            for (item, read) in batch.iter().zip(reads) {
                progress.advance(u64::from(read.ended), read.bytes);
                self.begin(item);
                let ended = read.ended;
                accepted.extend(self.accept(item, read).into_iter().map(|document| (key(item.source), document)));
                if ended {
                    self.end(item)?;
                }
            }
            let written = accepted.par_iter().map(|(source, document)| {
                Ok::<_, RunError>((self.writer.add(source, document)?, characters(document)))
            });
            for (added, characters) in written.collect::<Result<Vec<_>, _>>()? {
                self.report.documents += 1;
                self.report.passages += added.passages;
                self.report.characters += characters;
            }
        }
        Ok(())
    }

    /// Removes what the index has of a source before the first of it is written.
    fn begin(&mut self, item: &Item<'_>) {
        let Some(state) = self.states.get_mut(item.number) else { return };
        if !state.begun {
            *state = State { begun: true, ..State::default() };
            self.writer.remove(&key(item.source));
        }
    }

    /// The documents of a reading whose ids are free; all else becomes a defect.
    fn accept(&mut self, item: &Item<'_>, read: Read) -> Vec<Document> {
        let mut accepted = Vec::new();
        for (line, reading) in read.readings {
            let (document, defects) = match reading {
                Ok(reading) => (Some(reading.document), reading.defects),
                Err(defect) => (None, vec![defect]),
            };
            let Some(state) = self.states.get_mut(item.number) else { continue };
            state.defects.extend(defects.into_iter().map(|d| RecordedDefect { line: d.line, message: d.message }));
            let Some(document) = document else { continue };
            let line = (item.source.format == Format::JsonLines).then_some(line);
            match self.ids.claim(&document.id, &key(item.source), line) {
                Ok(loser) => {
                    state.documents += 1;
                    accepted.push(document);
                    self.again.extend(loser.and_then(|path| self.number_of(&path)));
                }
                Err(message) => state.defects.push(RecordedDefect { line, message }),
            }
        }
        if let Some(state) = self.states.get_mut(item.number) {
            state.hash = state.hash.or(read.hash);
        }
        accepted
    }

    fn number_of(&self, path: &str) -> Option<usize> {
        let number =
            self.found.sources.binary_search_by(|(_, source)| source.path.as_path().cmp(Path::new(path))).ok()?;
        (!self.again.contains(&number)).then_some(number)
    }

    /// Records what a source came to.
    fn end(&mut self, item: &Item<'_>) -> Result<(), RunError> {
        let (Some(state), Some((root, source))) = (self.states.get(item.number), self.found.sources.get(item.number))
        else {
            return Ok(());
        };
        let path = key(source);
        let told = |defect: &RecordedDefect| SourceDefect {
            source: path.clone(),
            line: defect.line,
            message: defect.message.clone(),
        };
        self.report.defects.extend(state.defects.iter().map(told));
        self.report.indexed += u64::from(state.documents > 0);
        let Some(hash) = state.hash else { return Ok(()) };
        let record = Record {
            path: path.clone(),
            root: root.to_string_lossy().into_owned(),
            size: source.size,
            modified: modified(source),
            hash: hash.to_hex().to_string(),
            documents: state.documents,
            defects: state.defects.clone(),
        };
        Ok(self.writer.record(&record)?)
    }
}

fn read(item: &Item<'_>) -> Read {
    let mut read = Read { readings: Vec::new(), hash: None, ended: true, bytes: 0 };
    match &item.part {
        Part::File => match std::fs::read(&item.source.path) {
            Ok(bytes) => {
                read.hash = Some(blake3::hash(&bytes));
                read.bytes = bytes.len() as u64;
                read.readings.push((1, document(item.source, &bytes)));
            }
            Err(error) => read.readings.push((1, Err(unreadable(&error)))),
        },
        Part::Lines(block, first) => {
            read.ended = false;
            read.bytes = block.len() as u64;
            let lines: Vec<(u32, &[u8])> = json_lines::lines(block).collect();
            let number = |line: u32| first + line - 1;
            let parse = |&(line, bytes): &(u32, &[u8])| (number(line), json_lines::document(bytes, number(line)));
            read.readings = lines.par_iter().map(parse).collect();
        }
        Part::End(hash) => read.hash = Some(*hash),
        Part::Unreadable(error) => read.readings.push((1, Err(unreadable(error)))),
    }
    read
}

fn document(source: &Source, bytes: &[u8]) -> Result<Reading, Defect> {
    match source.format {
        Format::Markdown => read_markdown(&source.id(), bytes),
        Format::Text | Format::JsonLines => read_text(&source.id(), bytes),
    }
}

fn unreadable(error: &std::io::Error) -> Defect {
    Defect { line: None, message: format!("cannot be read ({error}): check its permissions, then index again") }
}

fn characters(document: &Document) -> u64 {
    let sections = document
        .sections
        .iter()
        .flat_map(|section| section.heading.iter().map(|heading| &heading.text).chain(&section.paragraphs));
    let all = document.title.iter().chain(&document.lead).chain(sections);
    all.map(|paragraph| paragraph.text.chars().count() as u64).sum()
}

/// The time, RFC 3339 in UTC, to the second.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
