//! `communiques index --dry-run`: what a run would do, without doing it.

use std::io::{self, Write};

use indexer::{Config, Preview};
use search_server::harmless::clean;
use serde::Serialize;

use super::{Format, left_out, tell_defects};
use crate::format::json;
use crate::output::{Outcome, counted, results};

#[derive(Serialize)]
struct DryRun<'a> {
    dry_run: bool,
    #[serde(flatten)]
    preview: &'a Preview,
}

/// Prints what indexing by `config` would do.
///
/// # Errors
/// A path or an index that cannot be read.
pub(super) fn run(config: &Config, format: Format) -> anyhow::Result<Outcome> {
    let preview = indexer::preview(config)?;
    let mut out = results();
    match format {
        Format::Json => json::line(&mut out, &DryRun { dry_run: true, preview: &preview })?,
        Format::Text => {
            print(&mut out, &preview)?;
            tell_defects(&preview.defects);
        }
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn print(out: &mut impl Write, preview: &Preview) -> io::Result<()> {
    let Preview { sources, skipped, new, changed, gone, out_of_reach, unchanged, .. } = preview;
    for (what, paths) in [("new", new), ("changed", changed), ("gone", gone), ("out of reach", out_of_reach)] {
        paths.iter().try_for_each(|path| writeln!(out, "{what}: {}", clean(path)))?;
    }
    if *skipped > 0 {
        writeln!(out, "{}", left_out(*skipped))?;
    }
    let (new, changed, gone) = (new.len(), changed.len(), gone.len());
    let sources = counted(*sources, "source");
    writeln!(out, "{sources}: {new} new, {changed} changed, {unchanged} unchanged, {gone} gone; nothing was done")
}
