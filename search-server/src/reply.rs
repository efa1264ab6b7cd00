//! Replies: a body with its type, how long it stays fresh, and the tag by which a client need not be sent it twice.
//! Headers that every reply has are the business of `dress`.

use bytes::Bytes;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use warp::http::{HeaderValue, StatusCode};
use warp::reply::Response;

use crate::problem::Problem;

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    JsonLines,
    Csv,
    Atom,
    OpenApi,
    Html,
    Text,
    Metrics,
    Css,
    Script,
    Svg,
    OpenSearch,
    Suggestions,
}

impl Media {
    fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::OpenApi => "application/vnd.oai.openapi+json; version=3.1",
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Metrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::Css => "text/css; charset=utf-8",
            Self::Script => "text/javascript; charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::OpenSearch => "application/opensearchdescription+xml",
            Self::Suggestions => "application/x-suggestions+json",
        }
    }
}

/// How long a reply may be given again without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fresh {
    /// Not at all, but asking costs next to nothing: the tag changes with the commit alone.
    Asking,
    /// For a minute.
    Minute,
    /// For an hour.
    Hour,
    /// For good: other bytes have another address.
    Forever,
    /// It is never kept.
    Never,
}

impl Fresh {
    fn policy(self) -> &'static str {
        match self {
            Self::Asking => "public, no-cache",
            Self::Minute => "public, max-age=60",
            Self::Hour => "public, max-age=3600",
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        }
    }
}

/// A whole reply.
pub(crate) fn body(media: Media, fresh: Fresh, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into().into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.name()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(fresh.policy()));
    response
}

/// `response` with the tag that tells it from others.
pub(crate) fn tagged(mut response: Response, tag: &str) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Says that the client holds the answer already.
pub(crate) fn unchanged(fresh: Fresh, tag: &str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(fresh.policy()));
    tagged(response, tag)
}

/// Leaves it to `dress` to show `problem`.
pub(crate) fn failed(problem: Problem) -> Response {
    let mut response = Response::default();
    *response.status_mut() = problem.status();
    response.extensions_mut().insert(problem);
    response
}
