//! `communiques index --watch`: what changes is found without anyone indexing again, and a signal ends it well.

#![cfg(unix)]

mod program;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use program::Program;

/// A change is found within this, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program following a folder; killed when dropped.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    /// Starts to follow these paths, and waits for the first commit.
    fn start(program: &Program, paths: &[&str]) -> anyhow::Result<Self> {
        let mut command = program.command(&[&["index", "--watch"], paths].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = BufReader::new(child.stdout.take().context("stdout is piped")?);
        let (sender, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let watch = Self { child, lines };
        watch.commit()?;
        Ok(watch)
    }

    /// Waits for the line of a commit.
    fn commit(&self) -> anyhow::Result<String> {
        self.lines.recv_timeout(PATIENCE).context("a commit was expected")
    }

    /// Ends it with a signal; returns its exit code.
    fn stop(&mut self, signal: &str) -> anyhow::Result<Option<i32>> {
        ensure!(Command::new("kill").arg(signal).arg(self.child.id().to_string()).status()?.success());
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status.code());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        anyhow::bail!("it did not end")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It has ended where the test went well.
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// Waits until the query finds these documents and no others.
fn wait_for(program: &Program, query: &str, ids: &[&str]) -> anyhow::Result<()> {
    let begun = Instant::now();
    loop {
        let found = program.run(&["search", "-l", query])?.out;
        let mut found: Vec<&str> = found.lines().collect();
        found.sort_unstable();
        if found == ids {
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "{query}: {found:?}, expected {ids:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_changes_is_found_until_a_signal_ends_it() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("archive/un.md", "Un texte rare.\n")?;
    let mut watch = Watch::start(&program, &["archive"])?;
    wait_for(&program, "rare", &["un"])?;
    program.write("archive/nouveau/deux.md", "Un autre texte rare.\n")?;
    wait_for(&program, "rare", &["nouveau/deux", "un"])?;
    fs::rename(program.path("archive/nouveau"), program.path("archive/ancien"))?;
    wait_for(&program, "rare", &["ancien/deux", "un"])?;
    program.write("archive/un.md", "Un texte courant.\n")?;
    wait_for(&program, "rare", &["ancien/deux"])?;
    fs::remove_dir_all(program.path("archive/ancien"))?;
    wait_for(&program, "rare", &[])?;
    assert_eq!(watch.stop("-TERM")?, Some(0));
    assert_eq!(program.run(&["check"])?.out, "ok\n");
    Ok(())
}

#[test]
fn other_runs_may_work_between_batches() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("archive/un.md", "Un texte rare.\n")?;
    program.write("autre/deux.md", "Un texte rare.\n")?;
    let mut watch = Watch::start(&program, &["archive"])?;
    let run = program.run(&["index", "autre"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    wait_for(&program, "rare", &["deux", "un"])?;
    program.write("archive/trois.md", "Un texte rare.\n")?;
    wait_for(&program, "rare", &["deux", "trois", "un"])?;
    assert_eq!(watch.stop("-INT")?, Some(0));
    Ok(())
}

#[test]
fn an_index_within_the_archive_is_no_change_of_it() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("archive/un.md", "Un texte rare.\n")?;
    let mut watch = Watch::start(&program, &["archive", "--index", "archive/index"])?;
    program.write("archive/deux.md", "Un texte rare.\n")?;
    let line = watch.commit()?;
    assert!(line.starts_with("1 indexed, 0 removed, 1 document in "), "{line}");
    // Its own commits would be taken up within a second.
    assert!(watch.lines.recv_timeout(Duration::from_secs(2)).is_err());
    assert_eq!(watch.stop("-TERM")?, Some(0));
    Ok(())
}

#[test]
fn a_folder_that_vanishes_keeps_its_documents_and_is_waited_for() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("archive/un.md", "Un texte rare.\n")?;
    program.write("autre/deux.md", "Un texte rare.\n")?;
    let mut watch = Watch::start(&program, &["archive", "autre"])?;
    fs::rename(program.path("archive"), program.path("ailleurs"))?;
    program.write("autre/trois.md", "Un texte rare.\n")?;
    wait_for(&program, "rare", &["deux", "trois", "un"])?;
    program.write("archive/quatre.md", "Un texte rare.\n")?;
    wait_for(&program, "rare", &["deux", "quatre", "trois"])?;
    program.write("archive/cinq.md", "Un texte rare.\n")?;
    wait_for(&program, "rare", &["cinq", "deux", "quatre", "trois"])?;
    assert_eq!(watch.stop("-TERM")?, Some(0));
    Ok(())
}

#[test]
fn a_path_that_is_not_there_at_first_is_an_error() -> anyhow::Result<()> {
    let program = Program::new()?;
    let run = program.run(&["index", "--watch", "nulle-part"])?;
    assert!(run.code == Some(2) && run.err.contains("nulle-part does not exist"), "{run:?}");
    Ok(())
}
