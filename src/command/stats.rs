//! `communiques stats`: what an index holds.
//! Whether it is sound is the business of `check`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use index::Collection;
use serde::Serialize;

use crate::format::json;
use crate::output::{Outcome, results};
use crate::place::Place;

/// Say what the index holds
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// How it is said
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A figure on each line
    Text,
    /// One object
    Json,
}

#[derive(Serialize)]
struct Stats<'a> {
    documents: u64,
    passages: u64,
    words: u64,
    bytes: u64,
    schema: &'a str,
    french: &'a str,
    built: &'a str,
}

/// Prints the figures.
///
/// # Errors
/// The index cannot be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let collection = Collection::open(&arguments.place.dir()?)?;
    let stats = Stats {
        documents: collection.documents,
        passages: collection.passages,
        words: collection.words,
        bytes: collection.bytes()?,
        schema: &collection.payload.schema,
        french: &collection.payload.french,
        built: &collection.payload.built,
    };
    let mut out = results();
    match arguments.format {
        Format::Text => print(&mut out, &stats)?,
        Format::Json => json::line(&mut out, &stats)?,
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn print(out: &mut impl Write, stats: &Stats<'_>) -> io::Result<()> {
    writeln!(out, "documents  {}", stats.documents)?;
    writeln!(out, "passages   {}", stats.passages)?;
    writeln!(out, "words      {}", stats.words)?;
    writeln!(out, "bytes      {}", stats.bytes)?;
    writeln!(out, "schema     {}", stats.schema)?;
    writeln!(out, "french     {}", stats.french)?;
    writeln!(out, "built      {}", stats.built)
}
