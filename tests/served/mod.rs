//! A running server under test, and a client that says exactly what it is told to say.
//! What is expected of the server stands in the tests.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::program::Program;

/// Longer than anything takes, so that a test that hangs ends as a failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A server that is stopped when it is dropped.
pub(crate) struct Served {
    child: Child,
    /// Such as `127.0.0.1:43211`.
    pub(crate) address: String,
    /// The line in which it told where it listens.
    pub(crate) introduction: String,
    /// Where its log goes.
    log: std::path::PathBuf,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case, one line each.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    /// The value of a header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = |line: &'_ &str| line.split_once(':').is_some_and(|(given, _)| given == name);
        self.head.lines().find(line).and_then(|line| Some(line.split_once(':')?.1.trim())).unwrap_or_default()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> anyhow::Result<serde_json::Value> {
        serde_json::from_str(&self.body).with_context(|| format!("{self:?}"))
    }
}

impl Served {
    /// Starts `communiques serve` with `arguments` on a free port and waits until it says where it listens.
    pub(crate) fn start(program: &Program, arguments: &[&str]) -> anyhow::Result<Self> {
        Self::start_in(program, arguments, &[])
    }

    /// Starts it with these environment variables.
    pub(crate) fn start_in(program: &Program, arguments: &[&str], variables: &[(&str, &str)]) -> anyhow::Result<Self> {
        let log = program.path(&format!("log-{:?}", Instant::now()).replace([' ', '{', '}', ':', ','], ""));
        let mut command = program.command(&[&["serve", "--listen", "127.0.0.1:0"], arguments].concat());
        command.envs(variables.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(File::create(&log)?).spawn()?;
        let mut introduction = String::new();
        let out = child.stdout.take().context("its output is piped")?;
        BufReader::new(out).read_line(&mut introduction)?;
        let address = introduction.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.with_context(|| format!("{introduction:?} {}", read(&log)))?.to_owned();
        Ok(Self { child, address, introduction, log })
    }

    /// Asks for a path with its query.
    pub(crate) fn get(&self, target: &str) -> anyhow::Result<Reply> {
        self.ask("GET", target, "")
    }

    /// Asks with `headers`, each ended by a line break of HTTP.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &str) -> anyhow::Result<Reply> {
        let host = &self.address;
        self.say(&format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"))
    }

    /// Says `bytes` on a connection of their own and hears everything that comes back.
    pub(crate) fn say(&self, bytes: &str) -> anyhow::Result<Reply> {
        let mut stream = self.connect()?;
        stream.write_all(bytes.as_bytes())?;
        hear(stream)
    }

    pub(crate) fn connect(&self) -> anyhow::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    /// What it logged so far.
    pub(crate) fn log(&self) -> String {
        read(&self.log)
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) -> anyhow::Result<()> {
        let id = self.child.id().to_string();
        anyhow::ensure!(std::process::Command::new("kill").args(["-TERM", &id]).status()?.success());
        Ok(())
    }

    /// Waits until it has ended; returns its exit code.
    pub(crate) fn ended(&mut self) -> anyhow::Result<Option<i32>> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status.code());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        anyhow::bail!("it has not ended")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Everything that comes back until the other side closes.
pub(crate) fn hear(mut stream: TcpStream) -> anyhow::Result<Reply> {
    let mut bytes = Vec::new();
    // A peer that closes with something unread resets: what it had said before counts.
    if let Err(error) = stream.read_to_end(&mut bytes)
        && (bytes.is_empty() || error.kind() != std::io::ErrorKind::ConnectionReset)
    {
        return Err(error.into());
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").with_context(|| format!("no reply: {text:?}"))?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let lower = |line: &str| match line.split_once(':') {
        Some((name, value)) => format!("{}:{value}", name.to_ascii_lowercase()),
        None => line.to_owned(),
    };
    let head = head.lines().map(lower).collect::<Vec<_>>().join("\n");
    let body = if head.contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_owned() };
    Ok(Reply { status, head, body })
}

fn unchunked(body: &str) -> String {
    let (mut rest, mut whole) = (body, String::new());
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        whole.push_str(after.get(..size).unwrap_or(after));
        rest = after.get(size + 2..).unwrap_or_default();
    }
    whole
}

fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
