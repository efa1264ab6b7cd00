//! Exports in parts, and feeds under several names: what their heads tell, and what stays the same.
//! What is in them is tested in `exports`.

mod program;
mod served;

use program::with_seeds;
use served::Served;

#[test]
fn a_part_tells_where_the_next_is_and_how_many_there_are_in_all() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &["--base-path", "/a"])?;
    for path in ["/a/recherche.csv", "/a/recherche.jsonl", "/a/recherche.atom"] {
        let whole = served.get(&format!("{path}?q=plan"))?;
        assert_eq!((whole.header("x-total-count"), whole.header("link")), ("5", ""), "{path}");
        let mut next = Some(format!("{path}?q=plan&limit=2&sort=date&kind="));
        let mut lines = Vec::new();
        let mut parts = 0;
        while let Some(target) = next.take() {
            // Twice: the second one is kept.
            let (first, reply) = (served.get(&target)?, served.get(&target)?);
            assert_eq!((reply.status, reply.header("x-total-count")), (200, "5"), "{target}");
            assert_eq!(first.header("link"), reply.header("link"));
            let exposed = reply.header("access-control-expose-headers");
            assert!(exposed.contains("Link") && exposed.contains("X-Total-Count"), "{exposed}");
            assert_eq!(served.ask("HEAD", &target, "")?.header("link"), reply.header("link"), "{target}");
            let link = reply.header("link").strip_prefix(&format!("<http://{}", served.address));
            next = link.and_then(|link| link.strip_suffix(">; rel=\"next\"")).map(str::to_owned);
            lines.extend(reply.body.lines().map(str::to_owned));
            parts += 1;
        }
        assert_eq!(parts, 3, "{path}");
        if path.ends_with("jsonl") {
            let all = served.get(&format!("{path}?q=plan&sort=date"))?.body;
            assert_eq!(lines, all.lines().collect::<Vec<_>>());
        }
    }
    let nothing = served.get("/a/recherche.csv?q=plan&limit=0")?;
    assert_eq!((nothing.header("x-total-count"), nothing.header("link")), ("5", ""));
    Ok(())
}

#[test]
fn ids_of_feeds_and_entries_are_the_same_under_all_names_of_the_server() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let ids = |served: &Served, host: &str| -> anyhow::Result<Vec<String>> {
        let head = format!("GET /recherche.atom?q=plan HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let feed = served.say(&head)?.body;
        assert!(feed.contains(&format!("href=\"http://{host}/recherche.atom?q=plan\"")), "{feed}");
        Ok(feed.split("<id>").skip(1).filter_map(|rest| Some(rest.split("</id>").next()?.to_owned())).collect())
    };
    let served = Served::start(&program, &[])?;
    let first = ids(&served, "a.exemple.fr")?;
    assert!(first.len() > 2 && first.iter().all(|id| id.starts_with("tag:localhost,2026:")), "{first:?}");
    assert_eq!(first, ids(&served, "127.0.0.1:80")?);
    let public = Served::start(&program, &["--public-address", "https://plans.exemple.fr"])?;
    let feed = public.get("/recherche.atom?q=plan")?.body;
    assert!(feed.contains("<id>tag:plans.exemple.fr,2026:documents/"), "{feed}");
    Ok(())
}
