//! `communiques extract`: the text of a file as it would be indexed.
//! How it is found is the indexer's business.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use indexer::{Format, Workers};
use search_server::harmless::clean;

use super::index::worker;
use crate::limits::LimitArguments;
use crate::output::{Outcome, results, tell};

/// Print the text of a file as it would be indexed, headings as Markdown
///
/// Each paragraph, heading, list item or row stands on a line of its own, with a blank line after it.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file; - for standard input
    file: PathBuf,
    #[command(flatten)]
    limits: LimitArguments,
}

/// Prints the text; defects are told on stderr.
///
/// # Errors
/// The file cannot be read, or holds nothing that its format allows.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let file = &arguments.file;
    let named = || file.display().to_string();
    let bytes = bytes(file).with_context(|| format!("cannot read {}", named()))?;
    let limits = arguments.limits.limits();
    let format = Format::of(file, &bytes, &limits).with_context(named)?;
    let workers = Workers::new(worker(), limits);
    let transcript = indexer::transcript(format, &bytes, &workers).with_context(named)?;
    for defect in &transcript.defects {
        tell(format_args!("{}: {defect}", named()));
    }
    let mut out = results();
    for (number, block) in transcript.blocks.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", clean(block))?;
    }
    out.flush()?;
    Ok(if transcript.blocks.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        // A pipe may have nobody who writes into it.
        if !std::fs::metadata(file)?.is_file() {
            return Err(std::io::Error::other("it is no file: name one, or - to read from a pipe"));
        }
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
