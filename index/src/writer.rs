//! Writes documents into the index: one writer at a time, all or nothing at each commit.
//! What has to be written, and when, is the indexer's business.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use tantivy::TantivyDocument;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::schema::Term;

use crate::acronym;
use crate::before::Before;
use crate::building::Building;
use crate::collection::Collection;
use crate::document::{About, Document};
use crate::error::IndexError;
use crate::files::{Files, Texts};
use crate::fingerprint::fingerprint;
use crate::french::{content_words, with_lexicon};
use crate::passage::{Passage, Zone, passages};
use crate::record::Record;
use crate::schema::{Fields, encode_place, schema};
use crate::store::{self, Payload};
use crate::vocabulary;

/// Memory that all segments in the making share before one of them is written, in bytes.
const MEMORY: usize = 200_000_000;

/// Less than this is not worth a segment, in bytes.
const LEAST_MEMORY: usize = 16_000_000;

/// Share of deleted passages from which a segment is rewritten without them.
const REWRITE_FROM: f32 = 0.3;

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
    fields: Fields,
    /// Segments in the making that nobody adds to just now.
    made: Mutex<Vec<Building>>,
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
        inner.set_merge_policy(before.left_alone_by(policy()));
        Ok(Self {
            dir: dir.to_owned(),
            generation,
            files,
            inner,
            fields: schema().1,
            made: Mutex::default(),
            before,
            removed: Mutex::default(),
            most: (MEMORY / threads.max(1)).max(LEAST_MEMORY),
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
        let rows = passages.iter().enumerate().map(|(n, passage)| {
            let mut row = self.row(source, &document.id, passage);
            if n == 0 {
                row.add_text(self.fields.name, &document.id);
                self.describe(&mut row, &document.about);
                self.label(&mut row, &document.about);
                let title_words = document
                    .title
                    .as_ref()
                    .map_or(0, |title| with_lexicon(|lexicon| content_words(&title.text, lexicon)));
                row.add_u64(self.fields.title_words, title_words as u64);
                fingerprint(document).into_iter().for_each(|print| row.add_u64(self.fields.fingerprint, print));
            }
            row
        });
        self.add_rows(rows)?;
        Ok(added)
    }

    /// Adds rows that are to stand in one segment, side by side.
    fn add_rows(&self, mut rows: impl Iterator<Item = TantivyDocument>) -> Result<(), IndexError> {
        let waiting = lock(&self.made).pop();
        let add = || {
            let mut building = waiting.map_or_else(|| Building::new(self.inner.new_segment(), &self.fields), Ok)?;
            rows.try_for_each(|row| building.add(&row))?;
            match building.bytes() > self.most {
                true => self.inner.add_segment(building.finish()?)?,
                false => lock(&self.made).push(building),
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
        let mut row = TantivyDocument::default();
        row.add_text(self.fields.source, &record.path);
        row.add_text(self.fields.record, serde_json::to_string(record).map_err(std::io::Error::from)?);
        self.add_rows(std::iter::once(row))
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
        let made = std::mem::take(&mut *lock(&self.made));
        made.into_par_iter().try_for_each(|building| self.inner.add_segment(building.finish()?))?;
        let removed = std::mem::take(&mut *lock(&self.removed));
        if !removed.is_empty() {
            let terms = removed.iter().map(|source| Term::from_field_text(self.fields.source, source));
            self.inner.delete_query(self.before.rows(terms))?;
        }
        let mut prepared = self.inner.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit().map(drop)
    }

    /// Puts together segments of the commit that was just made where that is worth it. It stands whether or not this succeeds.
    fn merge(&mut self) -> Result<(), tantivy::TantivyError> {
        self.inner.set_merge_policy(Box::new(policy()));
        for MergeCandidate(segments) in policy().compute_merge_candidates(&self.inner.index().searchable_segment_metas()?) {
            // Whoever waits for all merges waits for this one.
            let _started = self.inner.merge(&segments);
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

    fn row(&self, source: &str, id: &str, passage: &Passage) -> TantivyDocument {
        let mut row = TantivyDocument::default();
        let mut text = String::new();
        for (zone, part) in &passage.parts {
            let mut value = String::with_capacity(part.len() + 1);
            value.push(zone.mark(passage.tongue));
            value.push_str(part);
            row.add_text(self.fields.text, value);
            if passage.lines.len() > 1 {
                text.push_str(if text.is_empty() { "" } else { "\n" });
                text.push_str(part);
            }
        }
        row.add_text(self.fields.place, encode_place(&text, &passage.lines, &passage.trail));
        for (_, part) in passage.parts.iter().filter(|(_, part)| part.contains('(')) {
            for entry in with_lexicon(|lexicon| acronym::entries(part, lexicon)) {
                row.add_text(self.fields.acronyms, entry);
            }
        }
        for host in &passage.links {
            row.add_text(self.fields.links, host);
            if let Some(bare) = host.strip_prefix("www.") {
                row.add_text(self.fields.links, bare);
            }
        }
        row.add_text(self.fields.source, source);
        row.add_text(self.fields.id, id);
        row.add_u64(self.fields.words, passage.words as u64);
        row
    }

    /// Makes tags and the first plan findable as words.
    fn label(&self, row: &mut TantivyDocument, about: &About) {
        let plan = about.plans.first().map(|plan| plan.value.as_str());
        let labels: Vec<&str> = about.tags.iter().map(String::as_str).chain(plan).collect();
        if !labels.is_empty() {
            row.add_text(self.fields.text, format!("{}{}", Zone::Label.letter(), labels.join("\n")));
        }
    }

    fn describe(&self, row: &mut TantivyDocument, about: &About) {
        let fields = &self.fields;
        if let Some(date) = &about.date {
            row.add_u64(fields.days[0], u64::from(date.value.first_day()));
            row.add_u64(fields.days[1], u64::from(date.value.last_day()));
        }
        let one = [(fields.publisher, &about.publisher), (fields.kind, &about.kind)];
        for (field, value) in one.iter().filter_map(|(field, found)| Some((*field, &found.as_ref()?.value))) {
            row.add_text(field, value);
        }
        // After its name, which comes first wherever one value is wanted.
        about.publisher_acronyms.iter().for_each(|acronym| row.add_text(fields.publisher, acronym));
        about.plans.iter().for_each(|plan| row.add_text(fields.plan, &plan.value));
        about.tags.iter().for_each(|tag| row.add_text(fields.tag, tag));
        row.add_text(fields.language, if about.language.is_empty() { "fr" } else { &about.language });
        about.other_languages.iter().for_each(|language| row.add_text(fields.language, language));
        if *about != About::default() {
            row.add_text(fields.about, serde_json::to_string(about).unwrap_or_default());
        }
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

/// Which segments are put together.
fn policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(REWRITE_FROM);
    policy
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
