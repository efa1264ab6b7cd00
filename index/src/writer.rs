//! Writes documents into the index: one writer at a time, all or nothing at each commit.
//! What has to be written, and when, is the indexer's business.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use tantivy::indexer::{MergeCandidate, MergePolicy};
use tantivy::schema::Term;

use crate::before::{Before, policy};
use crate::building::Building;
use crate::collection::Collection;
use crate::document::Document;
use crate::error::IndexError;
use crate::files::{Files, Texts};
use crate::passage::passages;
use crate::record::Record;
use crate::rows::{NewRow, Rows};
use crate::schema::schema;
use crate::store::{self, Payload};
use crate::vocabulary;

/// Memory that all segments in the making share before one of them is written, in bytes.
const MEMORY: usize = 200_000_000;

/// So many segments are in the making at once at the most: each has a memory of words beside its rows.
const MOST_SEGMENTS: usize = 8;

/// What tantivy wants to be promised for rows that it is never given, in bytes.
const LEAST_MEMORY: usize = 16_000_000;

/// Whether the index is brought up to date or made afresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What is there stays unless it is removed.
    Update,
    /// Nothing of what is there is kept; it answers until the commit.
    Full,
}

/// The one writer of an index. Dropped without a commit, it leaves the index as it was.
pub struct Writer {
    dir: PathBuf,
    generation: PathBuf,
    files: Files,
    inner: tantivy::IndexWriter,
    rows: Rows,
    /// Segments in the making; each thread of a pool adds to one.
    made: Vec<Mutex<Option<Building>>>,
    before: Before,
    /// Sources whose rows in the last commit are to be removed.
    removed: Mutex<Vec<String>>,
    /// What one of them may hold, in bytes.
    most: usize,
    _lock: File,
}

impl Writer {
    /// Opens the index in `dir`, creating it if need be, for writing by as many as `threads` threads at once.
    ///
    /// # Errors
    /// Another writer, an index of another version (unless `Mode::Full`), files that cannot be written.
    pub fn open(dir: &Path, threads: usize, mode: Mode) -> Result<Self, IndexError> {
        let lock = store::lock(dir)?;
        let (generation, files, index) = match (mode, store::current(dir)?) {
            (Mode::Update, Some(generation)) => {
                let files = store::files(dir, &generation, Texts::Mapped)?;
                (generation, files.clone(), store::open(dir, files)?)
            }
            _ => {
                let generation = store::new_generation(dir)?;
                let files = store::files(dir, &generation, Texts::Mapped)?;
                (generation, files.clone(), store::create(files)?)
            }
        };
        let inner = merger(&index).map_err(|error| IndexError::not_written(dir, error))?;
        let before = Before::of(&index).map_err(|error| IndexError::not_written(dir, error))?;
        inner.set_merge_policy(before.left_alone());
        let segments = threads.clamp(1, MOST_SEGMENTS);
        Ok(Self {
            dir: dir.to_owned(),
            generation,
            files,
            inner,
            rows: Rows { fields: schema().1 },
            made: (0..segments).map(|_| Mutex::default()).collect(),
            before,
            removed: Mutex::default(),
            most: MEMORY / segments,
            _lock: lock,
        })
    }

    /// Whether `collection` is the commit that this adds to: nobody can make another one meanwhile.
    ///
    /// # Errors
    /// The last commit cannot be read.
    pub fn adds_to(&self, collection: &Collection) -> Result<bool, IndexError> {
        let is_last = || Ok(self.inner.index().load_metas()?.opstamp == collection.opstamp);
        if self.generation == collection.generation { is_last() } else { Ok(false) }
    }

    /// Adds `document` as read from `source`; returns how many passages and words it has. The same `id` must not be there yet.
    pub fn add(&self, source: &str, document: &Document) -> Result<Added, IndexError> {
        let passages = passages(document);
        let words = passages.iter().map(|passage| passage.words as u64).sum();
        let added = Added { passages: passages.len() as u64, words };
        self.add_rows(self.rows.of(source, document, &passages))?;
        Ok(added)
    }

    /// Adds rows that are to stand in one segment, side by side.
    fn add_rows(&self, mut rows: impl Iterator<Item = NewRow>) -> Result<(), IndexError> {
        let thread = rayon::current_thread_index().unwrap_or(0);
        let Some(made) = self.made.get(thread % self.made.len().max(1)) else { return Ok(()) };
        let mut made = lock(made);
        let mut add = || {
            let mut building =
                made.take().map_or_else(|| Building::new(self.inner.new_segment(), &self.rows.fields), Ok)?;
            rows.try_for_each(|row| building.add(&row))?;
            match building.bytes() > self.most {
                true => self.inner.add_segment(building.finish()?)?,
                false => *made = Some(building),
            }
            Ok(())
        };
        add().map_err(|error| self.not_written(error))
    }

    /// Removes all documents of `source` that the last commit has, and its record.
    pub fn remove(&self, source: &str) {
        lock(&self.removed).push(source.to_owned());
    }

    /// Keeps what is known of a source whose documents were added.
    pub fn record(&self, record: &Record) -> Result<(), IndexError> {
        self.add_rows(std::iter::once(self.rows.of_record(record).map_err(std::io::Error::from)?))
    }

    /// Makes everything since the last commit visible at once. `built` is the time told of it, RFC 3339 in UTC.
    /// Works on two threads of the pool that it is called in.
    ///
    /// # Errors
    /// It could not be written: the index is as it was.
    pub fn commit(mut self, built: String) -> Result<(), IndexError> {
        let payload = serde_json::to_string(&Payload::now(built)).map_err(std::io::Error::from)?;
        let before = vocabulary::Commit::last(self.inner.index())?;
        if let Err(error) = self.commit_generation(&payload) {
            let error = self.not_written(error);
            self.abandon();
            return Err(error);
        }
        self.merge()?;
        self.inner.wait_merging_threads()?;
        let (vocabulary, grouping) = rayon::join(
            || vocabulary::write(&self.generation, &before),
            || crate::grouping::write(&Collection::open_generation(&self.dir, self.generation.clone(), 0)?),
        );
        vocabulary.and(grouping)?;
        store::adopt(&self.dir, &self.generation)
    }

    fn commit_generation(&mut self, payload: &str) -> Result<(), tantivy::TantivyError> {
        let made = self.made.par_iter().filter_map(|made| lock(made).take());
        made.try_for_each(|building| self.inner.add_segment(building.finish()?))?;
        let removed = std::mem::take(&mut *lock(&self.removed));
        if !removed.is_empty() {
            let terms = removed.iter().map(|source| Term::from_field_text(self.rows.fields.source, source));
            self.inner.delete_query(self.before.rows(terms))?;
        }
        // Segments that are added whole count for nothing, but the commit must have a number that no other one had.
        self.inner.run(std::iter::empty())?;
        let mut prepared = self.inner.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit().map(drop)
    }

    /// Puts segments of the commit that was just made together with those of the one before, where that is worth it. It stands
    /// whether or not this succeeds.
    fn merge(&mut self) -> Result<(), tantivy::TantivyError> {
        self.inner.set_merge_policy(Box::new(policy()));
        let candidates = policy().compute_merge_candidates(&self.inner.index().searchable_segment_metas()?);
        for MergeCandidate(segments) in candidates.iter().filter(|segments| self.before.holds_some(&segments.0)) {
            // Whoever waits for all merges waits for this one.
            let _started = self.inner.merge(segments);
        }
        Ok(())
    }

    /// Leaves the index as it was, and frees the room that was taken since the last commit.
    pub fn abandon(self) {
        let Self { dir, generation, files, inner, made, _lock, .. } = self;
        // tantivy does not wait for what it merges.
        files.close();
        drop((inner, made));
        // What cannot be tidied up now is by the next writer.
        let _later = tidy_up(&dir, &generation);
        store::remove_unused(&dir, &generation);
    }

    fn not_written(&self, error: tantivy::TantivyError) -> IndexError {
        IndexError::not_written(&self.dir, error)
    }
}

/// Removes the files of `generation` that its last commit does not name.
fn tidy_up(dir: &Path, generation: &Path) -> Result<(), IndexError> {
    let index = store::open(dir, store::files(dir, generation, Texts::Mapped)?)?;
    merger(&index)?.garbage_collect_files().wait()?;
    Ok(())
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the segments that it is given together, and commits. It is given no rows, so that its own memory is never used.
fn merger(index: &tantivy::Index) -> Result<tantivy::IndexWriter, tantivy::TantivyError> {
    index.writer_with_num_threads(1, LEAST_MEMORY)
}

/// What a document came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Its passages.
    pub passages: u64,
    /// Its words, counted by white space.
    pub words: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;

    fn document(id: u32, text: &str) -> Document {
        Document { id: id.to_string(), lead: vec![Paragraph::on_line(text, 1)], ..Document::default() }
    }

    /// Commits `numbers`, each a source of one document with this text, in place of what they were; every source makes a segment.
    fn replace(dir: &Path, numbers: std::ops::Range<u32>, text: &str) {
        let mut writer = Writer::open(dir, 2, Mode::Update).unwrap();
        writer.most = 0;
        for number in numbers {
            writer.remove(&number.to_string());
            writer.add(&number.to_string(), &document(number, text)).unwrap();
        }
        writer.commit(String::new()).unwrap();
    }

    /// How many documents there are, and how many segments they lie in; all must have this text.
    fn check(dir: &Path, text: &str) -> (u64, usize) {
        let collection = Collection::open(dir).unwrap();
        for segment in &collection.segments {
            let store = segment.reader.get_store_reader(1).unwrap();
            for &first in &segment.first {
                let row: crate::row::Row = store.get(first).unwrap();
                assert!(row.all(collection.fields.text).any(|value| value.ends_with(text)), "{row:?}");
            }
        }
        (collection.documents, collection.segments.len())
    }

    #[test]
    fn only_what_was_there_before_is_removed_though_segments_are_put_together_meanwhile() {
        let dir = tempfile::tempdir().unwrap();
        replace(dir.path(), 0..40, "ancien");
        let (documents, segments) = check(dir.path(), "ancien");
        assert!((documents, segments) == (40, segments) && segments < 8, "{segments} segments");
        replace(dir.path(), 0..40, "nouveau");
        assert_eq!(check(dir.path(), "nouveau").0, 40);
    }

    #[test]
    fn rows_that_nobody_commits_are_none() {
        let dir = tempfile::tempdir().unwrap();
        replace(dir.path(), 0..1, "un");
        let writer = Writer::open(dir.path(), 1, Mode::Update).unwrap();
        writer.remove("0");
        writer.add("1", &document(1, "deux")).unwrap();
        let generation = writer.generation.clone();
        let with_open = std::fs::read_dir(&generation).unwrap().count();
        writer.abandon();
        assert!(std::fs::read_dir(generation).unwrap().count() < with_open);
        assert_eq!(check(dir.path(), "un").0, 1);
    }

    #[test]
    fn no_two_commits_have_one_name() {
        let dir = tempfile::tempdir().unwrap();
        let mut names = std::collections::HashSet::new();
        for mode in [Mode::Full, Mode::Update, Mode::Full, Mode::Full] {
            Writer::open(dir.path(), 1, mode).unwrap().commit(String::new()).unwrap();
            assert!(names.insert(Collection::open(dir.path()).unwrap().version()), "{names:?}");
        }
    }
}
