//! `--watch` beside a server: what changes is committed, and the server picks it up as it does any commit.

use indexer::{Config, Follower, Report};

use crate::command::index::tell_defects;
use crate::output::{counted, tell};
use crate::signal;

/// Follows changes until the server stops; when it cannot go on, it says so, and the server does without.
pub(super) fn follow(config: &Config) {
    if let Err(error) = indexer::watch(config, &Beside) {
        tell(format_args!("changes are no longer followed: {error}"));
    }
}

struct Beside;

impl Follower for Beside {
    fn committed(&self, report: &Report) {
        tell_defects(&report.defects);
        let (indexed, removed) = (counted(report.indexed, "source"), report.removed);
        tell(format_args!("{indexed} indexed, {removed} removed, in {:.1} s", report.seconds));
    }

    fn told(&self, message: &str) {
        tell(message);
    }

    fn is_stopped(&self) -> bool {
        signal::is_stopped()
    }
}
