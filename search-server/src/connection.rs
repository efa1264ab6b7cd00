//! One connection: its protocol, its time limits, its end.
//! What is answered on it is the business of `respond`.

mod activity;
mod head;
mod incoming;
mod refusal;

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Body;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tower_http::compression::{Compression, CompressionLevel};
use warp::http::header::{CONNECTION, CONTENT_LENGTH};
use warp::http::{HeaderValue, Version};
use warp::reply::Response;

use self::activity::{Activity, Work};
use self::head::{LARGEST_HEAD, MOST_HEADERS};
use self::incoming::{Incoming, Refusal};
use crate::respond::Responder;
use crate::settings::Bounds;

pub(crate) use self::refusal::NoRoom;

/// What every connection of HTTP/2 begins with (RFC 9113, 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Requests on one connection of HTTP/2 at the same time.
const STREAMS: u32 = 64;

/// How often the bytes of a preface that arrives in pieces are looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// How often a connection's time limits are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The same once the server stops.
const LOOK_SOON: Duration = Duration::from_millis(50);

/// For how long nothing was asked on a connection that is closed when the server stops: whoever asks one thing after another
/// is told with its last answer instead, and loses none.
const FAREWELL: Duration = Duration::from_secs(1);

enum Protocol {
    Http1,
    Http2,
}

/// Serves requests on `stream` until it ends, is idle for too long, or `stop` says so.
pub(crate) async fn serve(
    (stream, peer): (TcpStream, SocketAddr),
    responder: Responder,
    bounds: Arc<Bounds>,
    stop: watch::Receiver<bool>,
) {
    let first = tokio::select! {
        first = timeout(bounds.head_timeout, protocol(&stream)) => first,
        () = farewell(stop.clone()) => return,
    };
    // Whoever says nothing in time, or goes away, is owed nothing.
    let Ok(Ok(protocol)) = first else { return };
    let activity = Arc::new(Activity::new());
    let refusal = Arc::new(Refusal::default());
    let requests = Arc::new(Requests::new(&activity, &refusal, stop.clone()));
    let service = tower::service_fn(move |request| {
        let (work, answer) = requests.answer(request, responder.clone(), peer);
        async move { Ok::<_, std::convert::Infallible>(until_sent(answer.await, work)) }
    });
    let service = TowerToHyperService::new(Compression::new(service).quality(CompressionLevel::Precise(4)));
    match protocol {
        Protocol::Http1 => {
            let io = TokioIo::new(Incoming::new(stream, Arc::clone(&activity), refusal, bounds.head_timeout));
            drive(http1().serve_connection(io, service), &activity, &bounds, stop).await;
        }
        Protocol::Http2 => {
            drive(http2(&bounds).serve_connection(TokioIo::new(stream), service), &activity, &bounds, stop).await;
        }
    }
}

/// Waits until the server stops, and then for as long as somebody may still ask something.
async fn farewell(mut stop: watch::Receiver<bool>) {
    // It stops as well when nobody is left to say so.
    drop(stop.wait_for(|stop| *stop).await);
    sleep(FAREWELL).await;
}

/// The requests of one connection.
struct Requests {
    count: AtomicUsize,
    activity: Arc<Activity>,
    refusal: Arc<Refusal>,
    stop: watch::Receiver<bool>,
}

impl Requests {
    fn new(activity: &Arc<Activity>, refusal: &Arc<Refusal>, stop: watch::Receiver<bool>) -> Self {
        Self { count: AtomicUsize::new(0), activity: Arc::clone(activity), refusal: Arc::clone(refusal), stop }
    }

    /// The answer to the next one, which says when it is the last.
    fn answer(
        &self,
        mut request: hyper::Request<hyper::body::Incoming>,
        responder: Responder,
        peer: SocketAddr,
    ) -> (Work, impl Future<Output = Response> + use<>) {
        let work = Work::begin(&self.activity);
        if let Some(problem) = self.refusal.of(self.count.fetch_add(1, Ordering::Relaxed) + 1) {
            request.extensions_mut().insert(problem);
        }
        let stop = self.stop.clone();
        // HTTP/2 ends otherwise, and has no such header.
        let is_told = request.version() < Version::HTTP_2;
        let has_body = !request.body().is_end_stream();
        let answer = async move {
            let mut response = responder.respond(request, peer).await;
            if is_told && (has_body || *stop.borrow()) {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        };
        (work, answer)
    }
}

/// How HTTP/1 is spoken. Heads are looked at before it reads them; nothing that it refuses comes so far.
fn http1() -> hyper::server::conn::http1::Builder {
    let mut builder = hyper::server::conn::http1::Builder::new();
    // Its own limit on heads would begin while nothing is asked yet.
    builder.timer(TokioTimer::new()).header_read_timeout(None).max_headers(MOST_HEADERS).max_buf_size(LARGEST_HEAD + 1);
    builder
}

/// How HTTP/2 is spoken.
fn http2(bounds: &Bounds) -> hyper::server::conn::http2::Builder<TokioExecutor> {
    let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_header_list_size(LARGEST_HEAD as u32)
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(bounds.idle_timeout)
        .keep_alive_timeout(bounds.head_timeout);
    builder
}

/// `response`, whose body holds `work` to its end.
fn until_sent(
    mut response: Response,
    work: Work,
) -> hyper::Response<impl hyper::body::Body<Data = Bytes, Error = warp::Error>> {
    // Told here, since the length of a body that something happens to is not known any more.
    if let Some(length) = response.body().size_hint().exact() {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    response.map(|body| body.map_frame(move |frame| work.goes_on(frame)))
}

/// Told by the first bytes, without taking them.
async fn protocol(stream: &TcpStream) -> io::Result<Protocol> {
    let mut first = [0; PREFACE.len()];
    loop {
        let length = stream.peek(&mut first).await?;
        match first.get(..length) {
            None | Some([]) => return Err(ErrorKind::UnexpectedEof.into()),
            Some(bytes) if bytes == PREFACE => return Ok(Protocol::Http2),
            Some(bytes) if !PREFACE.starts_with(bytes) => return Ok(Protocol::Http1),
            Some(_) => sleep(LOOK_AGAIN).await,
        }
    }
}

/// Lets the connection go on until it ends, or until a time limit ends it: first politely, then not.
async fn drive<C: GracefulConnection>(
    connection: C,
    activity: &Activity,
    bounds: &Bounds,
    mut stop: watch::Receiver<bool>,
) {
    let mut connection = pin!(connection);
    let (mut end, mut is_stopping, mut is_closing) = (None, false, false);
    loop {
        tokio::select! {
            // How it ended is the client's business: a broken connection is nothing that anybody could mend.
            _ended = connection.as_mut() => return,
            _ = stop.wait_for(|stop| *stop), if !is_stopping => {
                is_stopping = true;
                end = Some(sooner(end, bounds.stop_timeout));
            }
            () = sleep(if is_stopping { LOOK_SOON } else { LOOK_EVERY }) => {}
        }
        let quiet = if is_stopping { bounds.idle_timeout.min(FAREWELL) } else { bounds.idle_timeout };
        if !is_closing && activity.is_idle(quiet) {
            connection.as_mut().graceful_shutdown();
            is_closing = true;
            end = Some(sooner(end, bounds.head_timeout));
        }
        let stuck = activity.is_stuck(bounds.request_timeout + bounds.head_timeout);
        if stuck || end.is_some_and(|end| Instant::now() >= end) {
            return;
        }
    }
}

/// The earlier one of `end` and of now in so long.
fn sooner(end: Option<Instant>, patience: Duration) -> Instant {
    let patient = Instant::now() + patience;
    end.map_or(patient, |end| end.min(patient))
}
