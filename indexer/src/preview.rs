//! What a run would do, told without doing it: nothing is written or locked, and no index is needed.
//! What a source would give, or what is wrong in it, is known only once it is read.

use std::collections::BTreeSet;
use std::time::Instant;

use index::Mode;
use serde::Serialize;

use crate::changes::Changes;
use crate::last::{self, Last};
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
    let (found, last) = last::with_sources(config, &config.pool()?);
    let found = found?;
    let mut last = match last {
        // A run would make it afresh.
        Err(_) if config.mode == Mode::Full => Last::default(),
        read => read?,
    };
    last.find_corrected(found.corrected())?;
    let changes = Changes::between(&found, &last, config);
    let read = changes.changed.iter().filter_map(|&n| found.sources.get(n)).map(|(_, s)| key(&s.path).into_owned());
    let (changed, new): (Vec<String>, Vec<String>) = read.partition(|path| last.record(path).is_some());
    let mut out_of_reach = owned(changes.kept.iter());
    out_of_reach.sort();
    let mut defects = found.defects.clone();
    defects.extend(changes.known_defects(&last, &BTreeSet::new()));
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
        gone: owned(changes.gone.iter()),
        out_of_reach,
        seconds: start.elapsed().as_secs_f64(),
    })
}

fn owned<'a>(keys: impl Iterator<Item = &'a &'a str>) -> Vec<String> {
    keys.map(|&key| key.to_owned()).collect()
}
