//! `communiques search` and its neighbours as a user sees them: formats, options, exit codes.
//! Which answer is right is told by the tests of questions and of French.

mod program;

use std::io::Read;
use std::process::Stdio;

use anyhow::Context;
use program::{Program, Run, seeds, with_seeds};
use serde_json::Value;

fn search(program: &Program, arguments: &[&str]) -> anyhow::Result<Run> {
    program.run(&[&["search"], arguments].concat())
}

fn check(program: &Program, arguments: &[&str], code: i32, said: &str) -> anyhow::Result<()> {
    let run = search(program, arguments)?;
    assert_eq!(run.code, Some(code), "{arguments:?}: {run:?}");
    assert!(run.err.contains(said), "{arguments:?}: {run:?}");
    Ok(())
}

#[test]
fn exit_codes_are_those_of_grep() -> anyhow::Result<()> {
    let program = with_seeds()?;
    check(&program, &["données"], 0, "")?;
    check(&program, &["introuvablissime"], 1, "")?;
    check(&program, &[""], 1, "")?;
    check(&program, &[], 2, "nothing to search for")?;
    check(&program, &["données", "--index", "nowhere"], 2, "no index in nowhere")?;
    check(&program, &["données", "--in", "nowhere"], 2, "cannot read nowhere")?;
    check(&program, &["données", "--limit", "1001"], 2, "0..=1000")?;
    check(&program, &["données", "--date", "hier"], 2, "--date")?;
    check(&program, &["données", "--depuis", "2018-13"], 2, "--after")?;
    check(&program, &["données", "--zorglub"], 2, "--zorglub")
}

#[test]
fn in_a_pipe_each_passage_is_a_line() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let run = search(&program, &["\"78 pays\""])?;
    assert!(run.out.starts_with("2021-02-23-elaboration-du-plan-2021-2023:21:"), "{run:?}");
    assert!(!run.out.contains('\u{1b}') && run.out.lines().count() == 1, "{run:?}");
    let run = search(&program, &["\"78 pays\"", "--color", "always"])?;
    assert!(run.out.contains("\u{1b}[1m\u{1b}[31m78"), "{run:?}");
    Ok(())
}

#[test]
fn json_has_the_published_shape() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let run = search(&program, &["--json", "\"78 pays\""])?;
    let answer: Value = serde_json::from_str(&run.out)?;
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    assert_eq!(
        keys(&answer),
        ["facets", "hints", "hits", "index", "passages", "query", "took_ms", "total", "understood"]
    );
    let hit = &answer["hits"][0];
    assert_eq!(
        keys(hit),
        ["date", "date_precision", "id", "kind", "passages", "plan", "publisher", "score", "title", "url"]
    );
    let passage = &hit["passages"][0];
    assert_eq!(keys(passage), ["anchor", "heading", "highlights", "html", "line", "text"]);
    let text: Vec<char> = passage["text"].as_str().context("text")?.chars().collect();
    let marked: Vec<String> = passage["highlights"]
        .as_array()
        .context("highlights")?
        .iter()
        .map(|range| {
            let place = |end: usize| range[end].as_u64().unwrap_or(0) as usize;
            text.get(place(0)..place(1)).unwrap_or_default().iter().collect()
        })
        .collect();
    assert_eq!(marked.join(" "), "78 pays");
    assert_eq!((&answer["query"], &answer["total"]), (&"\"78 pays\"".into(), &1.into()));
    Ok(())
}

#[test]
fn ids_counts_and_silence_suit_scripts() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let ids = search(&program, &["-l", "\"données ouvertes\""])?.out;
    assert_eq!(ids, "2021-02-23-elaboration-du-plan-2021-2023\n2021-action-1-6-co-construire-un-plan-d-action\n");
    let counts = search(&program, &["-c", "\"données ouvertes\""])?.out;
    let documents: Vec<&str> = counts.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(documents, ids.lines().collect::<Vec<_>>());
    let quiet = search(&program, &["-q", "données"])?;
    assert_eq!((quiet.code, quiet.out.as_str()), (Some(0), ""));
    Ok(())
}

#[test]
fn filters_need_no_query_and_their_values_are_alternatives() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let one = search(&program, &["-l", "--date", "2018-04-03"])?.out;
    assert_eq!(one, "2018-04-03-plans-d-action-2018-2020\n");
    let two = search(&program, &["-l", "--annee", "2018", "--year", "2016"])?.out;
    assert_eq!(two.lines().count(), 2, "{two}");
    let both = search(&program, &["-l", "--year", "2018", "--year", "2016", "\"laboratoire d'intelligence\""])?.out;
    assert_eq!(both, one);
    let repaired =
        search(&program, &["--json", "--year", "2018", "--year", "2016", "OU \"laboratoire d'intelligence"])?;
    let answer: Value = serde_json::from_str(&repaired.out)?;
    assert_eq!((&answer["total"], answer["hints"].as_array().map(Vec::len)), (&1.into(), Some(2)), "{answer}");
    Ok(())
}

#[test]
fn a_title_option_must_hold() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let titled = search(&program, &["-l", "--titre", "renouvelle", "données"])?.out;
    assert_eq!(titled, "2018-04-03-plans-d-action-2018-2020\n");
    Ok(())
}

#[test]
fn dates_order_the_hits_when_asked() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let two = ["-l", "--annee", "2018", "--year", "2016", "--sort"];
    let oldest = search(&program, &[&two[..], &["date"]].concat())?.out;
    assert_eq!(oldest, "2016-06-21-ministere-ouvert-1\n2018-04-03-plans-d-action-2018-2020\n");
    let newest = search(&program, &[&two[..], &["-date", "--limit", "1"]].concat())?.out;
    assert_eq!(newest, "2018-04-03-plans-d-action-2018-2020\n");
    Ok(())
}

#[test]
fn stop_words_alone_find_nothing_and_it_is_said_why() -> anyhow::Result<()> {
    let program = with_seeds()?;
    check(&program, &["le la les"], 1, "rien à chercher")
}

#[test]
fn a_query_may_begin_with_a_dash_and_be_several_words() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let run = search(&program, &["-l", "--", "-laboratoire", "algorithmes"])?;
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        search(&program, &["-l", "algorithmes", "codes sources"])?,
        search(&program, &["-l", "algorithmes codes sources"])?
    );
    Ok(())
}

#[test]
fn hints_are_told_as_they_are() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let run = search(&program, &["-l", "le la les"])?;
    let answer: Value = serde_json::from_str(&search(&program, &["--json", "le la les"])?.out)?;
    let hints: Vec<&str> = answer["hints"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(!hints.is_empty() && run.err.lines().eq(hints.iter().copied()), "{run:?} {hints:?}");
    Ok(())
}

#[test]
fn a_count_is_the_same_wherever_it_is_shown() -> anyhow::Result<()> {
    let program = with_seeds()?;
    for query in ["données", "gouvernement ouvert", "transparen*"] {
        let numbers = search(&program, &["--limit", "0", query])?;
        let answer: Value = serde_json::from_str(&search(&program, &["--json", query])?.out)?;
        assert_eq!(numbers.out, format!("{} documents, {} passages\n", answer["total"], answer["passages"]));
        let counts = search(&program, &["-c", query])?.out;
        let counts = counts.lines().filter_map(|line| line.rsplit(':').next()?.parse::<u64>().ok());
        assert_eq!(Some(counts.sum()), answer["passages"].as_u64(), "{query}");
    }
    let none = search(&program, &["--limit", "0", "introuvablissime"])?;
    assert_eq!((none.code, none.out.as_str()), (Some(1), "0 documents, 0 passages\n"));
    Ok(())
}

#[test]
fn explanations_leave_results_as_they_are() -> anyhow::Result<()> {
    let program = with_seeds()?;
    for format in ["text", "jsonl", "csv", "trec"] {
        let ask = ["\"78 pays\"", "--format", format];
        let (plain, explained) = (search(&program, &ask)?, search(&program, &[&ask[..], &["--explain"]].concat())?);
        assert_eq!(explained.out, plain.out, "{format}");
        assert!(explained.err.starts_with("2021-02-23-elaboration-du-plan-2021-2023: "), "{explained:?}");
    }
    Ok(())
}

#[test]
fn pages_follow_each_other() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let all = search(&program, &["-l", "gouvernement ouvert"])?.out;
    let first = search(&program, &["-l", "gouvernement ouvert", "--limit", "2"])?.out;
    let second = search(&program, &["-l", "gouvernement ouvert", "--limit", "998", "--offset", "2"])?.out;
    assert_eq!(all, first + &second);
    Ok(())
}

#[test]
fn lines_around_a_passage_have_dashes() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "# Titre\n\nUn début.\n\nLe mot rare.\n\nUne fin.\n")?;
    let run = search(&program, &["rare", "-C", "1", "--in", "plans"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("a:5:"), "{run:?}");
    Ok(())
}

#[test]
fn csv_cells_cannot_become_formulas_and_controls_reach_no_terminal() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "=1+1 formule\u{1b}[31m, \"citée\"\n")?;
    let run = search(&program, &["formule", "--format", "csv", "--in", "plans"])?;
    let header = "id,title,date,publisher,kind,plan,url,rank,score,line,heading,text,page";
    assert_eq!(run.out.lines().next(), Some(header), "{run:?}");
    assert!(run.out.contains("'=1+1") && run.out.contains("\"\"citée\"\"") && !run.out.contains('\u{1b}'), "{run:?}");
    for format in ["text", "json", "jsonl", "trec"] {
        let run = search(&program, &["formule", "--format", format, "--in", "plans"])?;
        assert!(run.code == Some(0) && !run.out.contains('\u{1b}'), "{run:?}");
    }
    Ok(())
}

#[test]
fn many_queries_are_answered_in_their_order() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let file: String =
        (0..40).map(|n| format!("q{n}\t{}\n", ["données", "PGO", "zorglub", "transparence"][n % 4])).collect();
    program.write("queries.tsv", &file)?;
    let ask = ["--queries", "queries.tsv", "--format", "trec", "--limit", "3"];
    let run = search(&program, &ask)?;
    let ids: Vec<&str> = run.out.lines().filter_map(|line| line.split('\t').next()).collect();
    let mut in_order = ids.clone();
    in_order.sort_by_key(|id| id.trim_start_matches('q').parse::<u32>().unwrap_or(0));
    assert_eq!(ids, in_order);
    assert!(run.out.starts_with("q0\tQ0\t") && run.out.lines().all(|line| line.ends_with("\tcommuniques")), "{run:?}");
    let timed = search(&program, &[&ask[..], &["--timing", "--repeat", "2", "--jobs", "2"]].concat())?;
    assert_eq!(timed.out, run.out);
    let timing: Value = serde_json::from_str(timed.err.lines().last().unwrap_or_default())?;
    assert_eq!(timing["queries"], 80);
    assert!(["p50_us", "p95_us", "p99_us", "qps"].iter().all(|key| timing[key].as_f64() > Some(0.0)), "{timing}");
    let jsonl = search(&program, &["--queries", "queries.tsv", "--format", "jsonl"])?;
    let last: Value = serde_json::from_str(jsonl.out.lines().last().unwrap_or_default())?;
    assert_eq!((&last["qid"], &last["query"]), (&"q39".into(), &"transparence".into()));
    program.write("bad.tsv", "q1\tdonnées\nq2 données\n")?;
    check(&program, &["--queries", "bad.tsv"], 2, "bad.tsv:2: no tab")
}

#[test]
fn a_closed_pipe_is_no_error() -> anyhow::Result<()> {
    let program = with_seeds()?;
    program.write("queries.tsv", &"q\tdonnées ouvertes plan action\n".repeat(300))?;
    for format in ["trec", "jsonl"] {
        let mut command = program.command(&["search", "--queries", "queries.tsv", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut first = [0; 1];
        child.stdout.take().context("stdout")?.read_exact(&mut first)?;
        let output = child.wait_with_output()?;
        assert_eq!((output.status.code(), String::from_utf8(output.stderr)?), (Some(0), String::new()), "{format}");
    }
    Ok(())
}

#[test]
fn in_searches_these_paths_alone_and_sees_changes() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "Le premier texte.\n")?;
    program.write("others/b.md", "Le second texte.\n")?;
    let ids = |paths: &[&str]| search(&program, &[&["-l", "texte", "--in"], paths].concat()).map(|run| run.out);
    assert_eq!(ids(&["plans"])?, "a\n");
    assert_eq!(ids(&["others"])?, "b\n");
    program.write("plans/c.md", "Un autre texte.\n")?;
    std::fs::remove_file(program.path("plans/a.md"))?;
    assert_eq!(ids(&["plans"])?, "c\n");
    let seeded =
        program.run(&["search".as_ref(), "-q".as_ref(), "PGO".as_ref(), "--in".as_ref(), seeds().as_os_str()])?;
    assert_eq!(seeded.code, Some(0));
    Ok(())
}

#[test]
fn show_gives_a_document_or_a_passage() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "---\ntitle: Un plan\ndate: 2018-04-03\n---\n\n# Partie\n\nLe texte.\n")?;
    program.write("plans/b.jsonl", "{\"id\": \"a:8\", \"title\": \"Autre\", \"text\": \"Ligne.\"}\n")?;
    assert_eq!(program.run(&["index", "plans"])?.code, Some(0));
    let whole = program.run(&["show", "a"])?;
    for part in ["Un plan\n", "date: 2018-04-03 (declared)\n", "## Partie\n", "Le texte.\n"] {
        assert!(whole.out.contains(part), "{part}: {whole:?}");
    }
    assert!(program.run(&["show", "a:8"])?.out.starts_with("Autre\n"));
    let passage = program.run(&["show", "a:7"])?;
    assert!(passage.out.contains("     8  Le texte.\n"), "{passage:?}");
    let unknown = program.run(&["show", "zorglub"])?;
    assert!(unknown.code == Some(1) && unknown.err.contains("no document has the id zorglub"), "{unknown:?}");
    Ok(())
}
