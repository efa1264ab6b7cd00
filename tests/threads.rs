//! The number of threads changes neither the report nor any answer.

mod program;

use program::{Program, add_files};
use serde_json::Value;

/// Lines of the JSON Lines file; some have an id that another line or file has.
const LINES: usize = 500;

fn write_sources(program: &Program) -> anyhow::Result<()> {
    add_files(program, 0)?;
    add_files(program, 1)?;
    let line = |n: usize| {
        let text = "La transparence des données. ".repeat(n % 5 + 1);
        format!("{{\"id\": \"ligne-{}\", \"title\": \"Note {n}\", \"text\": \"{text}\"}}\n", n % 450)
    };
    program.write("sources/notes.jsonl", &(0..LINES).map(line).collect::<String>())?;
    program.write("sources/autres.jsonl", &line(7))?;
    Ok(())
}

/// What a command says in JSON, without what differs from one run or index to another.
fn said(program: &Program, arguments: &[&str]) -> anyhow::Result<Value> {
    let mut said: Value = serde_json::from_str(&program.run(arguments)?.out)?;
    let keys: [(&str, &[&str]); 2] = [("", &["took_ms", "seconds"]), ("/index", &["built", "version"])];
    for (place, keys) in keys {
        let object = said.pointer_mut(place).and_then(Value::as_object_mut);
        object.into_iter().for_each(|object| object.retain(|key, _| !keys.contains(&key.as_str())));
    }
    Ok(said)
}

/// The report of indexing with so many threads, and the answers that come of it.
fn with_threads(program: &Program, jobs: &str) -> anyhow::Result<Vec<Value>> {
    let dir = format!("index-{jobs}");
    let index = ["index", "sources", "--format", "json", "--jobs", jobs, "--index", &dir];
    let mut all = vec![said(program, &index)?];
    for query in ["données ouvertes", "transparence", "\"plan d'action\" ministère", "lot 1 fichier", "note*", "plam~"]
    {
        for sort in ["relevance", "date"] {
            let ask = ["search", "--json", "--limit", "200", "--sort", sort, "--index", &dir, query];
            all.push(said(program, &ask)?);
        }
    }
    Ok(all)
}

#[test]
fn any_number_of_threads_gives_the_same_answers() -> anyhow::Result<()> {
    let program = Program::new()?;
    write_sources(&program)?;
    let one = with_threads(&program, "1")?;
    assert_eq!(one[0]["defects"].as_array().map(Vec::len), Some(51), "{}", one[0]["defects"]);
    assert!(one[1..].iter().all(|answer| answer["total"].as_u64() > Some(0)));
    for jobs in ["2", "5"] {
        let several = with_threads(&program, jobs)?;
        for (one, several) in one.iter().zip(&several) {
            assert_eq!(one, several, "--jobs {jobs}");
        }
    }
    Ok(())
}
