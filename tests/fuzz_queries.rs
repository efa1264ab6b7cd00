//! Ten thousand queries that nobody would type: none may panic, hang, or answer everything without asking anything.
//! What a reasonable query finds is told by other tests.

mod dice;
mod program;

use dice::Dice;
use index::{Collection, Request};
use indexer::{Config, Silent};
use program::seeds;
use tempfile::TempDir;

const QUERIES: u64 = 10_000;

const THREADS: u64 = 4;

/// Of so many queries, one is very long.
const LONG_ONE_IN: u64 = 500;

const LONG: usize = 100_000;

/// What queries are made of: words, operators, quotes, brackets, odd characters.
const PIECES: [&str; 60] = [
    "données",
    "plan",
    "le",
    "la",
    "d'",
    "l’État",
    "PGO",
    "2018-2020",
    "n° 8",
    "co-construire",
    "citoyen·ne·s",
    "data.gouv.fr",
    "minstère~",
    "transparen*",
    "*",
    "~",
    "~2",
    "~99999999999",
    "\"",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    "(",
    ")",
    "-",
    "--",
    " -a",
    "OU",
    "OR",
    "ET",
    "AND",
    "SAUF",
    "NOT",
    "PROCHE/5",
    "PROCHE/",
    "NEAR/999999999999",
    "titre:",
    "type:",
    "date:2016..2018",
    "date:..",
    "avant:",
    "année:99999",
    "zorglub:",
    ":",
    "a",
    "é",
    "e\u{301}",
    "\u{301}\u{301}\u{301}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "🏛️",
    "ﬁ",
    "\n",
    "\t",
    "\u{a0}",
];

/// What asks for nothing: no letter and no digit, or stop words alone. A star or tilde right after a word would ask.
const EMPTY_PIECES: [&str; 16] =
    ["\"", "«", "»", "(", ")", "-", " *", " ~", "…", "le", "la", "les", "\u{0}", "\u{301}", "’", "\u{a0}"];

/// A query made of some of `pieces`.
fn query(dice: &mut Dice, pieces: &[&str]) -> String {
    let mut query = String::new();
    for _ in 0..=dice.below(12) {
        query.push_str(dice.one_of(pieces).copied().unwrap_or_default());
        if dice.below(2) == 0 {
            query.push(' ');
        }
    }
    query
}

fn request(query: String) -> Request {
    Request { query, limit: 10, passages: 3, ..Request::default() }
}

/// Checks what must hold of any answer: no more than there is, and marks on whole characters in order.
fn check(collection: &Collection, query: String) -> anyhow::Result<u64> {
    let answer = index::search(collection, &request(query))?;
    assert!(answer.total <= collection.documents, "{:?}", answer.query);
    for passage in answer.hits.iter().flat_map(|hit| &hit.passages) {
        let mut end = 0;
        for &(from, to) in &passage.highlights {
            assert!(end <= from && from < to && passage.text.get(from..to).is_some(), "{:?}", answer.query);
            end = to;
        }
    }
    Ok(answer.total)
}

fn collection(dir: &TempDir) -> anyhow::Result<Collection> {
    let index = dir.path().to_owned();
    indexer::run(&Config { jobs: 2, ..Config::new(vec![seeds()], index.clone()) }, &Silent)?;
    Ok(Collection::open(&index)?)
}

/// Checks a thread's share of the queries, none like another thread's.
fn check_many(collection: &Collection, thread: u64) -> anyhow::Result<()> {
    let mut dice = Dice(thread);
    for number in 0..QUERIES / THREADS {
        let mut query = query(&mut dice, &PIECES);
        if number % LONG_ONE_IN == 0 {
            query = query.repeat(LONG / query.len().max(1) + 1);
        }
        check(collection, query)?;
    }
    Ok(())
}

#[test]
fn any_query_has_an_answer() -> anyhow::Result<()> {
    let dir = TempDir::new()?;
    let collection = &collection(&dir)?;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || check_many(collection, n))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow::anyhow!("a query panicked"))?)
    })
}

#[test]
fn a_query_that_asks_for_nothing_finds_nothing() -> anyhow::Result<()> {
    let dir = TempDir::new()?;
    let collection = collection(&dir)?;
    let mut dice = Dice(THREADS);
    for _ in 0..QUERIES / 10 {
        let query = query(&mut dice, &EMPTY_PIECES);
        let words: Vec<&str> = query.split(|c: char| !c.is_alphabetic()).collect();
        if words.iter().all(|word| matches!(*word, "" | "le" | "la" | "les")) {
            assert_eq!(check(&collection, query.clone())?, 0, "{query:?}");
        }
    }
    Ok(())
}
