//! `communiques serve` as its operators see it: settings, probes, commits, logs, its end.
//! What the API answers and what attacks meet stand in other files.

mod program;
mod served;

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use program::{Program, seeds, with_seeds};
use served::{PATIENCE, Served, hear};

const SEARCH: &str = "/api/v1/search?q=donn%C3%A9es&facets=publisher,kind,plan,year";

#[test]
fn paths_are_indexed_first_and_it_says_where_it_listens_what_it_serves_and_how_old_it_is() -> anyhow::Result<()> {
    let program = Program::new()?;
    let served = Served::start(&program, &[&seeds().to_string_lossy()])?;
    let said = &served.introduction;
    assert!(
        said.contains(" serves 5 documents of ") && said.contains(", indexed ") && said.ends_with(" ago\n"),
        "{said}"
    );
    assert_eq!(served.get(SEARCH)?.json()?["index"]["documents"], 5);
    Ok(())
}

#[test]
fn probes_tell_that_it_is_alive_ready_and_busy() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    assert_eq!(served.get("/healthz")?.status, 200);
    assert_eq!(served.get("/readyz")?.status, 200);
    served.get(SEARCH)?;
    served.get("/api/v1/search?limit=x")?;
    let metrics = served.get("/metrics")?.body;
    for line in [
        "communiques_requests_total{route=\"/api/v1/search\",status=\"200\"} 1",
        "communiques_requests_total{route=\"/api/v1/search\",status=\"400\"} 1",
        "communiques_request_duration_seconds_count{route=\"/api/v1/search\"} 2",
        "communiques_documents 5",
    ] {
        assert!(metrics.contains(line), "{line}\n{metrics}");
    }
    for name in ["index_size_bytes ", "index_age_seconds ", "reloads_total 0"] {
        assert!(metrics.contains(&format!("communiques_{name}")), "{name}\n{metrics}");
    }
    Ok(())
}

#[test]
fn what_keeps_it_from_serving_is_told_with_what_to_do() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let check = |arguments: &[&str], told: &str| -> anyhow::Result<()> {
        let run = program.run(arguments)?;
        assert!(run.code == Some(2) && run.err.contains(told), "{arguments:?} {run:?}");
        Ok(())
    };
    check(&["serve", "--listen", &served.address], "is taken: another program listens there")?;
    check(&["serve", "--listen", "here"], "listen: `here` is no address with a port")?;
    check(&["serve", "--listen", "127.0.0.1:0", "--index", "nowhere"], "communiques index PATH")?;
    check(&["serve", "--config", "nowhere.toml"], "cannot read nowhere.toml")?;
    program.write("wrong.toml", "threads = 2\nlisen = '127.0.0.1:0'\n")?;
    check(&["serve", "--config", "wrong.toml"], "lisen")?;
    check(&["serve", "--config", "wrong.toml"], "line 2")?;
    let mut command = program.command(&["serve", "--listen", "127.0.0.1:0"]);
    let output = command.env("COMMUNIQUES_THREDS", "2").output()?;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("COMMUNIQUES_THREDS"));
    Ok(())
}

#[test]
fn the_environment_overrules_the_file_and_options_overrule_both() -> anyhow::Result<()> {
    let program = with_seeds()?;
    program.write("settings.toml", "base_path = '/file'\n")?;
    let file = ["--config", "settings.toml"];
    let check = |arguments: &[&str], variables: &[(&str, &str)], path: &str| -> anyhow::Result<()> {
        let served = Served::start_in(&program, arguments, variables)?;
        let said = &served.introduction;
        assert!(said.contains(&format!("{}{path}/ serves", served.address)), "{said}");
        assert_eq!(served.get(&format!("{path}{SEARCH}"))?.status, 200);
        // A proxy may take the base path away before it passes a request on.
        assert_eq!(served.get(SEARCH)?.status, 200);
        assert_eq!(served.get(&format!("/other{SEARCH}"))?.status, 404);
        Ok(())
    };
    let variable = [("COMMUNIQUES_BASE_PATH", "/variable")];
    check(&file, &[], "/file")?;
    check(&file, &variable, "/variable")?;
    check(&[&file[..], &["--base-path", "/option"]].concat(), &variable, "/option")
}

/// The version, the total and the sum over kinds of an answer.
fn figures(served: &Served) -> anyhow::Result<(String, u64, u64)> {
    let reply = served.get("/api/v1/search?q=lot&facets=kind&limit=0")?;
    anyhow::ensure!(reply.status == 200, "{reply:?}");
    let answer = reply.json()?;
    let kinds = answer["facets"]["kind"].as_array().cloned().unwrap_or_default();
    let sum = kinds.iter().filter_map(|kind| kind["count"].as_u64()).sum();
    Ok((answer["index"]["version"].to_string(), answer["total"].as_u64().unwrap_or_default(), sum))
}

/// Lines of `count` documents whose texts are all different.
fn lines(count: u64) -> String {
    let line = |n| format!("{{\"id\":\"d{n}\",\"text\":\"lot x{n}a y{n}b z{n}c\",\"kind\":\"plan\"}}\n");
    (0..count).map(line).collect()
}

#[test]
fn a_commit_of_another_process_answers_within_a_second_and_no_answer_fails_or_mixes_two() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("all.jsonl", &lines(3))?;
    assert_eq!(program.run(&["index", "all.jsonl"])?.code, Some(0));
    let served = Served::start(&program, &["--cache-mb", "0"])?;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let asking = scope.spawn(|| -> anyhow::Result<u64> {
            let mut asked = 0;
            while !done.load(Ordering::Relaxed) {
                let (version, total, sum) = figures(&served)?;
                anyhow::ensure!(total == sum, "{version}: {total} documents, {sum} by kind");
                asked += 1;
            }
            Ok(asked)
        });
        let result = (4..9).try_for_each(|count| -> anyhow::Result<()> {
            program.write("all.jsonl", &lines(count))?;
            anyhow::ensure!(program.run(&["index", "all.jsonl"])?.code == Some(0));
            let start = Instant::now();
            while figures(&served)?.1 != count {
                anyhow::ensure!(start.elapsed() < PATIENCE, "not picked up");
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(())
        });
        done.store(true, Ordering::Relaxed);
        let asked = asking.join().map_err(|_| anyhow::anyhow!("the client panicked"))??;
        anyhow::ensure!(asked > 0);
        result
    })?;
    assert!(served.get("/metrics")?.body.contains("communiques_reloads_total 5"));
    Ok(())
}

#[test]
fn an_index_that_is_taken_away_goes_on_answering_and_is_told() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    std::fs::rename(program.path("data"), program.path("away"))?;
    let start = Instant::now();
    while served.get("/readyz")?.status != 503 {
        anyhow::ensure!(start.elapsed() < PATIENCE, "not told");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!((served.get("/healthz")?.status, served.get(SEARCH)?.status), (200, 200));
    std::fs::rename(program.path("away"), program.path("data"))?;
    while served.get("/readyz")?.status != 200 {
        anyhow::ensure!(start.elapsed() < PATIENCE, "not found again");
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

#[test]
fn what_changes_is_followed() -> anyhow::Result<()> {
    let program = Program::new()?;
    program.write("plans/a.md", "# Premier\n\nDes lots ouverts.\n")?;
    let served = Served::start(&program, &["plans", "--watch"])?;
    program.write("plans/b.md", "# Second\n\nUn autre lot, tout différent.\n")?;
    let start = Instant::now();
    while figures(&served)?.1 != 2 {
        anyhow::ensure!(start.elapsed() < PATIENCE, "not followed: {}", served.log());
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

#[test]
fn sigterm_ends_it_soundly_whoever_is_still_connected() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let mut served = Served::start(&program, &["--stop-timeout", "1"])?;
    let _silent = served.connect()?;
    let mut begun = served.connect()?;
    begun.write_all(b"GET /healthz HTTP/1.1\r\nHo")?;
    served.get(SEARCH)?;
    served.terminate()?;
    assert_eq!(served.ended()?, Some(0));
    Ok(())
}

#[test]
fn a_client_that_asks_one_thing_after_another_loses_no_request_when_it_ends() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let mut served = Served::start(&program, &[])?;
    let mut stream = served.connect()?;
    let request = format!("GET {SEARCH}&limit=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut heard = BufReader::new(stream.try_clone()?);
    let (mut asked, mut is_told) = (0, false);
    loop {
        stream.write_all(request.as_bytes())?;
        let (head, length) = head(&mut heard)?;
        assert!(head.starts_with("http/1.1 200"), "{asked}: {head}");
        std::io::copy(&mut (&mut heard).take(length), &mut std::io::sink())?;
        asked += 1;
        if head.contains("connection: close") {
            break;
        }
        if asked >= 20 && !is_told {
            served.terminate()?;
            is_told = true;
        }
    }
    assert!(is_told, "closed after {asked} requests");
    assert_eq!(heard.read(&mut [0])?, 0);
    assert_eq!(served.ended()?, Some(0));
    Ok(())
}

/// The next head in lower case, and how many bytes follow it.
fn head(heard: &mut impl BufRead) -> anyhow::Result<(String, u64)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        anyhow::ensure!(heard.read_line(&mut head)? > 0, "closed without an answer: {head:?}");
    }
    let head = head.to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    Ok((head.clone(), length.ok_or_else(|| anyhow::anyhow!("no length: {head}"))?))
}

#[test]
fn the_log_holds_neither_queries_nor_addresses_unless_it_is_told_to() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let lines = |served: &Served| -> anyhow::Result<Vec<serde_json::Value>> {
        let reply = served.get("/api/v1/search?q=secretum")?;
        served.get("/secretum?secretum")?;
        let log = served.log();
        let lines = log.lines().map(serde_json::from_str).collect::<Result<Vec<serde_json::Value>, _>>()?;
        assert!(lines.iter().any(|line| line["id"] == reply.header("x-request-id")), "{log}");
        Ok(lines)
    };
    let served = Served::start(&program, &[])?;
    let quiet = lines(&served)?;
    assert_eq!((&quiet[0]["route"], &quiet[0]["status"]), (&"/api/v1/search".into(), &200.into()));
    assert!(!served.log().contains("secretum") && !served.log().contains("127.0.0.1"), "{}", served.log());
    let told = lines(&Served::start(&program, &["--log-queries", "--log-addresses"])?)?;
    assert_eq!((&told[0]["query"], &told[0]["client"]), (&"q=secretum".into(), &"127.0.0.1".into()));
    Ok(())
}

#[test]
#[cfg(target_os = "linux")]
fn systemd_is_told_when_it_is_ready_and_when_it_stops() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let path = program.path("notify");
    let socket = std::os::unix::net::UnixDatagram::bind(&path)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    let heard = || -> anyhow::Result<String> {
        let mut bytes = [0; 100];
        let length = socket.recv(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes[..length]).into_owned())
    };
    let mut served = Served::start_in(&program, &[], &[("NOTIFY_SOCKET", &path.to_string_lossy())])?;
    assert_eq!(heard()?.trim_end(), "READY=1");
    let mut begun = served.connect()?;
    begun.write_all(b"GET /healthz HTTP/1.1\r\nHo")?;
    served.terminate()?;
    assert_eq!(heard()?.trim_end(), "STOPPING=1");
    // That is told at once: what has begun is answered still.
    begun.write_all(b"st: a\r\n\r\n")?;
    let last = hear(begun)?;
    assert_eq!((last.status, last.header("connection")), (200, "close"));
    assert_eq!(served.ended()?, Some(0));
    Ok(())
}
