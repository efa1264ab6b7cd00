//! Cuts the sources of a run into batches of about equal size, so that memory stays bounded whatever their number.
//! Files are read by whoever takes the batch, in parallel; files of many lines are read here, block by block.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};

use crate::format::Format;
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
    /// Nothing more: it was read to its end. With the hash of its bytes.
    End(blake3::Hash),
    /// Nothing: it cannot be read.
    Unreadable(io::Error),
}

/// The work of a run, batch by batch, in the order of its sources.
pub(crate) struct Batches<'a> {
    waiting: VecDeque<(usize, &'a Source)>,
    open: Option<Lines<'a>>,
}

struct Lines<'a> {
    number: usize,
    source: &'a Source,
    file: File,
    rest: Vec<u8>,
    line: u32,
    hasher: blake3::Hasher,
}

impl<'a> Batches<'a> {
    /// The work that `sources`, each with its number, amount to.
    pub(crate) fn new(sources: impl IntoIterator<Item = (usize, &'a Source)>) -> Self {
        Self { waiting: sources.into_iter().collect(), open: None }
    }

    fn item(&mut self) -> Option<(Item<'a>, u64)> {
        if let Some(lines) = &mut self.open {
            let (number, source) = (lines.number, lines.source);
            let part = lines.next();
            if !matches!(part, Part::Lines(..)) {
                self.open = None;
            }
            let bytes = if let Part::Lines(block, _) = &part { block.len() as u64 } else { 0 };
            return Some((Item { number, source, part }, bytes));
        }
        let (number, source) = self.waiting.pop_front()?;
        if source.format != Some(Format::JsonLines) {
            return Some((Item { number, source, part: Part::File }, source.size));
        }
        match File::open(&source.path) {
            Err(error) => Some((Item { number, source, part: Part::Unreadable(error) }, 0)),
            Ok(file) => {
                let hasher = blake3::Hasher::new();
                self.open = Some(Lines { number, source, file, rest: Vec::new(), line: 1, hasher });
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
    /// The next whole lines. A line longer than a block is read whole all the same.
    fn next(&mut self) -> Part {
        let mut block = std::mem::take(&mut self.rest);
        loop {
            let start = block.len();
            match (&self.file).take(BLOCK_BYTES as u64).read_to_end(&mut block) {
                Err(error) => return Part::Unreadable(error),
                Ok(0) if block.is_empty() => return Part::End(self.hasher.finalize()),
                Ok(0) => break,
                Ok(_) => {}
            }
            let read = block.get(start..).unwrap_or_default();
            self.hasher.update(read);
            if let Some(end) = read.iter().rposition(|&byte| byte == b'\n') {
                self.rest = block.split_off(start + end + 1);
                break;
            }
        }
        let first = self.line;
        self.line += block.iter().filter(|&&byte| byte == b'\n').count() as u32;
        Part::Lines(block, first)
    }
}
