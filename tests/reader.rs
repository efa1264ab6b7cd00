//! The pages as readers get them, without a script: what stands on them, where their links lead, and what no document can
//! make of them. How they look and how they are used with a keyboard is tested in a browser.

mod program;
mod served;

use std::collections::BTreeSet;
use std::io::{Read, Write};

use anyhow::Context;
use html5gum::{Token, Tokenizer};
use program::{Program, seeds, with_seeds};
use served::{Reply, Served};

const RESULTS: &str = "/recherche?q=donn%C3%A9es+ouvertes";
const DOCUMENT: &str = "/documents/2018-04-03-plans-d-action-2018-2020";

/// A page of ten results stays below this, compressed.
const LARGEST_PAGE: usize = 30_000;

/// The elements of a page, each with its attributes.
fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let element = |token| match token {
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
            Some((text(&tag.name), attributes.collect()))
        }
        _ => None,
    };
    Tokenizer::new(page).flatten().filter_map(element).collect()
}

/// The values of an attribute, wherever it stands.
fn values(page: &str, name: &str) -> Vec<String> {
    let attributes = elements(page).into_iter().flat_map(|(_, attributes)| attributes);
    attributes.filter(|(given, _)| given == name).map(|(_, value)| value).collect()
}

fn page(served: &Served, target: &str) -> anyhow::Result<Reply> {
    let reply = served.get(target)?;
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{target}");
    assert!(!reply.head.contains("set-cookie"), "{target}");
    Ok(reply)
}

/// Checks that the page at `target` has this status and holds each of `parts`.
fn check(served: &Served, (target, status): (&str, u16), parts: &[&str]) -> anyhow::Result<()> {
    let reply = page(served, target)?;
    assert_eq!(reply.status, status, "{target}");
    for part in parts {
        assert!(reply.body.contains(part), "{part:?} is not at {target}:\n{}", reply.body);
    }
    Ok(())
}

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
    check(&served, (&format!("{RESULTS}&offset=50"), 200), &["Cette page vient après la dernière"])?;
    check(&served, (&format!("{RESULTS}&offset=10001"), 400), &["« offset »"])
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

#[test]
fn every_link_of_every_page_leads_somewhere_below_the_base_path() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--base-path", "/plans", "--name", "Plans d'action"])?;
    let mut seen = BTreeSet::new();
    let mut next =
        vec!["/plans/".to_owned(), format!("/plans{RESULTS}&plan=2018-2020&limit=1"), "/plans/?lang=en".to_owned()];
    while let Some(target) = next.pop() {
        if seen.len() > 150 || !seen.insert(target.clone()) {
            continue;
        }
        let reply = served.get(&target)?;
        assert_eq!(reply.status, 200, "{target}");
        if reply.header("content-type").starts_with("text/html") {
            let links = ["href", "src", "action"].iter().flat_map(|name| values(&reply.body, name));
            let here = links.filter(|link| !link.starts_with('#') && !link.starts_with("https://"));
            let paths = here.map(|link| link.split('#').next().unwrap_or_default().to_owned());
            for path in paths {
                assert!(path.starts_with("/plans"), "{path} at {target}");
                next.push(path);
            }
        }
    }
    assert!(seen.len() > 100, "{seen:?}");
    Ok(())
}

#[test]
fn what_pages_bring_is_kept_for_good_and_pages_until_the_index_changes() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let results = page(&served, RESULTS)?;
    let style =
        values(&results.body, "href").into_iter().find(|href| href.ends_with("style.css")).context("no style")?;
    let kept = served.get(&style)?;
    assert_eq!((kept.status, kept.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(kept.header("cache-control"), "public, max-age=31536000, immutable");
    let other = served.get("/assets/0123456789abcdef/style.css")?;
    assert_eq!((other.status, other.header("cache-control")), (200, "public, no-cache"));
    assert_eq!(served.get("/assets/0123456789abcdef/other.css")?.status, 404);
    let again = format!("If-None-Match: {}\r\n", results.header("etag"));
    assert_eq!(served.ask("GET", RESULTS, &again)?.status, 304);
    Ok(())
}

#[test]
fn browsers_and_crawlers_are_told_how_to_search_and_what_to_leave_alone() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--public-address", "https://plans.exemple.fr", "--base-path", "/a"])?;
    let search = served.get("/a/opensearch.xml")?;
    assert_eq!(search.header("content-type"), "application/opensearchdescription+xml");
    assert!(
        search.body.contains("template=\"https://plans.exemple.fr/a/recherche?q={searchTerms}\""),
        "{}",
        search.body
    );
    let robots = served.get("/a/robots.txt")?.body;
    assert!(robots.contains("Disallow: /a/recherche?\n") && !robots.contains("/documents/\n"), "{robots}");
    Ok(())
}

/// Everything that may harm, as one text.
const ATTACK: &str = "\"><script>alert(1)</script>'--><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}&lt;b&gt;</title></textarea>\
                      <svg/onload=alert(3)>\u{202e}etxet\u{202c}\u{1}\u{7}\u{1b}[31m\u{fffe} attaque";

/// What no page has, whatever it shows: elements, attributes and addresses that do something.
fn check_harmless(page: &str, target: &str) {
    let known = [
        "html", "head", "meta", "title", "link", "script", "body", "nav", "a", "header", "p", "form", "label", "div",
        "input", "button", "ul", "li", "main", "h1", "h2", "h3", "h4", "h5", "h6", "section", "span", "bdi", "ol",
        "article", "time", "mark", "fieldset", "legend", "details", "summary", "footer", "code", "dl", "dt", "dd",
        "small", "kbd", "strong",
    ];
    for (name, attributes) in elements(page) {
        assert!(known.contains(&name.as_str()), "<{name}> at {target}");
        let is_script = name == "script";
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{attribute} at {target}"
            );
            let is_address = ["href", "src", "action"].contains(&attribute.as_str());
            let leads_well = ["/", "#", "https://a.example"].iter().any(|start| value.starts_with(start));
            assert!(!is_address || leads_well, "{attribute}={value} at {target}");
            assert!(
                !is_script || attribute != "src" || value.starts_with("/assets/") || value.starts_with("/box/"),
                "{value}"
            );
        }
    }
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!page.contains(is_control) && !page.contains('\u{fffe}'), "control characters at {target}");
    let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    assert!(!title.contains('\u{202e}'), "{title}");
}

#[test]
fn documents_whose_every_field_is_an_attack_bring_nothing_to_life() -> anyhow::Result<()> {
    let program = Program::new()?;
    let document = |id: &str, url: &str| {
        serde_json::json!({
            "id": format!("{id}{ATTACK}"), "title": ATTACK, "lead": ATTACK, "text": format!("attaque {id}\n{ATTACK}"), "date": ATTACK,
            "publisher": ATTACK, "kind": ATTACK, "plan": [ATTACK], "tags": [ATTACK, "a\"onclick=alert(1) b"], "url": url,
            "language": "\"><b",
        })
    };
    let urls = [
        "javascript:alert(1)//attaque",
        "https://a.example/\" onclick=\"x",
        "https://a.example/?a=1&b=<2>",
        "JaVaScRiPt:x",
    ];
    let lines: String =
        urls.iter().enumerate().map(|(n, url)| format!("{}\n", document(&n.to_string(), url))).collect();
    let markdown = format!(
        "---\ntitle: {}\n---\n\n## {ATTACK}\n\nattaque {ATTACK} [lien](javascript:alert(4))\n",
        serde_json::json!(ATTACK)
    );
    program.write("sources/a.jsonl", &lines)?;
    program.write("sources/<b>\"'.md", &markdown)?;
    let served = Served::start(&program, &[&program.path("sources").to_string_lossy()])?;
    let encoded: String = ATTACK.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let mut targets =
        vec!["/".to_owned(), "/recherche?q=attaque".to_owned(), "/recherche?q=attaque&lang=en".to_owned()];
    targets.extend(
        ["q", "publisher", "kind", "plan", "tag", "language", "year", "from", "sort", "lang", "limit"]
            .map(|name| format!("/recherche?{name}={encoded}")),
    );
    targets.extend([format!("/recherche?{encoded}=1"), format!("/documents/{encoded}"), format!("/{encoded}")]);
    let results = page(&served, "/recherche?q=attaque&limit=50")?;
    let documents = values(&results.body, "href").into_iter().filter(|href| href.starts_with("/documents/"));
    let documents: Vec<String> = documents.map(|href| href.split('#').next().unwrap_or_default().to_owned()).collect();
    assert!(documents.len() >= 5, "{documents:?}");
    for target in targets.into_iter().chain(documents) {
        check_harmless(&page(&served, &target)?.body, &target);
    }
    Ok(())
}

/// Bytes of a compressed reply, its head included.
fn compressed(served: &Served, target: &str) -> anyhow::Result<usize> {
    let mut stream = served.connect()?;
    let host = &served.address;
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    anyhow::ensure!(bytes.starts_with(b"HTTP/1.1 200"), "{target}");
    anyhow::ensure!(String::from_utf8_lossy(&bytes).contains("content-encoding: gzip"), "{target}");
    Ok(bytes.len())
}

#[test]
fn a_page_of_ten_results_is_small() -> anyhow::Result<()> {
    let program = Program::new()?;
    let paragraph = |n: usize| {
        (0..80).map(|word| format!("mot{}", (n * 7919 + word * 104_729) % 9973)).collect::<Vec<_>>().join(" ")
    };
    for n in 0..40 {
        let sections =
            |s: usize| format!("## Données ouvertes {s}\n\nLes données ouvertes {}.\n\n", paragraph(n * 10 + s));
        let text: String = (0..5).map(sections).collect();
        let head = format!(
            "title: Titre {}\ndate: {}-01-02\nministere: Ministère {n}",
            paragraph(n).get(..60).unwrap_or_default(),
            1980 + n
        );
        program.write(&format!("sources/{n}.md"), &format!("---\n{head}\n---\n\n{text}"))?;
    }
    let served = Served::start(&program, &[&seeds().to_string_lossy(), &program.path("sources").to_string_lossy()])?;
    let size = compressed(&served, RESULTS)?;
    assert!(page(&served, RESULTS)?.body.matches("<article").count() == 10 && size < LARGEST_PAGE, "{size} bytes");
    Ok(())
}
