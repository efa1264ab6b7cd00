//! PDFs as a user has them: real ones, odd ones, and those that an office program makes of the seeds' text.
//! What single rules of reading do is tested beside them.

mod program;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use index::{Document, Paragraph};
use indexer::{Format, Limits};
use program::{Program, seeds};
use serde_json::Value;
use std::io::Write;

/// Of the words of a text, at least this part comes back in order.
const WORDS_IN_ORDER: f64 = 0.995;

/// What stands at the head of each page.
const HEADER: &str = "En-tête du plan";

/// A folder of the shared test data; says on stderr that a test is skipped where it is not there.
fn shared_folder(name: &str) -> anyhow::Result<Option<PathBuf>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.is_dir() {
        writeln!(std::io::stderr(), "skipped: there is no ../shared/{name}")?;
        return Ok(None);
    }
    Ok(Some(path))
}

/// The report of indexing a folder, with a temporary folder of its own that must be empty afterwards.
fn report(folder: &Path) -> anyhow::Result<Value> {
    let program = Program::new()?;
    std::fs::create_dir(program.path("temporaire"))?;
    let mut command = program.command(&["index".as_ref(), folder.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    let output = command.env("TMPDIR", program.path("temporaire")).output()?;
    anyhow::ensure!(output.status.code() == Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    anyhow::ensure!(std::fs::read_dir(program.path("temporaire"))?.next().is_none(), "something is left");
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[test]
fn each_odd_file_gives_its_text_or_a_defect() -> anyhow::Result<()> {
    let Some(folder) = shared_folder("files/odd/pdf")? else { return Ok(()) };
    let report = report(&folder)?;
    let (sources, indexed) =
        (report["sources"].as_u64().context("a number")?, report["indexed"].as_u64().context("a number")?);
    let defects = report["defects"].as_array().context("a list")?;
    assert!(sources > 0 && defects.len() as u64 >= sources - indexed, "{report}");
    let failed = defects.iter().filter(|defect| defect["message"].as_str().is_some_and(|text| text.contains("fail")));
    assert_eq!(failed.count(), 0, "{report}");
    Ok(())
}

#[test]
fn each_real_file_gives_its_text() -> anyhow::Result<()> {
    let Some(folder) = shared_folder("files/real/pdf")? else { return Ok(()) };
    let report = report(&folder)?;
    assert_eq!((&report["indexed"], &report["defects"]), (&report["sources"], &Value::Array(Vec::new())));
    Ok(())
}

/// The lines of the seeds that hold nothing but text.
fn plain_lines() -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(seeds())?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = std::fs::read_to_string(path)?;
        let body =
            text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or(text.as_str(), |(_, body)| body);
        let plain =
            |line: &&str| line.len() > 150 && !line.contains(['<', '>', '[', '{', '*', '#', '|', '&', '\\', '\t']);
        lines.extend(body.lines().map(str::trim).filter(plain).map(str::to_owned));
    }
    Ok(lines)
}

/// An office document of these paragraphs, in columns, with page headers and page numbers.
fn office_document(paragraphs: &[String], columns: u8) -> String {
    let body: String = paragraphs.iter().map(|text| format!("<text:p text:style-name=\"P\">{text}</text:p>")).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3"
        office:mimetype="application/vnd.oasis.opendocument.text"
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:styles>
        <style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"
        fo:text-align="justify"/><style:text-properties fo:font-size="10pt"/></style:style></office:styles>
        <office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm"
        fo:page-height="20cm" fo:margin="2cm"><style:columns fo:column-count="{columns}" fo:column-gap="0.6cm"/>
        </style:page-layout-properties><style:header-style/><style:footer-style/></style:page-layout>
        </office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
        style:page-layout-name="L"><style:header><text:p>{HEADER}</text:p></style:header><style:footer>
        <text:p>Page <text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
        <office:body><office:text>{body}</office:text></office:body></office:document>"#
    )
}

/// The PDF that LibreOffice makes of a document; `None` where it is not installed.
fn printed(document: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("essai.fodt"), document)?;
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profil").display());
    let mut command = Command::new("soffice");
    command.args(["--headless", &profile, "--convert-to", "pdf", "essai.fodt"]).current_dir(folder.path());
    if command.output().is_err() {
        writeln!(std::io::stderr(), "skipped: soffice (LibreOffice) is not installed")?;
        return Ok(None);
    }
    Ok(std::fs::read(folder.path().join("essai.pdf")).ok())
}

fn words<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '-'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many words two texts have in common, in their order.
fn common_words(one: &[String], other: &[String]) -> usize {
    let mut best = vec![0; other.len() + 1];
    for word in one {
        let mut corner = 0;
        for (at, same) in other.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if word == same { corner + 1 } else { above.max(best[at]) };
            corner = above;
        }
    }
    best[other.len()]
}

fn text(document: &Document) -> impl Iterator<Item = &Paragraph> {
    let sections = document.sections.iter();
    let body =
        sections.flat_map(|section| section.heading.iter().map(|heading| &heading.text).chain(&section.paragraphs));
    document.title.iter().chain(body).filter(|paragraph| paragraph.text != HEADER)
}

#[test]
fn what_an_office_program_prints_comes_back_word_for_word() -> anyhow::Result<()> {
    let lines = plain_lines()?;
    let expected = words(lines.iter().map(String::as_str));
    assert!(expected.len() > 1000);
    for columns in [1, 2] {
        let Some(pdf) = printed(&office_document(&lines, columns))? else { return Ok(()) };
        let reading = indexer::read(Format::Pdf, "essai", &pdf, &Limits::default())?;
        let found = words(text(&reading.document).map(|paragraph| paragraph.text.as_str()));
        let common = common_words(&expected, &found) as f64;
        assert!(common >= WORDS_IN_ORDER * expected.len() as f64, "{columns} columns: {common} of {}", expected.len());
        assert!(common >= WORDS_IN_ORDER * found.len() as f64, "{columns} columns: {common} of {} found", found.len());
        let pages = text(&reading.document).flat_map(|paragraph| &paragraph.lines).map(|start| start.line);
        assert!(pages.max() > Some(2), "pages are told");
    }
    Ok(())
}
