//! Real questions over the five founding documents: the right document first, the right passage shown.
//! Questions that need what comes later (speakers, commitments, concordances) are left out.

mod program;

use program::{Program, seeds, shared};
use serde::Deserialize;
use serde_json::Value;

/// What comes later, as it shows in a question.
const LATER: [&str; 7] = ["qui:", "engagement:", "action:", "pilote:", "mentionne:", "--qui", "--kwic"];

#[derive(Deserialize)]
struct Question {
    id: String,
    query: String,
    top: Option<String>,
    any_of: Vec<String>,
    passage_doc: String,
    passage: String,
}

/// The arguments that a shell would make of the question; one alone where it is no command line.
fn arguments(query: &str) -> Vec<String> {
    if !query.starts_with(['-', '\'']) {
        return vec![query.to_owned()];
    }
    let mut arguments: Vec<String> = Vec::new();
    for (number, part) in query.split('\'').enumerate() {
        if number % 2 == 1 {
            arguments.push(part.to_owned());
        } else {
            arguments.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    // What these print has no passages; what is found is the same.
    arguments.retain(|argument| !matches!(argument.as_str(), "-l" | "-c" | "--json"));
    arguments
}

/// `text` in lower case with single spaces and one kind of apostrophe.
fn plain(text: &str) -> String {
    text.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn texts<'a>(hit: &'a Value, key: &str) -> Vec<&'a str> {
    let passages = hit["passages"].as_array().into_iter().flatten();
    passages.filter_map(|passage| passage[key].as_str()).collect()
}

/// What is wrong with the answer to a question, in a sentence each.
fn failures(program: &Program, question: &Question) -> anyhow::Result<Vec<String>> {
    let mut command = vec!["search".to_owned(), "--json".to_owned()];
    command.extend(arguments(&question.query));
    command.extend(["--in".to_owned(), seeds().display().to_string()]);
    let run = program.run(&command)?;
    let Question { id, query, top, any_of, passage_doc, passage } = question;
    let Ok(answer) = serde_json::from_str::<Value>(&run.out) else { return Ok(vec![format!("{id} {query}: {run:?}")]) };
    let hits: Vec<&Value> = answer["hits"].as_array().into_iter().flatten().collect();
    let ids: Vec<&str> = hits.iter().filter_map(|hit| hit["id"].as_str()).collect();
    let mut failures = Vec::new();
    if top.as_deref().is_some_and(|top| ids.first() != Some(&top)) {
        failures.push(format!("{id} {query}: {top:?} is not first of {ids:?}"));
    }
    for other in any_of.iter().filter(|other| !ids.contains(&other.as_str())) {
        failures.push(format!("{id} {query}: {other} is not among {ids:?}"));
    }
    let hit = hits.iter().find(|hit| hit["id"].as_str() == Some(passage_doc));
    let shown: Vec<&str> = hit.map(|hit| texts(hit, "text")).unwrap_or_default();
    // The date of C08 stands in front matter, which is no text to show.
    let in_front_matter = query.starts_with("--date");
    if !in_front_matter && !shown.iter().any(|text| plain(text).contains(&plain(passage))) {
        failures.push(format!("{id} {query}: « {passage} » is not in {shown:#?}"));
    }
    Ok(failures)
}

#[test]
fn each_question_finds_its_document_and_passage() -> anyhow::Result<()> {
    let Some(lines) = shared("queries/seeds.jsonl")? else { return Ok(()) };
    let program = Program::new()?;
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let question: Question = serde_json::from_str(line)?;
        if !LATER.iter().any(|later| question.query.contains(later)) {
            wrong.extend(failures(&program, &question)?);
        }
    }
    assert!(wrong.is_empty(), "{} failures:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
