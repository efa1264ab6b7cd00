//! `communiques show`: a document of the index, or its passage around a line.
//! It shows what was indexed, not the file as it is now.

use std::io::{self, Write};

use clap::Args;
use index::{Collection, Found, Origin, StoredDocument, StoredPassage};
use search_server::harmless::clean;

use crate::output::{Outcome, results, tell};
use crate::place::Place;

/// Show a document, or the passage around one of its lines
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The document's id, as `search` prints it, with or without a line: `plans/2018:23`
    #[arg(value_name = "ID[:LINE]")]
    target: String,
    #[command(flatten)]
    place: Place,
}

/// Prints the document or the passage.
///
/// # Errors
/// The index cannot be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let collection = Collection::open(&arguments.place.dir()?)?;
    let target = arguments.target.as_str();
    let mut out = results();
    if let Some(document) = index::document(&collection, target)? {
        whole(&mut out, &document)?;
    } else if let Some((document, line)) = at_line(&collection, target)? {
        passage(&mut out, &document, line)?;
    } else {
        tell(format_args!("no document has the id {target}; `communiques search -l` prints ids"));
        return Ok(Outcome::Nothing);
    }
    out.flush()?;
    Ok(Outcome::Found)
}

/// The document and the line that `target` names, if it ends with a line.
fn at_line(collection: &Collection, target: &str) -> anyhow::Result<Option<(StoredDocument, u32)>> {
    let Some((id, line)) = target.rsplit_once(':') else { return Ok(None) };
    let Ok(line) = line.parse() else { return Ok(None) };
    Ok(index::document(collection, id)?.map(|document| (document, line)))
}

fn whole(out: &mut impl Write, document: &StoredDocument) -> io::Result<()> {
    writeln!(out, "{}", clean(&document.title))?;
    description(out, document)?;
    let mut heading: &[String] = &[];
    for passage in &document.passages {
        if passage.heading != heading {
            heading = &passage.heading;
            headings(out, heading)?;
        }
        writeln!(out)?;
        let shown_above = |text: &str| *text == document.title || passage.heading.iter().any(|heading| heading == text);
        let lines = passage.lines.iter().map(|(_, text)| text.as_str()).skip_while(|text| shown_above(text));
        lines.map(clean).try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

fn description(out: &mut impl Write, document: &StoredDocument) -> io::Result<()> {
    let about = &document.about;
    writeln!(out, "id: {}", clean(&document.id))?;
    if let Some(date) = &about.date {
        writeln!(out, "date: {} ({})", date.value, origin(date.origin))?;
    }
    about.publisher.iter().try_for_each(|publisher| found(out, "publisher", publisher))?;
    about.kind.iter().try_for_each(|kind| found(out, "kind", kind))?;
    about.plans.iter().try_for_each(|plan| found(out, "plan", plan))?;
    if !about.tags.is_empty() {
        writeln!(out, "tags: {}", clean(&about.tags.join(", ")))?;
    }
    if !about.language.is_empty() {
        writeln!(out, "language: {}", clean(&about.language))?;
    }
    if let Some(url) = &about.url {
        writeln!(out, "url: {}", clean(url))?;
    }
    writeln!(out, "source: {}", clean(&document.source))
}

fn found(out: &mut impl Write, name: &str, value: &Found<String>) -> io::Result<()> {
    writeln!(out, "{name}: {} ({})", clean(&value.value), origin(value.origin))
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Declared => "declared",
        Origin::Read => "read in the text",
        Origin::Inferred => "inferred",
    }
}

fn headings(out: &mut impl Write, heading: &[String]) -> io::Result<()> {
    match heading {
        [] => Ok(()),
        heading => writeln!(out, "\n## {}", clean(&heading.join(" › "))),
    }
}

fn passage(out: &mut impl Write, document: &StoredDocument, line: u32) -> io::Result<()> {
    let Some(passage) = around(&document.passages, line) else { return Ok(()) };
    writeln!(out, "{}", clean(&document.title))?;
    headings(out, &passage.heading)?;
    writeln!(out)?;
    passage.lines.iter().try_for_each(|(line, text)| writeln!(out, "{line:>6}  {}", clean(text)))
}

/// The passage that holds the line, else the last that begins before it, else the first.
fn around(passages: &[StoredPassage], line: u32) -> Option<&StoredPassage> {
    let first = |passage: &StoredPassage| passage.lines.first().map(|&(first, _)| first);
    let last = |passage: &StoredPassage| passage.lines.last().map(|&(last, _)| last);
    let begins_before = |passage: &&StoredPassage| first(passage).is_some_and(|first| first <= line);
    let holds = |passage: &&StoredPassage| begins_before(passage) && last(passage).is_some_and(|last| line <= last);
    let nearest = || passages.iter().filter(begins_before).max_by_key(|passage| first(passage));
    passages.iter().find(holds).or_else(nearest).or(passages.first())
}
