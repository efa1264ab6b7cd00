//! Which format files of all kinds of names and contents are told to be.
//! That a format is then read is tested beside its reader.

use super::*;
use crate::package::tests::packed;

fn check(name: &str, bytes: &[u8], expected: Result<Format, &str>) {
    match (Format::of(Path::new(name), bytes, &Limits::default()), expected) {
        (Ok(format), Ok(expected)) => assert_eq!(format, expected, "{name}"),
        (Err(defect), Err(message)) => assert!(defect.message.contains(message), "{name}: {defect}"),
        (found, expected) => panic!("{name}: {found:?} instead of {expected:?}"),
    }
}

fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain([0; 600]).chain(name).collect()
}

#[test]
fn content_tells_whatever_the_name() {
    let docx = packed(&[("word/document.xml", "")]);
    let odt = packed(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]);
    for name in ["a.doc", "a.txt", "a.pdf", "a"] {
        check(name, &docx, Ok(Format::Docx));
        check(name, &odt, Ok(Format::Odt));
        check(name, b"{\\rtf1 a}", Ok(Format::Rtf));
        check(name, b"%PDF-1.4\n", Ok(Format::Pdf));
        check(name, b"\xef\xbb\xbf <!-- a --><!DOCTYPE html><p>", Ok(Format::Html));
        check(name, b"<?xml version='1.0'?>\n<html xmlns='x'>", Ok(Format::Html));
    }
    check("a.pdf", b"une ligne\n%PDF-1.4\n", Ok(Format::Pdf));
    check("a.odt", b"<?xml version='1.0'?><office:document x='y'>", Ok(Format::Odt));
    let utf_16: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("a.doc", &utf_16, Ok(Format::Html));
}

#[test]
fn plain_text_is_what_its_name_tells() {
    check("a.md", b"<div>\n# Titre", Ok(Format::Markdown));
    check("a.md", b"Un fichier PDF commence par %PDF-1.4", Ok(Format::Markdown));
    check("a.TXT", b"", Ok(Format::Text));
    check("a.htm", b"<p>Un", Ok(Format::Html));
    check("a.jsonl", b"<html>", Ok(Format::JsonLines));
    check("a.doc", b"Du texte.", Ok(Format::Text));
    check("a.txt", b"BM, MZ et BZ sont des sigles.", Ok(Format::Text));
    check("a.md", b"MIME-Version: un en-t\xc3\xaate", Ok(Format::Markdown));
}

#[test]
fn what_is_not_read_is_named() {
    check("a.md", b"\x89PNG\r\n\x1a\n\0", Err("is an image"));
    check("a.txt", b"\x1f\x8b\x08\0", Err("is an archive"));
    check("a.txt", &packed(&[("un.txt", "")]), Err("is a ZIP archive"));
    check("a.docx", &packed(&[("xl/workbook.xml", "")]), Err("is an Excel workbook"));
    check("a.xls", b"des\tcolonnes", Err("is an Excel workbook, by its ending"));
    check("a.epub", &packed(&[("mimetype", "application/epub+zip")]), Err("is an electronic book"));
    check("a.doc", &compound("WordDocument"), Err("is a Word 97-2003 file: save it as DOCX or ODT"));
    check("a.docx", &compound("EncryptedPackage"), Err("is protected by a password: save it without one"));
    let encrypted =
        [compound("WordDocument"), vec![0; 1024 - 632], b"\xec\xa5\0\0\0\0\0\0\0\0\0\x01".to_vec()].concat();
    check("a.doc", &encrypted, Err("is protected by a password"));
    check("a.doc", b"<?xml version='1.0'?><?mso x?><w:wordDocument>", Err("is a Word XML file"));
    check("a.doc", b"MIME-Version: 1.0", Err("is a web archive"));
}

#[test]
fn a_name_that_promises_too_much_is_told() {
    check("a.docx", b"Du texte.", Err("has the ending .docx, but is no such file"));
    check("a.pdf", b" \n", Err("is empty"));
    check("a.docx", b"PK\x03\x04coup", Err("is a damaged package"));
}

#[test]
fn titles_with_full_stops_have_no_ending() {
    assert_eq!(ending(Path::new("12. Projet de loi")), None);
    assert_eq!(ending(Path::new("version 1.2")), None);
    assert_eq!(ending(Path::new("a.b.DOCX")).as_deref(), Some("docx"));
}

#[test]
fn files_without_ending_need_a_signature() {
    assert!(has_signature(b"%PDF-1.7") && has_signature(&packed(&[("[Content_Types].xml", "")])));
    assert!(!has_signature(b"all:\n\tcargo build") && !has_signature(&packed(&[("un.txt", "")])));
}
