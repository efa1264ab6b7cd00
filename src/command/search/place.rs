//! The index that a search reads: the named one, or with `--in` one that is brought up to date first.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use index::{Collection, IndexError, Mode};
use indexer::{Config, RunError};

use super::options::Arguments;
use crate::command::index::{tell_defects, threads, with_bar, worker};
use crate::output::tell;
use crate::place;

/// So long a search waits for another run that updates its index, before it makes do with what that held.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two looks at whether the other run has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Opens the index; defects of sources are told on stderr.
///
/// # Errors
/// There is no index, or it cannot be read or brought up to date.
pub(super) fn open(arguments: &Arguments) -> anyhow::Result<Collection> {
    if arguments.paths.is_empty() {
        return Ok(Collection::open(&arguments.place.dir()?)?);
    }
    let paths = place::canonical(&arguments.paths)?;
    let dir = place::kept_for(&paths)?;
    let begun = Instant::now();
    loop {
        let updated = update(arguments, &paths, &dir);
        let is_held = updated.as_ref().is_err_and(is_locked);
        if !is_held {
            updated?;
            return Ok(Collection::open(&dir)?);
        }
        if let (true, Ok(before)) = (begun.elapsed() > PATIENCE, Collection::open(&dir)) {
            tell("another run is updating this index: searching what it held before");
            return Ok(before);
        }
        std::thread::sleep(PAUSE);
    }
}

fn update(arguments: &Arguments, paths: &[PathBuf], dir: &Path) -> anyhow::Result<()> {
    let config = Config {
        mode: mode(dir),
        jobs: threads(arguments.jobs),
        limits: arguments.limits.limits(),
        worker: worker(),
        ..Config::new(paths.to_vec(), dir.to_owned())
    };
    tell_defects(&with_bar(&config)?.defects);
    Ok(())
}

/// An index that is only kept for speed is made again where it cannot be read, instead of asking the user to.
fn mode(dir: &Path) -> Mode {
    match Collection::open(dir) {
        Ok(_) | Err(IndexError::Missing(_)) => Mode::Update,
        Err(_) => Mode::Full,
    }
}

fn is_locked(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(RunError::Index(IndexError::Locked(_))))
}
