//! Cuts the sources of a run into batches of about equal size, so that memory stays bounded whatever their number.
//! Files are read by whoever takes the batch, in parallel; files of many lines are read here, block by block.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};

use crate::defect::Defect;
use crate::file::{self, Stamp};
use crate::format::Format;
use crate::limits::Limits;
use crate::walk::Source;

/// A batch holds about this many bytes of sources.
const BATCH_BYTES: u64 = 8 << 20;

/// Files of many lines are read so many bytes at a time.
const BLOCK_BYTES: usize = 1 << 20;

/// A piece of work.
pub(crate) struct Item<'a> {
    /// The source it is of, by its number in the run.
    pub number: usize,
    /// The source.
    pub source: &'a Source,
    /// What is to be read.
    pub part: Part,
}

/// What of a source is to be read.
pub(crate) enum Part {
    /// All of it.
    File,
    /// Some of its lines, the first of which has this number.
    Lines(Vec<u8>, u32),
    /// Nothing of the line of this number, which is too long.
    LongLine(u32),
    /// Nothing more: it was read to its end.
    End(Seen, Option<Defect>),
    /// Nothing: it cannot be read.
    Unreadable(Defect),
}

/// What tells, another time, whether a source is as it was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// Its state before it was read.
    pub stamp: Stamp,
}

/// The work of a run, batch by batch, in the order of its sources.
pub(crate) struct Batches<'a> {
    waiting: VecDeque<(usize, &'a Source)>,
    open: Option<Lines<'a>>,
    limits: &'a Limits,
}

struct Lines<'a> {
    number: usize,
    source: &'a Source,
    file: File,
    stamp: Stamp,
    rest: Vec<u8>,
    line: u32,
    longest: usize,
    hasher: blake3::Hasher,
}

impl<'a> Batches<'a> {
    /// The work that `sources`, each with its number, amount to.
    pub(crate) fn new(sources: impl IntoIterator<Item = (usize, &'a Source)>, limits: &'a Limits) -> Self {
        Self { waiting: sources.into_iter().collect(), open: None, limits }
    }

    fn item(&mut self) -> Option<(Item<'a>, u64)> {
        if let Some(lines) = &mut self.open {
            let (number, source) = (lines.number, lines.source);
            let part = lines.next();
            if matches!(part, Part::End(..) | Part::Unreadable(_)) {
                self.open = None;
            }
            let bytes = if let Part::Lines(block, _) = &part { block.len() as u64 } else { 0 };
            return Some((Item { number, source, part }, bytes));
        }
        let (number, source) = self.waiting.pop_front()?;
        if source.format != Some(Format::JsonLines) {
            return Some((Item { number, source, part: Part::File }, source.size));
        }
        match file::open(&source.path) {
            Err(defect) => Some((Item { number, source, part: Part::Unreadable(defect) }, 0)),
            Ok((file, stamp)) => {
                let (hasher, longest) = (blake3::Hasher::new(), self.limits.line_bytes);
                self.open = Some(Lines { number, source, file, stamp, rest: Vec::new(), line: 1, longest, hasher });
                self.item()
            }
        }
    }
}

impl<'a> Iterator for Batches<'a> {
    type Item = Vec<Item<'a>>;

    fn next(&mut self) -> Option<Vec<Item<'a>>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH_BYTES {
            let Some((item, size)) = self.item() else { break };
            bytes += size;
            batch.push(item);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

impl Lines<'_> {
    /// The next whole lines, of which a longer one than a block holds is one by itself.
    fn next(&mut self) -> Part {
        let mut block = std::mem::take(&mut self.rest);
        let mut looked_at = 0;
        loop {
            let unseen = block.get(looked_at..).unwrap_or_default();
            if let Some(end) = unseen.iter().rposition(|&byte| byte == b'\n') {
                self.rest = block.split_off(looked_at + end + 1);
                break;
            }
            if block.len() > self.longest {
                return self.skip().unwrap_or_else(|error| Part::Unreadable(file::unreadable(&error)));
            }
            looked_at = block.len();
            match self.read(&mut block) {
                Err(error) => return Part::Unreadable(file::unreadable(&error)),
                Ok(0) if block.is_empty() => return self.end(),
                Ok(0) => break,
                Ok(_) => {}
            }
        }
        let first = self.line;
        self.line += block.iter().filter(|&&byte| byte == b'\n').count() as u32;
        Part::Lines(block, first)
    }

    /// Reads some more bytes; returns how many.
    fn read(&mut self, block: &mut Vec<u8>) -> io::Result<usize> {
        let start = block.len();
        let read = (&self.file).take(BLOCK_BYTES as u64).read_to_end(block)?;
        self.hasher.update(block.get(start..).unwrap_or_default());
        Ok(read)
    }

    /// Reads to the end of a line without keeping it.
    fn skip(&mut self) -> io::Result<Part> {
        let skipped = self.line;
        self.line += 1;
        let mut block = Vec::new();
        while self.read(&mut block)? > 0 {
            if let Some(end) = block.iter().position(|&byte| byte == b'\n') {
                self.rest = block.split_off(end + 1);
                break;
            }
            block.clear();
        }
        Ok(Part::LongLine(skipped))
    }

    fn end(&self) -> Part {
        let seen = Seen { hash: self.hasher.finalize(), stamp: self.stamp };
        match self.file.metadata() {
            Ok(after) => Part::End(seen, file::changed(self.stamp, Stamp::of(&after))),
            Err(error) => Part::End(seen, Some(file::unreadable(&error))),
        }
    }
}
