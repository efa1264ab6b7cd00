//! What was meant: other spellings where little is found, what a query was made of, and what is found without filters.

mod program;

use std::time::Instant;

use index::{AmendmentKind, Collection, IndexError, Request};
use program::Program;
use serde_json::{Value, json};

/// Many documents about open data, and one that writes it wrongly.
fn with_documents() -> anyhow::Result<Program> {
    let program = Program::new()?;
    let mut lines = String::new();
    for number in 0..40 {
        let text = "Les données ouvertes du ministère, pour la transparence, selon le Partenariat pour un gouvernement ouvert (PGO).";
        lines += &format!("{}\n", json!({ "id": format!("d{number}"), "text": text, "kind": "plan", "date": "2018" }));
    }
    lines += &format!("{}\n", json!({ "id": "faute", "text": "Les donnés ouvertse du ministére.", "kind": "rapport" }));
    program.write("archive/documents.jsonl", &lines)?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    Ok(program)
}

fn ask(program: &Program, arguments: &[&str]) -> anyhow::Result<Value> {
    Ok(serde_json::from_str(&program.run(&[&["search", "--json", "--index", "index"], arguments].concat())?.out)?)
}

#[test]
fn likelier_spellings_are_proposed_where_little_is_found() -> anyhow::Result<()> {
    let program = with_documents()?;
    let check = |query: &str, expected: Option<&str>| {
        let answer = ask(&program, &["--no-group", query])?;
        assert_eq!(answer["did_you_mean"].as_str(), expected, "{query}");
        Ok::<(), anyhow::Error>(())
    };
    check("\"donnés ouvertes\"", Some("\"données ouvertes\""))?;
    check("\"ouvertse\"", Some("\"ouvertes\""))?;
    check("données", None)?;
    check("ministère zorglub", None)?;
    check("transparence donnéesouvertes", Some("transparence données ouvertes"))?;
    check("transparence gouverneman", Some("transparence gouvernement"))?;
    check("introuvable", None)?;
    check("\"donnés\" type:plan", Some("\"données\" type:plan"))?;
    let run = program.run(&["search", "--no-group", "--index", "index", "\"ouvertse\""])?;
    assert!(run.err.contains("vouliez-vous dire : \"ouvertes\""), "{}", run.err);
    Ok(())
}

#[test]
fn the_nearest_spelling_is_proposed_however_frequent_others_are() -> anyhow::Result<()> {
    let program = Program::new()?;
    let text = |n: usize| if n < 12 { "Une démocratie vivante." } else { "Le groupe démocrate." };
    let lines = (0..60).map(|n| format!("{}\n", json!({ "id": n.to_string(), "text": text(n) })));
    program.write("archive/documents.jsonl", &lines.collect::<String>())?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let answer = ask(&program, &["--no-group", "démocracie"])?;
    assert_eq!(answer["did_you_mean"].as_str(), Some("démocratie"));
    Ok(())
}

#[test]
fn what_would_be_found_without_filters_is_told_where_nothing_is_found() -> anyhow::Result<()> {
    let program = with_documents()?;
    let none = ask(&program, &["--no-group", "transparence", "--kind", "rapport"])?;
    assert_eq!((&none["total"], &none["without_filters"]), (&json!(0), &json!(40)));
    for arguments in [["transparence", "--kind", "plan"].as_slice(), &["transparence"], &["--kind", "discours"]] {
        assert!(ask(&program, arguments)?.get("without_filters").is_none(), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn each_amendment_has_its_kind_its_hint_and_the_query_that_undoes_it() -> anyhow::Result<()> {
    let program = with_documents()?;
    let collection = Collection::open(&program.path("index"))?;
    let check = |query: &str, expected: &[(AmendmentKind, Option<&str>)]| {
        let answer = index::search(&collection, &Request { query: query.to_owned(), ..Request::default() })?;
        let found: Vec<_> =
            answer.amendments.iter().map(|amendment| (amendment.kind, amendment.instead.as_deref())).collect();
        assert_eq!(found, expected, "{query}: {:?}", answer.hints);
        let texts: Vec<&String> = answer.amendments.iter().map(|amendment| &amendment.text).collect();
        assert_eq!(texts, answer.hints.iter().collect::<Vec<_>>());
        Ok::<(), IndexError>(())
    };
    check("données", &[])?;
    check("Transparrence", &[(AmendmentKind::Corrected, Some("\"Transparrence\""))])?;
    check("données transpa", &[(AmendmentKind::Completed, Some("données \"transpa\""))])?;
    check("PGO", &[(AmendmentKind::Widened, Some("\"PGO\""))])?;
    check("données zorglub", &[(AmendmentKind::LeftOut, None)])?;
    check("\"données", &[(AmendmentKind::Repaired, None)])?;
    check("données )", &[(AmendmentKind::Ignored, None)])?;
    check("de la", &[(AmendmentKind::Ignored, None)])?;
    check("ministère ouvertse", &[(AmendmentKind::LeftOut, Some("ministère ET ouvertse"))])?;
    Ok(())
}

#[test]
fn a_word_written_small_with_accents_is_no_acronym() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write(
        "archive/a.md",
        "# Bilan\n\nLe chiffre d'affaires (CA) augmente.\n\nComment ça marche : le CA monte.\n",
    )?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let check = |query: &str, is_acronym: bool| {
        let hints = ask(&program, &[query])?["hints"].to_string();
        assert_eq!(hints.contains("chiffre"), is_acronym, "{query}: {hints}");
        Ok::<(), anyhow::Error>(())
    };
    check("CA", true)?;
    check("ca", true)?;
    check("ça", false)
}

#[test]
fn a_corrected_word_finds_what_the_right_one_finds() -> anyhow::Result<()> {
    let program = Program::new()?;
    let mut lines = String::new();
    for (n, text) in
        ["le budget", "les budgets", "Budget : un ministère", "des ministères", "un budjets", "la ministérielle"]
            .into_iter()
            .enumerate()
    {
        lines += &format!(
            "{}\n",
            json!({ "id": n.to_string(), "text": text, "title": if n == 0 { "Passerelles" } else { "Note" } })
        );
    }
    lines += &format!("{}\n", json!({ "id": "x", "text": "une passerelle, un plan, un plat, un trajet" }));
    program.write("archive/documents.jsonl", &lines)?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let check = |typed: &str, right: &str, told: Option<&str>| {
        let (typed, right) = (ask(&program, &[typed])?, ask(&program, &[right])?);
        assert_eq!(typed["hints"][0].as_str(), told, "{typed}");
        for part in ["/total", "/passages", "/hits/0/id", "/hits/0/passages", "/hits/2/passages"] {
            assert_eq!(typed.pointer(part), right.pointer(part), "{part} of {}", typed["query"]);
        }
        Ok::<(), anyhow::Error>(())
    };
    check("bugdet", "budget", Some("« bugdet » ne se trouve nulle part : cherché « budget »"))?;
    check("buddget", "budget", Some("« buddget » ne se trouve nulle part : cherché « budget »"))?;
    check("ubdget", "budget", Some("« ubdget » ne se trouve nulle part : cherché « budget »"))?;
    check("minsitere", "ministère", Some("« minsitere » ne se trouve nulle part : cherché « ministère »"))?;
    check("minisstére", "ministère", Some("« minisstére » ne se trouve nulle part : cherché « ministère »"))?;
    // What is somewhere is taken as it is, whatever it resembles; so is what resembles several words.
    check("budjets", "\"budjets\"", None)?;
    check("plaf", "introuvable", Some("« plaf » ne se trouve nulle part : laissé de côté"))?;
    check("titre:passerelle", "titre:passerelles", None)?;
    check("titre:trajet", "\"trajets\"", Some("« trajet » n'est dans aucun titre"))
}

#[test]
fn so_many_have_all_the_words_as_the_query_for_these_finds() -> anyhow::Result<()> {
    let program = Program::new()?;
    let texts = [
        "Le Partenariat pour un gouvernement ouvert (PGO) et la transparence des budgets.",
        "Un partenariat pour un gouvernement ouvert, la transparence.",
        "Quelles pistes pour le PGO ?",
        "La transparence du budget.",
        "Un co-financement des données ouvertes.",
        "L'open data et la transparence.",
    ];
    let line = |text: &str| json!({ "id": text.len().to_string(), "text": text }).to_string() + "\n";
    program.write("archive/documents.jsonl", &texts.map(line).concat())?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let collection = Collection::open(&program.path("index"))?;
    let ask = |query: &str| index::search(&collection, &Request { query: query.to_owned(), ..Request::default() });
    let check = |query: &str, expected: &str, strict: Option<&str>| {
        let answer = ask(query)?;
        let told = answer.amendments.iter().find(|amendment| amendment.text.contains(" sur "));
        let told = told.ok_or_else(|| anyhow::anyhow!("nothing is told of {query}"))?;
        let all = told.text.split(" ; ").next().unwrap_or_default();
        assert_eq!((all, told.instead.as_deref()), (expected, strict), "{query}");
        let found = told.instead.as_deref().map(ask).transpose()?.map(|answer| answer.total.to_string());
        assert!(found.is_none_or(|found| all.starts_with(&format!("{found} sur {} ", answer.total))), "{query}");
        Ok::<(), anyhow::Error>(())
    };
    check("PGO transparence", "1 sur 5 ont tous les mots", Some("PGO ET transparence"))?;
    check("quelles PGO transparence", "1 sur 5 ont tous les mots", Some("PGO ET transparence"))?;
    check("budget PGO zorglub", "1 sur 4 ont tous les autres mots", Some("budget ET PGO"))?;
    check("données ouvertes transparence", "0 sur 5 ont tous les mots", None)
}

#[test]
fn nobody_waits_for_an_answer_longer_than_said() -> anyhow::Result<()> {
    let program = with_documents()?;
    let collection = Collection::open(&program.path("index"))?;
    let request = Request { query: "données".to_owned(), deadline: Some(Instant::now()), ..Request::default() };
    assert!(matches!(index::search(&collection, &request), Err(IndexError::TookTooLong)));
    Ok(())
}

#[test]
fn the_version_of_the_last_commit_is_told_without_opening_it() -> anyhow::Result<()> {
    let program = with_documents()?;
    let dir = program.path("index");
    let before = Collection::open(&dir)?.version();
    assert_eq!(index::latest_version(&dir)?, Some(before.clone()));
    program.write("archive/autre.md", "# Autre\n\nEncore un plan.\n")?;
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let after = index::latest_version(&dir)?;
    assert_eq!(after, Some(Collection::open(&dir)?.version()));
    assert_ne!(after, Some(before));
    assert_eq!(index::latest_version(&program.path("nowhere"))?, None);
    Ok(())
}
