//! Notices that something may have changed below some paths, and waits until it has settled.
//! What has changed is found out by looking: events only say when.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Follower, Waiting};

/// So long nothing may happen before changes are taken up: editors and copies make several in a row.
const QUIET: Duration = Duration::from_millis(500);

/// Where something happens all the time, changes are taken up after so long all the same.
const LONGEST: Duration = Duration::from_secs(5);

/// Where the system does not tell of changes, they are looked for as often as this.
const POLL: Duration = Duration::from_secs(5);

/// How often is asked whether a path has vanished or come back, and whether another run has ended.
const LOOK: Duration = Duration::from_secs(1);

/// How often is asked whether to stop.
const PAUSE: Duration = Duration::from_millis(100);

/// Watches some paths.
pub(super) struct Eyes {
    roots: Vec<Root>,
    index: PathBuf,
    watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<Event>>,
}

struct Root {
    path: PathBuf,
    is_there: bool,
    /// Set where what was watched was taken away: another folder of this name is not watched yet.
    is_lost: bool,
}

impl Eyes {
    /// Begins to watch `roots`; what happens in the directory `index` is none of their changes.
    pub(super) fn open(roots: &[PathBuf], index: &Path, follower: &dyn Follower) -> Self {
        let (sender, events) = channel();
        // Links within a root lead to what is watched, and others are not followed.
        let config = notify::Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(sender, config);
        let roots = roots.iter().map(|path| Root { path: path.clone(), is_there: true, is_lost: false }).collect();
        let index = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
        let index = index.canonicalize().unwrap_or(index);
        let mut eyes = Self { roots, index, watcher: None, events };
        match watcher {
            Ok(watcher) => eyes.watcher = Some(watcher),
            Err(error) => tell_poll(&error, follower),
        }
        for at in 0..eyes.roots.len() {
            eyes.watch(at, follower);
        }
        eyes
    }

    /// The paths that are there.
    pub(super) fn present(&self) -> Vec<PathBuf> {
        self.roots.iter().filter(|root| root.is_there).map(|root| root.path.clone()).collect()
    }

    /// Waits until something may have changed and settled; false once the follower stops.
    pub(super) fn wait(&mut self, waiting: Waiting, follower: &dyn Follower) -> bool {
        let begun = Instant::now();
        let mut looked = begun;
        let mut happened: Option<(Instant, Instant)> = None;
        while !follower.is_stopped() {
            match self.events.recv_timeout(PAUSE) {
                Ok(event) if self.matters(&event) => {
                    let now = Instant::now();
                    happened = Some((happened.map_or(now, |(first, _)| first), now));
                    self.lose_roots(&event);
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher nobody sends: this is the pause then.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(PAUSE),
            }
            if looked.elapsed() >= LOOK {
                looked = Instant::now();
                if self.look_for_roots(follower) || waiting == Waiting::ForAnotherRun {
                    return true;
                }
            }
            let settled = |(first, last): (Instant, Instant)| last.elapsed() >= QUIET || first.elapsed() >= LONGEST;
            let polled = self.watcher.is_none() && begun.elapsed() >= POLL;
            if polled || happened.is_some_and(settled) {
                self.look_for_roots(follower);
                return true;
            }
        }
        false
    }

    /// Whether an event may mean that a source has changed.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let is_read = match event.kind {
            EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
            _ => false,
        };
        let concerns = |path: &PathBuf| {
            !path.starts_with(&self.index) && self.roots.iter().any(|root| path.starts_with(&root.path))
        };
        event.need_rescan() || (!is_read && event.paths.iter().any(concerns))
    }

    /// Remembers paths that were removed or renamed, even if something stands there again.
    fn lose_roots(&mut self, event: &notify::Result<Event>) {
        let Ok(Event { kind: EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)), paths, .. }) = event else {
            return;
        };
        for root in self.roots.iter_mut().filter(|root| paths.contains(&root.path)) {
            root.is_lost = true;
        }
    }

    /// Sees which paths have vanished or come back; whether any has.
    fn look_for_roots(&mut self, follower: &dyn Follower) -> bool {
        let mut changed = false;
        for at in 0..self.roots.len() {
            let Some(root) = self.roots.get_mut(at) else { continue };
            let is_there = root.path.exists();
            let was_lost = is_there && std::mem::take(&mut root.is_lost);
            if is_there == root.is_there {
                if was_lost {
                    self.watch(at, follower);
                }
                continue;
            }
            root.is_there = is_there;
            changed = true;
            let path = root.path.display();
            if is_there {
                follower.told(&format!("{path} is back"));
                self.watch(at, follower);
            } else {
                follower.told(&format!("{path} is gone: what the index holds of it stays; waiting for it"));
            }
        }
        changed
    }

    fn watch(&mut self, at: usize, follower: &dyn Follower) {
        let (Some(root), Some(watcher)) = (self.roots.get(at), &mut self.watcher) else { return };
        let watched = if root.path.is_dir() {
            watcher.watch(&root.path, RecursiveMode::Recursive)
        } else {
            // A file is replaced by another one when it is saved: its folder knows.
            watcher.watch(root.path.parent().unwrap_or(&root.path), RecursiveMode::NonRecursive)
        };
        if let Err(error) = watched {
            tell_poll(&error, follower);
            self.watcher = None;
        }
    }
}

fn tell_poll(error: &notify::Error, follower: &dyn Follower) {
    let seconds = POLL.as_secs();
    follower.told(&format!("the system does not tell of changes ({error}): looking for them every {seconds} seconds"));
}
