//! The second engine: `pdftotext` of poppler, where it is installed. Its lines become strips without sizes.
//! It is asked only for files that the first engine makes nothing of.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::running::Sheet;
use super::strip::Strip;
use crate::limits::Limits;

/// The program, looked for in `PATH`.
const PROGRAM: &str = "pdftotext";
/// The measures that lines of text are given: a line is so high.
const HEIGHT: f64 = 12.0;
/// The measures that lines of text are given: a letter is half as wide as its size.
const SIZE: f64 = 10.0;

/// The pages of a file as `pdftotext` reads them; `None` where it is missing, fails, or takes half the time there is.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Option<Vec<Sheet>> {
    let text = run(bytes, limits)?;
    let mut pages: Vec<&str> = text.split('\u{c}').collect();
    // Each page ends with a form feed.
    pages.pop_if(|last| last.trim().is_empty());
    Some((1..).zip(pages).map(|(number, page)| sheet(number, page)).collect())
}

fn sheet(page: u32, text: &str) -> Sheet {
    let mut strips = Vec::new();
    let mut lines = 0.0;
    for line in text.lines() {
        lines += 1.0;
        let text = super::letters::clean(line);
        if text.is_empty() {
            continue;
        }
        let right = crate::shape::width(&text) as f64 * SIZE / 2.0;
        strips.push(Strip { text, right, baseline: lines * HEIGHT, size: SIZE, page, ..Strip::default() });
    }
    Sheet { height: (lines + 1.0) * HEIGHT, strips }
}

/// Its output; its input and output run side by side, and it is stopped in any case.
fn run(bytes: &[u8], limits: &Limits) -> Option<String> {
    let mut command = Command::new(PROGRAM);
    command.args(["-q", "-enc", "UTF-8", "-eol", "unix", "-", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let output = std::thread::scope(|scope| talk(scope, &mut child, bytes, limits));
    // An error means that it has ended by itself.
    let _ended = child.kill();
    let done = child.wait().is_ok_and(|status| status.success());
    let output = output.filter(|output| done || !output.is_empty())?;
    Some(String::from_utf8_lossy(&output).into_owned())
}

fn talk<'s>(
    scope: &'s std::thread::Scope<'s, '_>,
    child: &mut Child,
    bytes: &'s [u8],
    limits: &Limits,
) -> Option<Vec<u8>> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let most = limits.unpacked_bytes;
    let (sender, receiver) = mpsc::channel();
    // It may close its input early: what it has printed by then counts.
    scope.spawn(move || drop(input.write_all(bytes)));
    scope.spawn(move || {
        let mut text = Vec::new();
        let read = output.take(most).read_to_end(&mut text);
        drop(sender.send(read.ok().map(|_| text)));
    });
    let text = receiver.recv_timeout(half(limits.time)).ok().flatten();
    // Ends both threads: their pipes break.
    let _ended = child.kill();
    text
}

/// The first engine has had its time; both share what one file may take.
fn half(time: Duration) -> Duration {
    time / 2
}
