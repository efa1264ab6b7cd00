//! RTF files made for one difficulty each.
//! Real ones are read in `office/tests.rs`.

use super::*;
use crate::extract::Form;

const HEADER: &str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Arial;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0 heading 1;}{\s2\sbasedon1 Grand;}
{\s3 Title;}{\*\cs4 Police;}{\s5 toc 1;}}{\*\generator Word}";

fn read(body: &str) -> Content {
    content(format!("{{\\rtf1{HEADER}{body}}}").as_bytes(), &Limits::default()).unwrap()
}

fn check(body: &str, expected: &[(Form, &str)]) {
    let found = read(body);
    assert_eq!(found.defects, []);
    let found: Vec<_> = found.blocks.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn characters_are_read_in_every_way_of_writing_them() {
    check(r"L\rquote\'e9tat \u233 ?\u-10179\'3f\u-8704 ?{\uc2\u339 oe}uvre.", &[(Form::Plain, "L’état é😀œuvre.")]);
    check(r"{\f2 \'cc\'e8\'f0} \{a\}\~b\_c\-d.", &[(Form::Plain, "Мир {a}\u{a0}b\u{2011}cd.")]);
    check(r"{\f1\'b7}\tab Une mesure", &[(Form::Item, "Une mesure")]);
}

#[test]
fn headings_items_and_text_are_told_apart() {
    check(
        r"\pard\s3 Un plan\par\pard\s2 Deux\par\pard\outlinelevel1 Trois\par\pard\ls1{\listtext\tab 1.}Quatre\par
{\pntext\f1\'b7}Cinq\par\pard Texte.\par",
        &[
            (Form::Heading(1), "Un plan"),
            (Form::Heading(1), "Deux"),
            (Form::Heading(2), "Trois"),
            (Form::Item, "Quatre"),
            (Form::Item, "Cinq"),
            (Form::Plain, "Texte."),
        ],
    );
}

#[test]
fn notes_and_boxes_do_not_cut_a_sentence() {
    check(
        r"La France{\footnote\pard\chftn  La note.\par}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard La bo\'eete.\par}}{\shprslt\par non}} avance.",
        &[(Form::Plain, "La France avance."), (Form::Quote, "La note."), (Form::Plain, "La boîte.")],
    );
}

#[test]
fn rows_are_blocks() {
    check(
        r"Avant.\par\trowd\pard\intbl Ann\'e9e\cell Nombre\cell\row\trowd\pard\intbl 2018\cell 21\par (pr\'e9vu)\cell\row\pard Apr\'e8s.",
        &[
            (Form::Plain, "Avant."),
            (Form::Row, "Année Nombre"),
            (Form::Row, "2018 21 (prévu)"),
            (Form::Plain, "Après."),
        ],
    );
}

#[test]
fn what_a_reader_does_not_see_is_left_out() {
    let body = r#"Voir {\field{\*\fldinst HYPERLINK "https://a.fr/b"}{\fldrslt ici}}{\v cach\'e9}{\deleted non}{\pict 0123}
{\*\inconnu non}{\b\*\cs4}{\object{\*\objdata 01}{\result  et l\'e0}}{\upr{non}{\*\ud{ \u339 ?uvre}}}{\xe non}, page {\field{\*\fldinst PAGE}{\fldrslt 3}}."#;
    check(body, &[(Form::Plain, "Voir ici et là œuvre, page .")]);
    assert_eq!(read(body).blocks[0].paragraph.links, ["a.fr"]);
}

#[test]
fn headers_and_properties_are_read() {
    let found = read(
        r"{\info{\title Un plan}{\author Anne}{\creatim\yr2018\mo4\dy3\hr10}{\*\company DITP}}\titlepg{\headerf MINIST\'c8RE}{\header Suite}Texte.",
    );
    let texts: Vec<_> = found.blocks.iter().map(|block| block.paragraph.text.as_str()).collect();
    assert_eq!(texts, ["MINISTÈRE", "Texte.", "Suite"]);
    let properties: Vec<_> = found.properties.iter().map(|f| (f.key.as_str(), f.values[0].text.as_str())).collect();
    assert_eq!(properties, [("title", "Un plan"), ("creator", "Anne"), ("created", "2018-04-03"), ("company", "DITP")]);
}

#[test]
fn damaged_files_are_read_as_far_as_they_go() {
    let check = |source: &str, text: &str, message: &str| {
        let found = content(source.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(found.blocks.first().map_or("", |block| block.paragraph.text.as_str()), text);
        assert!(found.defects.iter().any(|defect| defect.message.contains(message)), "{:?}", found.defects);
    };
    check(r"{\rtf1 Texte {\b gras", "Texte gras", "breaks off");
    check(&(r"{\rtf1 Texte".to_owned() + &"{".repeat(100_000)), "Texte", "groups more than 512 deep");
    assert_eq!(content(b"{\\rtf1 a}}}}b", &Limits::default()).unwrap().blocks.len(), 1);
    assert!(content(b"Texte", &Limits::default()).is_err());
}
