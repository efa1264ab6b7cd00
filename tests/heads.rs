//! Heads of requests that are wrong: malformed, too large, cut in pieces, followed by others. All are answered like whatever else
//! may be wrong. What load and slow clients do stands in `attacks`.

mod program;
mod served;

use std::io::{Read, Write};
use std::time::Duration;

use program::with_seeds;
use served::Served;

const SEARCH: &str = "/api/v1/search?q=donn%C3%A9es";

const PROBLEM: &str = "application/problem+json";

/// Checks that what is said is refused with this status, told, dressed and logged as every problem is.
fn check(served: &Served, said: &str, status: u16) -> anyhow::Result<()> {
    let reply = served.say(said)?;
    assert_eq!(reply.status, status, "{}: {reply:?}", said.chars().take(60).collect::<String>());
    assert_eq!((reply.header("content-type"), reply.json()?["status"].as_u64()), (PROBLEM, Some(status.into())));
    assert_eq!((reply.header("access-control-allow-origin"), reply.header("cache-control")), ("*", "no-store"));
    assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{reply:?}");
    assert!(served.log().contains(reply.header("x-request-id")), "{reply:?}");
    Ok(())
}

#[test]
fn requests_that_are_malformed_or_too_large_are_refused_by_their_status() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let check = |said: &str, status: u16| check(&served, said, status);
    let close = "Host: a\r\nConnection: close\r\n\r\n";
    check(&format!("GET /api/{} HTTP/1.1\r\n{close}", "a".repeat(9000)), 414)?;
    check(&format!("GET /{} HTTP/1.1\r\n{close}", "a".repeat(70_000)), 414)?;
    check(&format!("GET /?q={}", "a".repeat(200_000)), 414)?;
    check(&format!("GET /api/v1/search?q={} HTTP/1.1\r\n{close}", "a".repeat(9000)), 400)?;
    check(&format!("GET / HTTP/1.1\r\nX-A: {}\r\n{close}", "a".repeat(200_000)), 431)?;
    check(&format!("GET / HTTP/1.1\r\n{}{close}", "X-A: a\r\n".repeat(1000)), 431)?;
    check(&format!("GET http://[ HTTP/1.1\r\n{close}"), 400)?;
    check(&format!("GET /\x01 HTTP/1.1\r\n{close}"), 400)?;
    check(&format!("GE\u{e9}T / HTTP/1.1\r\n{close}"), 400)?;
    check("\r\n\r\n\x16\x03\x01 not HTTP at all\r\n\r\n", 400)?;
    let metrics = served.get("/metrics")?.body;
    for (status, count) in [(400, 4), (414, 3), (431, 2)] {
        let line = format!("communiques_requests_total{{route=\"other\",status=\"{status}\"}} {count}\n");
        assert!(metrics.contains(&line), "{line}\n{metrics}");
    }
    Ok(())
}

#[test]
fn hosts_that_are_none_and_bodies_of_two_lengths_are_refused() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let close = "Host: a\r\nConnection: close\r\n\r\n";
    let check = |said: &str, status: u16| check(&served, said, status);
    for host in [
        "",
        "Host:\r\n",
        "Host: a b\r\n",
        "Host: a\x01\r\n",
        "Host: u@a\r\n",
        "Host: a\r\nHost: a\r\n",
        "Host: a/b\r\n",
    ] {
        check(&format!("GET {SEARCH} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"), 400)?;
    }
    check(&format!("GET http://u@a{SEARCH} HTTP/1.1\r\n{close}"), 400)?;
    check(&format!("POST {SEARCH} HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n{close}"), 400)?;
    assert_eq!(served.say(&format!("GET {SEARCH} HTTP/1.0\r\n\r\n"))?.status, 200);
    Ok(())
}

#[test]
fn a_wrong_head_ends_its_connection_after_those_before_it_are_answered() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let origin = "https://b.gouv.fr";
    let served = Served::start(&program, &["--origins", "https://a.gouv.fr", "--origins", origin])?;
    let said = format!(
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET {SEARCH} HTTP/1.1\r\nHost: a\r\n\r\n\
         GET / HTTP/9.9\r\nOrigin: {origin}\r\n\r\nGET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
    );
    // However the bytes are parted on their way, the answers are the same.
    for size in [said.len(), 100, 7] {
        let mut stream = served.connect()?;
        for piece in said.as_bytes().chunks(size) {
            stream.write_all(piece)?;
            std::thread::sleep(Duration::from_millis(2));
        }
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard)?;
        let heard = String::from_utf8_lossy(&heard);
        let statuses: Vec<&str> = heard.split("HTTP/1.1 ").filter_map(|reply| reply.get(..3)).collect();
        assert_eq!(statuses, ["200", "200", "400"], "{size}");
        let last = heard.rsplit("HTTP/1.1 ").next().unwrap_or_default();
        assert!(last.contains("connection: close") && last.contains(&format!("allow-origin: {origin}")), "{last}");
    }
    Ok(())
}

#[test]
fn a_body_is_not_taken_for_the_next_request() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let hidden = "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n";
    let length = hidden.len();
    for head in [format!("Content-Length: {length}"), "Transfer-Encoding: chunked".to_owned()] {
        let reply = served.say(&format!("GET {SEARCH} HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n{hidden}{hidden}"))?;
        assert_eq!((reply.status, reply.header("connection")), (200, "close"), "{head}");
        assert!(!reply.body.contains("HTTP/1.1"), "{head}: {}", reply.body);
    }
    // Nothing follows a head that says so.
    let said =
        format!("GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n{hidden}GET /readyz HTTP/1.0\r\n\r\n");
    assert!(served.say(&said)?.body.contains("HTTP/1.1 404"), "{said}");
    Ok(())
}
