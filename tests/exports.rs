//! Feeds and exports as their readers see them, read back by the parsers that readers have.
//! Documents whose every field is an attack come out as text, and as nothing else.

mod program;
mod served;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use program::{Program, with_seeds};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{NsReader, Reader};
use served::{PATIENCE, Reply, Served};

/// What stands for an attack in any field: for HTML, XML, templates, terminals, spreadsheets, lines.
const ATTACKS: [&str; 13] = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]><x xmlns='http://www.w3.org/1999/xhtml' onload='a'/><![CDATA[",
    "--><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;&#0;&lt;b&gt;",
    "{{7*7}}{% raw %}${7*7}<%= 7*7 %>",
    "\u{1}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{9b}0m\u{2028}",
    "\u{fffe}\u{ffff}\u{feff}",
    "\u{202e}rev\u{2066}er",
    "=HYPERLINK(\"http://evil.example\";\"x\")",
    "+1;=2,@3\";-4",
    "\t=1+1",
    "\r\n-2+3",
    "'\"`;\n,@SUM(A1)",
    "﹦1﹢1,＝2;﹣3",
];

/// What begins a formula, in some country.
const SIGNS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

const URLS: [&str; 6] = [
    "javascript:alert(1)",
    " JavaScript://x.fr/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://x.fr/\"onmouseover=\"alert(1)",
    "https://x.fr/?a=1&b=2",
    "https://x.fr/\u{202e}gnp.exe",
];

/// A server of documents that are attacks.
fn attacked() -> anyhow::Result<(Program, Served)> {
    let program = Program::new()?;
    let document = |(number, attack): (usize, &&str)| {
        let document = serde_json::json!({
            "id": format!("{number}/{attack}"), "title": format!("{attack} données"), "text": format!("{attack}\ndonnées {attack} ouvertes"),
            "lead": attack, "date": "2018", "publisher": attack, "kind": attack, "plan": attack, "tags": [attack],
            "url": URLS.get(number % URLS.len()), "language": attack,
        });
        document.to_string()
    };
    let lines: Vec<String> = ATTACKS.iter().enumerate().map(document).collect();
    program.write("attacks.jsonl", &lines.join("\n"))?;
    let served = Served::start(&program, &["attacks.jsonl"])?;
    Ok((program, served))
}

/// What stands in an XML document: names of elements, and texts with their element.
#[derive(Default)]
struct Xml {
    elements: BTreeSet<String>,
    attributes: Vec<(String, String)>,
    texts: Vec<(String, String)>,
}

impl Xml {
    /// Reads `text` as strictly as a parser may.
    fn read(text: &str) -> anyhow::Result<Self> {
        let allowed = |c: char| matches!(c, '\n' | '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(text.chars().all(allowed), "characters that XML cannot hold");
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        reader.config_mut().expand_empty_elements = true;
        let (mut xml, mut open) = (Self::default(), Vec::new());
        loop {
            match reader.read_event()? {
                Event::Start(start) => {
                    let name = name(&start);
                    for attribute in start.attributes() {
                        let attribute = attribute?;
                        let key = attribute.key.as_ref().to_owned();
                        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0)?.into_owned();
                        xml.attributes.push((format!("{name} {key}"), value));
                    }
                    xml.elements.insert(name.clone());
                    xml.texts.push((name.clone(), String::new()));
                    open.push(xml.texts.len() - 1);
                }
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => xml.add(&open, &text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let known = quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                    let shown = entity.resolve_char_ref()?.map(String::from).or(known);
                    xml.add(&open, &shown.ok_or_else(|| anyhow::anyhow!("an entity of its own: {entity:?}"))?);
                }
                Event::Decl(_) => {}
                Event::Eof => break,
                other => anyhow::bail!("{other:?} has no business here"),
            }
        }
        anyhow::ensure!(open.is_empty());
        Ok(xml)
    }

    fn add(&mut self, open: &[usize], text: &str) {
        if let Some((_, content)) = open.last().and_then(|&at| self.texts.get_mut(at)) {
            content.push_str(text);
        }
    }

    fn all(&self, element: &str) -> Vec<&str> {
        self.texts.iter().filter(|(name, _)| name == element).map(|(_, text)| text.as_str()).collect()
    }

    fn links(&self) -> Vec<&str> {
        self.attributes.iter().filter(|(key, _)| key == "link href").map(|(_, value)| value.as_str()).collect()
    }
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

/// What HTML holds besides marks, line breaks and text.
fn active(html: &str) -> Option<char> {
    let rest = ["<mark>", "</mark>", "<br>"].iter().fold(html.to_owned(), |html, tag| html.replace(tag, ""));
    rest.chars().find(|c| "<>\"'".contains(*c))
}

#[test]
fn attacks_are_text_in_a_feed() -> anyhow::Result<()> {
    let (_program, served) = attacked()?;
    let reply = served.get("/recherche.atom?q=donn%C3%A9es+ouvertes&limit=100")?;
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/atom+xml; charset=utf-8"));
    let xml = Xml::read(&reply.body)?;
    let known = "author category content entry feed generator id link name opensearch:Query opensearch:itemsPerPage \
                 opensearch:startIndex opensearch:totalResults published subtitle summary title updated";
    assert_eq!(xml.elements.iter().map(String::as_str).collect::<Vec<_>>().join(" "), known);
    assert!(xml.all("entry").len() >= ATTACKS.len());
    for html in xml.all("content") {
        assert_eq!(active(html), None, "{html}");
    }
    for link in xml.links() {
        let is_ours = link.starts_with(&format!("http://{}/", served.address));
        assert!(is_ours || link == "https://x.fr/?a=1&b=2", "{link}");
        assert!(!link.contains(['<', '>', '"', ' ', '\u{202e}']), "{link}");
    }
    assert!(xml.links().contains(&"https://x.fr/?a=1&b=2"));
    // Namespaces, where they are used, are declared.
    let mut reader = NsReader::from_str(&reply.body);
    while !matches!(reader.read_event()?, Event::Eof) {}
    Ok(())
}

#[test]
fn attacks_are_text_in_tables_of_all_countries() -> anyhow::Result<()> {
    let (program, served) = attacked()?;
    let begins_formula = |cell: &str| cell.trim_start().starts_with(SIGNS);
    for (dialect, delimiter) in [("", b','), ("&separator=semicolon&bom=1", b';'), ("&separator=tab", b'\t')] {
        let reply = served.get(&format!("/recherche.csv?q=donn%C3%A9es+ouvertes{dialect}"))?;
        let text = reply.body.trim_start_matches('\u{feff}');
        let controls = |c: char| c.is_control() && c != '\n' && u32::from(c) != u32::from(delimiter);
        assert!(!text.contains(controls) && !text.contains('\u{202e}'), "{text:?}");
        let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let mut count = 0;
        for row in rows.records() {
            let row = row?;
            assert_eq!(row.len(), 13);
            assert!(!row.iter().any(begins_formula), "{row:?}");
            count += 1;
        }
        assert!(count >= ATTACKS.len(), "{count}");
        // Whoever opens it with another separator sees no formula either.
        for piece in text.split([',', ';', '\t', '\n']).map(|piece| piece.trim_start_matches('"')) {
            assert!(!piece.starts_with(SIGNS), "{piece:?} in {text}");
        }
    }
    let printed =
        program.run(&["search", "données ouvertes", "--in", "attacks.jsonl", "--format", "csv", "--limit", "100"])?;
    assert!(!printed.out.lines().any(|line| line.split(',').any(begins_formula)), "{}", printed.out);
    Ok(())
}

#[test]
fn attacks_are_text_in_lines_of_json() -> anyhow::Result<()> {
    let (_program, served) = attacked()?;
    let reply = served.get("/recherche.jsonl?q=donn%C3%A9es+ouvertes")?;
    let breaks = ['\u{b}', '\u{c}', '\u{1c}', '\u{85}', '\u{2028}', '\u{2029}', '\r'];
    assert!(!reply.body.contains(|c: char| breaks.contains(&c) || (c.is_control() && c != '\n')));
    let mut count = 0;
    for line in reply.body.lines() {
        let hit: serde_json::Value = serde_json::from_str(line)?;
        assert!(hit["url"].is_null() || hit["url"].as_str().is_some_and(|url| url.starts_with("https://")), "{hit}");
        for passage in hit["passages"].as_array().into_iter().flatten() {
            assert_eq!(passage["html"].as_str().and_then(active), None, "{passage}");
        }
        count += 1;
    }
    assert_eq!(count, ATTACKS.len());
    Ok(())
}

#[test]
fn a_feed_brings_what_is_newest_under_ids_that_stay() -> anyhow::Result<()> {
    let program = Program::new()?;
    let plan = |number: usize, date: &str| {
        program.write(
            &format!("plans/été {number}.md"),
            &format!("---\ndate: {date}\n---\n# Plan {number}\n\nDes données ouvertes.\n\nSuite {number}.\n"),
        )
    };
    plan(1, "2018-04-03")?;
    plan(2, "2021-02")?;
    let served = Served::start(&program, &["plans", "--watch"])?;
    let feed = || -> anyhow::Result<Xml> { Xml::read(&served.get("/recherche.atom?q=donn%C3%A9es+ouvertes")?.body) };
    let before = feed()?;
    let ids = [2, 1].map(|number| format!("tag:localhost,2026:documents/%C3%A9t%C3%A9%20{number}#p1"));
    let feed_id = "tag:localhost,2026:recherche.atom?q=donn%C3%A9es%20ouvertes".to_owned();
    assert_eq!(before.all("id"), [&[feed_id], ids.as_slice()].concat());
    assert_eq!(before.all("published"), ["2021-02-01T12:00:00+00:00", "2018-04-03T12:00:00+00:00"]);
    assert_eq!(before.all("updated")[1..], before.all("published"));
    plan(3, "2022-01-01")?;
    let start = Instant::now();
    let after = loop {
        let after = feed()?;
        if after.all("entry").len() == 3 {
            break after;
        }
        anyhow::ensure!(start.elapsed() < PATIENCE, "the new document is not in the feed");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(after.all("id")[2..], ids);
    assert_eq!(after.all("opensearch:totalResults"), ["3"]);
    Ok(())
}

#[test]
fn feeds_lead_to_their_page_to_documents_and_to_what_follows() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let settings = ["--public-address", "https://plans.exemple.fr", "--base-path", "/x"];
    let served = Served::start(&program, &settings)?;
    let reply = served.get("/x/recherche.atom?limit=1&q=donn%C3%A9es&offset=2&kind=")?;
    let links = Xml::read(&reply.body)?;
    let links: Vec<&str> = links.links();
    let feed = "https://plans.exemple.fr/x/recherche.atom";
    assert_eq!(links[0], format!("{feed}?limit=1&offset=2&q=donn%C3%A9es"));
    assert_eq!(links[1], "https://plans.exemple.fr/x/recherche?q=donn%C3%A9es");
    assert_eq!(links[2], format!("{feed}?limit=1&q=donn%C3%A9es"));
    assert_eq!(links[3], format!("{feed}?limit=1&q=donn%C3%A9es&offset=1"));
    assert_eq!(links[4], format!("{feed}?limit=1&q=donn%C3%A9es&offset=3"));
    assert!(links[5].starts_with("https://plans.exemple.fr/x/documents/20"), "{links:?}");
    let document = links[5].strip_prefix("https://plans.exemple.fr").unwrap_or_default();
    let (path, anchor) = document.split_once('#').unwrap_or_default();
    assert!(path.ends_with("?q=donn%C3%A9es") && anchor.starts_with('p'), "{document}");
    assert_eq!(served.get(path)?.status, 200);
    Ok(())
}

#[test]
fn a_table_is_what_the_program_prints() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let exported = served.get("/recherche.csv?q=plan+d%27action&sort=date&limit=1000")?;
    let printed = program.run(&["search", "plan d'action", "--sort", "date", "--format", "csv", "--limit", "1000"])?;
    assert_eq!(exported.body, printed.out);
    assert_eq!(exported.header("content-type"), "text/csv; charset=utf-8; header=present");
    let name = "attachment; filename=\"communiques.csv\"; filename*=UTF-8''plan-d-action.csv";
    assert_eq!(exported.header("content-disposition"), name);
    let lines = served.get("/recherche.jsonl?q=plan+d%27action&sort=date")?;
    let printed = program.run(&["search", "plan d'action", "--sort", "date", "--format", "jsonl"])?;
    assert_eq!(lines.body, printed.out);
    let marked = served.get("/recherche.csv?q=plan&bom=1&separator=semicolon")?.body;
    assert!(marked.starts_with("\u{feff}id;title;date;"), "{marked}");
    Ok(())
}

#[test]
fn mistakes_in_parameters_are_named() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    let check = |target: &str, parameter: &str| -> anyhow::Result<()> {
        let reply: Reply = served.get(target)?;
        assert_eq!((reply.status, reply.header("content-type")), (400, "application/problem+json"), "{target}");
        assert_eq!(reply.json()?["parameter"], parameter, "{target}");
        Ok(())
    };
    check("/recherche.atom?q=a&limit=101", "limit")?;
    check("/recherche.csv?q=a&limit=1001", "limit")?;
    check("/recherche.csv?q=a&bom=yes", "bom")?;
    check("/recherche.csv?q=a&separator=%3B", "separator")?;
    check("/recherche.jsonl?q=a&bom=1", "bom")?;
    check("/recherche.jsonl?q=a&offset=10001", "offset")?;
    check("/recherche.atom?q=a&lang=de", "lang")?;
    check("/recherche.atom?q=a&page=2", "page")
}
