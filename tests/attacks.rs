//! The server under attack, load and mistakes: whatever one client does, the others are answered.

mod program;
mod served;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use program::with_seeds;
use served::{PATIENCE, Served, hear};

const SEARCH: &str = "/api/v1/search?q=donn%C3%A9es";

const PROBLEM: &str = "application/problem+json";

/// How long it takes until the other side closes.
fn until_closed(mut stream: TcpStream) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let mut rest = Vec::new();
    match stream.read_to_end(&mut rest) {
        Err(error) if error.kind() != std::io::ErrorKind::ConnectionReset => Err(error.into()),
        _ => Ok(start.elapsed()),
    }
}

#[test]
fn connections_that_say_nothing_or_say_it_slowly_are_closed_while_others_are_answered() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--head-timeout", "1", "--idle-timeout", "1"])?;
    let begin = |said: &str| -> anyhow::Result<TcpStream> {
        let mut stream = served.connect()?;
        stream.write_all(said.as_bytes())?;
        Ok(stream)
    };
    let idle = begin("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")?;
    let http2 = begin("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")?;
    let waiting = [begin("")?, begin("GET / HTTP/1.1\r\nHost: a\r\n")?, begin("PRI * HT")?, idle, http2];
    let mut dripping = begin("GET / HTTP/1.1\r\n")?;
    assert_eq!(served.get(SEARCH)?.status, 200);
    for stream in waiting {
        assert!(until_closed(stream)? < PATIENCE);
    }
    // Its end shows in that nobody listens to it any more, although it never pauses for long.
    let start = Instant::now();
    while dripping.write_all(b"X-A: b\r\n").is_ok() {
        anyhow::ensure!(start.elapsed() < PATIENCE, "a head may take as long as it likes");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(served.get(SEARCH)?.status, 200);
    Ok(())
}

#[test]
fn a_connection_may_wait_for_its_next_request_longer_than_a_head_may_take() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--head-timeout", "1", "--idle-timeout", "30"])?;
    let mut stream = served.connect()?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")?;
    std::thread::sleep(Duration::from_millis(2500));
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")?;
    assert!(hear(stream)?.body.contains("HTTP/1.1 200 OK"));
    // A head that has begun may not.
    let mut begun = served.connect()?;
    begun.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /")?;
    assert!(until_closed(begun)? < PATIENCE);
    Ok(())
}

#[test]
fn beyond_so_many_connections_503_is_said_at_once() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--connections", "2"])?;
    let held = [served.connect()?, served.connect()?];
    let start = Instant::now();
    // The two may not have been taken yet when the third comes.
    let refused = loop {
        let reply = served.get("/healthz");
        match reply {
            Ok(reply) if reply.status == 503 => break reply,
            _ => anyhow::ensure!(start.elapsed() < PATIENCE, "never refused"),
        }
    };
    assert_eq!((refused.header("retry-after"), refused.header("content-type")), ("1", PROBLEM));
    assert_eq!((refused.header("access-control-allow-origin"), refused.json()?["status"].as_u64()), ("*", Some(503)));
    drop(held);
    while served.get("/healthz").map_or(0, |reply| reply.status) != 200 {
        anyhow::ensure!(start.elapsed() < PATIENCE, "places are not given back");
    }
    assert!(!served.get("/metrics")?.body.contains("refused_connections_total 0"));
    Ok(())
}

#[test]
fn paths_parameters_and_methods_that_mean_nothing_are_refused_by_their_status() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    for target in ["/%FF", "/%zz", "/..%2F..%2Fetc%2Fpasswd", "//", "/documents/%00", "/api/v1/searching", "*"] {
        let status = served.ask("GET", target, "")?.status;
        assert!([400, 404].contains(&status), "{target}: {status}");
    }
    for query in ["q=%FF", "%FF=1", "q=a&q=b", "offset=99999999999999999999", "limit=-1", "facets=size", "year=%00"] {
        let reply = served.get(&format!("/api/v1/search?{query}"))?;
        assert_eq!((reply.status, reply.header("content-type")), (400, PROBLEM), "{query}");
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert!(reply.json()?["parameter"].is_string(), "{reply:?}");
    }
    for method in ["POST", "PUT", "DELETE", "TRACE", "BREW"] {
        let reply = served.ask(method, "/api/v1/search", "Content-Length: 0\r\n")?;
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let ranges = format!("Range: bytes={}\r\n", "0-,".repeat(1000));
    let whole = served.get(SEARCH)?;
    let ranged = served.ask("GET", SEARCH, &ranges)?;
    assert_eq!((ranged.status, ranged.header("content-length")), (200, whole.header("content-length")));
    Ok(())
}

#[test]
fn an_address_that_asks_too_often_is_told_when_to_come_back() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let limits = ["--rate-per-second", "1", "--rate-burst", "3", "--rate-exempt", "192.0.2.0/24"];
    let served = Served::start(&program, &[&limits[..], &["--proxies", "127.0.0.1"]].concat())?;
    let status = |client: &str| -> anyhow::Result<u16> {
        Ok(served.ask("GET", SEARCH, &format!("X-Forwarded-For: {client}\r\n"))?.status)
    };
    let statuses = |client: &str| (0..6).map(|_| status(client)).collect::<anyhow::Result<Vec<_>>>();
    assert!(statuses("198.51.100.1")?.contains(&429));
    assert_eq!((status("198.51.100.2")?, status("2001:db8::1")?), (200, 200));
    assert!(statuses("2001:db8::2")?.contains(&429));
    // Of the same network of 64 bits.
    assert_eq!((status("2001:db8::ffff:1")?, status("2001:db8:0:1::1")?), (429, 200));
    assert_eq!(statuses("192.0.2.7")?, [200; 6]);
    let refused = served.ask("GET", SEARCH, "X-Forwarded-For: 198.51.100.1\r\n")?;
    let seconds: u64 = refused.header("retry-after").parse()?;
    assert!(refused.status == 429 && (1..=5).contains(&seconds), "{refused:?}");
    assert_eq!((refused.header("access-control-allow-origin"), refused.json()?["status"].as_u64()), ("*", Some(429)));
    assert!((0..10).all(|_| served.get("/healthz").is_ok_and(|reply| reply.status == 200)));
    Ok(())
}

#[test]
fn forwarded_addresses_are_not_believed_from_anybody() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let limits = ["--rate-per-second", "1", "--rate-burst", "3", "--rate-exempt", "192.0.2.0/24"];
    let served = Served::start(&program, &limits)?;
    let ask = |n: u8| served.ask("GET", SEARCH, &format!("X-Forwarded-For: 192.0.2.{n}\r\n"));
    let statuses = (0..6).map(|n| Ok(ask(n)?.status)).collect::<anyhow::Result<Vec<_>>>()?;
    assert!(statuses.contains(&429), "{statuses:?}");
    Ok(())
}

#[test]
fn a_flood_is_answered_or_refused_and_leaves_nothing_behind() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--threads", "1", "--queue", "2", "--cache-mb", "0"])?;
    let words = "plan gouvernement ouvert données action transparence citoyens administration ".repeat(8);
    let query = words.trim().replace(' ', "+").replace('é', "%C3%A9");
    let asking = |_| -> anyhow::Result<Vec<u16>> {
        (0..10).map(|_| Ok(served.get(&format!("/api/v1/search?q={query}&limit=100"))?.status)).collect()
    };
    let statuses = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..32).map(|n| scope.spawn(move || asking(n))).collect();
        let joined =
            clients.into_iter().map(|client| client.join().map_err(|_| anyhow::anyhow!("a client panicked"))?);
        joined.collect::<anyhow::Result<Vec<_>>>()
    })?;
    let statuses = statuses.concat();
    assert!(statuses.contains(&200) && statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert_eq!(served.get(SEARCH)?.status, 200);
    Ok(())
}

#[test]
fn a_reader_that_reads_nothing_does_not_keep_others_waiting() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--threads", "1"])?;
    let deaf = (0..20).map(|_| {
        let mut stream = served.connect()?;
        let request = "GET /api/v1/search?q=plan&limit=100 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50);
        stream.write_all(request.as_bytes())?;
        Ok(stream)
    });
    let deaf = deaf.collect::<anyhow::Result<Vec<_>>>()?;
    assert_eq!(served.get(SEARCH)?.status, 200);
    drop(deaf);
    Ok(())
}

#[test]
fn pipelined_requests_and_http_2_are_answered() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let mut stream = served.connect()?;
    let (first, last) = ("Host: a\r\n\r\n", "Host: a\r\nConnection: close\r\n\r\n");
    write!(stream, "GET /healthz HTTP/1.1\r\n{first}GET /readyz HTTP/1.1\r\n{last}")?;
    assert_eq!(hear(stream)?.body.matches("HTTP/1.1 200 OK").count(), 1);
    let mut stream = served.connect()?;
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")?;
    let mut frame = [0; 9];
    stream.read_exact(&mut frame)?;
    // A server's first frame tells its settings (RFC 9113, 3.4); the type is the fourth byte.
    assert_eq!(frame[3], 4);
    Ok(())
}

#[test]
fn scripts_of_other_sites_read_what_they_may_whatever_the_status() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--origins", "https://a.gouv.fr", "--origins", "https://b.gouv.fr"])?;
    for target in [SEARCH, "/api/v1/search?x=1", "/nowhere"] {
        let reply = served.ask("GET", target, "Origin: https://b.gouv.fr\r\n")?;
        assert_eq!(reply.header("access-control-allow-origin"), "https://b.gouv.fr");
        let stranger = served.ask("GET", target, "Origin: https://c.gouv.fr\r\n")?;
        assert_eq!(stranger.header("access-control-allow-origin"), "");
        assert!(stranger.head.to_ascii_lowercase().contains("vary: origin"), "{}", stranger.head);
    }
    Ok(())
}

#[test]
fn every_reply_is_guarded_and_no_cookie_is_set() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    for target in ["/", SEARCH, "/nowhere", "/healthz", "/recherche?limit=x"] {
        let reply = served.get(target)?;
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-"), "{target}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(!reply.header("referrer-policy").is_empty() && !reply.header("permissions-policy").is_empty());
        assert_eq!(reply.header("set-cookie"), "");
    }
    Ok(())
}

#[test]
fn what_a_client_holds_is_not_sent_again_until_the_index_changes() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let tag = served.get(SEARCH)?.header("etag").to_owned();
    let again = served.ask("GET", SEARCH, &format!("If-None-Match: \"x\", {tag}\r\n"))?;
    assert_eq!((again.status, again.header("etag"), again.body.as_str()), (304, tag.as_str(), ""));
    assert_ne!(served.get(&format!("{SEARCH}&limit=1"))?.header("etag"), tag);
    assert_eq!(served.ask("GET", &format!("{SEARCH}&x=1"), &format!("If-None-Match: {tag}\r\n"))?.status, 400);
    program.write("neu.md", "# Neuf\n\nDes données.\n")?;
    assert_eq!(program.run(&["index", "neu.md"])?.code, Some(0));
    let start = Instant::now();
    while served.ask("GET", SEARCH, &format!("If-None-Match: {tag}\r\n"))?.status != 200 {
        anyhow::ensure!(start.elapsed() < PATIENCE, "the tag outlives the commit");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
