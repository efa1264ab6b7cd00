//! The words of the collection, in alphabetical order without their accents: for prefixes, typing errors, missing accents.
//! Derived from the index at each commit and kept beside it; where the file is missing it is made again in memory.

use std::fs;
use std::path::{Path, PathBuf};

use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use rustc_hash::FxHashMap;

use crate::error::IndexError;
use crate::french::fold;
use crate::living;
use crate::terms::read_term;

/// Parts the folded word, its stem and the word in a key.
const SEPARATOR: u8 = 0;

/// Words of the collection with the number of passages that hold them.
pub struct Vocabulary {
    words: Map<Vec<u8>>,
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
        let stored = fs::read(file(generation, opstamp)).ok().and_then(|bytes| Map::new(bytes).ok());
        Ok(Self { words: stored.map_or_else(|| build(index), Ok)? })
    }

    /// Words that are `folded` once their accents are taken away.
    pub fn same_letters(&self, folded: &str) -> Vec<Known> {
        let mut key = folded.as_bytes().to_vec();
        key.push(SEPARATOR);
        self.collect(fst::automaton::Str::new(&String::from_utf8_lossy(&key)).starts_with(), |_| 0)
    }

    /// Words that begin with `folded`, the most frequent first, at most `limit`.
    pub fn starting_with(&self, folded: &str, limit: usize) -> Vec<Known> {
        let mut found = self.collect(fst::automaton::Str::new(folded).starts_with(), |_| 0);
        sort(&mut found);
        found.truncate(limit);
        found
    }

    /// Words at most `edits` (1 or 2) edits away from `folded`, an exchange of neighbours being one; nearest first.
    /// The first letter is taken as right: errors there are rare, and this divides the work by twenty.
    pub fn similar(&self, folded: &str, edits: u8, limit: usize) -> Vec<Known> {
        let dfa = LevenshteinAutomatonBuilder::new(edits.clamp(1, 2), true).build_dfa(folded);
        let first: String = folded.chars().take(1).collect();
        let automaton = fst::automaton::Str::new(&first).starts_with().intersection(Similar(&dfa));
        let mut found = self.collect(automaton, |folded| dfa.eval(folded).to_u8());
        sort(&mut found);
        found.truncate(limit);
        found
    }

    fn collect<A: Automaton>(&self, automaton: A, edits: impl Fn(&[u8]) -> u8) -> Vec<Known> {
        let mut found = Vec::new();
        let mut stream = self.words.search(automaton).into_stream();
        while let Some((key, passages)) = stream.next() {
            let mut parts = key.split(|&byte| byte == SEPARATOR);
            let folded = parts.next().unwrap_or_default();
            let mut text = || parts.next().map(|part| String::from_utf8_lossy(part).into_owned());
            if let (Some(stem), Some(word)) = (text(), text()) {
                found.push(Known { word, stem, passages, edits: edits(folded) });
            }
        }
        found
    }
}

fn sort(found: &mut [Known]) {
    found.sort_by(|a, b| (a.edits, b.passages, &a.word).cmp(&(b.edits, a.passages, &b.word)));
}

/// Writes the vocabulary of the last commit of a generation, and removes those of earlier ones.
///
/// Where there is no room for it, it is made again by whoever needs it: the commit stands without.
pub(crate) fn write(generation: &Path) -> Result<(), IndexError> {
    let index = tantivy::Index::open_in_dir(generation)?;
    let path = file(generation, index.load_metas()?.opstamp);
    let words = build(&index)?;
    let draft = path.with_extension("new");
    let _made_again_by_readers = fs::write(&draft, words.as_fst().as_bytes()).and_then(|()| fs::rename(&draft, &path));
    for entry in fs::read_dir(generation)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.path() != path {
            // In the way of nothing: if not now, the next commit removes it.
            let _later = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// What the file names begin with; the number of the commit follows.
const PREFIX: &str = "vocabulary-";

fn file(generation: &Path, opstamp: u64) -> PathBuf {
    generation.join(format!("{PREFIX}{opstamp}.fst"))
}

fn build(index: &tantivy::Index) -> Result<Map<Vec<u8>>, IndexError> {
    let (_, fields) = crate::schema::schema();
    let mut counts: FxHashMap<Vec<u8>, u64> = FxHashMap::default();
    let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    let reader: tantivy::IndexReader = reader;
    for segment in reader.searcher().segment_readers() {
        let inverted = segment.inverted_index(fields.text)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let passages = living::passages(segment, &inverted, info)?;
            if let Some(form) = read_term(term).filter(|_| passages > 0) {
                let mut key = fold(form.word).into_bytes();
                for part in [form.stem, form.word] {
                    key.push(SEPARATOR);
                    key.extend_from_slice(part.as_bytes());
                }
                *counts.entry(key).or_default() += passages;
            }
        }
    }
    let mut sorted: Vec<(Vec<u8>, u64)> = counts.into_iter().collect();
    sorted.sort_unstable();
    let mut builder = MapBuilder::memory();
    builder.extend_iter(sorted).map_err(std::io::Error::other)?;
    let bytes = builder.into_inner().map_err(std::io::Error::other)?;
    Ok(Map::new(bytes).map_err(std::io::Error::other)?)
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
