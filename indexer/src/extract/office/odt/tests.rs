//! OpenDocument files made for one difficulty each.
//! Real ones are read in `office/tests.rs`.

use super::*;
use crate::extract::Form;
use crate::package::tests::packed;

const AUTOMATIC: &str = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>\
    <style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
    <style:style style:name='P2' style:family='paragraph' style:parent-style-name='Standard' \
    style:master-page-name='Première'/>";

const PAGES: &str = "<office:document-styles><office:master-styles>\
    <style:master-page style:name='Standard'><style:header><text:p>Suite</text:p></style:header></style:master-page>\
    <style:master-page style:name='Première'><style:header><text:p>MINISTÈRE</text:p></style:header>\
    <style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>\
    </office:master-styles></office:document-styles>";

fn read(body: &str) -> Content {
    let bytes = packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            &format!(
                "<office:document-content><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>\
                 <office:body><office:text>\n{body}\n</office:text></office:body></office:document-content>"
            ),
        ),
        ("styles.xml", PAGES),
        (
            "meta.xml",
            "<office:document-meta><office:meta><dc:title>Un plan</dc:title></office:meta></office:document-meta>",
        ),
    ]);
    content(&bytes, &Limits::default()).unwrap()
}

/// Checks the blocks of a text, its margins left out.
fn check(body: &str, expected: &[(Form, &str)]) {
    let found = read(body);
    assert_eq!(found.defects, []);
    let margins = ["MINISTÈRE", "Suite", "Page"];
    let found: Vec<_> = found.blocks.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect();
    let found: Vec<_> = found.into_iter().filter(|(_, text)| !margins.contains(text)).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn headings_items_and_text_are_told_apart() {
    check(
        "<text:p text:style-name='P1'>Un plan</text:p><text:h text:outline-level='2'>Les&#160;<text:span>faits</text:span></text:h>\
         <text:p>Un<text:s text:c='3'/>texte<text:tab/>et\n   sa suite.</text:p><text:list><text:list-item><text:p>Un ;</text:p>\
         <text:p>sa suite ;</text:p></text:list-item></text:list>",
        &[
            (Form::Heading(1), "Un plan"),
            (Form::Heading(2), "Les\u{a0}faits"),
            (Form::Plain, "Un texte et sa suite."),
            (Form::Item, "Un ;"),
            (Form::Plain, "sa suite ;"),
        ],
    );
}

#[test]
fn notes_boxes_and_deletions_do_not_cut_a_sentence() {
    check(
        "<text:tracked-changes><text:deletion><text:p>non</text:p></text:deletion></text:tracked-changes>\
         <text:p>La France<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>La note.</text:p>\
         </text:note-body></text:note><draw:frame> <draw:text-box> <text:p>La boîte.</text:p></draw:text-box>\
         <svg:desc>non</svg:desc></draw:frame> avance<office:annotation><text:p>non</text:p></office:annotation>\
         <text:span text:style-name='T1'>non</text:span>.</text:p>",
        &[(Form::Plain, "La France avance."), (Form::Quote, "La note."), (Form::Plain, "La boîte.")],
    );
}

#[test]
fn repeated_and_covered_cells_are_text_once() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    check(
        &format!(
            "<table:table><table:table-row>{}{}</table:table-row>\
             <table:table-row table:number-rows-repeated='1000000000'>{}<table:table-cell \
             table:number-columns-repeated='1000000000'><text:p>21</text:p></table:table-cell><table:covered-table-cell>\
             <text:p>non</text:p></table:covered-table-cell></table:table-row></table:table>",
            cell("Année"),
            cell("Nombre"),
            cell("2018")
        ),
        &[(Form::Row, "Année Nombre"), (Form::Row, "2018 21")],
    );
}

#[test]
fn contents_are_frame() {
    let found = read(
        "<text:table-of-content><text:index-body><text:p>Les faits<text:tab/>3</text:p></text:index-body>\
         </text:table-of-content><text:p>Texte.</text:p>",
    );
    let roles: Vec<_> = found.blocks.iter().map(|b| (b.paragraph.text.as_str(), b.paragraph.role)).collect();
    assert_eq!(roles[1..3], [("Les faits 3", index::Role::Frame), ("Texte.", index::Role::Text)]);
}

#[test]
fn the_header_of_the_first_page_is_a_masthead() {
    let texts = |body: &str| -> Vec<String> { read(body).blocks.into_iter().map(|b| b.paragraph.text).collect() };
    assert_eq!(texts("<text:p text:style-name='P2'>Texte.</text:p>"), ["MINISTÈRE", "Texte.", "Suite", "Page"]);
    assert_eq!(texts("<text:p>Texte.</text:p>"), ["Suite", "Texte.", "MINISTÈRE", "Page"]);
}

#[test]
fn slides_have_headings() {
    let slide = |title: &str, text: &str| {
        format!(
            "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>{title}</text:p></draw:text-box>\
             </draw:frame><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></draw:page>"
        )
    };
    check(
        &[slide("Un plan", "Texte."), slide("Suite", "")].concat().replace("Suite", "Les faits"),
        &[(Form::Heading(1), "Un plan"), (Form::Plain, "Texte."), (Form::Heading(2), "Les faits")],
    );
}

#[test]
fn flat_files_are_read_too() {
    let flat = "<?xml version='1.0'?><office:document><office:meta><dc:title>T</dc:title></office:meta>\
        <office:master-styles><style:master-page style:name='Standard'><style:header><text:p>En-tête</text:p></style:header>\
        </style:master-page></office:master-styles><office:body><office:text><text:p>Texte &amp; suite.</text:p></office:text>\
        </office:body></office:document>";
    let found = content(flat.as_bytes(), &Limits::default()).unwrap();
    let texts: Vec<_> = found.blocks.iter().map(|block| block.paragraph.text.as_str()).collect();
    assert_eq!((texts, found.properties.len(), found.defects.len()), (vec!["En-tête", "Texte & suite."], 1, 0));
}

#[test]
fn encrypted_files_and_entity_bombs_are_defects() {
    let encrypted = packed(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "\u{1}\u{2}")]);
    let defect = content(&encrypted, &Limits::default()).unwrap_err();
    assert!(defect.message.contains("protected by a password"), "{defect}");
    let bomb = packed(&[(
        "content.xml",
        "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><a><office:body><text:p>x&b;</text:p></office:body></a>",
    )]);
    let found = content(&bomb, &Limits::default()).unwrap();
    assert_eq!((found.blocks.len(), found.defects.len()), (1, 1));
}
