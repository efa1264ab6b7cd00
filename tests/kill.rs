//! A run that is killed leaves the index as it was; the next run completes the work.

mod program;

use std::process::Stdio;
use std::time::{Duration, Instant};

use program::{FILES, Program, Run, add_files};
use serde_json::Value;

const ROUNDS: usize = 20;

/// Delays grow from nothing to somewhat more than a whole run in so many steps, then begin again.
const STEPS: u32 = 10;

/// Asked before and after a run is killed.
const ASK: [&str; 5] = ["search", "--json", "--limit", "50", "données ouvertes"];

/// Starts a run, kills it after `delay`, and waits until it is dead.
fn kill_after(program: &Program, arguments: &[&str], delay: Duration) -> anyhow::Result<()> {
    let mut child = program.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    std::thread::sleep(delay);
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// Runs to the end; returns how long that took.
fn complete(program: &Program) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let run = program.run(&["index", "sources"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    Ok(begun.elapsed())
}

/// The documents found, and that the index is sound.
fn found(program: &Program) -> anyhow::Result<usize> {
    let (search, check) = (program.run(&["search", "--json", "données ouvertes"])?, program.run(&["check"])?);
    assert_eq!((search.code, check.out.as_str()), (Some(0), "ok\n"), "{search:?} {check:?}");
    total(&search)
}

fn total(run: &Run) -> anyhow::Result<usize> {
    let answer: Value = serde_json::from_str(&run.out)?;
    Ok(usize::try_from(answer["total"].as_u64().unwrap_or(0))?)
}

/// The answer without what differs from one run to another.
fn answer(program: &Program, arguments: &[&str]) -> anyhow::Result<Value> {
    let mut answer: Value = serde_json::from_str(&program.run(arguments)?.out)?;
    for changing in ["took_ms", "index"] {
        answer.as_object_mut().map(|answer| answer.remove(changing));
    }
    Ok(answer)
}

#[test]
fn a_first_run_that_is_killed_leaves_no_index() -> anyhow::Result<()> {
    let program = Program::new()?;
    add_files(&program, 0)?;
    kill_after(&program, &["index", "sources"], Duration::ZERO)?;
    for command in [["search", "données"], ["check", "--index=data/communiques/index"]] {
        let run = program.run(&command)?;
        assert!(run.code == Some(2) && run.err.contains("no index in"), "{run:?}");
    }
    complete(&program)?;
    assert_eq!(found(&program)?, FILES);
    Ok(())
}

#[test]
fn a_killed_run_changes_nothing_and_the_next_one_completes_it() -> anyhow::Result<()> {
    let program = Program::new()?;
    add_files(&program, 0)?;
    let mut whole_run = complete(&program)?;
    let mut uncommitted = 0;
    for round in 1..=ROUNDS {
        let before = round * FILES;
        add_files(&program, round)?;
        let rebuild: &[&str] = if round % 2 == 0 { &["--full"] } else { &[] };
        let delay = whole_run * (u32::try_from(round)? % STEPS) / (STEPS - 3);
        let last_commit = answer(&program, &ASK)?;
        kill_after(&program, &[&["index", "sources"], rebuild].concat(), delay)?;
        let found_then = found(&program)?;
        assert!(found_then == before || found_then == before + FILES, "{found_then} after {before}, round {round}");
        if found_then == before {
            uncommitted += 1;
            assert_eq!(answer(&program, &ASK)?, last_commit, "round {round}");
        }
        whole_run = complete(&program)?;
        assert_eq!(found(&program)?, before + FILES, "round {round}");
    }
    // Those that were killed as soon as they began, at least.
    assert!(uncommitted >= ROUNDS / STEPS as usize, "{uncommitted} runs were killed before their commit");
    check_at_once(&program)
}

/// Checks that the index answers as one that is made in a single run.
fn check_at_once(program: &Program) -> anyhow::Result<()> {
    assert_eq!(program.run(&["index", "sources", "--index", "at-once"])?.code, Some(0));
    for query in ["données ouvertes", "\"lot 7\" fichier", "transparence plan d'action"] {
        let ask = ["search", "--json", "--limit", "50", query];
        let completed = answer(program, &ask)?;
        let at_once = answer(program, &[&ask[..], &["--index", "at-once"]].concat())?;
        assert_eq!(completed, at_once, "{query}");
        assert!(completed["total"].as_u64() > Some(0), "{query}");
    }
    Ok(())
}
