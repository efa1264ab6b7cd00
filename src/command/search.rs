//! `communiques search`: from arguments to a printed answer.
//! Finding is the engine's business; how each format looks, that of `format`.

mod ask;
mod batch;
mod context;
mod filters;
mod options;
mod place;
mod timing;

use std::io::{IsTerminal, Write};

use anyhow::bail;
use index::{Answer, Collection};

use crate::format::{self, csv, explanation, facets, ids, json, jsonl, lines, screen, trec};
use crate::output::{Outcome, counted, results, tell};
use crate::paint::Paint;
use ask::Question;
use options::{Format, Output};

pub(crate) use options::Arguments;

/// The id of a query that has none, where a format needs one.
const LONE_QUERY: &str = "1";

/// Searches and prints.
///
/// # Errors
/// Nothing was asked, or the index cannot be read or brought up to date.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(queries) = &arguments.batch.queries {
        let queries = batch::read(queries)?;
        return batch::run(arguments, &place::open(arguments)?, &queries);
    }
    let query = arguments.query.join(" ");
    if arguments.query.is_empty() && arguments.filters.is_empty() {
        bail!("nothing to search for: give a query before --in, a filter or --queries FILE");
    }
    if !arguments.facets.is_empty() && !matches!(arguments.output(), Output::Hits(Format::Text | Format::Json)) {
        bail!("--facets are shown by --format text and json alone");
    }
    let collection = place::open(arguments)?;
    let question = Question::new(&arguments.filters, ask::paging(arguments), arguments.output());
    let answer = question.ask(&collection, &query)?;
    print(arguments, &collection, &answer)?;
    Ok(if answer.total > 0 { Outcome::Found } else { Outcome::Nothing })
}

fn print(arguments: &Arguments, collection: &Collection, answer: &Answer) -> anyhow::Result<()> {
    let mut out = results();
    match arguments.output() {
        Output::Quiet => return Ok(()),
        Output::Ids => ids::print(&mut out, answer)?,
        Output::Counts => format::counts::print(&mut out, answer)?,
        Output::Hits(Format::Json) => json::print(&mut out, answer)?,
        Output::Hits(Format::Jsonl) => jsonl::print(&mut out, answer)?,
        Output::Hits(Format::Csv) => csv::print(&mut out, answer, arguments.offset)?,
        Output::Hits(Format::Trec) => trec::print(&mut out, LONE_QUERY, answer, arguments.offset)?,
        Output::Hits(Format::Text) => {
            text(&mut out, arguments, collection, answer)?;
            facets::print(&mut out, answer)?;
        }
    }
    out.flush()?;
    if !is_screen(arguments.output()) {
        explanation::tell(answer);
    }
    if !matches!(arguments.output(), Output::Hits(Format::Json)) {
        answer.hints.iter().for_each(tell);
        answer.did_you_mean.iter().for_each(|query| tell(format_args!("vouliez-vous dire : {query}")));
        answer.without_filters.iter().for_each(|total| tell(format_args!("sans les filtres : {total}")));
    }
    Ok(())
}

/// Whether documents are shown to people, with the reasons for their places below them.
fn is_screen(output: Output) -> bool {
    output == Output::Hits(Format::Text) && std::io::stdout().is_terminal()
}

fn text(out: &mut impl Write, arguments: &Arguments, collection: &Collection, answer: &Answer) -> anyhow::Result<()> {
    let (total, passages) = (counted(answer.total, "document"), counted(answer.passages, "passage"));
    if arguments.limit == 0 {
        return Ok(writeln!(out, "{total}, {passages}")?);
    }
    let around = match arguments.context {
        Some(lines) => context::around(collection, answer, lines)?,
        None => Vec::new(),
    };
    let paint = Paint::of(arguments.color);
    if !is_screen(arguments.output()) {
        return Ok(lines::print(out, answer, &around, &paint)?);
    }
    screen::print(out, answer, &around, &paint)?;
    out.flush()?;
    tell(format_args!("{total} ({} shown), {passages}, {:.1?}", answer.hits.len(), answer.took));
    Ok(())
}
