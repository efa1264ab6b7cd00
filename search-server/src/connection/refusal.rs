//! Connections for which there is no room: told so, and closed.
//! Who is refused is decided by `serve`.

use std::fmt::Write;
use std::time::Duration;

use futures_util::FutureExt;
use http_body_util::BodyExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::asked::Asked;
use crate::dress::dress;
use crate::problem::Problem;
use crate::reply;
use crate::site::Site;

/// How long a client that is refused is waited for.
const REFUSAL: Duration = Duration::from_secs(1);

/// What a client hears for whom there is no room: the problem, as all others are told, without having been asked anything.
pub(crate) struct NoRoom(Vec<u8>);

impl NoRoom {
    /// As `site` says it.
    pub(crate) fn new(site: &Site) -> Self {
        let response = dress(site, &Asked::nothing(), None, reply::failed(Problem::Overloaded));
        let (head, body) = response.into_parts();
        let body = body.collect().now_or_never().and_then(Result::ok).map(|body| body.to_bytes()).unwrap_or_default();
        let mut text = String::from("HTTP/1.1 503 Service Unavailable\r\n");
        for (name, value) in head.headers.iter().filter(|(_, value)| !value.is_empty()) {
            // A text in memory takes all that is written to it.
            let _written = write!(text, "{name}: {}\r\n", value.to_str().unwrap_or_default());
        }
        let _written = write!(text, "content-length: {}\r\nconnection: close\r\n\r\n", body.len());
        Self([text.as_bytes(), &body].concat())
    }

    /// Tells a client at once that there is no room for it.
    pub(crate) async fn tell(&self, mut stream: TcpStream) {
        let told = async {
            stream.write_all(&self.0).await?;
            stream.shutdown().await?;
            // Closed with something unread, the connection would be reset, and the reply lost with it.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
        };
        let _told_or_gone = timeout(REFUSAL, told).await;
    }

    /// As [`tell`](Self::tell), without waiting for anything: the client may hear nothing of it.
    pub(crate) fn turn_away(&self, stream: &TcpStream) {
        let _told_or_gone = stream.try_write(&self.0);
    }
}
