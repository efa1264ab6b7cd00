//! Where searches are done: on threads that may block, so many at a time, with so many waiting and no more.
//! Who comes when too many wait is sent away at once: that keeps memory flat and answers quick.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::problem::Problem;

/// Takes on searches.
pub(crate) struct Desk {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Desk {
    /// Runs `threads` searches at a time while `queue` others wait.
    pub(crate) fn new(threads: usize, queue: usize) -> Self {
        let most = Semaphore::MAX_PERMITS / 2;
        Self {
            running: Arc::new(Semaphore::new(threads.min(most))),
            admitted: Arc::new(Semaphore::new(threads.min(most) + queue.min(most))),
        }
    }

    /// Does `work`, which may block.
    ///
    /// Work that has begun is done to its end, whether or not anybody still waits for it.
    ///
    /// # Errors
    /// Too many wait already; or what `work` says; or it panicked, which is logged.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| Problem::Overloaded)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| Problem::Overloaded)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop((admitted, running));
            result
        });
        done.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a search panicked");
            Err(Problem::Internal)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_comes_when_too_many_wait_is_sent_away_and_a_panic_takes_nothing_down() {
        let desk = Arc::new(Desk::new(1, 1));
        let (free, blocked) = std::sync::mpsc::channel::<()>();
        let first = Arc::clone(&desk);
        let first = tokio::spawn(async move { first.run(move || Ok(blocked.recv().is_ok())).await });
        while desk.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = Arc::clone(&desk);
        let second = tokio::spawn(async move { second.run(|| Ok(())).await });
        while desk.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(desk.run(|| Ok(())).await, Err(Problem::Overloaded));
        free.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(true));
        assert_eq!(second.await.unwrap(), Ok(()));
        assert_eq!(desk.run::<()>(|| panic!("on purpose")).await, Err(Problem::Internal));
        assert_eq!(desk.run(|| Ok(1)).await, Ok(1));
    }
}
