//! Looks at sources as a run would, without an index: each of their documents, described, in a stable order.
//! It writes nothing; what is shown of a document is its caller's business.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::batch::{Batches, Item};
use crate::format::Format;
use crate::report::{RunError, SourceDefect};
use crate::{Defect, Limits, Reading, Workers, fill, found};

/// What to look at.
#[derive(Debug, Clone)]
pub struct Looking {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// What is left out, as in `.gitignore`.
    pub exclude: Vec<String>,
    /// What reading one source may cost.
    pub limits: Limits,
    /// As in [`Config`](crate::Config).
    pub worker: Option<PathBuf>,
    /// Threads to use, at least 1.
    pub jobs: usize,
}

/// A document, or why there is none.
#[derive(Debug)]
pub struct Looked<'a> {
    /// Its file.
    pub path: &'a Path,
    /// Its line there, counted from 1; `None` where it is the whole file.
    pub line: Option<u32>,
    /// The size of the file.
    pub bytes: u64,
    /// BLAKE3 of the file, hexadecimal; `None` where it holds many documents.
    pub hash: Option<String>,
    /// What was read.
    pub reading: Result<Reading, Defect>,
}

/// Reads and describes all documents below the paths, and gives them to `each` in the order of their sources.
///
/// Returns what could not be looked at. What `each` fails with ends it.
///
/// # Errors
/// A path that does not exist, a mistake in what the user says of documents, threads that cannot be started.
pub fn look<E: From<RunError>>(
    looking: &Looking,
    mut each: impl FnMut(Looked<'_>) -> Result<(), E>,
) -> Result<Vec<SourceDefect>, E> {
    let found = found::find(&looking.paths, &looking.exclude)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(looking.jobs.max(1)).build().map_err(RunError::from)?;
    let workers = Workers::new(looking.worker.clone(), looking.limits.clone());
    let mut corrected = HashSet::new();
    for batch in Batches::new(found.sources.iter().map(|(_, source)| source).enumerate(), &looking.limits) {
        let read = |item: &Item<'_>| fill::read(item, &workers, &found.guide(item.number));
        let reads: Vec<_> = pool.install(|| batch.par_iter().map(read).collect());
        for (item, read) in batch.iter().zip(reads) {
            let lines = item.source.format == Some(Format::JsonLines);
            let hash = read.seen.filter(|_| !lines).map(|seen| seen.hash.to_hex().to_string());
            for (line, reading) in read.readings {
                if let Ok(reading) = &reading
                    && found.corrects(item.number, &reading.document.id)
                {
                    corrected.insert(reading.document.id.clone());
                }
                let line = lines.then_some(line);
                let (path, bytes) = (item.source.path.as_path(), item.source.size);
                each(Looked { path, line, bytes, hash: hash.clone(), reading })?;
            }
        }
    }
    let mut defects = found.lost_corrections(|id| corrected.contains(id));
    defects.extend(found.defects);
    Ok(defects)
}
