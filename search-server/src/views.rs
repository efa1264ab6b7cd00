//! The commit that answers: opened once, shared by all requests, replaced when another process has committed.
//! A request keeps the view it began with, so that all parts of its answer come from one commit.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use index::{Collection, IndexError, IndexInfo};
use jiff::Timestamp;

use crate::metrics::{Metrics, OfIndex};

/// How often another commit is looked for: often enough that it answers within a second, seldom enough to cost nothing.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A commit opened for reading.
pub(crate) struct View {
    /// What is searched.
    pub(crate) collection: Collection,
    /// Tells it from other commits.
    pub(crate) version: String,
    bytes: u64,
}

/// The view of the last commit that could be opened.
pub(crate) struct Views {
    dir: PathBuf,
    memory: u64,
    state: RwLock<State>,
}

struct State {
    view: Arc<View>,
    /// Why the newest commit does not answer.
    fault: Option<String>,
}

impl View {
    fn open(dir: &Path, memory: u64) -> Result<Self, IndexError> {
        let collection = Collection::open_within(dir, memory)?;
        index::prepare(&collection)?;
        Ok(Self { version: collection.version(), bytes: bytes_below(dir), collection })
    }

    /// The time of the commit; `None` where it is not known.
    pub(crate) fn built(&self) -> Option<Timestamp> {
        self.collection.payload.built.parse().ok()
    }

    /// What is told of it with each answer.
    pub(crate) fn info(&self) -> IndexInfo {
        IndexInfo {
            version: self.version.clone(),
            documents: self.collection.documents,
            built: self.collection.payload.built.clone(),
        }
    }

    /// What is told of it to those who watch over the service.
    pub(crate) fn figures(&self) -> OfIndex {
        let built = self.built();
        OfIndex {
            documents: self.collection.documents,
            bytes: self.bytes,
            built: built.map(Timestamp::as_second),
            age: built.map(|built| Timestamp::now().duration_since(built).as_secs_f64()),
        }
    }
}

impl Views {
    /// Opens the last commit of the index in `dir`, with so many bytes for what searches have in common.
    ///
    /// # Errors
    /// No index, one of another version, a damaged one.
    pub(crate) fn open(dir: &Path, memory: u64) -> Result<Self, IndexError> {
        let state = State { view: Arc::new(View::open(dir, memory)?), fault: None };
        Ok(Self { dir: dir.to_owned(), memory, state: RwLock::new(state) })
    }

    /// The view that answers now.
    pub(crate) fn current(&self) -> Arc<View> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner).view)
    }

    /// Why the newest commit does not answer; `None` where it does.
    pub(crate) fn fault(&self) -> Option<String> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).fault.clone()
    }

    /// Looks for another commit, and opens it. A commit that cannot be opened leaves the view as it is, which goes on
    /// answering, and is tried again at the next look.
    pub(crate) fn look(&self, metrics: &Metrics) {
        let newest = match index::latest_version(&self.dir) {
            Ok(Some(version)) => version,
            Ok(None) => return self.failed(&IndexError::Missing(self.dir.clone()), metrics),
            Err(error) => return self.failed(&error, metrics),
        };
        if newest == self.current().version && self.fault().is_none() {
            return;
        }
        match View::open(&self.dir, self.memory) {
            Ok(view) => {
                metrics.reloads.inc();
                tracing::info!(version = view.version, documents = view.collection.documents, "reloaded");
                let state = State { view: Arc::new(view), fault: None };
                // The former view is dropped once the lock is free again.
                let _former =
                    std::mem::replace(&mut *self.state.write().unwrap_or_else(PoisonError::into_inner), state);
            }
            Err(error) => self.failed(&error, metrics),
        }
    }

    /// Looks again and again until `is_stopped`.
    pub(crate) fn follow(&self, metrics: &Metrics, is_stopped: impl Fn() -> bool) {
        while !is_stopped() {
            std::thread::sleep(LOOK_EVERY);
            self.look(metrics);
        }
    }

    fn failed(&self, error: &IndexError, metrics: &Metrics) {
        let fault = error.to_string();
        let known = self.fault().is_some_and(|known| known == fault);
        if !known {
            metrics.failed_reloads.inc();
            tracing::error!(fault, "the index cannot be read; the last commit goes on answering");
            self.state.write().unwrap_or_else(PoisonError::into_inner).fault = Some(fault);
        }
    }
}

/// The bytes of all files below `folder`; what cannot be looked at counts nothing.
fn bytes_below(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let bytes = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => bytes_below(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    };
    entries.flatten().map(bytes).sum()
}
