//! What the steps of a look-up cost: cutting a text into words, finding documents, showing their passages.
//! Everything is measured on the seeds; whole collections, and Lucene beside us, are the business of `speed`.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use anyhow::Context;
use criterion::{BatchSize, Criterion, Throughput};
use index::french::{Lexicon, Token, cut_into};
use index::{Collection, Mode, Request};
use indexer::{Config, Silent};
use tempfile::TempDir;

/// The longest of the seeds.
const TEXT: &str = "2016-06-21-ministere-ouvert-1.md";

/// What the first command of the README asks.
const QUERY: &str = "données ouvertes";

/// Words that every seed has many times: what is shown of them costs more than finding them.
const COMMON: &str = "plan d'action pour un gouvernement ouvert";

fn main() -> anyhow::Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    analysis(&mut criterion)?;
    let home = TempDir::new()?;
    let collection = collection(home.path())?;
    query(&mut criterion, &collection)?;
    passages(&mut criterion, &collection)?;
    criterion.final_summary();
    Ok(())
}

/// A text whose words are known, as nearly all are after the first documents, and one of which every word is new.
fn analysis(criterion: &mut Criterion) -> anyhow::Result<()> {
    let text = fs::read_to_string(seeds().join(TEXT)).with_context(|| TEXT)?;
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let mut known = Lexicon::default();
    let mut tokens = Vec::new();
    group.bench_function("known words", |bencher| {
        bencher.iter(|| cut(black_box(&text), &mut known, &mut tokens));
    });
    group.bench_function("new words", |bencher| {
        let fresh = || (Lexicon::default(), Vec::new());
        bencher.iter_batched_ref(fresh, |(new, tokens)| cut(black_box(&text), new, tokens), BatchSize::SmallInput);
    });
    group.finish();
    Ok(())
}

fn cut(text: &str, lexicon: &mut Lexicon, tokens: &mut Vec<Token>) -> usize {
    tokens.clear();
    cut_into(text, lexicon, tokens);
    tokens.len()
}

/// From the text of a query to its finished answer.
fn query(criterion: &mut Criterion, collection: &Collection) -> anyhow::Result<()> {
    let mut group = criterion.benchmark_group("query");
    for query in [QUERY, "\"plan d'action\"", "transparen*", "minstère"] {
        search(&mut group, query, collection, &request(query, 3))?;
    }
    group.finish();
    Ok(())
}

/// The same page of documents without passages, with one and with three of each.
fn passages(criterion: &mut Criterion, collection: &Collection) -> anyhow::Result<()> {
    let mut group = criterion.benchmark_group("passages");
    for shown in [0, 1, 3] {
        search(&mut group, &shown.to_string(), collection, &request(COMMON, shown))?;
    }
    group.finish();
    Ok(())
}

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn search(group: &mut Group<'_>, name: &str, collection: &Collection, request: &Request) -> anyhow::Result<()> {
    let answer = index::search(collection, request)?;
    anyhow::ensure!(answer.total > 0, "{} finds nothing, so there is nothing to measure", request.query);
    group.bench_function(name, |bencher| bencher.iter(|| index::search(collection, black_box(request))));
    Ok(())
}

fn request(query: &str, passages: usize) -> Request {
    Request { query: query.to_owned(), limit: 10, passages, ..Request::default() }
}

fn collection(dir: &Path) -> anyhow::Result<Collection> {
    indexer::run(&Config { mode: Mode::Full, ..Config::new(vec![seeds()], dir.to_owned()) }, &Silent)?;
    Ok(Collection::open(dir)?)
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}
