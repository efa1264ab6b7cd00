//! Facets, as the program shows them: counts that ignore their own filter, and choices that find what was counted.

mod program;

use index::query::filter::Filter;
use index::{Collection, Facet, Request};
use program::Program;
use serde_json::{Value, json};

/// Documents with a publisher, a kind, plans, a date, and what else they say.
const DOCUMENTS: [(&str, &str, &[&str], &str, &str); 7] = [
    ("Ministère de la Culture", "communique", &["2018-2020"], "2018-04-03", "un musée"),
    ("ministère de la culture", "plan", &["2018-2020", "2021-2023"], "2018", "un théâtre"),
    ("Ministère de la Culture", "plan", &[], "2019-05", "une archive"),
    ("Ministère de la Culture et de la Communication", "communique", &[], "2021-02-23", "un journal"),
    ("Ministère de l'Intérieur", "rapport", &["2021-2023"], "2021", "une préfecture"),
    ("", "article", &[], "", "rien d'autre"),
    ("Ministère de l'Intérieur", "rapport", &[], "2020-01-01", "du budget seul"),
];

fn with_documents() -> anyhow::Result<Program> {
    let program = Program::new()?;
    let mut lines = String::new();
    for (number, (publisher, kind, plan, date, text)) in DOCUMENTS.iter().enumerate() {
        let subject = if number < 6 { "Les données ouvertes et" } else { "Il est question" };
        let mut line = json!({ "id": format!("d{number}"), "title": format!("Document {number}"), "kind": kind, "plan": plan,
            "text": format!("{subject} {text}.") });
        for (key, value) in [("publisher", publisher), ("date", date)].iter().filter(|(_, value)| !value.is_empty()) {
            line[*key] = json!(value);
        }
        lines += &format!("{line}\n");
    }
    program.write("archive/documents.jsonl", &lines)?;
    anyhow::ensure!(program.run(&["index", "archive"])?.code == Some(0));
    Ok(program)
}

fn ask(program: &Program, arguments: &[&str]) -> anyhow::Result<Value> {
    let all = ["search", "--json", "--facets", "publisher,kind,plan,year"];
    Ok(serde_json::from_str(&program.run(&[&all, arguments].concat())?.out)?)
}

fn counts(answer: &Value, facet: &str) -> Vec<(String, u64)> {
    let values = answer["facets"][facet].as_array().into_iter().flatten();
    values
        .map(|value| (value["value"].as_str().unwrap_or_default().to_owned(), value["count"].as_u64().unwrap_or(0)))
        .collect()
}

fn check(program: &Program, arguments: &[&str], facet: &str, expected: &[(&str, u64)]) -> anyhow::Result<()> {
    let answer = ask(program, arguments)?;
    let expected: Vec<(String, u64)> = expected.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
    assert_eq!(counts(&answer, facet), expected, "{arguments:?}");
    Ok(())
}

#[test]
fn documents_are_counted_by_their_values() -> anyhow::Result<()> {
    let program = with_documents()?;
    let publishers = [
        ("Ministère de la Culture", 3),
        ("Ministère de l'Intérieur", 1),
        ("Ministère de la Culture et de la Communication", 1),
    ];
    check(&program, &["données"], "publisher", &publishers)?;
    check(&program, &["données"], "kind", &[("communique", 2), ("plan", 2), ("article", 1), ("rapport", 1)])?;
    check(&program, &["données"], "plan", &[("2018-2020", 2), ("2021-2023", 2)])?;
    check(&program, &["données"], "year", &[("2021", 2), ("2019", 1), ("2018", 2)])?;
    check(&program, &["introuvable"], "year", &[])
}

#[test]
fn counts_ignore_filters_on_their_own_facet_alone() -> anyhow::Result<()> {
    let program = with_documents()?;
    let kinds = [("plan", 2), ("communique", 1)];
    let filtered = ["données", "--publisher", "Ministère de la Culture"];
    check(&program, &filtered, "kind", &kinds)?;
    assert_eq!(counts(&ask(&program, &filtered)?, "publisher").len(), 3);
    check(&program, &["données", "--kind", "plan", "--year", "2018"], "year", &[("2019", 1), ("2018", 1)])?;
    check(&program, &["données", "type:(plan OU rapport)"], "year", &[("2021", 1), ("2019", 1), ("2018", 1)])?;
    check(&program, &["données -type:plan"], "kind", &[("communique", 2), ("article", 1), ("rapport", 1)])?;
    check(&program, &["données", "--after", "2019"], "year", &[("2021", 2), ("2019", 1)])?;
    let dates = ["données", "--date", "2018", "--date", "2019"];
    check(&program, &dates, "year", &[("2021", 2), ("2019", 1), ("2018", 2)])?;
    check(&program, &dates, "kind", &[("plan", 2), ("communique", 1)])?;
    check(&program, &["--kind", "rapport"], "kind", &[("communique", 2), ("plan", 2), ("rapport", 2), ("article", 1)])
}

#[test]
fn counts_keep_to_what_is_typed() -> anyhow::Result<()> {
    let program = with_documents()?;
    let typed = ["données ministère:\"ministère de la culture\""];
    check(&program, &typed, "kind", &[("plan", 2), ("communique", 1)])?;
    check(&program, &typed, "publisher", &[("Ministère de la Culture", 3)])?;
    // A document of two periods is found by the other one too.
    check(&program, &["plan:2018-2020"], "plan", &[("2018-2020", 2), ("2021-2023", 1)])?;
    check(&program, &["données plan:2018-2020"], "plan", &[("2018-2020", 2), ("2021-2023", 1)])?;
    check(&program, &["plan:2018-2020 ET données"], "plan", &[("2018-2020", 2), ("2021-2023", 1)])?;
    check(
        &program,
        &["données (type:plan OU type:rapport)", "--kind", "plan"],
        "kind",
        &[("plan", 2), ("rapport", 1)],
    )?;
    check(
        &program,
        &["données SAUF type:plan", "--kind", "article"],
        "kind",
        &[("communique", 2), ("article", 1), ("rapport", 1)],
    )
}

#[test]
fn what_is_chosen_beside_the_query_is_told_from_what_is_typed() -> anyhow::Result<()> {
    let program = with_documents()?;
    let collection = Collection::open(&program.path("data/communiques/index"))?;
    let check = |query: &str, chosen: Option<&str>, expected: &[&str]| {
        let filters = chosen.map(|plan| Filter::Plan(plan.to_owned())).into_iter().collect();
        let request = Request { query: query.to_owned(), filters, facets: vec![Facet::Plan], ..Request::default() };
        let answer = index::search(&collection, &request)?;
        let values = answer.facets.iter().flat_map(|counts| &counts.values).filter(|value| value.is_chosen);
        assert_eq!(values.map(|value| value.value.as_str()).collect::<Vec<_>>(), expected, "{query} {chosen:?}");
        Ok::<(), anyhow::Error>(())
    };
    check("données plan:2018-2020", None, &["2018-2020"])?;
    check("données plan:2018-2020", Some("2021-2023"), &["2021-2023"])?;
    check("données", Some("2021-2023"), &["2021-2023"])?;
    check("données -plan:2018-2020", None, &[])
}

#[test]
fn what_is_chosen_is_listed_even_if_nothing_is_found() -> anyhow::Result<()> {
    let program = with_documents()?;
    let kinds = [("communique", 1), ("plan", 0)];
    check(&program, &["musée", "--kind", "plan"], "kind", &kinds)
}

#[test]
fn each_choice_finds_what_was_counted_for_it() -> anyhow::Result<()> {
    let program = with_documents()?;
    let typed =
        ["plan:2018-2020 données", "type:plan", "données SAUF type:plan", "(année:2018 OU année:2021) ouvertes"];
    let typed = typed.into_iter().chain(["date:2018..2019 ET données", "données -plan:2018-2020", "bugdet -type:plan"]);
    for words in ["données", "données ouvertes", "budget"].into_iter().chain(typed) {
        let answer = ask(&program, &[words])?;
        for facet in ["publisher", "kind", "plan", "year"] {
            for (value, count) in counts(&answer, facet) {
                let found = ask(&program, &[words, &format!("--{facet}"), &value])?;
                assert_eq!(found["total"], count, "{words} {facet} {value}");
            }
        }
    }
    let two = ask(&program, &["données", "--kind", "plan", "--kind", "article", "--year", "2018", "--limit", "0"])?;
    assert_eq!((&two["total"], two["hits"].as_array().map(Vec::len)), (&1.into(), Some(0)));
    Ok(())
}

#[test]
fn copies_count_once_for_a_value() -> anyhow::Result<()> {
    let program = Program::new()?;
    let text = "Le Gouvernement publie ce matin son plan national pour une action publique transparente et chacun peut le lire.\n\n\
        Vingt et un engagements concrets associent administrations, chercheurs, associations et entreprises de tout le pays.\n\n\
        Chaque ministère rendra compte deux fois par an des résultats obtenus devant un comité indépendant et ouvert à tous.\n";
    for (name, date) in [("a", "2018-04-03"), ("b", "2018-04-04"), ("c", "2019-01-01")] {
        program.write(&format!("archive/{name}.md"), &format!("---\ndate: {date}\ntitle: Un plan\n---\n\n{text}"))?;
    }
    anyhow::ensure!(program.run(&["index", "archive"])?.code == Some(0));
    check(&program, &["engagements"], "year", &[("2019", 1), ("2018", 1)])?;
    check(&program, &["engagements", "--no-group"], "year", &[("2019", 1), ("2018", 2)])
}

#[test]
fn a_terminal_has_them_in_lines_and_other_names_are_refused() -> anyhow::Result<()> {
    let program = with_documents()?;
    let run = program.run(&["search", "données", "--limit", "0", "--facets", "année,type"])?;
    let lines = "6 documents, 6 passages\nyear: 2021 (2) · 2019 (1) · 2018 (2)\nkind: communique (2) · plan (2) · article (1) · rapport (1)\n";
    assert_eq!(run.out, lines);
    let run = program.run(&["search", "données", "--facets", "couleur"])?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("not one of publisher, kind, plan, year"), "{}", run.err);
    assert_eq!(program.run(&["search", "données", "--facets", "year", "--format", "csv"])?.code, Some(2));
    Ok(())
}
