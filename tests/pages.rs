//! Sources that have pages are cited by them, in every way of asking. The PDF is made here, by hand.

mod program;

use std::fmt::Write;

use program::Program;
use serde_json::Value;

/// A PDF with one line of text on each page.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (number, text) in pages.iter().enumerate() {
        let resources = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>";
        objects.push(format!("<< /Type /Page /Parent 2 0 R {resources} /Contents {} 0 R >>", 5 + 2 * number));
        let stream = format!("BT /F1 11 Tf 72 700 Td ({text}) Tj ET");
        objects.push(format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _written = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    let _written = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    let size = objects.len() + 1;
    let _written = write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

#[test]
fn a_passage_is_cited_by_its_page() -> anyhow::Result<()> {
    let program = Program::new()?;
    std::fs::create_dir(program.path("archive"))?;
    let pages =
        ["Le plan national est publie par le Gouvernement ce matin.", "Les jardins partages ouvrent leurs portes."];
    std::fs::write(program.path("archive/plan.pdf"), pdf(&pages))?;
    std::fs::write(program.path("archive/note.md"), "Un.\n\nDes jardins partages.\n")?;
    let ask = |arguments: &[&str]| -> anyhow::Result<String> {
        let archive = program.path("archive");
        let output = program.command(arguments).arg("--in").arg(archive).output()?;
        Ok(String::from_utf8(output.stdout)?)
    };
    let answer: Value = serde_json::from_str(&ask(&["search", "jardins partages", "--json", "--sort", "relevance"])?)?;
    let hits = answer["hits"].as_array().cloned().unwrap_or_default();
    let place = |id: &str| {
        let passage = &hits.iter().find(|hit| hit["id"] == id)?["passages"][0];
        Some((passage["line"].as_u64(), passage["page"].as_u64()))
    };
    assert_eq!((place("plan"), place("note")), (Some((None, Some(2))), Some((Some(3), None))), "{answer}");
    let csv = ask(&["search", "portes", "--format", "csv"])?;
    assert!(csv.lines().next().is_some_and(|header| header.ends_with(",text,page")), "{csv}");
    assert!(csv.lines().nth(1).is_some_and(|row| row.ends_with(",2")), "{csv}");
    let lines = ask(&["search", "portes"])?;
    assert!(lines.starts_with("plan:2:"), "{lines}");
    Ok(())
}
