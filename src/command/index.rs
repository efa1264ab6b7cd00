//! `communiques index`: builds or updates an index and reports on it.
//! What is read and how is the indexer's business.

mod dry_run;
mod watch;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use index::Mode;
use indexer::{Config, Report, SourceDefect};

use crate::format::json;
use crate::limits::LimitArguments;
use crate::output::{Outcome, counted, results, tell};
use crate::place::Place;
use crate::progress::Bar;

/// Build or update the index: only what changed is read again, what is gone is removed
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files and folders to index
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Leave out what this pattern names, as a line of a .gitignore at each path would; may be given many times
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    #[command(flatten)]
    limits: LimitArguments,
    /// Make the index afresh, from these paths alone; the old one answers until that is done
    #[arg(long)]
    full: bool,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Then follow what changes below the paths, and commit it in batches, until Ctrl-C or SIGTERM
    #[arg(long, conflicts_with_all = ["dry_run", "strict"])]
    watch: bool,
    /// Exit with 2 if any source has a defect
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A few lines; sources with defects on stderr
    Text,
    /// One object
    Json,
}

/// Indexes the paths and prints the report.
///
/// # Errors
/// Nothing could be indexed; with `--strict`, some source could not.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let config = Config {
        mode: if arguments.full { Mode::Full } else { Mode::Update },
        jobs: threads(arguments.jobs),
        exclude: arguments.exclude.clone(),
        limits: arguments.limits.limits(),
        worker: worker(),
        ..Config::new(arguments.paths.clone(), arguments.place.dir()?)
    };
    if arguments.dry_run {
        return dry_run::run(&config, arguments.format);
    }
    if arguments.watch {
        return watch::run(&config, arguments.format);
    }
    let report = with_bar(&config)?;
    let mut out = results();
    match arguments.format {
        Format::Json => json::line(&mut out, &report)?,
        Format::Text => {
            print(&mut out, &report)?;
            tell_defects(&report.defects);
        }
    }
    out.flush()?;
    verdict(&report, arguments.strict)
}

/// Indexes with a bar on the terminal.
///
/// # Errors
/// Those of the indexer.
pub(crate) fn with_bar(config: &Config) -> anyhow::Result<Report> {
    let bar = Bar::on_terminal()?;
    Ok(indexer::run(config, &bar)?)
}

/// As many threads as asked for, else one for each core.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> usize {
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    asked.unwrap_or_else(cores).get()
}

/// This program, to be started again where files are read that may take a process down.
pub(crate) fn worker() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// Names each source with a defect on stderr, one a line.
pub(crate) fn tell_defects(defects: &[SourceDefect]) {
    for SourceDefect { source, line, message } in defects {
        match line {
            Some(line) => tell(format_args!("{source}:{line}: {message}")),
            None => tell(format_args!("{source}: {message}")),
        }
    }
}

fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let Report { sources, skipped, indexed, unchanged, removed, documents, passages, characters, seconds, .. } = report;
    let sources = counted(*sources, "source");
    writeln!(out, "{sources}: {indexed} indexed, {unchanged} unchanged, {removed} removed")?;
    if *skipped > 0 {
        writeln!(out, "{}", left_out(*skipped))?;
    }
    let written = [(documents, "document"), (passages, "passage"), (characters, "character")];
    let written = written.map(|(number, noun)| counted(*number, noun)).join(", ");
    writeln!(out, "{written} in {seconds:.1} s")?;
    match report.defects.len() as u64 {
        0 => Ok(()),
        defects => writeln!(out, "{}", counted(defects, "defect")),
    }
}

/// Says how many files are no sources.
fn left_out(skipped: u64) -> String {
    format!("{} left out, of no format that is read", counted(skipped, "file"))
}

fn verdict(report: &Report, strict: bool) -> anyhow::Result<Outcome> {
    let defects = counted(report.defects.len() as u64, "defect");
    let nothing = report.indexed + report.unchanged + report.removed == 0;
    // Where there is nothing at all, nothing is wrong either.
    if nothing && !(report.sources == 0 && report.defects.is_empty()) {
        bail!("nothing could be indexed: {}, {defects}", counted(report.sources, "source"));
    }
    if strict && !report.defects.is_empty() {
        bail!("{defects}, which --strict makes an error");
    }
    Ok(Outcome::Found)
}
