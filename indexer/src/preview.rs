//! What a run would do, told without doing it: nothing is written or locked, and no index is needed.
//! What a source would give, or what is wrong in it, is known only once it is read.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use index::{IndexError, Mode, Record};
use serde::Serialize;

use crate::changes::{self, Changes, Last};
use crate::name::key;
use crate::report::{Config, RunError, SourceDefect};

/// What a run would do. Lists hold paths of sources, in their order.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Preview {
    /// Sources found.
    pub sources: u64,
    /// Files left out, since neither name nor content tells a document.
    pub skipped: u64,
    /// How many of them would be read.
    pub indexed: u64,
    /// How many are in the index as they are.
    pub unchanged: u64,
    /// How many in the index are gone.
    pub removed: u64,
    /// What cannot be looked at, and what was wrong with what would not be read again.
    pub defects: Vec<SourceDefect>,
    /// Sources that are not in the index.
    pub new: Vec<String>,
    /// Sources that the index has another state of, or that may get back an id which was another's.
    pub changed: Vec<String>,
    /// Sources in the index that are gone.
    pub gone: Vec<String>,
    /// Sources in the index that nobody can see now: they would stay.
    pub out_of_reach: Vec<String>,
    /// Time taken to find out.
    pub seconds: f64,
}

/// What [`run`](crate::run) would do.
///
/// # Errors
/// A path that does not exist, an index that cannot be read or is of another version.
pub fn preview(config: &Config) -> Result<Preview, RunError> {
    let start = Instant::now();
    let found = changes::find(&config.paths, &config.exclude)?;
    let last = Last::of(&config.index, records(config)?, &found)?;
    let records = &last.records;
    let changes = Changes::between(&found, &last, config);
    let read = changes.changed.iter().filter_map(|&n| found.sources.get(n)).map(|(_, source)| key(&source.path));
    let (changed, new): (Vec<String>, Vec<String>) = read.partition(|path| records.contains_key(path));
    let mut out_of_reach: Vec<String> = changes.kept.iter().cloned().collect();
    out_of_reach.sort();
    let mut defects = found.defects.clone();
    defects.extend(changes.known_defects(records, &BTreeSet::new(), &found));
    defects.sort_by(|a, b| (&a.source, a.line, &a.message).cmp(&(&b.source, b.line, &b.message)));
    Ok(Preview {
        sources: found.sources.len() as u64,
        skipped: found.skipped,
        indexed: changes.changed.len() as u64,
        unchanged: changes.unchanged.len() as u64,
        removed: changes.gone.len() as u64,
        defects,
        new,
        changed,
        gone: changes.gone,
        out_of_reach,
        seconds: start.elapsed().as_secs_f64(),
    })
}

/// What the index knows of its sources; nothing where there is none.
fn records(config: &Config) -> Result<HashMap<String, Record>, RunError> {
    match index::records(&config.index) {
        Ok(records) => Ok(records),
        Err(IndexError::Missing(_)) => Ok(HashMap::new()),
        Err(_) if config.mode == Mode::Full => Ok(HashMap::new()),
        Err(error) => Err(error.into()),
    }
}
