//! What happens on a connection: requests that are being answered, and for how long nothing has.
//! What is made of that is the business of `connection`.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// What happens on a connection.
pub(super) struct Activity {
    requests: AtomicUsize,
    /// Whether a part of a head has come.
    begun: AtomicBool,
    changed: Mutex<Instant>,
}

impl Activity {
    pub(super) fn new() -> Self {
        Self { requests: AtomicUsize::new(0), begun: AtomicBool::new(false), changed: Mutex::new(Instant::now()) }
    }

    /// Notes whether a head has begun to come and is not whole yet.
    pub(super) fn begins(&self, begun: Begun) {
        self.begun.store(begun == Begun::Yes, Ordering::Relaxed);
    }

    /// Whether there was no request for so long, nor a part of one.
    pub(super) fn is_idle(&self, limit: Duration) -> bool {
        let is_busy = self.requests.load(Ordering::Relaxed) > 0 || self.begun.load(Ordering::Relaxed);
        !is_busy && self.quiet_for() >= limit
    }

    /// Whether a reply has not moved for so long: the client does not read it.
    pub(super) fn is_stuck(&self, limit: Duration) -> bool {
        self.requests.load(Ordering::Relaxed) > 0 && self.quiet_for() >= limit
    }

    fn touch(&self) {
        *self.changed.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn quiet_for(&self) -> Duration {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

/// Whether a part of a head has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begun {
    No,
    Yes,
}

/// A request that is being answered, until its reply is sent or given up.
pub(super) struct Work(Arc<Activity>);

impl Work {
    pub(super) fn begin(activity: &Arc<Activity>) -> Self {
        activity.requests.fetch_add(1, Ordering::Relaxed);
        activity.touch();
        Self(Arc::clone(activity))
    }

    /// Notes that a part of the reply is on its way.
    pub(super) fn goes_on<T>(&self, frame: T) -> T {
        self.0.touch();
        frame
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
        self.0.touch();
    }
}
