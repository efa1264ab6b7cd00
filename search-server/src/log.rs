//! Where events are written: a line each on standard error. What is in them is decided where they happen.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::time::SystemTime;

use crate::settings::LogFormat;

/// The variable that says how much is logged, as of `tracing`: `warn`, `search_server=debug`.
const VARIABLE: &str = "RUST_LOG";

/// Begins to write events. Where somebody has begun already, that stays.
pub(crate) fn begin(format: LogFormat) {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_timer(SystemTime).with_writer(std::io::stderr);
    let lines = lines.with_target(false);
    let _begun_before = match format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
        LogFormat::Text | LogFormat::Quiet => lines.with_ansi(false).compact().try_init(),
    };
}
