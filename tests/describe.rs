//! `communiques describe`, `extract` and `communiques.toml`, as a user sees them.

mod program;

use program::{Program, Run, seeds};
use serde_json::Value;

fn objects(run: &Run) -> anyhow::Result<Vec<Value>> {
    anyhow::ensure!(run.code == Some(0), "{run:?}");
    Ok(run.out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn described(program: &Program, path: &str) -> anyhow::Result<Vec<Value>> {
    objects(&program.run(&["describe", path, "--format", "json"])?)
}

/// A part of a description with where it is from: `2018-04-03 declared`.
fn told(document: &Value, key: &str) -> String {
    let part = &document[key];
    let value = match &part["value"] {
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        value => value.as_str().unwrap_or("–").to_owned(),
    };
    format!("{value} {}", part["origin"].as_str().unwrap_or_default()).trim_end().to_owned()
}

/// Title, date, publisher, kind and plan of the seeds.
const SEEDS: [[&str; 5]; 5] = [
    [
        "Gouvernement ouvert : la France publie son plan d’action national declared",
        "2015-07-17 declared",
        "–",
        "article declared",
        "2015-2017 read",
    ],
    [
        "Ministère ouvert #1 read",
        "2016-06-21 read",
        "Secrétariat d'État chargé de la Réforme de l'État et de la Simplification read",
        "dossier inferred",
        "2015-2017 read",
    ],
    [
        "Ouverture du Gouvernement et du Parlement : la France renouvelle son engagement pour une action publique \
         transparente et collaborative declared",
        "2018-04-03 declared",
        "–",
        "communique declared",
        "2018-2020, 2015-2017 read",
    ],
    [
        "Partenariat pour un Gouvernement Ouvert : Amélie de Montchalin lance l'élaboration du plan d'action de la \
         France 2021-2023 read",
        "2021-02-23 read",
        "Ministère de la Transformation et de la Fonction publiques read",
        "communique read",
        "2021-2023, 2018-2020 read",
    ],
    [
        "Co-construire un plan d'action national pour un Gouvernement ouvert read",
        "2021-06 inferred",
        "Direction interministérielle de la transformation publique read",
        "fiche-action read",
        "2021-2023 read",
    ],
];

#[test]
fn the_seeds_are_described_as_the_table_tells() -> anyhow::Result<()> {
    let program = Program::new()?;
    let found = described(&program, &seeds().display().to_string())?;
    let rows: Vec<_> =
        found.iter().map(|seed| ["title", "date", "publisher", "kind", "plan"].map(|key| told(seed, key))).collect();
    assert_eq!(rows, SEEDS);
    assert_eq!((&found[4]["date"]["precision"], &found[0]["publisher"]), (&"month".into(), &Value::Null));
    assert_eq!(found[4]["acronyms"][1]["acronym"], "DITP");
    Ok(())
}

#[test]
fn what_is_printed_is_aligned_and_harmless() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("a.md", "---\ntitle: \"Rouge \\e[31m\"\ntags: a, b\n---\nTexte.\n")?;
    let run = program.run(&["describe", "a.md"])?;
    assert!(run.out.contains("title      Rouge \u{fffd}[31m (declared)\n"), "{run:?}");
    assert!(run.out.contains("\ntags       a, b\n") && !run.out.contains('\u{1b}'), "{run:?}");
    program.write("b.md", "Rouge \u{1b}[31m.\n")?;
    assert!(!program.run(&["extract", "b.md"])?.out.contains('\u{1b}'));
    Ok(())
}

#[test]
fn all_languages_of_a_text_are_told_the_main_one_first() -> anyhow::Result<()> {
    let program = Program::new()?;
    let french = "La France et ses partenaires ont adopté une déclaration sur la protection des données. ";
    let english = "France and its partners have adopted a joint statement on the protection of personal data. ";
    let text = format!("# Déclaration\n\n{}\n\n## Statement\n\n{}\n", french.repeat(4), english.repeat(3));
    program.write("a.md", &text)?;
    let found = described(&program, "a.md")?;
    assert_eq!((&found[0]["language"], &found[0]["languages"]), (&"fr".into(), &serde_json::json!(["fr", "en"])));
    assert!(program.run(&["describe", "a.md"])?.out.contains("\nlanguage   fr, en\n"));
    Ok(())
}

#[test]
fn defects_and_exit_codes_are_those_of_index() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.jsonl", "{\"id\": \"a\", \"title\": \"A\", \"text\": \"Texte.\"}\nnot json\n")?;
    let run = program.run(&["describe", "plans", "--format", "json"])?;
    assert!(run.err.contains("a.jsonl:2: "), "{run:?}");
    let found = objects(&run)?;
    assert_eq!(
        (found.len(), &found[0]["source"]["line"], told(&found[0], "title").as_str()),
        (1, &1.into(), "A declared")
    );
    program.write("bad/a.jsonl", "not json\n")?;
    assert_eq!(program.run(&["describe", "bad"])?.code, Some(2));
    assert_eq!(program.run(&["describe", "nowhere"])?.code, Some(2));
    std::fs::create_dir(program.path("empty"))?;
    assert_eq!(program.run(&["describe", "empty"])?.code, Some(1));
    assert_eq!(program.run(&["extract", "nowhere.md"])?.code, Some(2));
    assert!(!program.path("data").exists(), "an index was made");
    Ok(())
}

#[test]
fn extracted_blocks_stand_on_every_second_line() -> anyhow::Result<()> {
    let program = Program::new()?;
    program
        .write("a.md", "---\ntitle: T\n---\n## Un\n\nTexte\nsuite.\n\n- a\n- b\n\n| c | d |\n|---|---|\n| 1 | 2 |\n")?;
    let run = program.run(&["extract", "a.md"])?;
    let lines: Vec<&str> = run.out.lines().step_by(2).collect();
    assert_eq!(lines, ["# T", "## Un", "Texte suite.", "- a", "- b", "c d", "1 2"]);
    assert!(run.out.lines().skip(1).step_by(2).all(str::is_empty), "{run:?}");
    Ok(())
}

const SETTINGS: &str = r#"
exclude = ["brouillons/", "*.tmp.md"]

[[folder]]
path = "2016/"
publisher = "BDC"
kind = "Rapport"
url = "https://exemple.gouv.fr/2016/"
plan = ["2015-2017"]

[[publisher]]
name = "Bureau des communs"
spellings = ["BDC"]

[correction."2016/note"]
title = "Le bon titre"
date = 2016-06-21
publisher = "DITP"

[correction."b2"]
kind = "discours"
"#;

fn archive() -> anyhow::Result<Program> {
    let program = Program::new()?;
    program.write("archive/communiques.toml", SETTINGS)?;
    program.write("archive/2016/note.md", "# Un titre\n\nPublié le 3 avril 2018\n\nTexte.\n")?;
    program.write("archive/2016/autre.md", "BDC\n\nDISCOURS\n\n# Autre\n\nTexte.\n")?;
    program.write("archive/2016/brouillons/c.md", "Brouillon.\n")?;
    program.write("archive/x.tmp.md", "Brouillon.\n")?;
    program.write(
        "archive/b.jsonl",
        "{\"id\": \"b1\", \"text\": \"Un.\"}\n{\"id\": \"b2\", \"text\": \"Deux.\", \"kind\": \"plan\"}\n",
    )?;
    Ok(program)
}

#[test]
fn settings_leave_out_fill_in_and_correct() -> anyhow::Result<()> {
    let program = archive()?;
    let found = described(&program, "archive")?;
    let ids: Vec<&str> = found.iter().filter_map(|document| document["id"].as_str()).collect();
    assert_eq!(ids, ["2016/autre", "2016/note", "b1", "b2"]);
    let keys = ["title", "date", "publisher", "kind", "plan"];
    let row = |n: usize| keys.map(|key| found.get(n).map(|document| told(document, key)).unwrap_or_default());
    assert_eq!(row(0), ["Autre read", "–", "Bureau des communs read", "discours read", "2015-2017 declared"]);
    let ditp = "Direction interministérielle de la transformation publique declared";
    assert_eq!(
        row(1),
        ["Le bon titre declared", "2016-06-21 declared", ditp, "rapport declared", "2015-2017 declared"]
    );
    assert_eq!(
        (&found[1]["url"], row(3)[3].as_str()),
        (&"https://exemple.gouv.fr/2016/note.md".into(), "discours declared")
    );
    assert_eq!(found[1]["sections"][0]["heading"], "Un titre", "a corrected title takes no word out of the text");
    Ok(())
}

#[test]
fn a_change_of_settings_is_read_for_the_documents_it_is_about() -> anyhow::Result<()> {
    let program = archive()?;
    let indexed = || -> anyhow::Result<Vec<u64>> {
        let report: Value = serde_json::from_str(&program.run(&["index", "archive", "--format", "json"])?.out)?;
        assert_eq!(report["defects"].as_array().map(Vec::len), Some(0), "{report}");
        Ok(["indexed", "unchanged", "removed"].map(|key| report[key].as_u64().unwrap_or(u64::MAX)).to_vec())
    };
    assert_eq!(indexed()?, [3, 0, 0]);
    assert_eq!(indexed()?, [0, 3, 0]);
    program.write("archive/communiques.toml", &SETTINGS.replace("Le bon titre", "Un meilleur titre"))?;
    assert_eq!(indexed()?, [1, 2, 0]);
    assert_eq!(program.run(&["search", "-l", "--titre", "meilleur", "titre"])?.code, Some(0));
    program.write("archive/communiques.toml", &SETTINGS.replace("discours", "article"))?;
    assert_eq!(indexed()?, [2, 1, 0]);
    program.write("archive/communiques.toml", &SETTINGS.replace("\"2015-2017\"", "\"2018-2020\""))?;
    assert_eq!(indexed()?, [3, 0, 0]);
    program.write("archive/communiques.toml", &SETTINGS.replace("*.tmp.md", "autre.md"))?;
    assert_eq!(indexed()?, [2, 1, 1]);
    std::fs::remove_file(program.path("archive/communiques.toml"))?;
    assert_eq!(indexed()?, [5, 0, 0]);
    Ok(())
}

#[test]
fn a_mistake_in_the_settings_stops_the_run_before_anything_is_changed() -> anyhow::Result<()> {
    let program = archive()?;
    assert_eq!(program.run(&["index", "archive"])?.code, Some(0));
    program.write("archive/2016/note.md", "# Autre chose\n")?;
    let mistakes = [
        ("kind = \"Rapport\"", "genre = \"Rapport\"", 7),
        ("2016-06-21", "\"bientôt\"", 17),
        ("\"2016/\"", "\"2017/\"", 5),
        ("*.tmp.md", "[tmp.md", 2),
    ];
    for (from, to, line) in mistakes {
        program.write("archive/communiques.toml", &SETTINGS.replace(from, to))?;
        let run = program.run(&["index", "archive"])?;
        assert!(run.code == Some(2) && run.err.contains(&format!("communiques.toml:{line}: ")), "{run:?}");
        assert_eq!(program.run(&["describe", "archive"])?.code, Some(2));
        assert_eq!(program.run(&["search", "-l", "titre"])?.out, "2016/note\n");
    }
    Ok(())
}

#[test]
fn a_correction_of_no_document_is_a_defect_of_its_line() -> anyhow::Result<()> {
    let program = archive()?;
    program.write("archive/communiques.toml", "[correction.a]\ntitle = 'A'\n\n[correction.b1]\ntitle = 'B'\n")?;
    for _first_and_unchanged in 0..2 {
        let run = program.run(&["index", "archive"])?;
        assert!(run.code == Some(0) && run.err.contains("communiques.toml:1: no document has the id “a”"), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
    assert!(program.run(&["describe", "archive"])?.err.contains("communiques.toml:1: "));
    Ok(())
}

#[test]
fn a_publisher_is_found_by_its_name_and_by_its_acronym() -> anyhow::Result<()> {
    let program = Program::new()?;
    let line = r#"{"id": "a", "title": "Bilan", "text": "Un bilan.", "publisher": "DINUM"}"#;
    let file = program.write("archive.jsonl", &format!("{line}\n"))?;
    let file = file.to_string_lossy().into_owned();
    for filter in ["ministère:DINUM", "ministère:\"direction interministérielle du numérique\""] {
        let run = program.run(&["search", "-l", &format!("bilan {filter}"), "--in", &file])?;
        assert_eq!((run.code, run.out.as_str()), (Some(0), "a\n"), "{filter}: {}", run.err);
    }
    Ok(())
}
