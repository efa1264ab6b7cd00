//! One connection: its protocol, its time limits, its end.
//! What is answered on it is the business of `respond`.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tower_http::compression::{Compression, CompressionLevel};

use warp::http::header::CONTENT_LENGTH;
use warp::reply::Response;

use crate::respond::Responder;
use crate::settings::Bounds;

/// What every connection of HTTP/2 begins with (RFC 9113, 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The head of a request, in bytes: a few parameters as long as they may be, written in letters of four bytes. It is read
/// whole before anything is answered: all connections together, at their most, hold 64 MB of heads.
const LARGEST_HEAD: usize = 64 * 1024;

/// Requests on one connection of HTTP/2 at the same time.
const STREAMS: u32 = 64;

/// How often the bytes of a preface that arrives in pieces are looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// How often a connection's time limits are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a client that is refused is waited for.
const REFUSAL: Duration = Duration::from_secs(1);

enum Protocol {
    Http1,
    Http2,
}

/// Serves requests on `stream` until it ends, is idle for too long, or `stop` says so.
pub(crate) async fn serve(
    (stream, peer): (TcpStream, SocketAddr),
    responder: Responder,
    bounds: Arc<Bounds>,
    mut stop: watch::Receiver<bool>,
) {
    let first = tokio::select! {
        first = timeout(bounds.head_timeout, protocol(&stream)) => first,
        _ = stop.wait_for(|stop| *stop) => return,
    };
    // Whoever says nothing in time, or goes away, is owed nothing.
    let Ok(Ok(protocol)) = first else { return };
    let activity = Arc::new(Activity::new());
    let at_work = Arc::clone(&activity);
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let work = Work::begin(&at_work);
        let answer = responder.clone().respond(request, peer);
        async move {
            let response = answer.await;
            Ok::<_, std::convert::Infallible>(until_sent(response, work))
        }
    });
    let service = TowerToHyperService::new(Compression::new(service).quality(CompressionLevel::Precise(4)));
    let io = TokioIo::new(stream);
    match protocol {
        Protocol::Http1 => {
            let mut builder = hyper::server::conn::http1::Builder::new();
            builder.timer(TokioTimer::new()).header_read_timeout(bounds.head_timeout).max_buf_size(LARGEST_HEAD);
            drive(builder.serve_connection(io, service), &activity, &bounds, stop).await;
        }
        Protocol::Http2 => {
            drive(http2(&bounds).serve_connection(io, service), &activity, &bounds, stop).await;
        }
    }
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
    let mut end: Option<Instant> = None;
    loop {
        let patience = tokio::select! {
            // How it ended is the client's business: a broken connection is nothing that anybody could mend.
            _ended = connection.as_mut() => return,
            _ = stop.wait_for(|stop| *stop), if end.is_none() => Some(bounds.stop_timeout),
            () = sleep(LOOK_EVERY) => activity.is_idle(bounds.idle_timeout).then_some(bounds.head_timeout),
        };
        if let Some(patience) = patience.filter(|_| end.is_none()) {
            connection.as_mut().graceful_shutdown();
            end = Some(Instant::now() + patience);
        }
        let stuck = activity.is_stuck(bounds.request_timeout + bounds.head_timeout);
        if stuck || end.is_some_and(|end| Instant::now() >= end) {
            return;
        }
    }
}

/// What happens on a connection.
struct Activity {
    requests: AtomicUsize,
    changed: std::sync::Mutex<Instant>,
}

impl Activity {
    fn new() -> Self {
        Self { requests: AtomicUsize::new(0), changed: std::sync::Mutex::new(Instant::now()) }
    }

    fn touch(&self) {
        *self.changed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Instant::now();
    }

    fn quiet_for(&self) -> Duration {
        self.changed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).elapsed()
    }

    /// Whether there was no request for so long.
    fn is_idle(&self, limit: Duration) -> bool {
        self.requests.load(Ordering::Relaxed) == 0 && self.quiet_for() >= limit
    }

    /// Whether a reply has not moved for so long: the client does not read it.
    fn is_stuck(&self, limit: Duration) -> bool {
        self.requests.load(Ordering::Relaxed) > 0 && self.quiet_for() >= limit
    }
}

/// A request that is being answered, until its reply is sent or given up.
struct Work(Arc<Activity>);

impl Work {
    fn begin(activity: &Arc<Activity>) -> Self {
        activity.requests.fetch_add(1, Ordering::Relaxed);
        activity.touch();
        Self(Arc::clone(activity))
    }

    fn goes_on<T>(&self, frame: T) -> T {
        self.0.touch();
        frame
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::Relaxed);
        self.0.touch();
    }
}

/// What a client hears for whom there is no room.
const NO_ROOM: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Tells a client at once that there is no room for it.
pub(crate) async fn refuse(mut stream: TcpStream) {
    let told = async {
        stream.write_all(NO_ROOM).await?;
        stream.shutdown().await?;
        // Closed with something unread, the connection would be reset, and the reply lost with it.
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
    };
    let _told_or_gone = timeout(REFUSAL, told).await;
}

/// As [`refuse`], without waiting for anything: the client may hear nothing of it.
pub(crate) fn turn_away(stream: &TcpStream) {
    let _told_or_gone = stream.try_write(NO_ROOM);
}
