//! What is around the pages: where their links lead, what they weigh, how long they are kept, what browsers and crawlers are told.
//! What stands on them is tested in `reader`.

mod program;
mod read;
mod served;

use std::collections::BTreeSet;
use std::io::{Read, Write};

use anyhow::Context;
use program::{Program, seeds, with_seeds};
use read::{page, values};
use served::Served;

const RESULTS: &str = "/recherche?q=donn%C3%A9es+ouvertes";

/// A page of ten results stays below this, compressed.
const LARGEST_PAGE: usize = 30_000;

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
    let suggestions = "type=\"application/x-suggestions+json\" rel=\"suggestions\" \
                       template=\"https://plans.exemple.fr/a/opensearch/suggestions?q={searchTerms}\"";
    assert!(search.body.contains(suggestions), "{}", search.body);
    let robots = served.get("/a/robots.txt")?.body;
    assert!(robots.contains("Disallow: /a/recherche?\n") && !robots.contains("/documents/\n"), "{robots}");
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
fn address_bars_are_told_what_may_be_meant() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--base-path", "/a"])?;
    let check = |typed: &str, query: &str| -> anyhow::Result<Vec<String>> {
        let reply = served.get(&format!("/a/opensearch/suggestions?q={query}"))?;
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/x-suggestions+json"), "{query}");
        let (said, texts, described, addresses): (String, Vec<String>, Vec<String>, Vec<String>) =
            serde_json::from_str(&reply.body)?;
        assert_eq!((said.as_str(), described.len(), addresses.len()), (typed, texts.len(), texts.len()), "{query}");
        for address in addresses {
            let path = address.strip_prefix(&format!("http://{}", served.address)).context(address.clone())?;
            assert_eq!(served.get(path)?.status, 200, "{address}");
        }
        Ok(texts)
    };
    assert_eq!(check("don", "don")?.first().map(String::as_str), Some("données"));
    assert!(!check("l'élaboration", "l%27%C3%A9laboration")?.is_empty());
    assert!(check("", "")?.is_empty() && check("zzzz\"<", "zzzz%22%3C")?.is_empty());
    let api = served.get("/a/api/v1/suggest?q=plan")?.json()?["suggestions"].clone();
    let texts = api.as_array().into_iter().flatten().filter_map(|suggestion| suggestion["text"].as_str());
    assert_eq!(check("plan", "plan")?, texts.collect::<Vec<_>>());
    let wrong = served.get("/a/opensearch/suggestions?q=a&x=1")?;
    assert_eq!((wrong.status, wrong.header("content-type")), (400, "application/problem+json"));
    Ok(())
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
