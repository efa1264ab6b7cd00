//! How far indexing has come, shown on a terminal and nowhere else.
//! What is counted is the indexer's business.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indexer::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Files, bytes and the time left.
const TEMPLATE: &str = "{bar:30} {msg}, {bytes} of {total_bytes}, {eta} left";

/// What ends sooner than this needs no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bar on stderr; it vanishes when dropped.
pub(crate) struct Bar {
    bar: ProgressBar,
    begun: Instant,
    expected: AtomicU64,
    done: AtomicU64,
}

impl Bar {
    /// A bar that is drawn only if stderr is a terminal, and once there has been something to wait for.
    ///
    /// # Errors
    /// None, unless the template is wrong.
    pub(crate) fn on_terminal() -> anyhow::Result<Self> {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::with_template(TEMPLATE)?);
        Ok(Self { bar, begun: Instant::now(), expected: AtomicU64::new(0), done: AtomicU64::new(0) })
    }

    fn show_in_time(&self) {
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for Bar {
    fn expect(&self, files: u64, bytes: u64) {
        self.expected.store(files, Ordering::Relaxed);
        self.bar.set_length(bytes);
    }

    fn advance(&self, files: u64, bytes: u64) {
        let done = self.done.fetch_add(files, Ordering::Relaxed) + files;
        self.show_in_time();
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{done} of {} files", self.expected.load(Ordering::Relaxed)));
        }
        self.bar.inc(bytes);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
