//! The pages as readers get them, without a script: what stands on them.
//! How they look and how they are used with a keyboard is tested in a browser.

mod program;
mod read;
mod served;

use std::collections::BTreeSet;

use program::{Program, with_seeds};
use read::{check, page, values};
use served::Served;

const RESULTS: &str = "/recherche?q=donn%C3%A9es+ouvertes";
/// What stands on a page of these results behind the last one.
const BEYOND: &[&str] = &[
    "<title>données ouvertes – 5\u{a0}documents, page après la dernière – ",
    "\u{a0}; cette page vient après la dernière</p>",
    "<a href=\"/recherche?q=donn%C3%A9es%20ouvertes\">Aller à la dernière page",
];

const DOCUMENT: &str = "/documents/2018-04-03-plans-d-action-2018-2020";

#[test]
fn results_show_what_a_document_is_and_where_its_passages_stand() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    check(
        &served,
        (RESULTS, 200),
        &[
            "<html lang=\"fr\">",
            "<title>données ouvertes – 5\u{a0}documents – Communiqués</title>",
            "role=\"status\">5\u{a0}documents, ",
            "<time datetime=\"2021-02-23\">23 février 2021</time>",
            "<time datetime=\"2021-06\">juin 2021</time>",
            "<bdi>Fiche action</bdi>",
            "Plan <bdi>2021-2023</bdi>",
            "/documents/2021-02-23-elaboration-du-plan-2021-2023?q=donn%C3%A9es%20ouvertes#p",
            "<mark>données</mark>",
            "ligne\u{a0}23",
            "href=\"/recherche.atom?q=donn%C3%A9es%20ouvertes\"",
            "href=\"/recherche.csv?q=donn%C3%A9es%20ouvertes&#38;separator=semicolon&#38;bom=1\"",
        ],
    )?;
    let english = format!("{RESULTS}&lang=en");
    check(
        &served,
        (&english, 200),
        &["<html lang=\"en\">", "23 February 2021", "Action sheet", "lang=\"fr\"", "&#38;lang=en"],
    )
}

#[test]
fn pages_of_an_answer_lead_to_one_another() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let second = format!("{RESULTS}&limit=2&offset=2");
    check(
        &served,
        (&second, 200),
        &[
            "– 5\u{a0}documents, page\u{a0}2 – ",
            "<a rel=\"prev\" href=\"/recherche?q=donn%C3%A9es%20ouvertes&#38;limit=2\">",
            "<a rel=\"next\" href=\"/recherche?q=donn%C3%A9es%20ouvertes&#38;limit=2&#38;offset=4\">",
            "aria-current=\"page\"",
            "<ol class=\"hits\" start=\"3\">",
        ],
    )?;
    check(&served, (&format!("{RESULTS}&offset=50"), 200), BEYOND)?;
    // The last page does not begin where its hits end.
    check(&served, (&format!("{RESULTS}&offset=5"), 200), BEYOND)?;
    let english = format!("{RESULTS}&limit=2&offset=50&lang=en");
    let last =
        "<a href=\"/recherche?q=donn%C3%A9es%20ouvertes&#38;limit=2&#38;offset=4&#38;lang=en\">Go to the last page";
    check(&served, (&english, 200), &["5\u{a0}documents, ", "; this page is beyond the last</p>", last])?;
    let answer = served.get("/api/v1/search?q=donn%C3%A9es+ouvertes&offset=50")?;
    assert_eq!(
        (answer.status, &answer.json()?["total"], &answer.json()?["hits"]),
        (200, &5.into(), &serde_json::json!([]))
    );
    check(&served, (&format!("{RESULTS}&offset=10001"), 400), &["« offset »"])
}

#[test]
fn what_was_made_of_a_query_is_told_in_the_language_of_the_page() -> anyhow::Result<()> {
    let program = with_seeds()?;
    program.write("pgo.md", "# PGO\n\nLe partenariat pour un gouvernement ouvert (PGO), open data, opendata.\n")?;
    program.run(&["index", "pgo.md"])?;
    let served = Served::start(&program, &[])?;
    let odd = "/recherche?q=donn%C3%A9es+transparance+zorglub+)+plan*&from=2019&to=2018";
    check(
        &served,
        (odd, 200),
        &["parenthèse fermante isolée", "« zorglub » ne se trouve nulle part", "la période finit avant"],
    )?;
    let english = page(&served, &format!("{odd}&lang=en"))?.body;
    for said in ["lone closing bracket: ignored", "“zorglub” is nowhere: left out", "the period ends before it begins"]
    {
        assert!(english.contains(said), "{said}: {english}");
    }
    let answer = english.split("class=\"answer\"").nth(1).and_then(|rest| rest.split("</main>").next());
    let answer = answer.unwrap_or_default();
    for french in ["élargi", "nulle part", "parenthèse", "période", "Aucun", "mots", "laissé", "Chercher"] {
        assert!(!answer.contains(french), "{french}: {answer}");
    }
    check(&served, ("/recherche?year=soon&lang=en", 400), &["cannot be read: “", "unreadable date"])
}

#[test]
fn what_was_added_to_a_word_is_told_once_with_one_way_back() -> anyhow::Result<()> {
    let program = with_seeds()?;
    program.write("open.md", "# Ouvrir\n\nOpen data, opendata, données ouvertes.\n")?;
    program.run(&["index", "open.md"])?;
    let served = Served::start(&program, &[])?;
    let results = page(&served, RESULTS)?.body;
    let notes: Vec<&str> = results.split("<li><span dir=\"auto\">").skip(1).collect();
    let widened: Vec<&&str> = notes.iter().filter(|note| note.contains(" élargi à ")).collect();
    assert_eq!(widened.len(), 1, "{notes:?}");
    assert_eq!(results.matches("?q=%22donn%C3%A9es%20ouvertes%22\"").count(), 1, "{notes:?}");
    assert_eq!(results.matches("open data »").count() + results.matches("opendata »").count(), 1, "{notes:?}");
    let hints = served.get("/api/v1/search?q=opendata")?.json()?["hints"].clone();
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "{hints}");
    Ok(())
}

#[test]
fn filters_can_be_chosen_and_taken_back_and_nothing_found_offers_what_is_found_without_them() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let chosen = format!("{RESULTS}&plan=2018-2020&plan=2021-2023&tag=");
    check(
        &served,
        (&chosen, 200),
        &[
            "name=\"plan\" value=\"2018-2020\" checked>",
            "name=\"plan\" value=\"2015-2017\"> ",
            "<a href=\"/recherche?q=donn%C3%A9es%20ouvertes&#38;plan=2021-2023\"><span class=\"unseen\">Retirer le filtre",
        ],
    )?;
    let nothing = "/recherche?q=algorithmes&plan=2021-2023&year=2015";
    check(&served, (nothing, 200), &["Aucun document", "Sans les filtres", "href=\"/recherche?q=algorithmes\""])?;
    check(&served, ("/recherche?kind=communique", 200), &["<h1>Documents choisis</h1>", "2\u{a0}documents"])?;
    check(&served, ("/recherche", 200), &["Rien n’est encore demandé"])
}

#[test]
fn what_was_written_in_the_query_is_ticked_but_not_taken_for_a_choice() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    check(&served, ("/recherche?q=plan%3A2018-2020", 200), &["value=\"2018-2020\" checked disabled>"])?;
    // What no box shows is kept by the form all the same.
    let unknown = "/recherche?q=plan&publisher=Zorglub&tag=ogp&limit=20";
    check(
        &served,
        (unknown, 200),
        &[
            "<input type=\"hidden\" name=\"publisher\" value=\"Zorglub\">",
            "<input type=\"hidden\" name=\"tag\" value=\"ogp\">",
            "<input type=\"hidden\" name=\"limit\" value=\"20\">",
        ],
    )
}

#[test]
fn a_document_tells_what_is_known_of_it_and_from_where() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    check(
        &served,
        (DOCUMENT, 200),
        &[
            "3 avril 2018 <small>déclaré par la source</small>",
            "<bdi>2018-2020</bdi></a> <small>lu dans le texte</small>",
            "<bdi>2015-2017</bdi></a> <small>déduit</small>",
            "<section class=\"part\" id=\"p1\">",
            "<a href=\"#p1\">lignes\u{a0}",
            "<h2 class=\"heading\" dir=\"auto\">La transformation numérique",
        ],
    )?;
    check(
        &served,
        (&format!("{DOCUMENT}?q=plan&lang=en"), 200),
        &["<div class=\"whole\" lang=\"fr\">", "All results of “"],
    )?;
    check(&served, ("/documents/nulle%20part", 404), &["Document introuvable", "« nulle part »"])?;
    check(&served, ("/documents/%E9", 400), &["« id »"])?;
    check(&served, ("/documents/", 404), &["Page introuvable"])
}

#[test]
fn ids_may_hold_anything() -> anyhow::Result<()> {
    let program = Program::new()?;
    let ids = ["plans/été 2018", "100%", "a?b#c", "../../etc", "\\\"><b>", "a+b&c=d", "/début//fin/"];
    let lines = ids.map(|id| {
        format!("{{\"id\": \"{id}\", \"title\": \"Titre\", \"text\": \"Corps du document {}\"}}\n", id.len())
    });
    let source = program.write("documents.jsonl", &lines.concat())?;
    let served = Served::start(&program, &[&source.to_string_lossy()])?;
    let results = page(&served, "/recherche?q=titre&limit=50")?;
    let links =
        values(&results.body, "href").into_iter().filter(|href| href.starts_with("/documents/") && !href.contains('#'));
    let links: BTreeSet<String> = links.collect();
    assert_eq!(links.len(), ids.len(), "{links:?}");
    for link in links {
        check(&served, (&link, 200), &["Corps du document"])?;
    }
    Ok(())
}

#[test]
fn mistakes_are_told_on_a_page_to_readers_and_as_a_problem_to_programs() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    check(&served, ("/recherche?q=a&page=2", 400), &["Le paramètre « page » n&#39;existe pas."])?;
    check(&served, ("/recherche?lang=de", 400), &["« lang »"])?;
    check(&served, ("/?q=a", 400), &["« q »"])?;
    check(&served, ("/nulle-part?lang=en", 404), &["<html lang=\"en\">", "Page not found"])?;
    check(&served, ("/recherche?q=a&utm_source=lettre", 200), &["<title>a – "])?;
    let problem = served.ask("GET", "/recherche?page=2", "Accept: application/json\r\n")?;
    assert_eq!((problem.status, problem.header("content-type")), (400, "application/problem+json"));
    Ok(())
}
