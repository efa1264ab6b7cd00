//! A run: brings the index up to date with the sources below some paths, in one commit.
//! What has changed is told by `changes`; `fill` reads it; what a document becomes in the index is the index's business.

use std::path::Path;
use std::time::Instant;

use index::{Mode, Writer};

use crate::changes::{self, Changes, Found, Last};
use crate::fill::{Filling, Task};
use crate::ids::Ids;
use crate::isolate::Workers;
use crate::name;
use crate::report::{Config, Progress, Report, RunError};

/// Brings the index up to date: reads what is new or changed, removes what is gone, commits once.
///
/// # Errors
/// A path that does not exist, an index that cannot be written: the index is as it was. Sources that cannot be read are
/// no error: the report names them.
pub fn run(config: &Config, progress: &dyn Progress) -> Result<Report, RunError> {
    let start = Instant::now();
    let found = changes::find(&config.paths, &config.exclude)?;
    let writer = Writer::open(&config.index, config.jobs, config.mode)?;
    let mut report = match update(config, &found, &writer, progress) {
        Ok((report, Outcome::Changed)) => {
            writer.commit(now())?;
            report
        }
        Ok((report, Outcome::AsItWas)) => report,
        Err(RunError::Index(error)) => return Err(writer.fail(error).into()),
        Err(error) => {
            writer.abandon();
            return Err(error);
        }
    };
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// Whether there is something to commit.
enum Outcome {
    Changed,
    AsItWas,
}

/// Writes everything but the commit.
fn update(
    config: &Config,
    found: &Found,
    writer: &Writer,
    progress: &dyn Progress,
) -> Result<(Report, Outcome), RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(config.jobs.max(1)).build()?;
    let last = Last::of(&config.index, writer.records()?, found)?;
    let records = &last.records;
    let changes = Changes::between(found, &last, config);
    changes.gone.iter().for_each(|path| writer.remove(path));
    let ids = Ids::open(&config.index, &changes)?;
    let workers = Workers::new(config.worker.clone(), config.limits.clone());
    let mut filling = Filling::new(Task { writer, found, changes: &changes, workers: &workers }, ids);
    let bytes = |numbers: &[usize]| numbers.iter().filter_map(|&n| found.sources.get(n)).map(|(_, s)| s.size).sum();
    progress.expect(changes.changed.len() as u64, bytes(&changes.changed));
    pool.install(|| filling.read(&changes.changed, progress))?;
    let again = filling.lost_ids();
    pool.install(|| filling.read(&again, progress))?;
    let lost = found.lost_corrections(|id| filling.knows(id));
    let mut report = std::mem::take(&mut filling.report);
    report.defects.extend(lost);
    report.skipped = found.skipped;
    report.removed = changes.gone.len() as u64;
    report.unchanged = found.sources.len() as u64 - (changes.changed.len() + again.len()) as u64;
    report.defects.extend(found.defects.iter().cloned().chain(changes.known_defects(records, &again, found)));
    report.defects.sort_by(|a, b| (&a.source, a.line, &a.message).cmp(&(&b.source, b.line, &b.message)));
    let key = |&n: &usize| found.sources.get(n).map(|(_, source)| name::key(&source.path));
    let is_replaced = changes.changed.iter().filter_map(key).any(|key| records.contains_key(&key));
    let is_new = config.mode == Mode::Full || records.is_empty();
    let is_changed = is_replaced || filling.recorded > 0 || !changes.gone.is_empty() || is_new;
    Ok((report, if is_changed { Outcome::Changed } else { Outcome::AsItWas }))
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
    let path = name::key(&path);
    let gone: Vec<&String> = records.keys().filter(|key| name::is_at_or_below(key, &path)).collect();
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
