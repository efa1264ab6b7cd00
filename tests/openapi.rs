//! The description of the API held against what is answered: real answers against its shapes, and whatever schemathesis
//! makes of it against the server.

mod program;
mod served;

use std::process::Command;
use std::time::Duration;

use anyhow::Context;
use program::{Program, with_seeds};
use serde_json::{Map, Value, json};
use served::Served;

/// Names the program where it is not on the path; `.ci/run` sets it.
const SCHEMATHESIS: &str = "SCHEMATHESIS";

/// The description as the server gives it.
fn description(served: &Served) -> anyhow::Result<Value> {
    served.get("/api/v1/openapi.json")?.json()
}

/// `schema` with every object closed, so that what is answered and not described is found as well.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members: Map<String, Value> =
                members.iter().map(|(key, value)| (key.clone(), closed(value))).collect();
            if members.contains_key("required") && members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(closed).collect(),
        other => other.clone(),
    }
}

/// Checks that the reply to `target` has the shape that is described for its path, status and media type.
fn check(served: &Served, description: &Value, (path, target): (&str, &str)) -> anyhow::Result<()> {
    let reply = served.get(target)?;
    let operation = &description["paths"][path]["get"];
    let response = &operation["responses"][reply.status.to_string()];
    let response = match response["$ref"].as_str() {
        Some(reference) => description.pointer(reference.trim_start_matches('#')).context("a reference to nothing")?,
        None => response,
    };
    let media = reply.header("content-type").split(';').next().unwrap_or_default();
    let schema = &response["content"][media]["schema"];
    assert!(schema.is_object(), "{target}: {} {media} is not described", reply.status);
    let mut whole = closed(schema);
    whole["components"] = closed(&description["components"]);
    let validator = jsonschema::validator_for(&whole)?;
    let errors: Vec<String> =
        validator.iter_errors(&reply.json()?).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{target}: {errors:#?}");
    let headers = response["headers"].as_object().into_iter().flatten();
    for (name, _) in headers {
        assert!(!reply.header(&name.to_ascii_lowercase()).is_empty(), "{target}: there is no {name}");
    }
    Ok(())
}

#[test]
fn real_answers_have_the_shapes_that_are_described() -> anyhow::Result<()> {
    let program = with_seeds()?;
    program.write("more/un.md", "# Un plan\n\nPartenariat pour un gouvernement ouvert (PGO).\n\nLes données.\n")?;
    program.write("more/deux.md", "# Un plan\n\nPartenariat pour un gouvernement ouvert (PGO).\n\nLes données.\n")?;
    program.run(&["index", "more"])?;
    let served = Served::start(&program, &[])?;
    let description = description(&served)?;
    let check = |path: &str, target: &str| check(&served, &description, (path, target));
    let search = "/api/v1/search";
    check(search, "/api/v1/search")?;
    check(search, "/api/v1/search?q=donn%C3%A9es+ouvertes&facets=publisher,kind,plan,year&limit=100")?;
    check(search, "/api/v1/search?q=plan&limit=0")?;
    check(search, "/api/v1/search?q=transparance+zorglub")?;
    check(search, "/api/v1/search?q=plan&year=1999")?;
    check(search, "/api/v1/search?q=plan&limit=101")?;
    let suggest = "/api/v1/suggest";
    for typed in ["", "don", "minist", "pg", "plan", "l'élaboration", "2018"] {
        check(suggest, &format!("/api/v1/suggest?q={}", typed.replace('é', "%C3%A9")))?;
    }
    check(suggest, "/api/v1/suggest?q=plan&plan=2018-2020&plan=2021-2023&from=2018&lang=fr")?;
    check(suggest, "/api/v1/suggest?q=plan&from=2018-13")?;
    check(suggest, "/api/v1/suggest?limit=0")?;
    let document = "/api/v1/documents/{id}";
    for id in ["2018-04-03-plans-d-action-2018-2020", "2021-action-1-6-co-construire-un-plan-d-action", "un", "deux"] {
        check(document, &format!("/api/v1/documents/{id}?q=donn%C3%A9es"))?;
    }
    check(document, "/api/v1/documents/none")?;
    check("/recherche.csv", "/recherche.csv?bom=2")
}

#[test]
fn the_description_is_one() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--public-address", "https://plans.exemple.fr"])?;
    let reply = served.get("/api/v1/openapi.json")?;
    assert_eq!(reply.header("content-type"), "application/vnd.oai.openapi+json; version=3.1");
    let description = reply.json()?;
    assert_eq!(description["servers"], json!([{ "url": "https://plans.exemple.fr" }]));
    let text = description.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(description.pointer(reference).is_some(), "{reference} is nowhere");
    }
    for section in ["parameters", "headers", "responses", "schemas"] {
        for name in description["components"][section].as_object().into_iter().flat_map(Map::keys) {
            assert!(text.contains(&format!("\"#/components/{section}/{name}\"")), "{section} {name} is used by nobody");
        }
    }
    Ok(())
}

#[test]
fn schemathesis_finds_nothing() -> anyhow::Result<()> {
    let name = std::env::var(SCHEMATHESIS).unwrap_or_else(|_| "schemathesis".to_owned());
    if Command::new(&name).arg("--version").output().is_err() {
        use std::io::Write;
        writeln!(
            std::io::stderr(),
            "skipped: there is no schemathesis; `pip install schemathesis`, or name it in {SCHEMATHESIS}"
        )?;
        return Ok(());
    }
    let program: Program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let mut command = Command::new(&name);
    // Always the same requests, so that what passed once passes again; what is new is looked for by hand, with another seed.
    command.args(["run", "--checks", "all", "--max-examples", "30", "--seed", "1", "--no-color"]);
    command.arg(format!("http://{}/api/v1/openapi.json", served.address)).current_dir(program.path(""));
    let output = assert_cmd::Command::from_std(command).timeout(Duration::from_secs(240)).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let shown: String = said.lines().map(|line| line.chars().take(300).collect::<String>() + "\n").collect();
    assert!(output.status.success(), "{shown}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
