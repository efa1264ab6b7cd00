//! Documents in two languages as a user finds them: French words by their forms, others as they are written.
//! How languages are told is tested beside the rule.

mod program;

use program::Program;
use serde_json::Value;

const FRENCH: &str = "Le Partenariat pour un gouvernement ouvert est une alliance qui regroupe des gouvernements et des \
    organisations de la société civile. La France y a pris des engagements pour la transparence de l'action publique, \
    l'ouverture des données et la participation des citoyens aux décisions nationales.";
const ENGLISH: &str = "The Open Government Partnership is an alliance of governments and civil society organisations \
    that promote transparent, participatory and accountable government. France joined it in 2014 and has since then \
    published three national action plans, which citizens can comment on. Donors donate to the fund.";

fn indexed() -> anyhow::Result<Program> {
    let program = Program::new()?;
    program.write("sources/bilingue.md", &format!("# Un plan\n\n{FRENCH}\n\n{FRENCH}\n\n{ENGLISH}\n"))?;
    program.write("sources/francais.md", &format!("# Une page\n\n{FRENCH}\n"))?;
    program.write("sources/anglais.md", &format!("# A plan for transparency\n\n{ENGLISH}\n"))?;
    let run = program.run(&["index", "sources"])?;
    anyhow::ensure!(run.code == Some(0), "{run:?}");
    Ok(program)
}

/// The documents that a query finds, and the words marked in their passages, each once.
fn found(program: &Program, query: &str) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let run = program.run(&["search", "--json", query])?;
    let answer: Value = serde_json::from_str(&run.out)?;
    let (mut ids, mut marked) = (Vec::new(), Vec::new());
    for hit in answer["hits"].as_array().into_iter().flatten() {
        ids.push(hit["id"].as_str().unwrap_or_default().to_owned());
        for passage in hit["passages"].as_array().into_iter().flatten() {
            let text: Vec<char> = passage["text"].as_str().unwrap_or_default().chars().collect();
            for range in passage["highlights"].as_array().into_iter().flatten() {
                let at = |n: usize| range[n].as_u64().unwrap_or_default() as usize;
                marked.push(text.get(at(0)..at(1)).unwrap_or_default().iter().collect::<String>());
            }
        }
    }
    ids.sort();
    marked.sort();
    marked.dedup();
    Ok((ids, marked))
}

fn check(program: &Program, query: &str, ids: &[&str], marked: &[&str]) -> anyhow::Result<()> {
    let (found_ids, found_marks) = found(program, query)?;
    assert_eq!(
        (found_ids, found_marks),
        (ids.iter().map(|id| (*id).to_owned()).collect(), marked.iter().map(|word| (*word).to_owned()).collect()),
        "{query}"
    );
    Ok(())
}

#[test]
fn words_of_another_language_are_found_as_they_are_written() -> anyhow::Result<()> {
    let program = indexed()?;
    check(&program, "government", &["anglais", "bilingue"], &["Government", "government"])?;
    check(&program, "\"open government partnership\"", &["anglais", "bilingue"], &["Open Government Partnership"])?;
    check(&program, "accountable", &["anglais", "bilingue"], &["accountable"])?;
    check(&program, "titre:transparency", &["anglais"], &["transparency"])
}

#[test]
fn french_words_find_their_forms_in_french_alone() -> anyhow::Result<()> {
    let program = indexed()?;
    check(&program, "nationale", &["bilingue", "francais"], &["nationales"])?;
    check(&program, "engagement", &["bilingue", "francais"], &["engagements"])?;
    check(&program, "données", &["bilingue", "francais"], &["données"])
}

#[test]
fn documents_are_filtered_by_each_of_their_languages() -> anyhow::Result<()> {
    let program = indexed()?;
    for (filter, expected) in [("langue:en", ["anglais", "bilingue"]), ("langue:fr", ["bilingue", "francais"])] {
        assert_eq!(found(&program, filter)?.0, expected, "{filter}");
    }
    Ok(())
}
