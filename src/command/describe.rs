//! `communiques describe`: what is found about documents, and from where, without indexing them.
//! How it is found is the indexer's business; how it is written, `format::description`'s.

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use indexer::{Looked, Looking, SourceDefect};

use super::index::{tell_defects, threads, worker};
use crate::format::{description, json};
use crate::limits::LimitArguments;
use crate::output::{Outcome, counted, results};

/// Show what is found about documents, and from where, without indexing them
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files and folders to look at
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave out what this pattern names, as a line of a .gitignore at each path would; may be given many times
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    #[command(flatten)]
    limits: LimitArguments,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A few lines for each document
    Text,
    /// One object a line
    Json,
}

/// Prints what is found, in the order of the sources; defects are told on stderr.
///
/// # Errors
/// A path that does not exist, a mistake in `communiques.toml`, sources of which none can be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let Arguments { paths, exclude, limits, jobs, .. } = arguments;
    let limits = limits.limits();
    let looking =
        Looking { paths: paths.clone(), exclude: exclude.clone(), limits, worker: worker(), jobs: threads(*jobs) };
    let mut out = results();
    let (mut documents, mut defects) = (0, 0);
    let rest = indexer::look(&looking, |looked| {
        let told = told(&looked);
        defects += told.len() as u64;
        if looked.reading.is_ok() {
            documents += 1;
            match arguments.format {
                Format::Json => json::line(&mut out, &description::of(&looked))?,
                Format::Text => {
                    if documents > 1 {
                        writeln!(out)?;
                    }
                    description::print(&mut out, &description::of(&looked))?;
                }
            }
        }
        tell_defects(&told);
        anyhow::Ok(())
    })?;
    out.flush()?;
    tell_defects(&rest);
    defects += rest.len() as u64;
    match documents {
        0 if defects > 0 => bail!("nothing could be described: {}", counted(defects, "defect")),
        0 => Ok(Outcome::Nothing),
        _ => Ok(Outcome::Found),
    }
}

fn told(looked: &Looked<'_>) -> Vec<SourceDefect> {
    let defects = match &looked.reading {
        Ok(reading) => reading.defects.as_slice(),
        Err(defect) => std::slice::from_ref(defect),
    };
    let source = looked.path.to_string_lossy();
    let told = |defect: &indexer::Defect| SourceDefect {
        source: source.clone().into_owned(),
        line: defect.line,
        message: defect.message.clone(),
    };
    defects.iter().map(told).collect()
}
