//! The API as programs of other sites see it: documents, errors, and what the head of a reply says.
//! Searching is tested by the program's own output, which has the same shape; exports have a file of their own.

mod program;
mod served;

use program::{Program, with_seeds};
use served::{Reply, Served};

const SEED: &str = "/api/v1/documents/2018-04-03-plans-d-action-2018-2020";

/// The head of a reply without what differs each time.
fn lasting(reply: &Reply) -> Vec<String> {
    // How a body is framed need not be told where there is none (RFC 9110, 9.3.2).
    let passing = ["date:", "x-request-id:", "transfer-encoding:"];
    let lines = reply.head.lines().filter(|line| !passing.iter().any(|name| line.starts_with(name)));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_document_is_given_whole_with_where_everything_comes_from() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let document = served.get(SEED)?.json()?;
    assert_eq!(document["date"], "2018-04-03");
    assert_eq!(document["origins"]["date"], "declared");
    assert_eq!(document["source"], "2018-04-03-plans-d-action-2018-2020.md");
    let passages = document["passages"].as_array().into_iter().flatten();
    let texts: Vec<&str> = passages.filter_map(|passage| passage["text"].as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("mobilisation de nouveaux moyens")), "{texts:?}");
    Ok(())
}

#[test]
fn ids_are_read_however_they_are_written_and_folders_of_the_server_are_not_told() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/2018/l'été à 100 %.md", "# Un plan\n\nDes données.\n")?;
    let served = Served::start(&program, &["plans"])?;
    let check = |written: &str, status: u16| -> anyhow::Result<Reply> {
        let reply = served.get(&format!("/api/v1/documents/{written}"))?;
        assert_eq!(reply.status, status, "{written}: {}", reply.body);
        Ok(reply)
    };
    let reply = check("2018/l%27%C3%A9t%C3%A9%20%C3%A0%20100%20%25", 200)?;
    let home = program.path("").to_string_lossy().into_owned();
    assert!(!reply.body.contains(&home), "{}", reply.body);
    assert_eq!(reply.json()?["source"], "2018/l'été à 100 %.md");
    check("2018%2Fl'%C3%A9t%C3%A9%20%C3%A0%20100%20%25", 200)?;
    check("2018/l%27%C3%A9t%C3%A9+%C3%A0+100+%25", 404)?;
    check("2018/l%27%E9t%E9", 400)?;
    check("2018/100%", 400)?;
    check("../../etc/passwd", 404)?;
    check("%00", 404)?;
    check("", 404)?;
    check("a?page=2", 400).map(drop)
}

#[test]
fn every_reply_may_be_read_by_scripts_of_other_sites() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--rate-per-second", "1", "--rate-burst", "100"])?;
    let origin = "Origin: https://www.exemple.gouv.fr\r\n";
    let search = "/api/v1/search?q=plan";
    let tag = served.get(search)?.header("etag").to_owned();
    let check = |method: &str, target: &str, headers: &str, status: u16| -> anyhow::Result<()> {
        let reply = served.ask(method, target, &format!("{origin}{headers}"))?;
        assert_eq!((reply.status, reply.header("access-control-allow-origin")), (status, "*"), "{method} {target}");
        assert!(reply.header("access-control-expose-headers").contains("ETag"), "{reply:?}");
        Ok(())
    };
    check("GET", search, "", 200)?;
    check("GET", search, &format!("If-None-Match: {tag}\r\n"), 304)?;
    check("GET", "/api/v1/search?limit=x", "", 400)?;
    check("GET", "/api/v1/documents/none", "", 404)?;
    check("GET", "/api/v1/nothing", "", 404)?;
    check("DELETE", search, "", 405)?;
    check("TRACE", search, "", 405)?;
    check("GET", &format!("/api/v1/documents/{}", "a".repeat(9000)), "", 414)
}

#[test]
fn heads_are_those_of_what_would_be_sent() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let paths =
        ["/api/v1/search?q=plan", SEED, "/api/v1/openapi.json", "/recherche.atom?q=plan", "/recherche.csv?q=plan"];
    for target in paths.into_iter().chain(["/recherche.jsonl?q=plan", "/api/v1/search?limit=x"]) {
        for headers in ["", "Accept-Encoding: gzip\r\n"] {
            let (whole, head) = (served.ask("GET", target, headers)?, served.ask("HEAD", target, headers)?);
            assert_eq!(lasting(&whole), lasting(&head), "{target}");
            assert_eq!(head.body, "", "{target}");
            assert_eq!(whole.header("vary"), "accept-encoding", "{target}");
            let is_compressed = whole.header("content-encoding") == "gzip";
            assert_eq!(is_compressed, !headers.is_empty(), "{target}");
        }
    }
    Ok(())
}

#[test]
fn what_a_client_holds_is_not_sent_again_until_the_collection_changes() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    for target in
        ["/api/v1/search?q=plan", SEED, "/api/v1/openapi.json", "/recherche.atom?q=plan", "/recherche.csv?q=plan"]
    {
        let tag = served.get(target)?.header("etag").to_owned();
        let held = served.ask("GET", target, &format!("If-None-Match: \"other\", {tag}\r\n"))?;
        assert_eq!((held.status, held.header("etag"), held.body.as_str()), (304, tag.as_str(), ""), "{target}");
        assert!(held.header("cache-control").starts_with("public"), "{held:?}");
        assert_eq!(served.ask("GET", target, "If-None-Match: W/\"1\"\r\n")?.status, 200, "{target}");
    }
    Ok(())
}
