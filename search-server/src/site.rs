//! What all requests share, and how an answer is made at most once: asked for again, it is taken from the cache,
//! and a client that holds it is told so.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use index::{Answer, IndexError, Request};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use warp::reply::Response;

use crate::asked::Asked;
use crate::desk::Desk;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::question;
use crate::reply::{self, Fresh, Media};
use crate::settings::Settings;
use crate::speech::Speech;
use crate::views::{View, Views};

/// What an entry of the cache weighs besides its body and its key, in bytes.
const ENTRY: u64 = 200;

/// Answers are some thousand bytes each; the cache makes room for so many entries at first.
const TYPICAL_ANSWER: u64 = 8192;

/// What all requests share.
pub(crate) struct Site {
    pub(crate) settings: Settings,
    pub(crate) views: Views,
    pub(crate) metrics: Metrics,
    desk: Desk,
    make: u64,
    answers: Option<Cache<String, Made, BySize>>,
}

/// The body of an answer, with what its head tells.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) body: Bytes,
    /// Of a list, how many documents there are in all.
    pub(crate) total: Option<Total>,
}

/// How many documents were found, on a reply that shows some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Total(pub(crate) u64);

impl From<Bytes> for Made {
    fn from(body: Bytes) -> Self {
        Self { body, total: None }
    }
}

#[derive(Debug, Clone)]
struct BySize;

impl Weighter<String, Made> for BySize {
    fn weight(&self, key: &String, made: &Made) -> u64 {
        ENTRY + (key.len() + made.body.len()) as u64
    }
}

impl Site {
    /// Opens the index that `settings` name.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(crate) fn open(settings: Settings) -> Result<Self, IndexError> {
        let size = settings.bounds.cache;
        let cache = || Cache::with_weighter((size / TYPICAL_ANSWER) as usize, size, BySize);
        Ok(Self {
            views: Views::open(&settings.index, settings.bounds.memory)?,
            metrics: Metrics::new(),
            desk: Desk::new(settings.bounds.threads, settings.bounds.queue),
            make: make(&settings),
            answers: (size > 0).then(cache),
            settings,
        })
    }

    /// Gives what `make` makes of the commit that answers now, which depends on nothing but that and what was asked.
    ///
    /// # Errors
    /// Too much to do, or what `make` says.
    pub(crate) async fn give<M: Into<Made> + 'static>(
        self: Arc<Self>,
        asked: Arc<Asked>,
        (media, fresh): (Media, Fresh),
        make: impl FnOnce(&Self, &View) -> Result<M, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let view = self.views.current();
        let key = format!("{} {}{}?{}", view.version, asked.host, asked.path, asked.query);
        let tag = self.tag(&view.version, &key);
        if asked.holds(&tag) {
            return Ok(reply::unchanged(fresh, &tag));
        }
        let kept = self.answers.as_ref().and_then(|answers| answers.get(&key));
        let made = match kept {
            Some(kept) => {
                self.metrics.cache_hits.inc();
                kept
            }
            None => {
                let site = Arc::clone(&self);
                let made = self.desk.run(move || make(&site, &view).map(Into::into)).await?;
                self.answers.iter().for_each(|answers| answers.insert(key.clone(), made.clone()));
                made
            }
        };
        let Made { body, total } = made;
        let mut response = reply::tagged(reply::body(media, fresh, body), &tag);
        total.map(|total| response.extensions_mut().insert(total));
        Ok(response)
    }

    /// Tells the answer from all others. Weak, since compression makes other bytes of the same answer.
    fn tag(&self, version: &str, key: &str) -> String {
        let mut hasher = DefaultHasher::new();
        (self.make, key).hash(&mut hasher);
        format!("W/\"{version}-{:016x}\"", hasher.finish())
    }

    /// What stands before the path of every absolute address: scheme, host and base path.
    pub(crate) fn root(&self, asked: &Asked) -> String {
        format!("{}{}", asked.host, self.settings.base_path)
    }

    /// Searches in `view`, no longer than a request may take.
    ///
    /// # Errors
    /// It took too long, or the index cannot be read.
    pub(crate) fn search(&self, view: &View, request: Request) -> Result<Answer, Problem> {
        let deadline = Some(Instant::now() + self.settings.bounds.request_timeout);
        let request = Request { deadline, ..request };
        let mut answer = index::search(&view.collection, &request).map_err(unreadable)?;
        answer.hints.extend(question::hints(&request.filters, Speech::French));
        Ok(answer)
    }
}

/// Logs why the index cannot be read; the client is told no more than that, or that the answer took too long.
pub(crate) fn unreadable(error: IndexError) -> Problem {
    if matches!(error, IndexError::TookTooLong) {
        return Problem::TookTooLong;
    }
    tracing::error!(%error, "the index cannot be read");
    Problem::NotReady
}

/// Tells this program with these settings from others, which make other answers of the same index.
fn make(settings: &Settings) -> u64 {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let program = file.map(|file| (file.len(), file.modified().ok()));
    let mut hasher = DefaultHasher::new();
    (format!("{settings:?}"), program).hash(&mut hasher);
    hasher.finish()
}
