//! What a run is asked for and what it reports.

use std::path::PathBuf;

use index::{IndexError, Mode};
use serde::Serialize;

use crate::limits::Limits;
use crate::settings::SettingsError;
use crate::walk::WalkError;

/// What to index, and where.
#[derive(Debug, Clone)]
pub struct Config {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The directory of the index.
    pub index: PathBuf,
    /// Whether to read only what changed.
    pub mode: Mode,
    /// Threads to use, at least 1.
    pub jobs: usize,
    /// Patterns of files and folders to leave out, as in a `.gitignore` at each path.
    pub exclude: Vec<String>,
    /// What reading one source may cost.
    pub limits: Limits,
    /// The program that reads fragile formats in a process of its own, see [`Workers`](crate::Workers); without one
    /// they are read in this process.
    pub worker: Option<PathBuf>,
}

impl Config {
    /// The threads to use.
    pub(crate) fn pool(&self) -> Result<rayon::ThreadPool, RunError> {
        Ok(rayon::ThreadPoolBuilder::new().num_threads(self.jobs.max(1)).build()?)
    }

    /// Brings the index in the directory `index` up to date with `paths`, on one thread, in this process and within the
    /// usual limits.
    pub fn new(paths: Vec<PathBuf>, index: PathBuf) -> Self {
        let (mode, limits) = (Mode::Update, Limits::default());
        Self { paths, index, mode, jobs: 1, exclude: Vec::new(), limits, worker: None }
    }
}

/// Follows a run, from several threads.
pub trait Progress: Sync {
    /// So many files and bytes are to be read.
    fn expect(&self, files: u64, bytes: u64);
    /// So many more were read.
    fn advance(&self, files: u64, bytes: u64);
    /// Whether the run is to end without a commit; asked every few megabytes.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Follows nothing.
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _files: u64, _bytes: u64) {}
    fn advance(&self, _files: u64, _bytes: u64) {}
}

/// What a run did. `documents`, `passages` and `characters` count what it read, not what was unchanged.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Files found that are of a format that is read.
    pub sources: u64,
    /// Files left out, since neither name nor content tells a document.
    pub skipped: u64,
    /// Sources read and indexed, in full or in part.
    pub indexed: u64,
    /// Sources that are in the index as they are.
    pub unchanged: u64,
    /// Sources that were in the index and are gone.
    pub removed: u64,
    /// What could not be read, by source and line.
    pub defects: Vec<SourceDefect>,
    /// Documents written.
    pub documents: u64,
    /// Passages written.
    pub passages: u64,
    /// Characters (Unicode scalar values) of their titles, leads and texts.
    pub characters: u64,
    /// Time taken.
    pub seconds: f64,
}

/// Why a source, or a part of it, is not in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceDefect {
    /// Its path.
    pub source: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Why a run could do nothing.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A path cannot be walked.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// There is a mistake in what the user says of documents.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The index cannot be written or read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// It was told to.
    #[error("stopped before its end: the index is as it was")]
    Cancelled,
    /// The threads cannot be started.
    #[error("the threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
