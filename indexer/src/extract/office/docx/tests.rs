//! DOCX files made for one difficulty each.
//! Real ones are read in `office/tests.rs`.

use super::*;
use crate::extract::Form;
use crate::package::tests::packed;

const STYLES: &str = "<w:styles><w:style w:styleId='Titre1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='Grand'><w:name w:val='Grand'/><w:basedOn w:val='Titre1'/></w:style>\
    <w:style w:styleId='TM1'><w:name w:val='toc 1'/></w:style>\
    <w:style w:styleId='Cache'><w:name w:val='Cache'/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";

const RELATIONS: &str = "<Relationships>\
    <Relationship Id='s' Type='http://a/styles' Target='styles.xml'/>\
    <Relationship Id='f' Type='http://a/footnotes' Target='footnotes.xml'/>\
    <Relationship Id='h1' Type='http://a/header' Target='header1.xml'/>\
    <Relationship Id='h2' Type='http://a/header' Target='header2.xml'/>\
    <Relationship Id='l' Type='http://a/hyperlink' Target='https://www.a.fr/b' TargetMode='External'/></Relationships>";

const NOTES: &str = "<w:footnotes><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>non</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> La note.</w:t></w:r></w:p></w:footnote>\
    </w:footnotes>";

fn read(body: &str) -> Content {
    let header = |text: &str| format!("<w:hdr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>");
    let bytes = packed(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", STYLES),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/footnotes.xml", NOTES),
        ("word/header1.xml", &header("MINISTÈRE")),
        ("word/header2.xml", &header("Suite")),
        ("docProps/core.xml", "<c><dc:title>Un plan</dc:title></c>"),
    ]);
    content(&bytes, &Limits::default()).unwrap()
}

fn check(body: &str, expected: &[(Form, &str)]) {
    let found = read(body);
    assert_eq!(found.defects, []);
    let found: Vec<_> = found.blocks.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect();
    assert_eq!(found, expected, "{body}");
}

/// A paragraph of that style and text.
fn p(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{runs}</w:p>")
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

#[test]
fn headings_are_told_by_style_its_base_or_their_level() {
    check(
        &[
            p("Titre1", &t("Un")),
            p("Grand", &t("Deux")),
            format!("<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{}</w:p>", t("Trois")),
            p("Normal", &t("Texte &amp; suite.")),
        ]
        .concat(),
        &[
            (Form::Heading(1), "Un"),
            (Form::Heading(1), "Deux"),
            (Form::Heading(2), "Trois"),
            (Form::Plain, "Texte & suite."),
        ],
    );
}

#[test]
fn items_are_told_by_their_numbering() {
    let item = |number: &str, text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:numId w:val='{number}'/></w:numPr></w:pPr>{}</w:p>", t(text))
    };
    check(&[item("3", "Un"), item("0", "Deux.")].concat(), &[(Form::Item, "Un"), (Form::Plain, "Deux.")]);
}

#[test]
fn insertions_are_kept_and_deletions_left_out() {
    check(
        &p(
            "",
            &[
                t("Un "),
                format!("<w:ins>{}</w:ins>", t("nouveau ")),
                "<w:del><w:r><w:delText>ancien</w:delText></w:r></w:del>".to_owned(),
                format!("<w:moveFrom>{}</w:moveFrom>", t("déplacé")),
                t("plan."),
            ]
            .concat(),
        ),
        &[(Form::Plain, "Un nouveau plan.")],
    );
    let deleted_end = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", t("Un "));
    check(&[deleted_end, p("", &t("plan."))].concat(), &[(Form::Plain, "Un plan.")]);
}

#[test]
fn a_large_first_letter_belongs_to_its_word() {
    let letter = format!("<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr>{}</w:p>", t("L"));
    check(&[letter, p("", &t("a France avance."))].concat(), &[(Form::Plain, "La France avance.")]);
}

#[test]
fn a_note_follows_the_paragraph_that_calls_it() {
    check(
        &p("", &[t("La France"), "<w:r><w:footnoteReference w:id='2'/></w:r>".to_owned(), t(" avance.")].concat()),
        &[(Form::Plain, "La France avance."), (Form::Quote, "La note.")],
    );
}

#[test]
fn a_box_is_read_once_and_follows_its_paragraph() {
    let inside = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", &t(text)));
    let shape = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r>",
        inside("L'encadré."),
        inside("L'encadré.")
    );
    check(&p("", &[t("Le "), shape, t("texte.")].concat()), &[(Form::Plain, "Le texte."), (Form::Plain, "L'encadré.")]);
}

#[test]
fn rows_are_blocks_and_boxes_of_layout_are_not() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", &t(text)));
    let row = |cells: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(cells[0]), cell(cells[1]));
    check(
        &format!("<w:tbl>{}{}</w:tbl>", row(["Année", "Nombre"]), row(["2018", "21"])),
        &[(Form::Row, "Année Nombre"), (Form::Row, "2018 21")],
    );
    check(
        &format!("<w:tbl>{}</w:tbl>", row(["Paris", "COMMUNIQUÉ DE PRESSE"])),
        &[(Form::Plain, "Paris"), (Form::Plain, "COMMUNIQUÉ DE PRESSE")],
    );
}

#[test]
fn instructions_and_hidden_text_are_no_text() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let link = "<w:r><w:instrText>HYPERLINK \"https://c.fr\"</w:instrText></w:r>";
    let body = p(
        "",
        &[
            t("Voir "),
            field("begin"),
            link.to_owned(),
            field("separate"),
            t("ici"),
            field("end"),
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t> caché</w:t></w:r>".to_owned(),
            "<w:r><w:rPr><w:rStyle w:val='Cache'/></w:rPr><w:t> caché</w:t></w:r>".to_owned(),
            format!("<w:hyperlink r:id='l'>{}</w:hyperlink>", t(" et là.")),
        ]
        .concat(),
    );
    check(&body, &[(Form::Plain, "Voir ici et là.")]);
    assert_eq!(read(&body).blocks[0].paragraph.links, ["c.fr", "www.a.fr"]);
}

#[test]
fn marks_inside_words_part_them_only_where_a_reader_sees_it() {
    check(
        &p(
            "",
            "<w:r><w:t>trans</w:t></w:r><w:r><w:softHyphen/><w:t>formation</w:t><w:tab/><w:t>rendez</w:t><w:noBreakHyphen/><w:t>vous.</w:t></w:r>",
        ),
        &[(Form::Plain, "transformation rendez\u{2011}vous.")],
    );
}

#[test]
fn the_first_header_is_a_masthead_and_others_follow_the_text() {
    let body = p("Normal", &t("Texte."))
        + "<w:sectPr><w:headerReference w:type='default' r:id='h2'/><w:headerReference w:type='first' r:id='h1'/><w:titlePg/></w:sectPr>";
    check(&body, &[(Form::Plain, "MINISTÈRE"), (Form::Plain, "Texte."), (Form::Plain, "Suite")]);
    let lines: Vec<u32> = read(&body).blocks.iter().map(|block| block.paragraph.lines[0].line).collect();
    assert_eq!(lines, [1, 3, 5]);
}

#[test]
fn prefixes_and_places_are_the_writers_choice() {
    let body = "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><pPr><pStyle val='Titre2'/></pPr>\
        <r><t>Un plan</t></r></p></body></document>";
    let root = "<Relationships><Relationship Id='r' \
        Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='/texte.xml'/></Relationships>";
    let bytes = packed(&[("_rels/.rels", root), ("texte.xml", body)]);
    let found = content(&bytes, &Limits::default()).unwrap();
    assert_eq!((found.blocks[0].form, found.blocks[0].paragraph.text.as_str()), (Form::Heading(2), "Un plan"));
}

#[test]
fn properties_are_taken_down() {
    let fields = read("").properties;
    assert_eq!((fields[0].key.as_str(), fields[0].values[0].text.as_str()), ("title", "Un plan"));
}

#[test]
fn a_file_without_text_of_word_is_a_defect() {
    let defect = content(&packed(&[("xl/workbook.xml", "<a/>")]), &Limits::default()).unwrap_err();
    assert!(defect.message.contains("holds no text of Word"), "{defect}");
}
