//! The work of a child process: files of fragile formats come in by a pipe, what they hold goes out by another.
//! It opens no file. Who starts it, and stops it when it takes too long, stands in `isolate`.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, SyncSender};

use crate::defect::Defect;
use crate::read;

mod bounds;
pub(crate) mod message;

use message::{Attempt, Request};

/// Answers requests until the input ends: then its parent has closed it, or is dead, and this process is ended, whatever
/// it is reading.
///
/// # Errors
/// The output breaks, or the input holds what is no request.
pub fn serve(input: impl Read + Send + 'static, mut output: impl Write) -> io::Result<()> {
    // A panic is answered as a defect; what it would print has no reader.
    std::panic::set_hook(Box::new(|_| {}));
    let (sender, requests) = mpsc::sync_channel(1);
    std::thread::Builder::new().spawn(move || receive(input, &sender))?;
    for request in requests {
        let (request, bytes) = request?;
        bounds::apply(&request.limits);
        message::write_answer(&mut output, &answer(&request, &bytes))?;
    }
    Ok(())
}

/// Hands requests on. Only a thread that waits for the next one notices that nobody waits for the answer any more.
fn receive(mut input: impl Read, sender: &SyncSender<io::Result<(Request, Vec<u8>)>>) {
    loop {
        let Some(request) = message::read_request(&mut input).transpose() else { std::process::exit(0) };
        let broken = request.is_err();
        if sender.send(request).is_err() || broken {
            return;
        }
    }
}

fn answer(request: &Request, bytes: &[u8]) -> message::Answer {
    let Request { format, attempt, limits } = request;
    match attempt {
        Attempt::First => read::content(*format, bytes, limits),
        Attempt::LastResort => {
            let nothing = || Defect::of_whole("gives no text: save it anew, then index again");
            read::last_resort(*format, bytes, limits).ok_or_else(nothing)
        }
    }
}
