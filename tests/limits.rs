//! Files, names and disks that would do harm: each ends as a defect or a message, while all else is indexed.
//! What one format makes of a harmful file is tested where the format is.

#![cfg(unix)]

mod program;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use program::{Program, Run, add_files};
use serde_json::Value;

/// A text that every test looks for beside the harm.
const SOUND: &str = "Les données ouvertes sont publiées.\n";

/// A program with one sound file in the folder `archive`.
fn with_sound_file() -> anyhow::Result<Program> {
    let program = Program::new()?;
    program.write("archive/bon.md", SOUND)?;
    Ok(program)
}

/// Indexes the folder; all that is sound is found, and the report has this defect, of this line, and no other.
fn check(program: &Program, options: &[&str], defect: (&str, Option<u64>, &str)) -> anyhow::Result<()> {
    let run = program.run(&[&["index", "archive", "--format", "json"], options].concat())?;
    assert_eq!(run.code, Some(0), "{run:?}");
    let report: Value = serde_json::from_str(&run.out)?;
    let defects = report["defects"].as_array().cloned().unwrap_or_default();
    let (source, line, message) = defect;
    let [found] = defects.as_slice() else { panic!("one defect expected: {report}") };
    assert!(found["source"].as_str().is_some_and(|found| found.ends_with(source)), "{found}");
    assert_eq!(found["line"].as_u64(), line, "{found}");
    assert!(found["message"].as_str().is_some_and(|found| found.contains(message)), "{found}");
    assert_eq!(ids(program, "données")?, ["bon"]);
    Ok(())
}

fn ids(program: &Program, query: &str) -> anyhow::Result<Vec<String>> {
    Ok(program.run(&["search", "-l", query])?.out.lines().map(str::to_owned).collect())
}

#[test]
fn a_file_larger_than_the_limit_is_left_unread() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    // A hole: it takes no room on the disk, and would take a gigabyte of memory.
    File::create(program.path("archive/trou.md"))?.set_len(1 << 30)?;
    check(&program, &[], ("trou.md", None, "holds 1 GB, more than the 256 MB"))?;
    check(&program, &["--max-file-size", "1K"], ("trou.md", None, "more than the 1 KB"))
}

#[test]
fn a_line_without_end_is_left_out_and_those_after_it_are_read() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("archive/lignes.jsonl", "{\"id\": \"un\", \"text\": \"Premier.\"}\n")?;
    let mut lines = File::options().append(true).open(program.path("archive/lignes.jsonl"))?;
    // A hole of two hundred megabytes, then the line's end and one more line.
    lines.set_len(200 << 20)?;
    lines.write_all(b"\n{\"id\": \"trois\", \"text\": \"Dernier.\"}\n")?;
    check(&program, &[], ("lignes.jsonl", Some(2), "is longer than the 64 MB that are read of one line"))?;
    assert_eq!(ids(&program, "dernier OU premier")?.len(), 2);
    Ok(())
}

#[test]
fn lines_of_text_have_the_same_limit() -> anyhow::Result<()> {
    for name in ["texte.md", "texte.txt", "texte.jsonl"] {
        let program = with_sound_file()?;
        let long = "x".repeat(3_000);
        let sound = if name.ends_with("jsonl") { "{\"id\": \"a\", \"text\": \"Suite\"}" } else { "Suite" };
        program.write(&format!("archive/{name}"), &format!("{sound}\n{long}\n"))?;
        check(&program, &["--max-line-size", "2K"], (name, Some(2), "is longer than the 2 KB"))?;
        assert_eq!(ids(&program, "suite")?.len(), 1);
    }
    Ok(())
}

#[test]
fn what_a_limit_kept_from_being_read_is_tried_again_with_another() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    for name in ["texte.md", "texte.jsonl"] {
        let long = format!("{{\"id\": \"a\", \"text\": \"{} suite\"}}\n", "x".repeat(3_000));
        program.write(&format!("archive/{name}"), &long)?;
    }
    let index = |options: &[&str]| -> anyhow::Result<(Value, Value, usize)> {
        let run = program.run(&[&["index", "archive", "--format", "json"], options].concat())?;
        let report: Value = serde_json::from_str(&run.out)?;
        let defects = report["defects"].as_array().map_or(0, Vec::len);
        Ok((report["indexed"].clone(), report["unchanged"].clone(), defects))
    };
    let short = ["--max-line-size", "2K"];
    let lines = index(&short)?.2;
    assert!(lines >= 2);
    assert_eq!(index(&short)?, (0.into(), 3.into(), lines));
    assert_eq!(index(&[])?, (2.into(), 1.into(), 0));
    // What was read in full stays.
    assert_eq!(index(&short)?, (0.into(), 3.into(), 0));
    Ok(())
}

#[test]
fn each_limit_names_its_option_and_readable_sizes() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("archive/page.html", &format!("<p>{}</p>", "Du texte. ".repeat(500)))?;
    check(&program, &["--max-memory", "1M"], ("page.html", None, "more than 1 MB of memory"))?;
    check(&program, &["--max-memory", "1M"], ("page.html", None, "raise the limit with --max-memory"))?;
    check(&program, &["--max-unpacked-size", "1K"], ("page.html", None, "more than 1 KB of text"))?;
    check(&program, &["--max-unpacked-size", "1K"], ("page.html", None, "raise the limit with --max-unpacked-size"))?;
    check(&program, &["--max-time", "1ms"], ("page.html", None, "raise the limit with --max-time"))
}

#[test]
fn a_page_deeper_than_the_limit_is_read_and_told() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("archive/page.html", &("<div>".repeat(20_000) + "<p>Un texte profond."))?;
    let told = ("page.html", None, "raise the limit with --max-depth");
    check(&program, &[], told)?;
    assert_eq!(ids(&program, "profond")?, ["page"]);
    check(&program, &["--max-depth", "10"], told)
}

#[test]
fn a_pipe_is_not_waited_for() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    let made = Command::new("mkfifo").arg(program.path("archive/tuyau.md")).status()?;
    assert!(made.success());
    check(&program, &[], ("tuyau.md", None, "is a pipe, a socket or a device"))?;
    for command in ["index", "describe", "extract"] {
        let run = program.run(&[command, "archive/tuyau.md"])?;
        assert!(run.code == Some(2) && run.err.contains("tuyau.md"), "{command}: {run:?}");
    }
    let run = program.run(&["extract", "archive"])?;
    assert!(run.code == Some(2) && run.err.contains("it is no file"), "{run:?}");
    Ok(())
}

#[test]
fn a_list_of_what_to_leave_out_that_is_a_pipe_is_not_waited_for() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("archive/dossier/autre.md", "Autre.\n")?;
    let made = Command::new("mkfifo").arg(program.path("archive/dossier/.gitignore")).status()?;
    assert!(made.success());
    check(&program, &[], (".gitignore", None, "its folder is left out meanwhile"))
}

#[test]
fn links_that_lead_out_of_the_archive_are_not_followed() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("ailleurs/secret.md", "Un secret sur les données.\n")?;
    symlink(program.path("ailleurs"), program.path("archive/lien"))?;
    check(&program, &[], ("lien", None, "leads out of the archive, to "))?;
    fs::remove_file(program.path("archive/lien"))?;
    symlink("../ailleurs/secret.md", program.path("archive/secret.md"))?;
    check(&program, &[], ("secret.md", None, "leads out of the archive, to "))
}

#[test]
fn a_bomb_of_aliases_takes_neither_memory_nor_time() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    let mut bomb = String::from("---\ntitle: Une bombe\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in ('b'..='k').zip('a'..) {
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
    }
    program.write("archive/bombe.md", &(bomb + "---\n\nUn corps.\n"))?;
    let begun = Instant::now();
    let run = program.run(&["index", "archive"])?;
    assert!(run.code == Some(0) && begun.elapsed() < Duration::from_secs(20), "{run:?}");
    assert_eq!(ids(&program, "corps")?, ["bombe"]);
    assert_eq!(ids(&program, "données")?, ["bon"]);
    Ok(())
}

#[test]
fn names_that_are_no_text_or_hold_line_breaks_are_found_and_shown() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    for name in [b"d\xe9cret.md".as_slice(), b"d\xe8cret.md", "deux\nlignes \u{1b}[31m.md".as_bytes()] {
        fs::write(program.path("archive").join(OsStr::from_bytes(name)), "Un décret rare.\n")?;
    }
    let index = program.run(&["index", "archive"])?;
    assert!(index.code == Some(0) && index.err.is_empty(), "{index:?}");
    let expected = ["d%E8cret", "d%E9cret", "deux%0Alignes %1B[31m"];
    assert_eq!(ids(&program, "rare")?, expected);
    for id in expected {
        assert_eq!(program.run(&["show", id])?.code, Some(0), "{id}");
    }
    for format in ["text", "json", "jsonl", "csv", "trec"] {
        let run = program.run(&["search", "rare", "--format", format])?;
        let is_raw = |c: char| c.is_control() && c != '\n' && !(format == "trec" && c == '\t');
        assert!(!run.out.contains(is_raw), "{format}: {run:?}");
        let lines = match format {
            "json" => 1,
            "csv" => 4,
            _ => 3,
        };
        assert_eq!(run.out.lines().count(), lines, "{format}: {run:?}");
    }
    // Each is a file of its own: what one loses, the other keeps.
    fs::remove_file(program.path("archive").join(OsStr::from_bytes(b"d\xe9cret.md")))?;
    assert_eq!(program.run(&["index", "archive"])?.code, Some(0));
    assert_eq!(ids(&program, "rare")?, [expected[0], expected[2]]);
    Ok(())
}

#[test]
fn control_characters_of_texts_and_ids_never_reach_a_terminal() -> anyhow::Result<()> {
    let program = Program::new()?;
    let line = r#"{"id": "a\nb\u001b[2J", "title": "Un\u001b]0;titre\u0007", "text": "Un mot\u009b31m rare\u0000.", "publisher": "\u001bX"}"#;
    program.write("archive/a.jsonl", &format!("{line}\n{line}\n"))?;
    program.write("archive/b.txt", "Un mot rare.\u{c}\u{8}\u{1b}[31m\n")?;
    let mut runs = vec![program.run(&["index", "archive"])?];
    for output in ["-l", "-c", "--format=text", "--format=json", "--format=jsonl", "--format=csv", "-C1"] {
        runs.push(program.run(&["search", output, "rare"])?);
    }
    runs.push(program.run(&["show", "a\nb\u{1b}[2J"])?);
    runs.push(program.run(&["show", "no\u{1b}such"])?);
    for run in runs {
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!run.out.contains(raw) && !run.err.contains(raw), "{run:?}");
        assert!(run.code != Some(2), "{run:?}");
    }
    Ok(())
}

#[test]
fn limits_that_are_none_are_refused() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    for wrong in [["--max-file-size", "large"], ["--max-time", "soon"], ["--max-memory", "0"], ["--max-depth", "x"]] {
        let run = program.run(&[&["index", "archive"], &wrong[..]].concat())?;
        assert!(run.code == Some(2) && run.err.contains(wrong[0]), "{run:?}");
    }
    let run = program.run(&["search", "données", "--max-file-size", "1", "--in", "archive"])?;
    assert!(run.err.contains("more than the 1 byte"), "{run:?}");
    Ok(())
}

#[test]
fn patterns_leave_sources_out() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("archive/brouillons/a.md", "Des données.\n")?;
    program.write("archive/b.txt", "Des données.\n")?;
    let index = ["index", "archive", "--exclude", "brouillons/", "--exclude", "*.txt"];
    assert_eq!(program.run(&index)?.code, Some(0));
    assert_eq!(ids(&program, "données")?, ["bon"]);
    let run = program.run(&["index", "archive", "--exclude", "{a"])?;
    assert!(run.code == Some(2) && run.err.contains("`{a` is no pattern"), "{run:?}");
    Ok(())
}

/// Runs the program where no file may grow beyond so many blocks of 512 bytes: to it, the disk is full.
fn on_full_disk(program: &Program, blocks: &str, arguments: &str) -> anyhow::Result<Run> {
    let binary = program.command::<&str>(&[]).get_program().to_owned();
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {arguments}")).arg(binary);
    shell.current_dir(program.path("")).env("XDG_DATA_HOME", program.path("data"));
    let output = shell.stdin(Stdio::null()).output()?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) })
}

/// All files below a folder with their sizes.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, u64)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push((entry.path().display().to_string(), entry.metadata()?.len()));
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn a_full_disk_leaves_the_index_as_it_was() -> anyhow::Result<()> {
    let program = Program::new()?;
    add_files(&program, 0)?;
    assert_eq!(program.run(&["index", "sources"])?.code, Some(0));
    let before = (program.run(&["search", "-l", "données", "--limit", "100"])?, files(&program.path("data"))?);
    for round in 1..30 {
        add_files(&program, round)?;
    }
    for arguments in ["index sources", "index sources --full"] {
        let run = on_full_disk(&program, "20", arguments)?;
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.err.contains("could not be written and is as it was"), "{run:?}");
        assert!(run.err.contains("make room on its disk") && !run.err.contains("IoError"), "{run:?}");
        let after = (program.run(&["search", "-l", "données", "--limit", "100"])?, files(&program.path("data"))?);
        assert_eq!(after, before, "{arguments}");
    }
    assert_eq!(program.run(&["check"])?.out, "ok\n");
    assert_eq!(program.run(&["index", "sources"])?.code, Some(0));
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_told() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    program.write("fichier", "Pas un dossier.\n")?;
    let run = program.run(&["index", "archive", "--index", "fichier/index"])?;
    assert!(run.code == Some(2) && run.err.contains("the index in fichier/index could not be written"), "{run:?}");
    Ok(())
}

#[test]
fn a_read_only_index_stays_as_it_was_and_answers() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    assert_eq!(program.run(&["index", "archive", "--index", "index"])?.code, Some(0));
    program.write("archive/autre.md", "D'autres données.\n")?;
    set_mode(&program.path("index"), 0o555)?;
    if File::create(program.path("index/essai")).is_ok() {
        writeln!(std::io::stderr(), "skipped: permissions do not bind this user")?;
        return Ok(());
    }
    let run = program.run(&["index", "archive", "--index", "index"])?;
    assert!(run.code == Some(2) && run.err.contains("could not be written and is as it was"), "{run:?}");
    assert_eq!(program.run(&["search", "-l", "données", "--index", "index"])?.out, "bon\n");
    set_mode(&program.path("index"), 0o755)
}

#[test]
fn an_index_on_a_disk_that_is_read_alone_answers() -> anyhow::Result<()> {
    let program = with_sound_file()?;
    assert_eq!(program.run(&["index", "archive", "--index", "index"])?.code, Some(0));
    // The lock that tantivy leaves may be there or not.
    for generation in fs::read_dir(program.path("index"))? {
        let lock = generation?.path().join(".tantivy-meta.lock");
        assert!(!lock.exists() || fs::remove_file(lock).is_ok());
    }
    let command = program.command(&["search", "-l", "données", "--index", "index"]);
    let mut shell = Command::new("unshare");
    let mount = "mount --bind index index && mount -o remount,bind,ro index && ! touch index/essai && exec \"$@\"";
    shell.args(["--mount", "--map-root-user", "sh", "-c", mount, "sh"]);
    shell.arg(command.get_program()).args(command.get_args()).current_dir(program.path(""));
    let run = shell.output();
    let mounted = |said: &str| !said.contains("mount:") && !said.contains("unshare:");
    let Some(run) = run.ok().filter(|run| mounted(&String::from_utf8_lossy(&run.stderr))) else {
        writeln!(std::io::stderr(), "skipped: nothing can be mounted here")?;
        return Ok(());
    };
    assert_eq!(String::from_utf8_lossy(&run.stdout), "bon\n", "{run:?}");
    Ok(())
}

/// Sets the permissions of a folder and of all folders below it.
fn set_mode(folder: &Path, mode: u32) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            set_mode(&path, mode)?;
        }
    }
    Ok(fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(mode))?)
}
