//! One request: let in, answered in time, dressed, counted and logged.
//! What is answered is the business of the routes; how bytes come and go, of `connection`.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::Empty;
use hyper::body::Incoming;
use tower::{Service, ServiceExt};
use warp::http::header::ORIGIN;
use warp::http::request::Parts;
use warp::http::uri::PathAndQuery;
use warp::http::{Method, Request, StatusCode};
use warp::reply::Response;

use crate::asked::{Asked, host};
use crate::dress::dress;
use crate::gate::{self, Gate};
use crate::problem::Problem;
use crate::reply;
use crate::routes::{RouteName, routes};
use crate::settings::{LogFormat, Logged};
use crate::site::Site;

/// Bytes of the path asked for. What follows it has the bounds of its parameters, so that what is too long can be named.
const LONGEST_PATH: usize = 8000;

/// Answers requests.
#[derive(Clone)]
pub(crate) struct Responder {
    site: Arc<Site>,
    gate: Arc<Gate>,
    routes: Routes,
    ids: Arc<Ids>,
}

type Routes = tower::util::BoxCloneSyncService<Request<Empty<Bytes>>, Response, Infallible>;

impl Responder {
    pub(crate) fn new(site: Arc<Site>, gate: Arc<Gate>) -> Self {
        let routes = Routes::new(warp::service(routes(&site)));
        Self { routes, site, gate, ids: Arc::new(Ids::new()) }
    }

    /// Answers `request` of `peer`. Its body, if any, is not read.
    pub(crate) async fn respond(self, request: Request<Incoming>, peer: SocketAddr) -> Response {
        let start = Instant::now();
        let Self { site, gate, routes, ids } = self;
        let (head, _body) = request.into_parts();
        let asked = Asked::of(ids.next(), &head, &site.settings);
        let client = gate.client(peer.ip(), &head.headers);
        let response = match admitted(&gate, &head, (client, count(&asked))) {
            Ok(()) => match request_for_routes(&asked) {
                Some(request) => in_time(&site, routes, request).await,
                None => reply::failed(Problem::NoSuchPath),
            },
            Err(Refused::Problem(problem)) => reply::failed(problem),
            Err(Refused::Preflight) => preflight(),
        };
        let response = dress(&site, &asked, head.headers.get(ORIGIN), response);
        tell(&site, &asked, client, &response, start);
        response
    }
}

/// As how many requests one counts.
fn count(asked: &Asked) -> NonZeroU32 {
    if asked.path.starts_with("/recherche.") { gate::EXPORT } else { gate::ONE }
}

enum Refused {
    Problem(Problem),
    Preflight,
}

fn admitted(gate: &Gate, head: &Parts, (client, count): (IpAddr, NonZeroU32)) -> Result<(), Refused> {
    let probe = matches!(head.uri.path(), "/healthz" | "/readyz" | "/metrics");
    if !probe {
        gate.admit(client, count).map_err(Refused::Problem)?;
    }
    // What is wrong with a head was found out before it was read as one.
    if let Some(problem) = head.extensions.get::<Problem>() {
        return Err(Refused::Problem(problem.clone()));
    }
    host(head).map_err(Refused::Problem)?;
    if head.uri.path().len() > LONGEST_PATH {
        return Err(Refused::Problem(Problem::LongAddress));
    }
    match head.method {
        Method::GET | Method::HEAD => Ok(()),
        Method::OPTIONS => Err(Refused::Preflight),
        _ => Err(Refused::Problem(Problem::Method)),
    }
}

/// For scripts that send headers of their own all the same.
fn preflight() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    let fixed = [
        ("access-control-allow-methods", "GET, HEAD"),
        ("access-control-allow-headers", "*"),
        ("access-control-max-age", "86400"),
        ("allow", "GET, HEAD, OPTIONS"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, warp::http::HeaderValue::from_static(value));
    }
    response
}

/// The request as routes see it: below the base path, with what they need to know. `None` for what is no path, as `*`.
fn request_for_routes(asked: &Arc<Asked>) -> Option<Request<Empty<Bytes>>> {
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = PathAndQuery::try_from(asked.path.as_str()).ok()?.into();
    request.extensions_mut().insert(Arc::clone(asked));
    Some(request)
}

async fn in_time(site: &Site, mut routes: Routes, request: Request<Empty<Bytes>>) -> Response {
    let answer = async {
        let Ok(ready) = routes.ready().await;
        let Ok(response) = ready.call(request).await;
        response
    };
    let limit = site.settings.bounds.request_timeout;
    // A mistake of ours ends one request, not the connection with all others.
    let caught = AssertUnwindSafe(answer).catch_unwind();
    match tokio::time::timeout(limit, caught).await {
        Ok(Ok(response)) => response,
        Ok(Err(_panic)) => reply::failed(Problem::Internal),
        Err(_elapsed) => reply::failed(Problem::TookTooLong),
    }
}

/// Counts and logs the request: never what was typed or by whom, unless the settings say so.
fn tell(site: &Site, asked: &Asked, client: IpAddr, response: &Response, start: Instant) {
    let route = response.extensions().get::<RouteName>().map_or("other", |name| name.0);
    let (status, seconds) = (response.status().as_u16(), start.elapsed().as_secs_f64());
    site.metrics.answered(route, status, seconds);
    let log = &site.settings.log;
    if log.format == LogFormat::Quiet {
        return;
    }
    let milliseconds = (seconds * 1e6).round() / 1e3;
    let query = (log.queries == Logged::Yes).then_some(asked.query.as_str());
    let client = (log.addresses == Logged::Yes).then(|| client.to_string());
    tracing::info!(id = asked.id, route, status, milliseconds, query, client, "request");
}

/// Makes ids of requests: those of one process are different, and those of two most likely too.
struct Ids {
    seed: u64,
    count: AtomicU64,
}

impl Ids {
    fn new() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self { seed: now.as_nanos() as u64, count: AtomicU64::new(0) }
    }

    fn next(&self) -> String {
        format!("{:08x}{:08x}", self.seed as u32, self.count.fetch_add(1, Ordering::Relaxed) as u32)
    }
}
