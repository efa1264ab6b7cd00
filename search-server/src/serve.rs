//! The server: a listener, an index, and an end.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use index::IndexError;
use tokio::sync::{Semaphore, watch};

use crate::connection::{self, NoRoom};
use crate::gate::Gate;
use crate::guests::Guests;
use crate::log;
use crate::respond::Responder;
use crate::settings::{Bounds, Settings};
use crate::site::Site;

/// How often it is asked whether to stop.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// How often those are forgotten who asked too often.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// Clients that are told at the same time that there is no room for them.
const REFUSALS: usize = 64;

/// After a failure to take a connection, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("{0} is taken: another program listens there; choose another port with --listen ADDRESS:PORT")]
    Taken(SocketAddr),
    /// It cannot be listened there.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The system refused threads or events.
    #[error("the server cannot run: {0}")]
    System(#[from] std::io::Error),
}

/// Listens at `address`.
///
/// # Errors
/// It is taken, or not ours.
pub fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AddrInUse => ServeError::Taken(address),
        _ => ServeError::Listen { address, error },
    };
    let listener = TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A server that is ready to run.
pub struct Server {
    site: Arc<Site>,
    listener: TcpListener,
}

impl Server {
    /// Opens the index of `settings`, to be served by `listener`.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn open(settings: Settings, listener: TcpListener) -> Result<Self, ServeError> {
        Ok(Self { site: Arc::new(Site::open(settings)?), listener })
    }

    /// Where it listens, what it serves and how old that is, in one line of English.
    pub fn introduction(&self) -> String {
        let Settings { index, base_path, .. } = &self.site.settings;
        let view = self.site.views.current();
        let address = self.listener.local_addr().map_or_else(|_| String::new(), |address| address.to_string());
        let age = view.figures().age.map_or_else(String::new, |age| format!(", indexed {} ago", length(age)));
        let documents = view.collection.documents;
        let noun = if documents == 1 { "document" } else { "documents" };
        format!("http://{address}{base_path}/ serves {documents} {noun} of {}{age}", index.display())
    }

    /// Serves until `is_stopped` says so, which is asked twenty times a second; then answers what was asked, and ends.
    ///
    /// # Errors
    /// The system refuses threads or events.
    pub fn run(self, is_stopped: &(dyn Fn() -> bool + Sync)) -> Result<(), ServeError> {
        log::begin(self.site.settings.log.format);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        std::thread::scope(|scope| {
            let site = Arc::clone(&self.site);
            let gate = Arc::new(Gate::new(&site.settings));
            let (stop, stopped) = watch::channel(false);
            let door = Door::new(&site, &gate, stop);
            scope.spawn(move || {
                site.views.follow(&site.metrics, || *stopped.borrow() || stopped.has_changed().is_err())
            });
            let result = runtime.block_on(accept(self.listener, door, &gate, is_stopped));
            // Searches that nobody waits for any more are not waited for.
            runtime.shutdown_background();
            result
        })
    }
}

/// Takes connections until it is stopped.
async fn accept(
    listener: TcpListener,
    door: Door,
    gate: &Gate,
    is_stopped: &(dyn Fn() -> bool + Sync),
) -> Result<(), ServeError> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut ask = tokio::time::interval(ASK_EVERY);
    let mut tidy = tokio::time::interval(TIDY_EVERY);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => door.take(stream, peer),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            _ = ask.tick() => if is_stopped() { break },
            _ = tidy.tick() => gate.tidy(),
        }
    }
    // Whoever has come before the end is not turned away at it.
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        door.take(stream, peer);
    }
    drop(listener);
    door.close().await;
    Ok(())
}

/// Where connections come in, as many as there is room for.
struct Door {
    site: Arc<Site>,
    responder: Responder,
    bounds: Arc<Bounds>,
    room: Arc<Semaphore>,
    refusals: Arc<Semaphore>,
    guests: Arc<Guests>,
    no_room: Arc<NoRoom>,
    stop: watch::Sender<bool>,
}

impl Door {
    fn new(site: &Arc<Site>, gate: &Arc<Gate>, stop: watch::Sender<bool>) -> Self {
        let bounds = Arc::new(site.settings.bounds.clone());
        Self {
            responder: Responder::new(Arc::clone(site), Arc::clone(gate)),
            room: Arc::new(Semaphore::new(bounds.connections)),
            refusals: Arc::new(Semaphore::new(REFUSALS)),
            guests: Arc::new(Guests::new(&site.settings)),
            no_room: Arc::new(NoRoom::new(site)),
            site: Arc::clone(site),
            bounds,
            stop,
        }
    }

    fn take(&self, stream: tokio::net::TcpStream, peer: SocketAddr) {
        let Some(guest) = self.guests.admit(peer.ip()) else { return self.refuse(stream) };
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else { return self.refuse(stream) };
        // Answers are small and whole: nothing is won by waiting for more.
        let _slower_without = stream.set_nodelay(true);
        let (site, responder, bounds) = (self.site.clone(), self.responder.clone(), self.bounds.clone());
        let stop = self.stop.subscribe();
        tokio::spawn(async move {
            site.metrics.connections.inc();
            connection::serve((stream, peer), responder, bounds, stop).await;
            site.metrics.connections.dec();
            drop((place, guest));
        });
    }

    /// Politely, unless too many are refused at the same time.
    fn refuse(&self, stream: tokio::net::TcpStream) {
        self.site.metrics.refused.inc();
        let Ok(place) = Arc::clone(&self.refusals).try_acquire_owned() else { return self.no_room.turn_away(&stream) };
        let no_room = Arc::clone(&self.no_room);
        tokio::spawn(async move {
            no_room.tell(stream).await;
            drop(place);
        });
    }

    /// Ends all connections once what was asked on them is answered, or the time for that is over.
    async fn close(self) {
        let _none_open = self.stop.send(true);
        let all = u32::try_from(self.bounds.connections).unwrap_or(u32::MAX);
        let _in_time = tokio::time::timeout(self.bounds.stop_timeout, self.room.acquire_many(all)).await;
    }
}

/// A length of time in its largest unit.
fn length(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}
