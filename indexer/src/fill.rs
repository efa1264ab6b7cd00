//! Fills the index from sources: batch by batch, reading and writing in parallel, judging in the order of the sources.
//! Which sources those are, and when the index is committed, is decided elsewhere.

use std::path::Path;

use index::{Document, Record, RecordedDefect, Writer};
use rayon::prelude::*;

use crate::batch::{Batches, Item, Part};
use crate::changes::{Found, key, modified};
use crate::format::Format;
use crate::ids::Ids;
use crate::report::{Progress, Report, RunError, SourceDefect};
use crate::{Defect, Reading, Workers, json_lines};

/// Fills the index from the changed sources.
pub(crate) struct Filling<'a> {
    /// What was read and written so far.
    pub(crate) report: Report,
    writer: &'a Writer,
    found: &'a Found,
    ids: Ids,
    workers: Workers,
    states: Vec<State>,
    again: Vec<usize>,
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

impl<'a> Filling<'a> {
    /// Nothing is read yet.
    pub(crate) fn new(writer: &'a Writer, found: &'a Found, ids: Ids, workers: Workers) -> Self {
        let sources = found.sources.len();
        let report = Report { sources: sources as u64, ..Report::default() };
        Self { report, writer, found, ids, workers, states: vec![State::default(); sources], again: Vec::new() }
    }

    /// Unchanged sources that lost an id to one that comes before them, by their numbers: they are to be read too.
    pub(crate) fn lost_ids(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.again)
    }

    /// Reads the sources of these numbers and writes their documents.
    ///
    /// # Errors
    /// The index cannot be written. Sources that cannot be read are no error.
    pub(crate) fn read(&mut self, numbers: &[usize], progress: &dyn Progress) -> Result<(), RunError> {
        let found = self.found;
        let sources = numbers.iter().filter_map(|&n| Some((n, &found.sources.get(n)?.1)));
        for batch in Batches::new(sources) {
            let reads: Vec<Read> = batch.par_iter().map(|item| read(item, &self.workers)).collect();
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
            self.write(&accepted)?;
        }
        Ok(())
    }

    fn write(&mut self, accepted: &[(String, Document)]) -> Result<(), RunError> {
        let written = accepted
            .par_iter()
            .map(|(source, document)| Ok::<_, RunError>((self.writer.add(source, document)?, characters(document))));
        for (added, characters) in written.collect::<Result<Vec<_>, _>>()? {
            self.report.documents += 1;
            self.report.passages += added.passages;
            self.report.characters += characters;
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

fn read(item: &Item<'_>, workers: &Workers) -> Read {
    let mut read = Read { readings: Vec::new(), hash: None, ended: true, bytes: 0 };
    match &item.part {
        Part::File => match std::fs::read(&item.source.path) {
            Ok(bytes) => {
                read.hash = Some(blake3::hash(&bytes));
                read.bytes = bytes.len() as u64;
                read.readings.push((1, workers.read(item.source.format, &item.source.id(), &bytes)));
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
