//! A run: brings the index up to date with the sources below some paths, in one commit.
//! What has changed is told by `changes`; `fill` reads it; what a document becomes in the index is the index's business.

use std::path::Path;
use std::time::Instant;

use index::{IndexError, Mode, Writer};
use rayon::ThreadPool;

use crate::changes::Changes;
use crate::fill::{Filling, Task};
use crate::found::Found;
use crate::ids::Ids;
use crate::isolate::Workers;
use crate::last::{self, Last};
use crate::name;
use crate::report::{Config, Progress, Report, RunError};

/// Brings the index up to date: reads what is new or changed, removes what is gone, commits once.
///
/// # Errors
/// A path that does not exist, an index that cannot be written: the index is as it was. Sources that cannot be read are
/// no error: the report names them.
pub fn run(config: &Config, progress: &dyn Progress) -> Result<Report, RunError> {
    let start = Instant::now();
    let pool = config.pool()?;
    let (found, before) = last::with_sources(config, &pool);
    let found = found?;
    let writer = Writer::open(&config.index, config.jobs, config.mode)?;
    let mut report = match update(&Run { config, found: &found, writer: &writer, pool: &pool }, before, progress) {
        Ok((report, Outcome::Changed)) => {
            pool.install(|| writer.commit(now()))?;
            report
        }
        Ok((report, Outcome::AsItWas)) => report,
        Err(error) => {
            writer.abandon();
            return Err(error);
        }
    };
    report.seconds = start.elapsed().as_secs_f64();
    Ok(report)
}

/// What a run works with.
struct Run<'a> {
    config: &'a Config,
    found: &'a Found,
    writer: &'a Writer,
    pool: &'a ThreadPool,
}

/// Whether there is something to commit.
enum Outcome {
    Changed,
    AsItWas,
}

/// Writes everything but the commit; `before` is what the index held before the writer was opened.
fn update(
    run: &Run<'_>,
    before: Result<Last, IndexError>,
    progress: &dyn Progress,
) -> Result<(Report, Outcome), RunError> {
    let &Run { config, found, writer, pool } = run;
    let mut last = match config.mode {
        Mode::Full => Last::default(),
        Mode::Update => Last::of_writer(before, writer, &config.index)?,
    };
    last.find_corrected(found.corrected())?;
    let changes = Changes::between(found, &last, config);
    changes.gone.iter().for_each(|path| writer.remove(path));
    let is_asked = !changes.changed.is_empty() || found.corrected().next().is_some();
    let ids = if is_asked { Ids::of(&last, &changes)? } else { Ids::none(&changes) };
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
    report.defects.extend(found.defects.iter().cloned().chain(changes.known_defects(&last, &again)));
    report.defects.sort_by(|a, b| (&a.source, a.line, &a.message).cmp(&(&b.source, b.line, &b.message)));
    let is_known = |&n: &usize| found.sources.get(n).is_some_and(|(_, s)| last.record(&name::key(&s.path)).is_some());
    let is_new = config.mode == Mode::Full || last.records.is_empty();
    let is_replaced = changes.changed.iter().any(is_known);
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
    let last = Last::read(index)?;
    let path = name::key(&path);
    let gone: Vec<_> = last.records.iter().filter(|record| name::is_at_or_below(&record.path, &path)).collect();
    gone.iter().for_each(|record| writer.remove(&record.path));
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
