//! Bounds that a process sets itself: memory, processor time, files it may write.
//! Where the system has none of these, the parent's clock is all that bounds it.

use crate::limits::Limits;

/// Bounds what the next request may cost. A process that goes beyond is ended by the system, or ends itself.
#[cfg(unix)]
pub(super) fn apply(limits: &Limits) {
    use rustix::process::Resource;

    /// What a process that fails says on stderr goes into a file that is no larger.
    const MESSAGES: u64 = 1 << 20;
    /// The parent's clock comes first; this one is for when there is no parent any more.
    const SLACK: u64 = 10;

    bound(Resource::As, limits.memory_bytes);
    bound(Resource::Fsize, MESSAGES);
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec;
    bound(Resource::Cpu, u64::try_from(spent).unwrap_or_default() + limits.time.as_secs() + SLACK);
}

/// Lowers or raises a bound within what the process was given; what the system refuses to set stays as it was.
#[cfg(unix)]
fn bound(resource: rustix::process::Resource, most: u64) {
    let given = rustix::process::getrlimit(resource);
    let current = given.maximum.map_or(most, |maximum| most.min(maximum));
    let bound = rustix::process::Rlimit { current: Some(current), maximum: given.maximum };
    let _either_way = rustix::process::setrlimit(resource, bound);
}

#[cfg(not(unix))]
pub(super) fn apply(_limits: &Limits) {}
