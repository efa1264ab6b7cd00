//! `communiques index --watch`: a line for each commit, until a signal ends it.
//! What is followed, and how, is the indexer's business.

use std::io::{self, Write};

use indexer::{Config, Follower, Report};

use super::{Format, tell_defects};
use crate::format::json;
use crate::output::{Outcome, counted, results, tell};
use crate::signal;

/// Follows changes until Ctrl-C or SIGTERM; a second signal does not wait for anything.
///
/// # Errors
/// A path that is not there at first, or an index that cannot be written.
pub(super) fn run(config: &Config, format: Format) -> anyhow::Result<Outcome> {
    signal::hear()?;
    tell("following changes: end with Ctrl-C");
    indexer::watch(config, &Screen { format })?;
    Ok(Outcome::Found)
}

/// Prints what is committed.
struct Screen {
    format: Format,
}

impl Follower for Screen {
    fn committed(&self, report: &Report) {
        let mut out = results();
        // A reader that has gone is no reason to stop following.
        let _nobody_listens = print(&mut out, report, self.format).and_then(|()| out.flush());
        if matches!(self.format, Format::Text) {
            tell_defects(&report.defects);
        }
    }

    fn told(&self, message: &str) {
        tell(message);
    }

    fn is_stopped(&self) -> bool {
        signal::is_stopped()
    }
}

fn print(out: &mut impl Write, report: &Report, format: Format) -> io::Result<()> {
    let Report { indexed, removed, documents, seconds, .. } = report;
    match format {
        Format::Json => json::line(out, report),
        Format::Text => {
            let documents = counted(*documents, "document");
            writeln!(out, "{indexed} indexed, {removed} removed, {documents} in {seconds:.1} s")
        }
    }
}
