//! What comes in on a connection of HTTP/1, head by head: a wrong head is replaced by one that is answered with what is wrong.
//! What is wrong with a head is told by `head`; what goes out is passed on as it is.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::activity::{Activity, Begun};
use super::head::{self, Body};
use crate::problem::Problem;

/// Bytes that are read at once.
const PIECE: usize = 8 * 1024;

/// How long bytes that nobody wants are still taken, so that the reply is not lost with them.
const PATIENCE: Duration = Duration::from_secs(1);

/// The wrong head of a connection, if there was one: it is the last.
#[derive(Debug, Default)]
pub(super) struct Refusal(OnceLock<(usize, Problem)>);

impl Refusal {
    /// What is wrong with the request of this number, counted from 1.
    pub(super) fn of(&self, number: usize) -> Option<Problem> {
        self.0.get().filter(|(at, _)| *at == number).map(|(_, problem)| problem.clone())
    }
}

/// A connection whose heads are looked at as they come.
pub(super) struct Incoming {
    stream: TcpStream,
    activity: Arc<Activity>,
    refusal: Arc<Refusal>,
    /// What was read and not handed on.
    held: BytesMut,
    /// Bytes of it that may be handed on.
    whole: usize,
    /// Bytes of it in which no end of a head was seen.
    seen: usize,
    /// Heads that were handed on.
    heads: usize,
    stage: Stage,
    /// How long a head may take to come, from its first byte on.
    head_timeout: Duration,
    /// Ends the patience with a head that has begun.
    head_end: Option<Pin<Box<Sleep>>>,
    /// Ends the patience with what nobody wants.
    end: Option<Pin<Box<Sleep>>>,
}

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Heads,
    /// The body of the last request: bodies are not wanted, so that nothing is read after one.
    Body,
    /// What follows a wrong head.
    Refuse,
}

impl Incoming {
    pub(super) fn new(
        stream: TcpStream,
        activity: Arc<Activity>,
        refusal: Arc<Refusal>,
        head_timeout: Duration,
    ) -> Self {
        let (held, stage, head_end, end) = (BytesMut::new(), Stage::Heads, None, None);
        Self { stream, activity, refusal, held, whole: 0, seen: 0, heads: 0, stage, head_timeout, head_end, end }
    }

    /// Notes whether a head has begun to come and is not whole yet.
    ///
    /// # Errors
    /// It takes too long.
    fn waits(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.held.is_empty() {
            self.activity.begins(Begun::No);
            self.head_end = None;
            return Ok(());
        }
        self.activity.begins(Begun::Yes);
        let end = self.head_end.get_or_insert_with(|| Box::pin(sleep(self.head_timeout)));
        if end.as_mut().poll(cx).is_ready() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }

    /// Reads what has come; nothing at the end.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut piece = [0; PIECE];
        let mut piece = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut piece))?;
        if self.stage != Stage::Refuse {
            self.held.extend_from_slice(piece.filled());
        }
        Poll::Ready(Ok(piece.filled().len()))
    }

    /// Looks whether a head may be handed on.
    fn look(&mut self) {
        let is_open = self.held.len() < head::LARGEST_HEAD;
        if self.held.is_empty() || (self.seen > 0 && is_open && !head::may_end(&self.held, self.seen)) {
            self.seen = self.held.len();
            return;
        }
        self.seen = 0;
        match head::look(&self.held) {
            Ok(None) => self.seen = self.held.len(),
            Ok(Some(head)) => {
                (self.whole, self.heads) = (head.length, self.heads + 1);
                if head.body == Body::Some {
                    self.stage = Stage::Body;
                }
            }
            Err(problem) => {
                self.heads += 1;
                // The first one is the last.
                let _told = self.refusal.0.set((self.heads, problem));
                self.held = BytesMut::from(head::instead_of(&self.held).as_slice());
                self.whole = self.held.len();
                self.stage = Stage::Refuse;
            }
        }
    }

    /// Hands on as much as may be and as there is room for.
    fn hand_on(&mut self, buffer: &mut ReadBuf<'_>) {
        let length = self.whole.min(buffer.remaining());
        buffer.put_slice(self.held.get(..length).unwrap_or_default());
        self.held.advance(length);
        self.whole -= length;
    }

    /// Takes what nobody wants until there is no more of it.
    fn poll_waste(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match ready!(self.poll_piece(cx)) {
                Ok(0) | Err(_) => return Poll::Ready(()),
                Ok(_) => {}
            }
        }
    }
}

impl AsyncRead for Incoming {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if this.whole == 0 {
                match this.stage {
                    Stage::Heads => this.look(),
                    Stage::Body => this.whole = this.held.len(),
                    // The end of what came is not the end of what is answered: that ends the connection.
                    Stage::Refuse => {
                        ready!(this.poll_waste(cx));
                        return Poll::Pending;
                    }
                }
            }
            if this.whole > 0 {
                this.activity.begins(Begun::No);
                this.head_end = None;
                this.hand_on(buffer);
                return Poll::Ready(Ok(()));
            }
            this.waits(cx)?;
            if ready!(this.poll_piece(cx))? == 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncWrite for Incoming {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    /// Closed with something unread, the connection would be reset, and the reply lost with it.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
        if this.stage == Stage::Heads {
            return Poll::Ready(Ok(()));
        }
        this.stage = Stage::Refuse;
        let end = this.end.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        if end.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Ok(()));
        }
        ready!(this.poll_waste(cx));
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
