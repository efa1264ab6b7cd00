//! The words of the collection, in alphabetical order without their accents: for prefixes, typing errors, missing accents.
//! Derived from the index at each commit and kept beside it; where the file is missing it is made again in memory.

mod counts;
mod kept;
mod runs;

use std::path::Path;
use std::sync::OnceLock;

use fst::automaton::AlwaysMatch;
use fst::map::{OpBuilder, StreamBuilder};
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use levenshtein_automata::{DFA, Distance, SINK_STATE};
use tantivy::{ReloadPolicy, Searcher};

use crate::error::IndexError;
use crate::nearly::nearly;
use counts::{Counts, SEPARATOR};
use kept::Kept;
use runs::Runs;

/// What has changed since all words were counted is kept apart while it is less than this share of them.
const CHANGES_AT_MOST: usize = 8;

/// Words of the collection with the number of passages that hold them.
pub struct Vocabulary {
    /// All words of this commit or of an earlier one.
    words: Map<Vec<u8>>,
    /// What is to be added to their numbers since then.
    changes: Option<Map<Vec<u8>>>,
    /// What is written in them, once somebody asked.
    runs: OnceLock<Runs>,
}

/// A word of the collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Lower case, with accents.
    pub word: String,
    /// The key of its forms.
    pub stem: String,
    /// Passages that hold it, each counted once for each zone.
    pub passages: u64,
    /// Edits between it and what was asked for.
    pub edits: u8,
}

impl Vocabulary {
    /// Reads the vocabulary of the commit `opstamp` of a generation, or makes it from `index`.
    pub fn load(generation: &Path, index: &tantivy::Index, opstamp: u64) -> Result<Self, IndexError> {
        match Kept::find(generation, opstamp).and_then(|kept| Self::read(generation, kept)) {
            Some(vocabulary) => Ok(vocabulary),
            None => Ok(Self {
                words: map(counts::whole(&Commit::last(index)?.searcher)?, unsigned)?,
                changes: None,
                runs: OnceLock::new(),
            }),
        }
    }

    /// What stands in files; `None` where they cannot be read.
    fn read(generation: &Path, kept: Kept) -> Option<Self> {
        let (words, changes) = kept.read(generation).ok()?;
        let changes = changes.map(Map::new).transpose().ok()?;
        Some(Self { words: Map::new(words).ok()?, changes, runs: OnceLock::new() })
    }

    /// Words that are `folded` once their accents are taken away.
    pub fn same_letters(&self, folded: &str) -> Vec<Known> {
        let mut key = folded.as_bytes().to_vec();
        key.push(SEPARATOR);
        self.collect(&key, AlwaysMatch, |_| 0)
    }

    /// Words that begin with `folded`, the most frequent first, at most `limit`.
    pub fn starting_with(&self, folded: &str, limit: usize) -> Vec<Known> {
        first(self.collect(folded.as_bytes(), AlwaysMatch, |_| 0), limit)
    }

    /// Words at most `edits` (1 or 2) edits away from `folded`, an exchange of neighbours being one; nearest first.
    /// The first letter is taken as right: errors there are rare, and this divides the work by twenty.
    pub fn similar(&self, folded: &str, edits: u8, limit: usize) -> Vec<Known> {
        let dfa = nearly(folded, edits);
        let first_letter: String = folded.chars().take(1).collect();
        first(self.collect(first_letter.as_bytes(), Similar(&dfa), |folded| dfa.eval(folded).to_u8()), limit)
    }

    /// Words one edit away from `folded`, its first letter included, the most frequent first, at most `limit`.
    pub fn one_edit_away(&self, folded: &str, limit: usize) -> Vec<Known> {
        let dfa = nearly(folded, 1);
        first(self.collect(&[], Similar(&dfa), |folded| dfa.eval(folded).to_u8()), limit)
    }

    /// The words whose keys begin with `prefix` and are accepted by `automaton`.
    fn collect<A: Automaton>(&self, prefix: &[u8], automaton: A, edits: impl Fn(&[u8]) -> u8) -> Vec<Known> {
        let mut found = Vec::new();
        let mut meet = |key: &[u8], passages: u64| {
            let mut parts = key.split(|&byte| byte == SEPARATOR);
            let folded = parts.next().unwrap_or_default();
            let mut text = || parts.next().map(|part| String::from_utf8_lossy(part).into_owned());
            if let (Some(stem), Some(word)) = (text(), text()) {
                found.push(Known { word, stem, passages, edits: edits(folded) });
            }
        };
        let words = beginning_with(prefix, self.words.search(&automaton));
        let Some(changes) = &self.changes else {
            let mut words = words.into_stream();
            while let Some((key, passages)) = words.next() {
                meet(key, passages);
            }
            return found;
        };
        let changes = beginning_with(prefix, changes.search(&automaton));
        let mut both = OpBuilder::new().add(words).add(changes).union();
        while let Some((key, values)) = both.next() {
            let number = |value: &fst::map::IndexedValue| {
                if value.index == 0 { value.value as i64 } else { signed(value.value) }
            };
            let passages: i64 = values.iter().map(number).sum();
            if passages > 0 {
                meet(key, passages as u64);
            }
        }
        found
    }
}

/// Narrows a stream to the keys that begin with `prefix`: they are sought, where an automaton for them would be asked about
/// each letter on the way.
fn beginning_with<'a, A: Automaton>(prefix: &[u8], keys: StreamBuilder<'a, A>) -> StreamBuilder<'a, A> {
    let Some((last, before)) = prefix.split_last() else { return keys };
    // No byte of UTF-8 is the highest one.
    let behind: Vec<u8> = before.iter().copied().chain([last.saturating_add(1)]).collect();
    keys.ge(prefix).lt(behind)
}

/// The nearest and most frequent of them first, at most `limit`.
fn first(mut found: Vec<Known>, limit: usize) -> Vec<Known> {
    found.sort_by(|a, b| (a.edits, b.passages, &a.word).cmp(&(b.edits, a.passages, &b.word)));
    found.truncate(limit);
    found
}

/// A commit whose words are counted.
pub(crate) struct Commit {
    searcher: Searcher,
    opstamp: u64,
}

impl Commit {
    /// The last commit of `index`.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn last(index: &tantivy::Index) -> Result<Self, IndexError> {
        let reader: tantivy::IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), opstamp: index.load_metas()?.opstamp })
    }
}

/// Writes the vocabulary of the last commit of a generation, which follows the commit `before`, and removes those of
/// earlier ones.
///
/// Where there is no room for it, it is made again by whoever needs it: the commit stands without.
pub(crate) fn write(generation: &Path, before: &Commit) -> Result<(), IndexError> {
    let now = Commit::last(&tantivy::Index::open_in_dir(generation)?)?;
    let (kept, words) = match changed(generation, before, &now)? {
        Some((base, changes)) => (Kept { commit: now.opstamp, base }, map(changes, zigzag)?),
        None => (Kept { commit: now.opstamp, base: now.opstamp }, map(counts::whole(&now.searcher)?, unsigned)?),
    };
    Ok(kept.write(generation, words.as_fst().as_bytes())?)
}

/// What has changed since the last commit that all words were counted of, with its number; `None` where all of them are
/// to be counted now.
fn changed(generation: &Path, before: &Commit, now: &Commit) -> Result<Option<(u64, Counts)>, IndexError> {
    let kept = Kept::find(generation, before.opstamp);
    let Some((kept, known)) = kept.and_then(|kept| Some((kept, Vocabulary::read(generation, kept)?))) else {
        return Ok(None);
    };
    let Some(mut counts) = counts::between(&before.searcher, &now.searcher)? else { return Ok(None) };
    let mut earlier = known.changes.as_ref().map(Map::stream);
    while let Some((key, change)) = earlier.as_mut().and_then(Streamer::next) {
        *counts.entry(key.to_vec()).or_default() += signed(change);
    }
    let are_few = counts.len() * CHANGES_AT_MOST < known.words.len();
    Ok(are_few.then_some((kept.base, counts)))
}

/// Counts as a map, each as `encode` writes it.
fn map(counts: Counts, encode: fn(i64) -> u64) -> Result<Map<Vec<u8>>, IndexError> {
    let mut sorted: Vec<(Vec<u8>, u64)> = counts.into_iter().map(|(key, count)| (key, encode(count))).collect();
    sorted.sort_unstable();
    let mut builder = MapBuilder::memory();
    builder.extend_iter(sorted).map_err(std::io::Error::other)?;
    let bytes = builder.into_inner().map_err(std::io::Error::other)?;
    Ok(Map::new(bytes).map_err(std::io::Error::other)?)
}

/// What is counted is never negative.
fn unsigned(count: i64) -> u64 {
    count.unsigned_abs()
}

/// A change with its sign in the last bit, so that small ones take little room.
fn zigzag(change: i64) -> u64 {
    ((change << 1) ^ (change >> 63)) as u64
}

fn signed(zigzag: u64) -> i64 {
    (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64)
}

/// Keys whose folded word the automaton accepts; what follows it is free.
struct Similar<'a>(&'a DFA);

impl Automaton for Similar<'_> {
    /// The automaton's state within the word; `None` once an accepted word has ended.
    type State = Option<u32>;

    fn start(&self) -> Option<u32> {
        Some(self.0.initial_state())
    }

    fn is_match(&self, state: &Option<u32>) -> bool {
        state.is_none()
    }

    fn can_match(&self, state: &Option<u32>) -> bool {
        *state != Some(SINK_STATE)
    }

    fn will_always_match(&self, state: &Option<u32>) -> bool {
        state.is_none()
    }

    fn accept(&self, state: &Option<u32>, byte: u8) -> Option<u32> {
        let state = (*state)?;
        if byte != SEPARATOR {
            return Some(self.0.transition(state, byte));
        }
        match self.0.distance(state) {
            Distance::Exact(_) => None,
            Distance::AtLeast(_) => Some(SINK_STATE),
        }
    }
}
