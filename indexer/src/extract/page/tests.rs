//! What single rules of reading a page do: layout, what is left out, where the text stands, what the head says.
//! Whole pages are tested in `pages`.

use super::*;
use crate::extract::Form::{self, Code, Heading, Item, Plain, Quote, Row};

fn read(page: &str) -> Content {
    content(page.as_bytes(), &Limits::default()).unwrap()
}

fn check(page: &str, expected: &[(Form, &str)]) {
    let blocks = read(page).blocks;
    let found: Vec<_> = blocks.iter().map(|block| (block.form, block.paragraph.text.as_str())).collect();
    assert_eq!(found, expected, "{page}");
}

/// The text of a page with a title and a paragraph of its own around `part`, which is to leave nothing.
fn check_gone(part: &str) {
    let text = "La France publie son plan d'action national pour un gouvernement ouvert.";
    check(&format!("<h1>Titre</h1>{part}<p>{text}"), &[(Heading(1), "Titre"), (Plain, text)]);
}

fn check_property(head: &str, key: &str, expected: &[&str]) {
    let properties = read(&format!("<html lang=fr><head>{head}</head><body>Texte")).properties;
    let field = properties.iter().find(|field| field.key == key);
    let found: Vec<&str> = field.iter().flat_map(|field| &field.values).map(|value| value.text.as_str()).collect();
    assert_eq!(found, expected, "{head}");
}

#[test]
fn inline_elements_separate_nothing_and_blocks_do() {
    check(
        "<p>trans<b>par</b>ence<span> et </span>a<div>b</div>c",
        &[(Plain, "transparence et a"), (Plain, "b"), (Plain, "c")],
    );
    check(
        "<h2>Un<br>titre <span>long</span></h2><p>m<sup>2</sup>, plan<sup>1</sup>",
        &[(Heading(2), "Un titre long"), (Plain, "m2, plan 1")],
    );
    check("<p>L&rsquo;&Eacute;tat&nbsp;: &#233;lu &amp;c", &[(Plain, "L’État\u{a0}: élu &c")]);
}

#[test]
fn one_break_goes_on_and_two_begin_a_paragraph() {
    check(
        "<h1>T</h1><p>Un plan<br>d'action<br><br>Une suite",
        &[(Heading(1), "T"), (Plain, "Un plan d'action"), (Plain, "Une suite")],
    );
}

#[test]
fn lists_quotations_and_code_keep_their_form() {
    check(
        "<h1>T</h1><ul><li>un<ul><li>deux</ul><li><p>trois<p>suite</ul>",
        &[(Heading(1), "T"), (Item, "un"), (Item, "deux"), (Item, "trois"), (Plain, "suite")],
    );
    check(
        "<h1>T</h1><blockquote>dit</blockquote><pre><code>a\nb</code></pre>",
        &[(Heading(1), "T"), (Quote, "dit"), (Code, "a b")],
    );
    check(
        "<h1>T</h1><dl><dt>PGO<dd>Partenariat</dl><figure><img alt=non><figcaption>Vue</figcaption></figure>",
        &[(Heading(1), "T"), (Plain, "PGO"), (Item, "Partenariat"), (Plain, "Vue")],
    );
    check(
        "<h3><button>Question</button></h3><details><summary>Voir</summary>Réponse.</details>",
        &[(Heading(3), "Question"), (Plain, "Voir"), (Plain, "Réponse.")],
    );
}

#[test]
fn the_marker_of_an_item_is_no_text() {
    let marker = "<span style='display:block;float:left;min-width:1cm'>•.</span>";
    check(&format!("<h1>T</h1><ul><li><p>{marker}un</p></ul>"), &[(Heading(1), "T"), (Item, "un")]);
}

#[test]
fn tables_of_data_are_rows_and_others_lay_out() {
    check(
        "<h1>T</h1><table><tr><th>Plan<th>An<tr><td><p>PAN</p><td>2018</table>",
        &[(Heading(1), "T"), (Row, "Plan An"), (Row, "PAN 2018")],
    );
    check(
        "<table><tr><td><h1>T</h1><td><p>Un.<p>Deux.</table>",
        &[(Heading(1), "T"), (Plain, "Un."), (Plain, "Deux.")],
    );
}

#[test]
fn what_no_reader_sees_is_no_text() {
    for part in [
        "<div hidden>x y</div>",
        "<p aria-hidden=true>x",
        "<p style='color:red; display : none'>x",
        "<span class=sr-only>x</span>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<svg><title>x</title><text>x</text></svg>",
        "<script>x</script>",
        "<iframe srcdoc='<p>x'>x</iframe>",
        "<select><option>x</select>",
        "<nav>x y</nav>",
        "<dialog open>x</dialog>",
        "<footer>x</footer>",
        "<form>x <input><button>x</button></form>",
        "<!-- x --><![CDATA[x]]>",
        "<object>x</object>",
    ] {
        check_gone(part);
    }
}

#[test]
fn what_a_button_opens_is_text() {
    check(
        "<h2><button aria-controls=a>Voir</button></h2><div id=a hidden>Le texte.</div>",
        &[(Heading(2), "Voir"), (Plain, "Le texte.")],
    );
}

#[test]
fn what_the_site_puts_around_is_no_text() {
    for part in [
        "<ol class=fr-breadcrumb__list><li>Accueil<li>Presse</ol>",
        "<div id=cookie-banner>Nous utilisons des cookies</div>",
        "<div class=share>Partager</div>",
        "<section><p>Nous utilisons des cookies.</p><p><button>Tout refuser</button></p></section>",
        "<p>Vous êtes ici : Accueil &gt; Presse</p>",
        "<a href=#>Haut de page</a>",
        "<section><h2>Voir aussi :</h2><a href=/a>Un autre plan</a></section>",
        "<div><h2>Articles liés</h2><div><h3><a href=/a>Un plan</a></h3>Bref.</div></div>",
    ] {
        check_gone(part);
    }
}

#[test]
fn a_telling_name_does_not_hide_what_the_page_is_about() {
    let text = "Le partage des données publiques est un droit. ".repeat(12);
    check(&format!("<h1>T</h1><div id=cookies class=menu>{text}</div>"), &[(Heading(1), "T"), (Plain, text.trim())]);
    let all = format!("<h1>T</h1><p>{text}<section id=partage><h2>Le partage</h2><p>{text}</section>");
    check(&all, &[(Heading(1), "T"), (Plain, text.trim()), (Heading(2), "Le partage"), (Plain, text.trim())]);
}

#[test]
fn the_main_part_is_taken_and_all_articles_of_a_list() {
    check(
        "<p>Un chapeau de site assez long pour être une phrase.<main><h1>T</h1>Le texte de cette page.</main>",
        &[(Heading(1), "T"), (Plain, "Le texte de cette page.")],
    );
    check(
        "<article class=category-cookies><h2>A</h2>Un.</article><hr><article><h2>B</h2>Deux.</article><p>Non.",
        &[(Heading(2), "A"), (Plain, "Un."), (Heading(2), "B"), (Plain, "Deux.")],
    );
    check(
        "<title>Le plan - Site</title><header><h1>Le plan</h1><p>Logo</header><main>Le texte.</main>",
        &[(Heading(1), "Le plan"), (Plain, "Le texte.")],
    );
}

#[test]
fn mistakes_in_the_tags_lose_no_text() {
    check(
        "<h1>T</h2><p>a<p>b</div></span></p>c<table><td>d</table><title>e",
        &[(Heading(1), "T"), (Plain, "a"), (Plain, "b"), (Plain, "c"), (Plain, "d")],
    );
    check(
        "<?xml version='1.0'?><html><head><script src='x'/><title/></head><body><h1>T</h1><a id='x'/><p>a</p></body></html>",
        &[(Heading(1), "T"), (Plain, "a")],
    );
    check("<h1>T</h1><style>p{}</STYLE ><textarea>x</textarea>a <b>b", &[(Heading(1), "T"), (Plain, "a b")]);
}

#[test]
fn tags_of_templates_are_no_text() {
    check("---\nlayout: x\n---\n{% if a %}<h1>T {{ b }}</h1>{% endif %}", &[(Heading(1), "T")]);
    check("<h1>{{ titre }}</h1>", &[]);
}

#[test]
fn hosts_of_links_are_kept() {
    assert_eq!(read("<p>Voir <a href=https://www.a.fr/b>ici</a>.").blocks[0].paragraph.links, ["www.a.fr"]);
}

#[test]
fn the_head_tells_what_it_knows() {
    check_property("", "lang", &["fr"]);
    check_property("<title>Un\nplan | Site</title>", "page_title", &["Un plan | Site"]);
    check_property("<meta property='og:title' content='L&#039;État'><meta name=x>", "og:title", &["L'État"]);
    check_property("<META NAME='DC.Date' CONTENT='2018-04-03'>", "dc.date", &["2018-04-03"]);
    check_property(
        "<meta property=article:tag content=a><meta property=article:tag content=b>",
        "article:tag",
        &["a", "b"],
    );
    check_property("<link rel=canonical href=https://a.fr/b>", "canonical", &["https://a.fr/b"]);
    check_property("<time datetime=2018-04-03>3 avril</time>", "time", &["2018-04-03"]);
}

#[test]
fn structured_data_of_an_article_are_properties() {
    let script = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
    let article = script(
        r#"{"@graph":[{"@type":"WebSite","name":"non"},{"@type":["NewsArticle"],"headline":"Un plan","author":[{"name":"DITP"}],"datePublished":"2021-02-23"}]}"#,
    );
    check_property(&article, "title", &["Un plan"]);
    check_property(&article, "author", &["DITP"]);
    check_property(&article, "datepublished", &["2021-02-23"]);
    check_property(&script("{nonsense"), "title", &[]);
}

#[test]
fn a_page_can_be_too_deep_for_nothing() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</ul>"),
        ("<table><tr><td>", "</table>"),
        ("<a b c d>", ""),
        ("<blockquote>", ""),
        ("</p>", ""),
    ] {
        let times = if open == "<div>" { 100_000 } else { 10_000 };
        let page = format!("<h1>T</h1>{}Le fond.{}<p>Après.", open.repeat(times), close.repeat(times));
        let blocks = read(&page).blocks;
        let text: Vec<&str> = blocks.iter().map(|block| block.paragraph.text.as_str()).collect();
        assert_eq!(text, ["T", "Le fond.", "Après."], "{open}");
    }
}

#[test]
fn many_openings_take_no_time_without_bound() {
    for opening in [
        "<",
        "<!--",
        "<a ",
        "<a href=x>",
        "<a b",
        "&",
        "&am",
        "</",
        "</x>",
        "<title>",
        "<script>",
        "<style></style>",
        "<p><b a>",
        "<li>",
        "<br>",
        "<h2>Voir aussi</h2>",
        "<button>Accepter</button>",
        "<header>",
        "<article>",
        "<pre>",
        "<tr>",
        "<td>x",
        "<div class=menu>",
        "<nav>",
        "<![CDATA[",
        "<svg/>",
        "<sup>1",
        "{%",
    ] {
        assert!(read(&opening.repeat(20_000)).blocks.len() <= 20_000, "{opening}");
    }
}
