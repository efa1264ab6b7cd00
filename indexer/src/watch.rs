//! Follows what changes below some paths and brings the index up to date with it, batch by batch.
//! What a batch does is the business of `run`; how changes are noticed, of `eyes`.

mod eyes;

use std::path::PathBuf;

use index::{IndexError, Mode};

use crate::preview::{Preview, preview};
use crate::report::{Config, Progress, Report, RunError};
use crate::run::run;
use crate::walk::WalkError;
use eyes::Eyes;

/// Hears of what is done, and says when to stop.
pub trait Follower: Sync {
    /// A batch was committed.
    fn committed(&self, report: &Report);
    /// Something is to be known that is no result, in one line.
    fn told(&self, message: &str);
    /// Whether to stop; asked about ten times a second. A batch that is running is dropped.
    fn is_stopped(&self) -> bool;
}

/// Indexes the paths of `config`, then follows their changes until the follower stops it.
///
/// The index is locked during a batch only. A path that vanishes keeps its documents and is waited for. Where the system
/// does not tell of changes, they are looked for every few seconds.
///
/// # Errors
/// A path that does not exist at the beginning; an index that cannot be written or read.
pub fn watch(config: &Config, follower: &dyn Follower) -> Result<(), RunError> {
    let roots = roots(config)?;
    // Before the first look, so that nothing changes unseen between the two.
    let mut eyes = Eyes::open(&roots, &config.index, follower);
    let mut config = Config { paths: roots, ..config.clone() };
    let mut waiting = Waiting::No;
    loop {
        waiting = match bring_up_to_date(&config, eyes.present(), follower) {
            Ok(Done::AsFarAsCanBe) => {
                config.mode = Mode::Update;
                Waiting::No
            }
            Ok(Done::Stopped) => return Ok(()),
            Err(RunError::Index(IndexError::Locked(_))) => {
                if waiting == Waiting::No {
                    follower.told("another run is writing to the index: waiting until it ends");
                }
                Waiting::ForAnotherRun
            }
            // It vanished after it was looked for: the eyes will see that.
            Err(RunError::Walk(WalkError::Missing(_))) => Waiting::No,
            Err(error) => return Err(error),
        };
        if !eyes.wait(waiting, follower) {
            return Ok(());
        }
    }
}

/// The paths of `config`, whatever the folder that they are seen from.
fn roots(config: &Config) -> Result<Vec<PathBuf>, WalkError> {
    let root = |path: &PathBuf| path.canonicalize().map_err(|_| WalkError::Missing(path.clone()));
    config.paths.iter().map(root).collect()
}

/// Whether a batch has to be tried again without any change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    No,
    ForAnotherRun,
}

enum Done {
    AsFarAsCanBe,
    Stopped,
}

fn bring_up_to_date(config: &Config, present: Vec<PathBuf>, follower: &dyn Follower) -> Result<Done, RunError> {
    if present.is_empty() {
        return Ok(Done::AsFarAsCanBe);
    }
    let config = Config { paths: present, ..config.clone() };
    // Most of what happens in a folder changes no source: it must not take the lock.
    if config.mode == Mode::Update && is_up_to_date(&preview(&config)?) {
        return Ok(Done::AsFarAsCanBe);
    }
    match run(&config, &Stoppable(follower)) {
        Ok(report) => {
            if report.indexed + report.removed > 0 {
                follower.committed(&report);
            }
            Ok(Done::AsFarAsCanBe)
        }
        Err(RunError::Cancelled) => Ok(Done::Stopped),
        Err(error) => Err(error),
    }
}

fn is_up_to_date(preview: &Preview) -> bool {
    preview.indexed + preview.removed == 0
}

/// Ends a run when the follower stops.
struct Stoppable<'a>(&'a dyn Follower);

impl Progress for Stoppable<'_> {
    fn expect(&self, _files: u64, _bytes: u64) {}

    fn advance(&self, _files: u64, _bytes: u64) {}

    fn is_cancelled(&self) -> bool {
        self.0.is_stopped()
    }
}
