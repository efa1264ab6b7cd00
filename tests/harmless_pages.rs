//! What documents can make of pages: nothing, whatever they hold.
//! Feeds and files are tested in `exports`.

mod program;
mod read;
mod served;

use program::Program;
use read::{elements, page, values};
use served::Served;

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
            let turns = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!is_address || !value.contains(turns), "{attribute}={value:?} at {target}");
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

/// Addresses that lead nowhere good, and one that does.
const URLS: [&str; 6] = [
    "javascript:alert(1)//attaque",
    "https://a.example/\" onclick=\"x",
    "https://a.example/?a=1&b=<2>",
    "JaVaScRiPt:x",
    "https://a.example/\u{202e}gnp.exe",
    "https://a.example/\u{2066}x\u{200f}",
];

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
    let lines: String =
        URLS.iter().enumerate().map(|(n, url)| format!("{}\n", document(&n.to_string(), url))).collect();
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
