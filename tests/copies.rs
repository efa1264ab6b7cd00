//! The same communiqué under several names is kept, shown once under the earliest, and names the others.

mod program;

use program::{Program, shared};
use serde_json::Value;

const TEXT: &str = "Le Gouvernement publie ce matin son plan national pour une action publique transparente.\n\n\
    Vingt et un engagements concrets associent administrations, chercheurs, associations et entreprises.\n\n\
    Les données de référence seront diffusées librement sur une plateforme commune avant la fin du semestre.\n\n\
    Chaque ministère rendra compte deux fois par an des résultats obtenus devant un comité indépendant.\n";

fn answer(program: &Program, options: &[&str]) -> anyhow::Result<Value> {
    let run = program.run(&[&["search", "--json", "engagements"], options].concat())?;
    Ok(serde_json::from_str(&run.out)?)
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().into_iter().flatten().filter_map(|hit| hit["id"].as_str()).collect()
}

/// Three copies, the earliest of which comes last in the alphabet, an English version, and a short text told twice.
fn with_copies() -> anyhow::Result<Program> {
    let program = Program::new()?;
    program.write("archive/a.md", &format!("---\ntitle: Un plan\ndate: 2018-05-02\n---\n\n{TEXT}"))?;
    let masthead = "PREMIER MINISTRE\n\nParis, le 3 avril 2018";
    program.write("archive/b.md", &format!("---\ndate: 2018-04-03\n---\n\n{masthead}\n\n{TEXT}"))?;
    program.write("archive/z.md", &format!("---\ntitle: Le plan est publié\ndate: 2018-04-02\n---\n\n{TEXT}"))?;
    let other = TEXT.replace("Vingt et un engagements", "Dix engagements").replace("semestre", "siècle prochain");
    program.write("archive/autre.md", &other.replace("Le Gouvernement publie", "Une fondation privée annonce"))?;
    assert_eq!(program.run(&["index", "archive"])?.code, Some(0));
    Ok(program)
}

#[test]
fn copies_are_shown_once_under_the_earliest() -> anyhow::Result<()> {
    let program = with_copies()?;
    let once = answer(&program, &[])?;
    let mut found = ids(&once);
    found.sort_unstable();
    assert_eq!((found, &once["total"]), (vec!["autre", "z"], &2.into()));
    let hits = once["hits"].as_array().cloned().unwrap_or_default();
    let earliest = hits.iter().find(|hit| hit["id"] == "z").cloned().unwrap_or_default();
    assert_eq!(earliest["also_at"], serde_json::json!(["b", "a"]));
    let other = hits.iter().find(|hit| hit["id"] == "autre").cloned().unwrap_or_default();
    assert!(other.get("also_at").is_none(), "{other}");
    Ok(())
}

#[test]
fn no_group_shows_all() -> anyhow::Result<()> {
    let program = with_copies()?;
    let each = answer(&program, &["--no-group"])?;
    assert_eq!((ids(&each).len(), &each["total"]), (4, &4.into()));
    assert!(each["hits"].as_array().into_iter().flatten().all(|hit| hit.get("also_at").is_none()));
    let run = program.run(&["search", "gouvernement", "--format", "trec"])?;
    assert_eq!(run.out.lines().count(), 3, "a run for judgements of relevance names each document: {}", run.out);
    Ok(())
}

#[test]
fn of_the_copies_that_are_found_the_earliest_is_shown() -> anyhow::Result<()> {
    let program = with_copies()?;
    let later = answer(&program, &["--after", "2018-05"])?;
    assert_eq!(ids(&later), ["a"]);
    assert_eq!(later["hits"][0]["also_at"], serde_json::json!(["z", "b"]));
    Ok(())
}

#[test]
fn groups_follow_what_changes() -> anyhow::Result<()> {
    let program = with_copies()?;
    std::fs::remove_file(program.path("archive/z.md"))?;
    assert_eq!(program.run(&["index", "archive"])?.code, Some(0));
    let without = answer(&program, &[])?;
    assert_eq!(without["total"], 2);
    let hits = without["hits"].as_array().cloned().unwrap_or_default();
    let earliest = hits.iter().find(|hit| hit["id"] == "b").cloned().unwrap_or_default();
    assert_eq!(earliest["also_at"], serde_json::json!(["a"]), "{without}");
    Ok(())
}

#[test]
fn the_sheets_of_one_site_are_no_copies_of_each_other() -> anyhow::Result<()> {
    if shared("README.md")?.is_none() {
        return Ok(());
    }
    let program = Program::new()?;
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/markdown");
    assert_eq!(program.run(&["index", corpus])?.code, Some(0));
    let total = |options: &[&str]| -> anyhow::Result<u64> {
        let run = program.run(&[&["search", "--json", "--limit", "0", "langue:fr"], options].concat())?;
        Ok(serde_json::from_str::<Value>(&run.out)?["total"].as_u64().unwrap_or(0))
    };
    let (once, each) = (total(&[])?, total(&["--no-group"])?);
    // A few pages stand there twice, word for word.
    assert!(once < each && each - once <= 10, "{once} of {each}");
    Ok(())
}
