//! The arguments of `communiques search`, and what they say together.
//! The filters have a file of their own.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};
use index::Facet;

use super::filters::Filters;
use crate::limits::LimitArguments;
use crate::paint::Color;
use crate::place::Place;

/// An answer never holds more hits than this, so that no request takes the memory of a whole collection.
const MAX_HITS: u64 = 1000;

const EXAMPLES: &str = "\
The query language:
  données ouvertes               these words, best documents first
  \"plan d'action\"                a phrase; one word in quotes is taken exactly
  données -budget                without a word; also SAUF budget, NOT budget
  plan (budget OU dépenses)      either; also OR, ET, AND
  transparen*  minstère~         words that begin so; words written nearly so
  \"données publiques\"~5          words close to each other; also données PROCHE/5 publiques
  type:plan date:2016..2018      fields: titre ministère type plan année date après avant étiquette langue source

Examples:
  communiques search \"données ouvertes\" --in seeds
  communiques search '\"plan d'\\''action\" -budget' --after 2018 --limit 5
  communiques search -l --kind communique --sort -date
  communiques search --json '\"codes sources\"' | jq '.hits[].id'
  communiques search -- -budget données
  communiques search --queries queries.tsv --format trec --limit 100 --timing > run.trec

A query that begins with a dash goes after `--`. Since `--in` takes several paths, the query stands before it, or after
`--`. The same filter given twice means either value, except for --title, --after and --before, which must all hold. A value
that documents have is meant whole (--publisher \"Ministère de la Culture\"); else documents are found by its words.

Exit codes, as grep's: 0 something was found, 1 nothing was found, 2 an error.";

/// Look up words, phrases and fields; prints the best passages of the best documents
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// What to look for, in the query language; optional where a filter is given
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) place: Place,
    /// Search these files and folders alone, in an index that is kept in the cache directory and brought up to date
    #[arg(long = "in", value_name = "PATH", num_args = 1.., conflicts_with = "index")]
    pub(super) paths: Vec<PathBuf>,
    /// Documents wanted, at most 1000; 0 for the numbers of documents and passages alone
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = value_parser!(u64).range(0..=MAX_HITS))]
    pub(super) limit: u64,
    /// Documents left out before the first one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// Order of the documents; those without a date come last
    #[arg(long, value_enum, default_value_t = Sort::Relevance, allow_hyphen_values = true)]
    pub(super) sort: Sort,
    /// Show each copy of a text, instead of the earliest one with the ids of the others; trec always does
    #[arg(long)]
    pub(super) no_group: bool,
    /// Count the documents found by these: publisher, kind, plan, year. Counts ignore options for the same
    #[arg(long, value_name = "FACET,…", value_delimiter = ',', conflicts_with_all = ["queries", "ids", "counts", "quiet"], value_parser = facet)]
    pub(super) facets: Vec<Facet>,
    #[command(flatten)]
    pub(super) shape: Shape,
    /// Show N lines of the source before and after each passage
    #[arg(short = 'C', long, value_name = "N", conflicts_with_all = ["ids", "counts", "quiet", "json", "queries"])]
    pub(super) context: Option<usize>,
    /// Colours [default: on a terminal, unless NO_COLOR is set]
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_default_value = true)]
    pub(super) color: Color,
    /// Say why each document stands where it stands: below it on a terminal, else on stderr
    #[arg(long, conflicts_with_all = ["quiet", "queries"])]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) batch: Batch,
    /// Threads [default: one for queries, one for each core for indexing]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// What is printed; one of these at most.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct Shape {
    /// How answers are written [default: text; trec with --queries]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The same as --format json
    #[arg(long, conflicts_with = "queries")]
    json: bool,
    /// Print ids alone, one a line
    #[arg(short = 'l', long, conflicts_with = "queries")]
    ids: bool,
    /// Print each document's id with the number of its passages that were found
    #[arg(short = 'c', long = "count", conflicts_with = "queries")]
    counts: bool,
    /// Print nothing; the exit code tells
    #[arg(short = 'q', long, conflicts_with = "queries")]
    quiet: bool,
}

/// Many queries in one run.
#[derive(Debug, Args)]
pub(super) struct Batch {
    /// Answer each line of this file, `qid<TAB>query`; for --format trec or jsonl
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub(super) queries: Option<PathBuf>,
    /// Print times to stderr at the end: {"queries","p50_us","p95_us","p99_us","qps"}, over all rounds
    #[arg(long, requires = "queries")]
    pub(super) timing: bool,
    /// Ask all queries so many times; answers are printed once
    #[arg(long, value_name = "N", default_value = "1", requires = "queries")]
    pub(super) repeat: NonZeroUsize,
}

/// How hits are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// Best first
    Relevance,
    /// Oldest first
    #[value(name = "date")]
    Oldest,
    /// Newest first
    #[value(name = "-date")]
    Newest,
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people on a terminal; id:line:text in a pipe, one passage a line
    Text,
    /// One object, as the API gives it
    Json,
    /// One object a line: a hit, or with --queries an answer
    Jsonl,
    /// A header and one row a passage
    Csv,
    /// qid, Q0, document, rank, score and run, parted by tabs
    Trec,
}

/// What is printed of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    /// Nothing.
    Quiet,
    /// The ids of documents.
    Ids,
    /// The ids of documents and the number of their passages.
    Counts,
    /// Documents with passages.
    Hits(Format),
}

fn facet(name: &str) -> anyhow::Result<Facet> {
    name.parse().map_err(|_| anyhow::anyhow!("not one of publisher, kind, plan, year"))
}

impl Arguments {
    /// What is printed of an answer.
    pub(super) fn output(&self) -> Output {
        let by_default = if self.batch.queries.is_some() { Format::Trec } else { Format::Text };
        match self.shape {
            Shape { quiet: true, .. } => Output::Quiet,
            Shape { ids: true, .. } => Output::Ids,
            Shape { counts: true, .. } => Output::Counts,
            Shape { json: true, .. } => Output::Hits(Format::Json),
            Shape { format, .. } => Output::Hits(format.unwrap_or(by_default)),
        }
    }
}
