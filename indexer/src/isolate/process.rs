//! One child process: started, asked with a clock running, ended with all that it started itself.
//! It does not know what the files are.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};

use crate::worker::message::{self, Answer, Request};

/// The sub-command of the program that reads files.
const SUBCOMMAND: &str = "extract-worker";
/// Of what a process says on stderr so many bytes are looked at.
const MESSAGES: u64 = 4096;
/// What Rust says before it aborts where memory is short.
const NO_MEMORY: &str = "memory allocation of";

/// A process that waits for files.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<ChildStdout>,
    messages: Option<File>,
}

/// Why a process gave no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// It could not be started.
    Start(io::Error),
    /// It took too long.
    Time,
    /// It had not enough memory.
    Memory,
    /// Its answer is too large.
    Size,
    /// It ended in that way.
    Died(String),
}

impl Process {
    /// Starts `program`.
    pub(super) fn start(program: &Path) -> Result<Self, Failure> {
        // Without a temporary folder its last words are lost, which is no reason not to read.
        let messages = tempfile::tempfile().ok();
        let stderr = messages.as_ref().and_then(|file| file.try_clone().ok()).map_or_else(Stdio::null, Stdio::from);
        let mut command = Command::new(program);
        command.arg(SUBCOMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
        // What it starts is in its group, and is ended with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(Failure::Start)?;
        Ok(Self { input: child.stdin.take(), output: child.stdout.take(), child, messages })
    }

    /// Asks it to read a file, within the time of the request. After a failure it has ended.
    pub(super) fn ask(&mut self, request: &Request, bytes: &[u8]) -> Result<Answer, Failure> {
        let (Some(mut input), Some(mut output)) = (self.input.take(), self.output.take()) else {
            return Err(Failure::Died("its pipes are closed".to_owned()));
        };
        let most = request.limits.unpacked_bytes;
        let (sender, receiver) = mpsc::channel();
        let answered = std::thread::scope(|scope| {
            scope.spawn(move || {
                let answer = message::write_request(&mut input, request, bytes)
                    .and_then(|()| message::read_answer(&mut output, most));
                // The receiver may have given up.
                drop(sender.send((answer, input, output)));
            });
            let answered = receiver.recv_timeout(request.limits.time);
            if !matches!(answered, Ok((Ok(_), ..))) {
                // Breaks the pipes, on which the thread may wait.
                self.end();
            }
            answered
        });
        match answered {
            Ok((Ok(answer), input, output)) => {
                (self.input, self.output) = (Some(input), Some(output));
                Ok(answer)
            }
            Ok((Err(error), ..)) if error.kind() == io::ErrorKind::FileTooLarge => Err(Failure::Size),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Time),
            Ok((Err(_), ..)) | Err(RecvTimeoutError::Disconnected) => Err(self.how_it_died()),
        }
    }

    /// Ends it and all that it started. Does nothing where it has ended.
    fn end(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            #[cfg(unix)]
            if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
                let _ended = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
            }
            let _ended = self.child.kill();
        }
        let _status = self.child.wait();
    }

    fn how_it_died(&mut self) -> Failure {
        let mut messages = String::new();
        if let Some(file) = &mut self.messages
            && file.rewind().is_ok()
        {
            let mut bytes = Vec::new();
            let _what_there_is = file.take(MESSAGES).read_to_end(&mut bytes);
            messages = String::from_utf8_lossy(&bytes).into_owned();
        }
        match self.child.wait() {
            _ if messages.contains(NO_MEMORY) => Failure::Memory,
            Ok(status) => Failure::Died(status.to_string()),
            Err(error) => Failure::Died(error.to_string()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}
