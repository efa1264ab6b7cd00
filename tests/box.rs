//! The search box: how its files are served, the lines to paste, its frame, and, in a browser, all that a visitor meets.
//! The browser's part stands in `tests/browser/box`; it needs node, npm and chromium.

mod node;
mod program;
mod served;

use std::net::TcpListener;

use anyhow::Context;
use program::with_seeds;
use served::Served;

#[test]
fn the_newest_script_may_change_and_a_release_never_does() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let newest = served.get("/box/v1/box.js")?;
    let release = served.get("/box/v1.0.0/box.js")?;
    assert_eq!((newest.status, &newest.body), (200, &release.body));
    assert_eq!(newest.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(newest.header("cache-control"), "public, max-age=3600");
    assert_eq!(release.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(release.header("access-control-allow-origin"), "*");
    let held = format!("If-None-Match: {}\r\n", release.header("etag"));
    assert_eq!(served.ask("GET", "/box/v1/box.js", &held)?.status, 304);
    for nowhere in
        ["/box/v1.0.1/box.js", "/box/v1/box.css", "/box/1.0.0/box.js", "/box/v1/", "/box", "/box/v1/../box.js"]
    {
        assert_eq!(served.get(nowhere)?.status, 404, "{nowhere}");
    }
    Ok(())
}

#[test]
fn lines_to_paste_are_printed_and_shown_with_the_digest_of_what_is_served() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let digests = program.run(&["box"])?.out;
    let digest = digests.lines().find_map(|line| line.strip_prefix("box/v1.0.0/box.js\t")).context("no digest")?;
    let printed = program.run(&["box", "--snippet", "--address", "https://a.fr/b/", "--plan", "<2021>"])?;
    assert_eq!(printed.code, Some(0));
    for line in [
        "<form role=\"search\" aria-label=\"Rechercher dans les communiqués\" action=\"https://a.fr/b/recherche\">",
        "<communiques-search src=\"https://a.fr/b\" plan=\"&#60;2021&#62;\">",
        "<iframe src=\"https://a.fr/b/box/v1/frame?plan=%3C2021%3E\"",
        &format!("src=\"https://a.fr/b/box/v1.0.0/box.js\" integrity=\"{digest}\" crossorigin=\"anonymous\""),
    ] {
        assert!(printed.out.contains(line), "{line}\n{}", printed.out);
    }
    let served = Served::start(&program, &[])?;
    assert!(served.get("/aide/integrer")?.body.contains(digest));
    assert!(served.get("/aide/integrer?lang=en")?.body.contains(digest));
    Ok(())
}

#[test]
fn the_frame_is_for_the_sites_that_the_settings_name() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let check = |arguments: &[&str], ancestors: &str| -> anyhow::Result<()> {
        let reply = Served::start(&program, arguments)?.get("/box/v1/frame?plan=%22%3E%3Cscript%3E&lang=en")?;
        let policy = reply.header("content-security-policy");
        assert!(policy.ends_with(ancestors), "{policy}");
        assert!(
            reply.body.contains("<html lang=\"en\">") && reply.body.contains("plan=\"&#34;&#62;&#60;script&#62;\"")
        );
        Ok(())
    };
    let served = Served::start(&program, &[])?;
    let body = served.get("/box/v1/frame?lang=fr&language=en")?.body;
    assert!(body.contains("<html lang=\"fr\">") && body.contains("language=\"en\""), "{body}");
    check(&[], "; frame-ancestors 'self'")?;
    let sites = ["--embedders", "https://a.fr", "--embedders", "https://b.fr"];
    check(&sites, "; frame-ancestors 'self' https://a.fr https://b.fr")
}

#[test]
fn what_the_frame_and_the_guide_cannot_read_is_told() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    for wrong in
        ["/box/v1/frame?colour=red", "/box/v1/frame?plan=a&plan=b", "/aide/integrer?way=x", "/aide/integrer?dsfr=2"]
    {
        assert_eq!(served.get(wrong)?.status, 400, "{wrong}");
    }
    Ok(())
}

#[test]
fn visitors_meet_what_is_promised() -> anyhow::Result<()> {
    let program = with_seeds()?;
    // The site of the tests, which may frame the box, takes this port as soon as it is left.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
    let served = Served::start(&program, &["--embedders", &format!("http://localhost:{port}")])?;
    node::run("box", &[("COMMUNIQUES_SERVER", &format!("http://{}/", served.address)), ("SITE_PORT", &port)])
}
