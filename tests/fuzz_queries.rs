//! Ten thousand queries that nobody would type: none may panic, hang, or answer everything without asking anything.
//! What a reasonable query finds is told by other tests.

mod program;

use index::{Collection, Explain, Request, Sort};
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

/// A generator that gives the same numbers each time: SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn query(&mut self, pieces: &[&str]) -> String {
        let mut query = String::new();
        for _ in 0..=self.below(12) {
            query.push_str(pieces.get(self.below(pieces.len())).copied().unwrap_or_default());
            if self.below(2) == 0 {
                query.push(' ');
            }
        }
        query
    }
}

fn request(query: String) -> Request {
    Request {
        query,
        filters: Vec::new(),
        titles: Vec::new(),
        limit: 10,
        offset: 0,
        sort: Sort::Relevance,
        passages: 3,
        explain: Explain::No,
    }
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
    let paths = vec![seeds()];
    let config = Config { paths, index: index.clone(), mode: index::Mode::Update, jobs: 2, worker: None };
    indexer::run(&config, &Silent)?;
    Ok(Collection::open(&index)?)
}

/// Checks a thread's share of the queries, none like another thread's.
fn check_many(collection: &Collection, thread: u64) -> anyhow::Result<()> {
    let mut dice = Dice(thread);
    for number in 0..QUERIES / THREADS {
        let mut query = dice.query(&PIECES);
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
        let query = dice.query(&EMPTY_PIECES);
        let words: Vec<&str> = query.split(|c: char| !c.is_alphabetic()).collect();
        if words.iter().all(|word| matches!(*word, "" | "le" | "la" | "les")) {
            assert_eq!(check(&collection, query.clone())?, 0, "{query:?}");
        }
    }
    Ok(())
}
