//! Fills the index from sources: batch by batch, reading and writing in parallel, judging in the order of the sources.
//! Which sources those are, and when the index is committed, is decided elsewhere.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::time::{SystemTime, UNIX_EPOCH};

use index::{Document, Record, RecordedDefect, Writer};
use rayon::prelude::*;

use crate::batch::{Batches, Item, Part, Seen};
use crate::changes::Changes;
use crate::describe::guide::Guide;
use crate::file;
use crate::format::Format;
use crate::found::Found;
use crate::ids::Ids;
use crate::limits::{self, too_long};
use crate::name::key;
use crate::report::{Progress, Report, RunError, SourceDefect};
use crate::walk::Source;
use crate::{Defect, Reading, Workers, json_lines};

/// Fills the index from the changed sources.
pub(crate) struct Filling<'a> {
    /// What was read and written so far.
    pub(crate) report: Report,
    /// How many sources were recorded; others could not be read at all.
    pub(crate) recorded: u64,
    /// All that it works on.
    task: Task<'a>,
    ids: Ids<'a>,
    /// What the sources that were begun have come to, by their numbers.
    states: HashMap<usize, State>,
    again: BTreeSet<usize>,
}

/// What is to be filled, and from what.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    /// The index.
    pub(crate) writer: &'a Writer,
    /// The sources.
    pub(crate) found: &'a Found,
    /// What differs between the two.
    pub(crate) changes: &'a Changes<'a>,
    /// Who reads sources, within the limits of the run.
    pub(crate) workers: &'a Workers,
}

/// What a source has come to so far.
#[derive(Clone, Default)]
struct State {
    documents: u64,
    seen: Option<Seen>,
    read: i128,
    defects: Vec<RecordedDefect>,
    /// Its documents that the user corrects.
    corrected: Vec<String>,
    rivals: BTreeSet<String>,
}

/// What reading an item gave.
pub(crate) struct Read {
    /// Each with the line that it begins on.
    pub(crate) readings: Vec<(u32, Result<Reading, Defect>)>,
    /// The state and hash of the whole source, once they are known.
    pub(crate) seen: Option<Seen>,
    ended: bool,
    bytes: u64,
}

impl<'a> Filling<'a> {
    /// Nothing is read yet.
    pub(crate) fn new(task: Task<'a>, ids: Ids<'a>) -> Self {
        let report = Report { sources: task.found.sources.len() as u64, ..Report::default() };
        Self { report, recorded: 0, task, ids, states: HashMap::new(), again: BTreeSet::new() }
    }

    /// Unchanged sources that are to be read too, by their numbers: they lost an id to one that comes before them, or
    /// have one in common with one that did.
    pub(crate) fn lost_ids(&mut self) -> BTreeSet<usize> {
        std::mem::take(&mut self.again)
    }

    /// Whether some document that was read, or need not be, has the id.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.ids.knows(id)
    }

    /// Reads the sources of these numbers and writes their documents.
    ///
    /// # Errors
    /// The index cannot be written, or the run is to end. Sources that cannot be read are no error.
    pub(crate) fn read<'n>(
        &mut self,
        numbers: impl IntoIterator<Item = &'n usize>,
        progress: &dyn Progress,
    ) -> Result<(), RunError> {
        let Task { found, workers, .. } = self.task;
        let sources = numbers.into_iter().filter_map(|&n| Some((n, &found.sources.get(n)?.1)));
        for batch in Batches::new(sources, workers.limits()) {
            if progress.is_cancelled() {
                return Err(RunError::Cancelled);
            }
            let read = |item: &Item<'_>| read(item, workers, &found.guide(item.number));
            let reads: Vec<Read> = batch.par_iter().map(read).collect();
            let mut accepted = Vec::new();
            for (item, read) in batch.iter().zip(reads) {
                progress.advance(u64::from(read.ended), read.bytes);
                self.begin(item);
                let ended = read.ended;
                let path = key(&item.source.path);
                accepted.extend(self.accept(item, read).into_iter().map(|document| (path.to_string(), document)));
                if ended {
                    self.end(item)?;
                }
            }
            self.write(&accepted)?;
        }
        Ok(())
    }

    fn write(&mut self, accepted: &[(String, Document)]) -> Result<(), RunError> {
        let written = accepted.par_iter().map(|(source, document)| {
            Ok::<_, RunError>((self.task.writer.add(source, document)?, characters(document)))
        });
        for (added, characters) in written.collect::<Result<Vec<_>, _>>()? {
            self.report.documents += 1;
            self.report.passages += added.passages;
            self.report.characters += characters;
        }
        Ok(())
    }

    /// Removes what the index has of a source before the first of it is written.
    fn begin(&mut self, item: &Item<'_>) {
        if let Entry::Vacant(entry) = self.states.entry(item.number) {
            entry.insert(State { read: now(), ..State::default() });
            self.task.writer.remove(&key(&item.source.path));
        }
    }

    /// The documents of a reading whose ids are free; all else becomes a defect.
    fn accept(&mut self, item: &Item<'_>, read: Read) -> Vec<Document> {
        let mut accepted = Vec::new();
        let path = key(&item.source.path);
        for (line, reading) in read.readings {
            let (document, defects) = match reading {
                Ok(reading) => (Some(reading.document), reading.defects),
                Err(defect) => (None, vec![defect]),
            };
            let Some(state) = self.states.get_mut(&item.number) else { continue };
            state.defects.extend(defects.into_iter().map(|d| RecordedDefect { line: d.line, message: d.message }));
            let Some(document) = document else { continue };
            let line = (item.source.format == Some(Format::JsonLines)).then_some(line);
            match self.ids.claim(&document.id, &path, line) {
                Ok(loser) => {
                    state.documents += 1;
                    if self.task.found.corrects(item.number, &document.id) {
                        state.corrected.push(document.id.clone());
                    }
                    accepted.push(document);
                    loser.iter().for_each(|loser| self.read_again(loser));
                }
                Err(taken) => {
                    state.defects.push(RecordedDefect { line, message: taken.to_string() });
                    state.rivals.insert(taken.by);
                }
            }
        }
        if let Some(state) = self.states.get_mut(&item.number) {
            state.seen = state.seen.or(read.seen);
        }
        accepted
    }

    /// Has an unchanged source read that lost an id, and those that have ids which it kept.
    fn read_again(&mut self, loser: &str) {
        let Task { found, changes, .. } = self.task;
        self.again.extend(found.number_of(loser));
        self.again.extend(changes.rivals.get(loser).into_iter().flatten());
    }

    /// The limits of the run, where a defect comes of one of them.
    fn limits_met(&self, state: &State) -> String {
        let met = state.defects.iter().any(|defect| limits::names_one(&defect.message));
        if met { self.task.workers.limits().fingerprint() } else { String::new() }
    }

    /// Records what a source came to.
    fn end(&mut self, item: &Item<'_>) -> Result<(), RunError> {
        let (Some(state), Some(root)) = (self.states.get(&item.number), self.task.found.root_of(item.number)) else {
            return Ok(());
        };
        let source = item.source;
        let path = key(&source.path).into_owned();
        let told = |defect: &RecordedDefect| SourceDefect {
            source: path.clone(),
            line: defect.line,
            message: defect.message.clone(),
        };
        self.report.defects.extend(state.defects.iter().map(told));
        self.report.indexed += u64::from(state.documents > 0);
        let Some(Seen { hash, stamp }) = state.seen else { return Ok(()) };
        let record = Record {
            path: path.clone(),
            root: root.key.clone(),
            id: source.id.clone(),
            size: stamp.size,
            modified: stamp.modified,
            read: state.read,
            hash: hash.to_hex().to_string(),
            documents: state.documents,
            guidance: self.task.found.guidance(item.number, &state.corrected),
            limits: self.limits_met(state),
            defects: state.defects.clone(),
            rivals: state.rivals.iter().cloned().collect(),
        };
        self.recorded += 1;
        Ok(self.task.writer.record(&record)?)
    }
}

/// Reads a piece of work; opens the file of a whole one. The guide is that of its source.
pub(crate) fn read(item: &Item<'_>, workers: &Workers, guide: &Guide<'_>) -> Read {
    let limits = workers.limits();
    let mut read = Read { readings: Vec::new(), seen: None, ended: true, bytes: 0 };
    match &item.part {
        Part::File => match file::read(&item.source.path, limits.file_bytes) {
            Ok(whole) => {
                read.seen = Some(Seen { hash: blake3::hash(&whole.bytes), stamp: whole.stamp });
                read.bytes = whole.bytes.len() as u64;
                read.readings.push((1, read_file(item.source, &whole.bytes, workers, guide)));
                read.readings.extend(whole.unsettled.map(|defect| (1, Err(defect))));
            }
            Err(defect) => read.readings.push((1, Err(defect))),
        },
        Part::Lines(block, first) => {
            read.ended = false;
            read.bytes = block.len() as u64;
            let lines: Vec<(u32, &[u8])> = json_lines::lines(block).collect();
            let number = |line: u32| first + line - 1;
            let parse = |&(line, bytes): &(u32, &[u8])| match bytes.len() > limits.line_bytes {
                true => (number(line), Err(too_long(number(line), limits))),
                false => (number(line), json_lines::guided(bytes, number(line), guide)),
            };
            read.readings = lines.par_iter().map(parse).collect();
        }
        Part::LongLine(line) => {
            read.ended = false;
            read.readings.push((*line, Err(too_long(*line, limits))));
        }
        Part::End(seen, unsettled) => {
            read.seen = Some(*seen);
            read.readings.extend(unsettled.clone().map(|defect| (1, Err(defect))));
        }
        Part::Unreadable(defect) => read.readings.push((1, Err(defect.clone()))),
    }
    read
}

fn read_file(source: &Source, bytes: &[u8], workers: &Workers, guide: &Guide<'_>) -> Result<Reading, Defect> {
    let format = Format::of(&source.path, bytes, workers.limits())?;
    workers.guided(format, &source.id, bytes, guide)
}

/// In nanoseconds since 1970.
fn now() -> i128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i128)
}

fn characters(document: &Document) -> u64 {
    let sections = document
        .sections
        .iter()
        .flat_map(|section| section.heading.iter().map(|heading| &heading.text).chain(&section.paragraphs));
    let all = document.title.iter().chain(&document.lead).chain(sections);
    all.map(|paragraph| paragraph.text.chars().count() as u64).sum()
}
