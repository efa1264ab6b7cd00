//! The program under test, with directories of its own, so that no test sees another's indexes.
//! What is expected of it stands in the tests.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use tempfile::TempDir;

/// A home for the program.
pub(crate) struct Program {
    home: TempDir,
}

/// What a run of the program left.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    pub(crate) fn new() -> anyhow::Result<Self> {
        Ok(Self { home: TempDir::new()? })
    }

    /// A path in the program's home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file in the program's home, with its folders.
    pub(crate) fn write(&self, name: &str, text: &str) -> anyhow::Result<PathBuf> {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().context("a path in the home has a parent")?)?;
        std::fs::write(&path, text)?;
        Ok(path)
    }

    /// The program in its home, with these arguments.
    pub(crate) fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_communiques"));
        command.args(arguments).current_dir(self.home.path());
        command.env("XDG_CACHE_HOME", self.path("cache")).env("XDG_DATA_HOME", self.path("data"));
        command.env_remove("COMMUNIQUES_INDEX").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> anyhow::Result<Run> {
        let output = assert_cmd::Command::from_std(self.command(arguments)).output()?;
        Ok(Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout)?,
            err: String::from_utf8(output.stderr)?,
        })
    }
}

/// A program that has indexed the seeds.
pub(crate) fn with_seeds() -> anyhow::Result<Program> {
    let program = Program::new()?;
    let run = program.run(&["index".as_ref(), seeds().as_os_str()])?;
    anyhow::ensure!(run.code == Some(0), "{run:?}");
    Ok(program)
}

/// Files that [`add_files`] writes.
pub(crate) const FILES: usize = 60;

/// Writes a folder of small plans into `sources`, other ones for each `round`.
pub(crate) fn add_files(program: &Program, round: usize) -> anyhow::Result<()> {
    for number in 0..FILES {
        let text = format!(
            "# Plan {round}-{number}\n\nLes données ouvertes du lot {round}, fichier {number}.\n\n## Suite\n\n{}\n",
            "Le ministère publie son plan d'action pour la transparence. ".repeat(number % 7 + 1)
        );
        program.write(&format!("sources/{round:02}/{number:03}.md"), &text)?;
    }
    Ok(())
}

/// The five founding documents.
pub(crate) fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// A file of the shared test data; says on stderr that a test is skipped where it is not there.
pub(crate) fn shared(name: &str) -> anyhow::Result<Option<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        use std::io::Write;
        writeln!(std::io::stderr(), "skipped: there is no ../shared/{name}")?;
        return Ok(None);
    }
    Ok(Some(std::fs::read_to_string(path)?))
}
