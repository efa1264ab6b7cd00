//! What machines ask of the service itself: whether it is alive, whether it can answer, and its figures.

use std::sync::Arc;

use warp::reply::Response;

use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::site::Site;

/// `/healthz`: the process answers.
pub(crate) fn alive() -> Response {
    reply::body(Media::Text, Fresh::Never, "ok\n")
}

/// `/readyz`: the newest commit of the index answers.
///
/// # Errors
/// It does not; the log says why.
pub(crate) fn ready(site: &Arc<Site>) -> Result<Response, Problem> {
    match site.views.fault() {
        None => Ok(reply::body(Media::Text, Fresh::Never, "ok\n")),
        Some(_) => Err(Problem::NotReady),
    }
}

/// `/metrics`.
///
/// # Errors
/// The figures cannot be written out.
pub(crate) fn metrics(site: &Arc<Site>) -> Result<Response, Problem> {
    let text = site.metrics.text(site.views.current().figures()).map_err(|_| Problem::Internal)?;
    Ok(reply::body(Media::Metrics, Fresh::Never, text))
}
