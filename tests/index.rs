//! `communiques index`, `stats`, `check`, `forget` and the commands about the program itself, as a user sees them.

mod program;

use program::{Program, Run};
use serde_json::Value;

fn report(run: &Run) -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&run.out)?)
}

fn figures(report: &Value) -> Vec<u64> {
    let figures = ["sources", "indexed", "unchanged", "removed", "documents"];
    figures.iter().map(|key| report[key].as_u64().unwrap_or(u64::MAX)).collect()
}

#[test]
fn only_what_changed_is_read_again() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Un texte.\n")?;
    program.write("plans/b.md", "Deux textes.\n")?;
    let index = ["index", "plans", "--format", "json"];
    let first = report(&program.run(&index)?)?;
    assert_eq!(figures(&first), [2, 2, 0, 0, 2]);
    let keys: Vec<&String> = first.as_object().into_iter().flatten().map(|(key, _)| key).collect();
    let expected = "characters defects documents indexed passages removed seconds skipped sources unchanged";
    assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
    program.write("plans/a.md", "Un texte changé.\n")?;
    std::fs::remove_file(program.path("plans/b.md"))?;
    let second = report(&program.run(&index)?)?;
    assert_eq!(figures(&second)[..4], [1, 1, 0, 1]);
    let third = report(&program.run(&index)?)?;
    assert_eq!(figures(&third)[..4], [1, 0, 1, 0]);
    let full = report(&program.run(&[&index[..], &["--full"]].concat())?)?;
    assert_eq!(figures(&full), [1, 1, 0, 0, 1]);
    Ok(())
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Un texte.\n")?;
    program.write("plans/b.md", "Deux textes.\n")?;
    program.write("plans/c.md", "Trois textes.\n")?;
    let dry_run = ["index", "plans", "--dry-run", "--format", "json"];
    let first = report(&program.run(&dry_run)?)?;
    assert_eq!((&first["dry_run"], &first["sources"], &first["indexed"]), (&true.into(), &3.into(), &3.into()));
    assert!(!program.path("data").exists());
    assert_eq!(program.run(&["index", "plans"])?.code, Some(0));
    program.write("plans/b.md", "Deux autres textes.\n")?;
    std::fs::remove_file(program.path("plans/c.md"))?;
    program.write("plans/d.md", "Quatre textes.\n")?;
    // Another run may be writing.
    let lock = std::fs::File::open(program.path("data/communiques/index/writer.lock"))?;
    lock.lock()?;
    let second = report(&program.run(&dry_run)?)?;
    let names = |list: &str| -> Vec<String> {
        let paths = second[list].as_array().into_iter().flatten().filter_map(Value::as_str);
        paths.filter_map(|path| Some(path.rsplit_once('/')?.1.to_owned())).collect()
    };
    assert_eq!(
        (names("new"), names("changed"), names("gone")),
        (vec!["d.md".into()], vec!["b.md".into()], vec!["c.md".into()])
    );
    assert_eq!((&second["unchanged"], &second["removed"]), (&1.into(), &1.into()));
    let text = program.run(&["index", "plans", "--dry-run"])?;
    assert!(text.out.ends_with("3 sources: 1 new, 1 changed, 1 unchanged, 1 gone; nothing was done\n"), "{text:?}");
    assert_eq!(program.run(&["search", "-l", "trois"])?.out, "c\n");
    Ok(())
}

#[test]
fn defects_are_listed_and_only_strict_makes_them_an_error() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.jsonl", "{\"id\": \"a\", \"title\": \"A\", \"text\": \"Texte.\"}\nnot json\n")?;
    let run = program.run(&["index", "plans"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("a.jsonl:2: ") && run.err.lines().count() == 1, "{run:?}");
    let run = program.run(&["index", "plans", "--strict", "--format", "json"])?;
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(report(&run)?["defects"][0]["line"], 2);
    Ok(())
}

#[test]
fn the_report_counts_as_english_does() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.jsonl", "{\"id\": \"a\", \"text\": \"Bon\"}\nnot json\n")?;
    let run = program.run(&["index", "plans"])?;
    let expected = "1 source: 1 indexed, 0 unchanged, 0 removed\n1 document, 2 passages, 3 characters in ";
    assert!(run.out.starts_with(expected), "{run:?}");
    assert!(run.out.ends_with("\n1 defect\n"), "{run:?}");
    Ok(())
}

#[test]
fn an_id_stays_with_the_source_that_comes_first() -> anyhow::Result<()> {
    let program = Program::new()?;
    let document = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    program.write("plans/b.jsonl", &(document("un", "Premier.") + &document("deux", "Second.")))?;
    program.write("plans/d.jsonl", &document("trois", "Troisième."))?;
    let index = ["index", "plans", "--format", "json"];
    assert_eq!(figures(&report(&program.run(&index)?)?), [2, 2, 0, 0, 3]);
    program.write("plans/c.jsonl", &(document("deux", "Autre.") + &document("quatre", "Quatrième.")))?;
    let later = report(&program.run(&index)?)?;
    assert_eq!(figures(&later), [3, 1, 2, 0, 1]);
    assert!(later["defects"][0]["message"].as_str().is_some_and(|said| said.contains("b.jsonl")), "{later}");
    program.write("plans/a.jsonl", &document("deux", "Avant."))?;
    let earlier = report(&program.run(&index)?)?;
    assert_eq!(earlier["defects"].as_array().map(Vec::len), Some(2), "{earlier}");
    assert_eq!(program.run(&["search", "-l", "avant"])?.out, "deux\n");
    assert_eq!(program.run(&["search", "-l", "second"])?.code, Some(1));
    Ok(())
}

#[test]
fn files_that_differ_in_their_ending_alone_are_all_found() -> anyhow::Result<()> {
    let program = Program::new()?;
    let index = ["index", "plans", "--format", "json"];
    program.write("plans/un.txt", "Un rapport sur la musique.\n")?;
    assert_eq!(figures(&report(&program.run(&index)?)?)[..2], [1, 1]);
    assert_eq!(program.run(&["search", "-l", "musique"])?.out, "un\n");
    program.write("plans/un.md", "Un communiqué sur la peinture.\n")?;
    let both = report(&program.run(&index)?)?;
    assert_eq!((figures(&both), &both["defects"]), (vec![2, 2, 0, 0, 2], &Value::Array(Vec::new())));
    assert_eq!(program.run(&["search", "-l", "peinture"])?.out, "un\n");
    assert_eq!(program.run(&["search", "-l", "musique"])?.out, "un.txt\n");
    let described = program.run(&["describe", "plans", "--format", "json"])?.out;
    let ids: Vec<Value> = described
        .lines()
        .map(|line| Ok(serde_json::from_str::<Value>(line)?["id"].clone()))
        .collect::<anyhow::Result<_>>()?;
    assert_eq!(ids, ["un", "un.txt"]);
    std::fs::remove_file(program.path("plans/un.md"))?;
    assert_eq!(figures(&report(&program.run(&index)?)?)[..4], [1, 1, 0, 1]);
    assert_eq!(program.run(&["search", "-l", "musique"])?.out, "un\n");
    Ok(())
}

#[test]
fn what_is_no_source_is_counted_and_what_is_named_is_told() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/page.php", "<!doctype html><p>Un texte sur la musique, assez long pour une page.</p>")?;
    program.write("plans/style.css", "p { color: red }")?;
    program.write("plans/notes.xyz", "Des notes.")?;
    let found = report(&program.run(&["index", "plans", "--format", "json"])?)?;
    assert_eq!((&found["sources"], &found["skipped"], &found["indexed"]), (&1.into(), &2.into(), &1.into()));
    assert!(program.run(&["index", "plans"])?.out.contains("\n2 files left out, of no format that is read\n"));
    assert_eq!(program.run(&["search", "-l", "musique"])?.out, "page\n");
    for command in ["index", "describe", "extract"] {
        for (name, says) in [("plans/notes.xyz", "of a format that is not known"), ("plans/style.css", "not known")] {
            let run = program.run(&[command, name])?;
            assert!(run.code == Some(2) && run.err.contains(name) && run.err.contains(says), "{command}: {run:?}");
        }
    }
    Ok(())
}

#[test]
fn an_empty_folder_is_nothing_wrong() -> anyhow::Result<()> {
    let program = Program::new()?;
    std::fs::create_dir(program.path("plans"))?;
    let run = program.run(&["index", "plans"])?;
    assert!(run.code == Some(0) && run.out.starts_with("0 sources: ") && run.err.is_empty(), "{run:?}");
    Ok(())
}

#[test]
fn a_run_that_can_do_nothing_fails() -> anyhow::Result<()> {
    let program = Program::new()?;
    let missing = program.run(&["index", "nowhere"])?;
    assert!(missing.code == Some(2) && missing.err.contains("nowhere"), "{missing:?}");
    assert_eq!(program.run(&["index"])?.code, Some(2));
    program.write("plans/a.jsonl", "not json\n")?;
    let broken = program.run(&["index", "plans"])?;
    assert!(broken.code == Some(2) && broken.err.contains("nothing could be indexed"), "{broken:?}");
    Ok(())
}

#[test]
fn stats_check_and_forget_tell_what_the_index_holds() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Un texte.\n")?;
    program.write("others/b.md", "Deux textes.\n")?;
    assert!(program.run(&["stats"])?.err.contains("no index in"));
    assert_eq!(program.run(&["index", "plans", "others"])?.code, Some(0));
    let stats: Value = report(&program.run(&["stats", "--format", "json"])?)?;
    assert_eq!((&stats["documents"], &stats["words"]), (&2.into(), &4.into()));
    for key in ["passages", "bytes", "schema", "french", "built"] {
        assert!(!stats[key].is_null(), "{key}");
    }
    assert_eq!(program.run(&["check"])?.out, "ok\n");
    assert_eq!(program.run(&["forget", "others"])?.out, "sources removed: 1\n");
    assert_eq!(program.run(&["forget", "others"])?.code, Some(1));
    assert_eq!(program.run(&["search", "-l", "texte"])?.out, "a\n");
    Ok(())
}

#[test]
fn a_damaged_index_is_told() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Un texte sur les données ouvertes.\n")?;
    assert_eq!(program.run(&["index", "plans", "--index", "index"])?.code, Some(0));
    for generation in std::fs::read_dir(program.path("index"))? {
        let generation = generation?.path();
        let files = if generation.is_dir() { Some(std::fs::read_dir(generation)?) } else { None };
        for file in files.into_iter().flatten() {
            let path = file?.path();
            if path.extension().is_some_and(|ending| ending == "store") {
                let mut bytes = std::fs::read(&path)?;
                bytes.iter_mut().take(4).for_each(|byte| *byte ^= 0xFF);
                std::fs::write(&path, bytes)?;
            }
        }
    }
    let check = program.run(&["check", "--index", "index"])?;
    assert!(check.code == Some(2) && check.err.contains("rebuild it with"), "{check:?}");
    Ok(())
}

#[test]
fn the_index_is_found_by_option_variable_and_default() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Un texte.\n")?;
    assert_eq!(program.run(&["index", "plans"])?.code, Some(0));
    assert!(program.path("data/communiques/index").is_dir());
    let mut command = program.command(&["index", "plans"]);
    assert!(command.env("COMMUNIQUES_INDEX", "by-variable").output()?.status.success());
    assert!(program.path("by-variable").is_dir());
    assert_eq!(program.run(&["index", "plans", "--index", "by-option"])?.code, Some(0));
    assert!(program.path("by-option").is_dir());
    Ok(())
}

#[test]
fn words_are_shown_with_places_and_stems() -> anyhow::Result<()> {
    let program = Program::new()?;
    let run = program.run(&["french", "--text", "l'été"])?;
    assert!(run.out.starts_with("2..7\tété\t"), "{run:?}");
    program.write("families.txt", "loi lois\nseul\n")?;
    program.write("friends.txt", "# a remark\nloi lois\n")?;
    let run = program.run(&["french", "families.txt", "friends.txt"])?;
    assert!(run.out.starts_with("families: 100.0 % of 2 pairs match\n"), "{run:?}");
    assert!(run.out.contains("false friends: 100.0 % of 1 pairs match\n\nmatched: loi = lois ("), "{run:?}");
    Ok(())
}

#[test]
fn the_program_explains_itself() -> anyhow::Result<()> {
    let program = Program::new()?;
    for arguments in [&["--help"][..], &["search", "--help"], &["completions", "bash"], &["man"]] {
        let run = program.run(arguments)?;
        assert!(run.code == Some(0) && run.out.contains("communiques"), "{arguments:?}: {run:?}");
    }
    assert_eq!(program.run(&["zorglub"])?.code, Some(2));
    Ok(())
}
