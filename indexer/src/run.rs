//! A run: brings the index up to date with the sources below some paths, in one commit.
//! What has changed is told by `changes`; `fill` reads it; what a document becomes in the index is the index's business.

use std::path::Path;
use std::time::Instant;

use index::{Mode, Writer};

use crate::changes::{self, Changes};
use crate::fill::Filling;
use crate::ids::Ids;
use crate::isolate::Workers;
use crate::limits::Limits;
use crate::report::{Config, Progress, Report, RunError};

/// Brings the index up to date: reads what is new or changed, removes what is gone, commits once.
///
/// # Errors
/// A path that does not exist, an index that cannot be written. Sources that cannot be read are no error: the report names them.
pub fn run(config: &Config, progress: &dyn Progress) -> Result<Report, RunError> {
    let start = Instant::now();
    let found = changes::find(&config.paths)?;
    let writer = Writer::open(&config.index, config.jobs, config.mode)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(config.jobs.max(1)).build()?;
    let records = writer.records()?;
    let changes = Changes::between(&found, &records, config.mode);
    changes.gone.iter().for_each(|path| writer.remove(path));
    let ids = Ids::open(&config.index, &changes.unchanged)?;
    let workers = Workers::new(config.worker.clone(), Limits::default());
    let mut filling = Filling::new(&writer, &found, ids, workers);
    let bytes = |numbers: &[usize]| numbers.iter().filter_map(|&n| found.sources.get(n)).map(|(_, s)| s.size).sum();
    progress.expect(changes.changed.len() as u64, bytes(&changes.changed));
    pool.install(|| filling.read(&changes.changed, progress))?;
    let again = filling.lost_ids();
    pool.install(|| filling.read(&again, progress))?;
    let mut report = filling.report;
    report.removed = changes.gone.len() as u64;
    report.unchanged = found.sources.len() as u64 - (changes.changed.len() + again.len()) as u64;
    report.defects.extend(found.defects.iter().cloned().chain(changes.known_defects(&records, &again, &found)));
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

/// The time, RFC 3339 in UTC, to the second.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
