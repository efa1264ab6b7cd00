//! Ctrl-C and SIGTERM: the first one asks to stop, a second does not wait for anything.
//! Who stops, and after what, is the business of the commands that run until then.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

/// As shells have it: ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Set by the first signal.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Hears signals from now on.
///
/// # Errors
/// The system does not let them be heard.
pub(crate) fn hear() -> anyhow::Result<()> {
    let stop = || {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    };
    ctrlc::set_handler(stop).context("signals cannot be heard")
}

/// Whether a signal was heard.
pub(crate) fn is_stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// Stops as a signal would.
pub(crate) fn stop() {
    STOPPED.store(true, Ordering::Relaxed);
}
