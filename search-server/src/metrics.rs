//! What is counted about requests and the index, in the text format that Prometheus reads.
//! Labels are names of routes and statuses: nothing that anybody typed.

use std::sync::atomic::{AtomicI64, AtomicU64};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of latencies, in seconds: a search takes about a millisecond, and 5 s are the most it may.
const LATENCIES: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How a request ended.
#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Ended {
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

/// All that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Ended, Counter>,
    seconds: Family<Route, Histogram>,
    /// Connections that are open.
    pub(crate) connections: Gauge,
    /// Connections to which 503 was said at once.
    pub(crate) refused: Counter,
    /// Answers that were kept and given again.
    pub(crate) cache_hits: Counter,
    /// Commits that were picked up.
    pub(crate) reloads: Counter,
    /// Commits that could not be opened.
    pub(crate) failed_reloads: Counter,
    documents: Gauge,
    index_bytes: Gauge<f64, AtomicU64>,
    built: Gauge<i64, AtomicI64>,
    index_age: Gauge<f64, AtomicU64>,
}

/// What is known of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfIndex {
    /// Documents in it.
    pub(crate) documents: u64,
    /// Its bytes on disk.
    pub(crate) bytes: u64,
    /// The time of its last commit, in seconds since 1970; `None` where it is not known.
    pub(crate) built: Option<i64>,
    /// Seconds since then.
    pub(crate) age: Option<f64>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("communiques");
        let histogram = || Histogram::new(LATENCIES);
        let metrics = Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(histogram as fn() -> Histogram),
            connections: Gauge::default(),
            refused: Counter::default(),
            cache_hits: Counter::default(),
            reloads: Counter::default(),
            failed_reloads: Counter::default(),
            documents: Gauge::default(),
            index_bytes: Gauge::default(),
            built: Gauge::default(),
            index_age: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests by route and status", metrics.requests.clone());
        let seconds = metrics.seconds.clone();
        registry.register_with_unit("request_duration", "Time to answer, by route", Unit::Seconds, seconds);
        registry.register("connections", "Connections that are open", metrics.connections.clone());
        registry.register("refused_connections", "Connections refused for want of room", metrics.refused.clone());
        registry.register("cache_hits", "Answers given again", metrics.cache_hits.clone());
        registry.register("reloads", "Commits picked up", metrics.reloads.clone());
        registry.register("failed_reloads", "Commits that could not be opened", metrics.failed_reloads.clone());
        registry.register("documents", "Documents in the index", metrics.documents.clone());
        registry.register_with_unit(
            "index_size",
            "Size of the index on disk",
            Unit::Bytes,
            metrics.index_bytes.clone(),
        );
        let built = metrics.built.clone();
        registry.register_with_unit("index_built_timestamp", "Time of the last commit", Unit::Seconds, built);
        let age = metrics.index_age.clone();
        registry.register_with_unit("index_age", "Time since the last commit", Unit::Seconds, age);
        Self { registry, ..metrics }
    }

    /// Counts a request that was answered.
    pub(crate) fn answered(&self, route: &'static str, status: u16, seconds: f64) {
        self.requests.get_or_create(&Ended { route, status }).inc();
        self.seconds.get_or_create(&Route { route }).observe(seconds);
    }

    /// All figures, with those of the index as they are now.
    ///
    /// # Errors
    /// None that the encoder is known to have.
    pub(crate) fn text(&self, index: OfIndex) -> Result<String, std::fmt::Error> {
        self.documents.set(i64::try_from(index.documents).unwrap_or(i64::MAX));
        self.index_bytes.set(index.bytes as f64);
        self.built.set(index.built.unwrap_or_default());
        self.index_age.set(index.age.unwrap_or_default());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
