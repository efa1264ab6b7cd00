//! `--queries FILE`: many queries in one run, on several threads, printed in the order of the file.
//! Times are gathered here and summed up in `timing`.

use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use index::{Answer, Collection, IndexError};

use super::ask::{self, Question};
use super::options::{Arguments, Format, Output};
use super::timing;
use crate::format::{jsonl, trec};
use crate::output::{Outcome, results};

/// A query with its id.
pub(super) struct Query {
    qid: String,
    text: String,
}

/// What a thread sends: the place of a query in the file, its answer in the first round, and the time it took.
struct Answered {
    place: usize,
    answer: Option<Answer>,
    took: Duration,
}

/// Reads `qid<TAB>query` lines; empty ones are skipped.
///
/// # Errors
/// The file cannot be read, or a line has no tab.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Query>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = text.trim_start_matches('\u{FEFF}');
    let mut queries = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let Some((qid, query)) = line.split_once('\t') else {
            bail!("{}:{number}: no tab between the query's id and its text", path.display());
        };
        queries.push(Query { qid: qid.to_owned(), text: query.to_owned() });
    }
    Ok(queries)
}

/// Answers all queries, as often as asked, and prints the answers of the first round.
///
/// # Errors
/// The format cannot hold several answers, the index cannot be read, stdout cannot be written.
pub(super) fn run(arguments: &Arguments, collection: &Collection, queries: &[Query]) -> anyhow::Result<Outcome> {
    let Output::Hits(format @ (Format::Trec | Format::Jsonl)) = arguments.output() else {
        bail!("--queries prints --format trec or jsonl");
    };
    let question = Question::new(&arguments.filters, ask::paging(arguments), arguments.output());
    let threads = arguments.jobs.map_or(1, NonZeroUsize::get).min(queries.len().max(1));
    let rounds = arguments.batch.repeat.get();
    let begun = Instant::now();
    let (outcome, times) = std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for first in 0..threads {
            let (sender, question) = (sender.clone(), &question);
            scope.spawn(move || {
                let share = queries.iter().enumerate().skip(first).step_by(threads);
                (0..rounds).all(|round| answer(collection, question, share.clone(), round, &sender));
            });
        }
        drop(sender);
        print(queries, &receiver, format, arguments.offset)
    })?;
    if arguments.batch.timing {
        timing::tell(times, begun.elapsed())?;
    }
    Ok(outcome)
}

/// Answers a thread's share of the queries; false once nobody listens any more.
fn answer<'a>(
    collection: &Collection,
    question: &Question,
    share: impl Iterator<Item = (usize, &'a Query)>,
    round: usize,
    sender: &Sender<Result<Answered, IndexError>>,
) -> bool {
    share.into_iter().all(|(place, query)| {
        let begun = Instant::now();
        let answer = question.ask(collection, &query.text);
        let took = begun.elapsed();
        let answered = answer.map(|answer| Answered { place, answer: (round == 0).then_some(answer), took });
        sender.send(answered).is_ok()
    })
}

/// Prints answers as soon as all before them are printed; returns whether any found something, and all times.
fn print(
    queries: &[Query],
    receiver: &Receiver<Result<Answered, IndexError>>,
    format: Format,
    offset: usize,
) -> anyhow::Result<(Outcome, Vec<Duration>)> {
    let mut out = results();
    let mut early = BTreeMap::new();
    let (mut next, mut outcome, mut times) = (0, Outcome::Nothing, Vec::new());
    for answered in receiver {
        let Answered { place, answer, took } = answered?;
        times.push(took);
        early.extend(answer.map(|answer| (place, answer)));
        while let (Some(answer), Some(query)) = (early.remove(&next), queries.get(next)) {
            if answer.total > 0 {
                outcome = Outcome::Found;
            }
            match format {
                Format::Trec => trec::print(&mut out, &query.qid, &answer, offset)?,
                _ => jsonl::print_answer(&mut out, &query.qid, &answer)?,
            }
            next += 1;
        }
    }
    out.flush()?;
    Ok((outcome, times))
}
