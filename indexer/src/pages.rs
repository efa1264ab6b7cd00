//! Web pages as sites publish them: the seeds' text inside menus, banners and footers, and pages of ministries.
//! It tests the whole of reading pages: what single rules do is tested beside them.

use std::path::Path;

use crate::extract::{Block, Content, Form, markdown, page};
use crate::seeds::{SEEDS, numbers};
use crate::{Defect, Limits};

const HEAD: &str = "<!DOCTYPE html><html lang=fr><head><meta charset=CHARSET><title>Gouvernement ouvert - Site</title>\
    <style>p { color: red }</style><script>if (a < b) { document.write('<p>script</p>') }</script></head><body class=\"has-menu\">";

/// Around the text, `TEXT`, what sites put there.
const FRAMES: [&str; 5] = [
    "<a class=\"skip\" href=\"#main\">Aller au contenu</a><header role=\"banner\"><a href=\"/\">République française</a>\
     <nav><ul><li><a href=\"/a\">Accueil</a><li><a href=\"/b\">Le ministre</a></ul></nav></header>\
     <div class=\"tarteaucitron\"><p>Ce site utilise des cookies.</p><button>Tout accepter</button></div>\
     <main><nav aria-label=\"fil\"><ol class=\"breadcrumb\"><li>Accueil<li>Actualités</ol></nav>TEXT\
     <div class=\"share\"><p>Partager</p><a href=\"https://x.com/share\">Twitter</a></div></main>\
     <footer><p>Mentions légales, accessibilité et plan du site, tous droits réservés au ministère.</p></footer>",
    "<div id=\"menu\"><a href=\"/a\">Accueil</a> <a href=\"/b\">Presse</a></div>\
     <article><header></header>TEXT<section><h2>À lire aussi</h2><ul><li><a href=\"/c\">Un autre article</a></ul></section></article>\
     <aside><h3>Nos réseaux sociaux</h3><p>Suivez l'actualité du ministère chaque jour sur les réseaux sociaux.</p></aside>\
     <form action=\"/s\"><label>Recherche</label><input name=q><button>OK</button></form>",
    "<div class=\"a1\"><div class=\"b1\">Site officiel</div><div class=\"b2\"><ul><li><a href=\"/a\">Accueil</a></li>\
     <li><a href=\"/b\">Presse</a></li><li><a href=\"/c\">Le cabinet</a></li></ul></div><div class=\"b3\"><div class=\"c1\">TEXT\
     </div></div><div class=\"b4\">Nous utilisons des cookies pour mesurer l'audience de ce site et pour rien d'autre. \
     <button>Accepter</button></div><div class=\"b5\">© Ministère 2018</div></div>",
    "TEXT<noscript><p>Activez JavaScript</p></noscript><template><p>vide</p></template><dialog open><p>Bonjour</p></dialog>",
    "<table width=\"100%\"><tr><td colspan=2><a href=\"/\">Accueil</a> | <a href=\"/b\">Presse</a> | <a href=\"/c\">Plan</a></td></tr>\
     <tr><td class=\"nav\"><a href=\"/d\">Ministère</a></td><td>TEXT</td></tr>\
     <tr><td colspan=2><div class=\"footer\">Copyright 2009, tous droits réservés</div></td></tr></table>",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&nbsp;")
}

fn mark_up(block: &Block) -> String {
    let text = escaped(&block.paragraph.text);
    match block.form {
        Form::Heading(level) => format!("<h{level}>{text}</h{level}>\n"),
        Form::Plain => format!("<p>\n  {}\n</p>", text.replacen(' ', " <b><i>", 1).replacen(' ', "</i> ", 2)),
        Form::Item => format!("<ul><li>{text}</ul>"),
        Form::Quote => format!("<blockquote><p>{text}</blockquote>"),
        Form::Row => format!("<table><tr><td>{}</table>", text.replacen(' ', "<td>", 1)),
        Form::Code => format!("<pre><code>{text}</code></pre>"),
    }
}

fn seed(id: &str) -> Vec<Block> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds").join(id).with_extension("md");
    markdown::content(&std::fs::read(path).unwrap()).unwrap().blocks
}

fn words(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().flat_map(|block| block.paragraph.text.split_whitespace()).collect()
}

fn read(bytes: &[u8]) -> Result<Content, Defect> {
    page::content(bytes, &Limits::default())
}

/// The seeds' text inside `frame`, written by `encode`, is what is read, word for word.
fn check(frame: &str, charset: &str, encode: fn(&str) -> Vec<u8>) {
    for id in SEEDS {
        let blocks = seed(id);
        let text: String = blocks.iter().map(mark_up).collect();
        let page = HEAD.replace("CHARSET", charset) + &frame.replace("TEXT", &text);
        let content = read(&encode(&page)).unwrap();
        assert_eq!(content.defects, []);
        assert_eq!(words(&content.blocks).join(" "), words(&blocks).join(" "), "{id} in {frame}");
    }
}

#[test]
fn the_text_of_a_page_comes_back_without_what_stands_around_it() {
    for frame in FRAMES {
        check(frame, "utf-8", |page| page.as_bytes().to_vec());
    }
}

fn check_fixture(name: &str, expected: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages").join(name);
    let blocks = read(&std::fs::read(path).unwrap()).unwrap().blocks;
    assert_eq!(blocks.iter().map(|block| block.paragraph.text.as_str()).collect::<Vec<_>>(), expected, "{name}");
}

#[test]
fn pages_of_common_site_generators_give_their_text_alone() {
    check_fixture(
        "nested-blocks.html",
        &[
            "La réforme des marchés publics",
            "Soumis par webmestre le 12/03/2014",
            "Le ministre a présenté ce matin la réforme des marchés publics, qui simplifie l'accès des petites entreprises.",
            "Elle entre en vigueur le 1er avril et concerne toutes les administrations de l'État.",
            "Calendrier",
            "avril : publication",
            "mai : bilan",
        ],
    );
    check_fixture(
        "tables-and-fonts.html",
        &[
            "COMMUNIQUE DE PRESSE",
            "Le 3 avril 2006",
            "Le plan pauvreté dans le département",
            "Le préfet a réuni ce jour les associations du département pour leur présenter le plan national. \
             Il a rappelé que 12 engagements ont été pris.",
            "Contact presse : 01 40 00 00 00",
        ],
    );
    check_fixture(
        "blog-post.html",
        &[
            "Bilan de l'ouverture des données",
            "Publié le 1 février 2019 par Anne",
            "Depuis 2011, la mission publie chaque année un bilan de l'ouverture des données.",
            "« Ouvrir, c'est rendre des comptes. »",
            "Pour en savoir plus, consultez le jeu de données.",
        ],
    );
}

#[test]
fn older_pages_are_read_in_the_encoding_they_are_in() {
    let latin = |page: &str| encoding_rs::WINDOWS_1252.encode(page).0.into_owned();
    check(FRAMES[0], "windows-1252", latin);
    check(FRAMES[1], "utf-8", latin);
    check(FRAMES[3], "iso-8859-1", |page| encoding_rs::MACINTOSH.encode(page).0.into_owned());
    check(FRAMES[4], "iso-8859-1", |page| page.as_bytes().to_vec());
}

/// The pages in a folder of the shared data, by name; none where the data are not there.
fn shared(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn pages_of_a_ministry_give_their_title_and_text_and_no_menu() {
    const FURNITURE: [&str; 9] = [
        "cookie",
        "Facebook",
        "Imprimer",
        "Fil d’Ariane",
        "Mentions légales",
        "Lettre d'information",
        "Haut de page",
        "Aller au contenu",
        "Partager",
    ];
    for (name, bytes) in shared("files/real/html").into_iter().filter(|(name, _)| name.starts_with("fiches-travail")) {
        let blocks = read(&bytes).unwrap().blocks;
        assert!(matches!(blocks[0].form, Form::Heading(1 | 2)), "{name}: {:?}", blocks[0]);
        assert!(words(&blocks).len() > 500, "{name}");
        let stray = blocks.iter().find(|block| FURNITURE.iter().any(|word| block.paragraph.text.contains(word)));
        assert_eq!(stray, None, "{name}");
    }
}

#[test]
fn odd_pages_end_in_text_or_in_a_defect() {
    for (name, bytes) in shared("files/odd/html") {
        match read(&bytes) {
            Ok(content) => assert!(!content.blocks.is_empty() || name.contains("_head"), "{name}"),
            Err(defect) => assert!(defect.message.contains("is not text"), "{name}: {defect}"),
        }
    }
}

#[test]
fn no_bytes_make_reading_a_page_panic() {
    const PIECES: [&str; 16] = [
        "<",
        ">",
        "</",
        "<p",
        "</div>",
        "<table>",
        "<td>",
        "<tr>",
        "<a href=x>",
        "&#",
        "<!--",
        "<script>",
        "\"",
        "<h1>",
        "<br>",
        "\0",
    ];
    let mut next = numbers(0x517c_c1b7);
    for round in 0..400 {
        let text: String = seed(SEEDS[round % 2]).iter().take(12).map(mark_up).collect();
        let mut bytes = FRAMES[round % FRAMES.len()].replace("TEXT", &text).into_bytes();
        for _ in 0..next(40) {
            let at = next(bytes.len());
            match next(3) {
                0 => drop(bytes.splice(at..at, PIECES[next(PIECES.len())].bytes())),
                1 => drop(bytes.splice(at..(at + next(60)).min(bytes.len()), [])),
                _ => bytes.insert(at, next(256) as u8),
            }
        }
        let _either_way = read(&bytes);
    }
}
