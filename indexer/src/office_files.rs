//! Office files of real archives, odd ones, and spoiled ones, read as a run would read them.
//! What single elements do is tested beside their readers.

use std::io::Write;
use std::path::{Path, PathBuf};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::package::Package;
use crate::{Defect, Format, Limits, Reading, read};

/// The files of a folder of `../shared/files`; none, and a word about it, where it is missing.
fn shared(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/files").join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        println!("skipped: {} is missing", path.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn read_as_a_run_would(path: &Path, bytes: &[u8]) -> Result<Reading, Defect> {
    let limits = Limits::default();
    read(Format::of(path, bytes, &limits)?, "essai", bytes, &limits)
}

fn words(reading: &Reading) -> usize {
    let document = &reading.document;
    let sections = document.sections.iter().flat_map(|s| s.heading.iter().map(|h| &h.text).chain(&s.paragraphs));
    let all = document.title.iter().chain(&document.lead).chain(sections);
    all.map(|paragraph| paragraph.text.split_whitespace().count()).sum()
}

#[test]
fn real_files_give_their_text_without_a_defect() {
    for (path, bytes) in ["real/docx", "real/odt"].into_iter().flat_map(shared) {
        let reading = read_as_a_run_would(&path, &bytes).unwrap();
        assert_eq!(reading.defects, [], "{}", path.display());
        assert!(words(&reading) > 90, "{}: {} words", path.display(), words(&reading));
    }
}

#[test]
fn odd_files_end_in_text_or_in_a_defect_that_says_what_to_do() {
    for (path, bytes) in ["odd/docx", "odd/odt", "odd/odp", "odd/rtf", "odd/doc"].into_iter().flat_map(shared) {
        let reading = read_as_a_run_would(&path, &bytes);
        let (found, defects) = match reading {
            Ok(reading) => (words(&reading), reading.defects),
            Err(defect) => (0, vec![defect]),
        };
        assert!(found > 0 || !defects.is_empty(), "{} is dropped silently", path.display());
        assert!(defects.iter().all(|defect| defect.message.contains(": ")), "{}: {defects:?}", path.display());
    }
}

/// Numbers that look random and are the same each time.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    }
}

fn spoil(bytes: &mut Vec<u8>, next: &mut impl FnMut(usize) -> usize) {
    const PIECES: [&str; 12] = [
        "<w:p>",
        "</w:p>",
        "<w:tbl>",
        "<w:tc>",
        "<w:fldChar w:fldCharType='begin'/>",
        "<text:note>",
        "<table:table-cell>",
        "&x;",
        "]]>",
        "{\\field",
        "{\\footnote",
        "\\row ",
    ];
    for _ in 0..=next(8) {
        let at = next(bytes.len());
        match next(3) {
            0 => drop(bytes.splice(at..at, PIECES[next(PIECES.len())].bytes())),
            1 => drop(bytes.splice(at..(at + next(60)).min(bytes.len()), [])),
            _ => bytes.insert(at, next(256) as u8),
        }
    }
}

/// The package with each of its members spoiled, packed again.
fn spoiled_inside(bytes: &[u8], next: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut package = Package::open(bytes, 1 << 26).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        let mut member = package.member(name, &mut Vec::new()).unwrap().unwrap();
        member.truncate(20_000);
        spoil(&mut member, next);
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&member).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn spoiled_files_make_nothing_panic() {
    let mut next = numbers(0x9e37_79b9);
    for (path, bytes) in ["odd/docx", "odd/odt", "odd/odp", "odd/rtf"].into_iter().flat_map(shared) {
        let packed = bytes.starts_with(b"PK");
        for round in 0..8 {
            let mut bytes = if packed && round > 1 { spoiled_inside(&bytes, &mut next) } else { bytes.clone() };
            if !packed || round < 2 {
                spoil(&mut bytes, &mut next);
            }
            let _either_way = read_as_a_run_would(&path, &bytes);
        }
    }
}

fn deep(members: &[(&str, &str)]) -> Reading {
    let bytes = crate::package::tests::packed(members);
    read_as_a_run_would(Path::new("a.docx"), &bytes).unwrap()
}

#[test]
fn elements_a_hundred_thousand_deep_are_a_defect() {
    for element in ["w:tbl", "w:tc", "w:p", "w:txbxContent", "w:r", "x"] {
        let text =
            format!("<w:document><w:p><w:r><w:t>Texte</w:t></w:r></w:p>{}", format!("<{element}>").repeat(100_000));
        let reading = deep(&[("word/document.xml", &text)]);
        assert_eq!((words(&reading), reading.defects.len()), (1, 1), "{element}");
        let text = format!("<x><office:body><text:p>Texte</text:p>{}", format!("<{element}>").repeat(100_000));
        let reading = deep(&[("content.xml", &text.replace("w:", "text:"))]);
        assert_eq!((words(&reading), reading.defects.len()), (1, 1), "{element}");
    }
}
