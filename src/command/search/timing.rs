//! `--timing`: how long queries took, summed up in one object on stderr.

use std::io;
use std::time::Duration;

use serde::Serialize;

use crate::format::json;

#[derive(Debug, PartialEq, Serialize)]
struct Timing {
    queries: usize,
    p50_us: f64,
    p95_us: f64,
    p99_us: f64,
    qps: f64,
}

/// Writes the percentiles of `times` in microseconds, and queries for each second of `elapsed`.
///
/// # Errors
/// Stderr cannot be written.
pub(super) fn tell(times: Vec<Duration>, elapsed: Duration) -> io::Result<()> {
    json::line(&mut io::stderr().lock(), &timing(times, elapsed))
}

fn timing(mut times: Vec<Duration>, elapsed: Duration) -> Timing {
    times.sort_unstable();
    let percentile = |percent: usize| {
        // The nearest rank: the least time that so many of the queries did not exceed.
        let rank = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(rank).map_or(0.0, |time| rounded(time.as_secs_f64() * 1e6))
    };
    Timing {
        queries: times.len(),
        p50_us: percentile(50),
        p95_us: percentile(95),
        p99_us: percentile(99),
        qps: rounded(times.len() as f64 / elapsed.as_secs_f64().max(f64::EPSILON)),
    }
}

/// To one digit after the point: no clock is better.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Timing, timing};

    #[test]
    fn percentiles_are_nearest_ranks() {
        let times = (1..=100).rev().map(Duration::from_micros).collect();
        let expected = Timing { queries: 100, p50_us: 50.0, p95_us: 95.0, p99_us: 99.0, qps: 50.0 };
        assert_eq!(timing(times, Duration::from_secs(2)), expected);
        let none = Timing { queries: 0, p50_us: 0.0, p95_us: 0.0, p99_us: 0.0, qps: 0.0 };
        assert_eq!(timing(Vec::new(), Duration::from_secs(1)), none);
    }
}
