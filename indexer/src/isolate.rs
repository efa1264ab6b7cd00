//! Reading fragile formats in child processes, so that no file takes a run down: each has bounds of time and memory.
//! What is read there, and how, is the business of `worker` and `read`.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::defect::{Defect, Reading};
use crate::describe::{self, guide::Guide};
use crate::extract::Content;
use crate::format::Format;
use crate::limits::{Limits, bytes};
use crate::read;
use crate::worker::message::{Attempt, Request};

mod process;

use process::{Failure, Process};

/// Child processes that read files, one for each thread that asks, used again for many files.
///
/// They end with it, or with the process that owns it.
#[derive(Debug)]
pub struct Workers {
    program: Option<PathBuf>,
    limits: Limits,
    idle: Mutex<Vec<Process>>,
}

impl Workers {
    /// None is started yet. `program` is started as `program extract-worker` and must then call
    /// [`serve`](crate::worker::serve); without one everything is read in this process, where only panics are caught.
    pub fn new(program: Option<PathBuf>, limits: Limits) -> Self {
        Self { program, limits, idle: Mutex::default() }
    }

    /// Reads a file as [`read`](crate::read) does. One that takes too long, needs too much memory or makes its reader
    /// fail is a defect that says so.
    ///
    /// # Errors
    /// The defects that leave no document.
    pub fn read(&self, format: Format, id: &str, bytes: &[u8]) -> Result<Reading, Defect> {
        self.guided(format, id, bytes, &Guide::default())
    }

    /// What reading one source may cost.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads a file as `read` does, and describes it as the user says.
    pub(crate) fn guided(&self, format: Format, id: &str, bytes: &[u8], guide: &Guide<'_>) -> Result<Reading, Defect> {
        Ok(describe::document(id, self.content(format, bytes)?, guide))
    }

    /// What the bytes of a file hold, before it is described.
    pub(crate) fn content(&self, format: Format, bytes: &[u8]) -> Result<Content, Defect> {
        let Some(program) = self.program.as_ref().filter(|_| format.is_fragile()) else {
            return read::content(format, bytes, &self.limits);
        };
        let ask = |attempt| {
            let request = Request { format, attempt, limits: self.limits.clone() };
            self.ask(program, &request, bytes)
        };
        match ask(Attempt::First) {
            Ok(answer) => answer,
            // Its time is used up; other failures leave some for another way to read it.
            Err(Failure::Time) => Err(self.defect(&Failure::Time)),
            Err(failure) => match ask(Attempt::LastResort) {
                Ok(Ok(content)) => Ok(content),
                _ => Err(self.defect(&failure)),
            },
        }
    }

    /// Asks a process that waits, or a new one. One that failed is not used again.
    fn ask(&self, program: &Path, request: &Request, bytes: &[u8]) -> Result<Result<Content, Defect>, Failure> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(mut process) = waiting {
            match process.ask(request, bytes) {
                // It may have failed while it waited, or from what it read before: a new one tells.
                Err(Failure::Died(_) | Failure::Memory) => {}
                asked => return self.done(process, asked),
            }
        }
        let mut process = Process::start(program)?;
        let asked = process.ask(request, bytes);
        self.done(process, asked)
    }

    fn done<T>(&self, process: Process, asked: Result<T, Failure>) -> Result<T, Failure> {
        if asked.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        asked
    }

    fn defect(&self, failure: &Failure) -> Defect {
        let Limits { time, memory_bytes, unpacked_bytes, .. } = &self.limits;
        Defect::of_whole(match failure {
            Failure::Time => {
                let what = format!("takes longer than {} s to read", time.as_secs_f64());
                format!("{what}: split it or save it anew, or raise the limit with --max-time")
            }
            Failure::Memory => {
                return read::too_much_memory(*memory_bytes);
            }
            Failure::Size => {
                let most = bytes(*unpacked_bytes);
                format!("holds more than {most} of text: split it, or raise the limit with --max-unpacked-size")
            }
            Failure::Died(how) => format!("makes its reader fail ({how}): save it anew, then index again"),
            Failure::Start(error) => {
                format!(
                    "cannot be read, since no process can be started ({error}): free memory or processes, then index again"
                )
            }
        })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    use super::*;

    /// What comes of a file when the child process is a shell script.
    fn check(script: &str, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("worker");
        let mut file = std::fs::File::create(&program).unwrap();
        file.write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
        file.set_permissions(std::fs::Permissions::from_mode(0o755)).unwrap();
        drop(file);
        let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
        let workers = Workers::new(Some(program), limits);
        for _ in 0..2 {
            let defect = workers.read(Format::Pdf, "essai", b"%PDF").unwrap_err();
            assert!(defect.message.starts_with(expected), "{script}: {}", defect.message);
        }
    }

    #[test]
    fn each_way_to_fail_is_told_and_a_new_process_is_started() {
        check("sleep 60", "takes longer than 0.3 s to read");
        check("echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$", "needs more than 1 GB of memory");
        check("kill -SEGV $$", "makes its reader fail (signal: 11 (SIGSEGV)");
        check("exit 3", "makes its reader fail (exit status: 3)");
        check("printf 'aaaaaaaaaaaaaaaaaa'; sleep 60", "holds more than 512 MB of text");
    }

    #[test]
    fn what_is_no_program_is_told() {
        let workers = Workers::new(Some(PathBuf::from("/nowhere/at/all")), Limits::default());
        let defect = workers.read(Format::Pdf, "essai", b"%PDF").unwrap_err();
        assert!(defect.message.starts_with("cannot be read, since no process can be started"), "{defect}");
    }

    #[test]
    fn without_a_program_files_are_read_here() {
        let workers = Workers::new(None, Limits::default());
        let defect = workers.read(Format::Pdf, "essai", b"no pdf at all").unwrap_err();
        assert!(defect.message.starts_with("is damaged, or no PDF"), "{defect}");
    }
}
