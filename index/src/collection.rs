//! A commit opened for reading: its segments, the documents that their passages make up, and figures over all of them.
//! Immutable; a later commit is another collection.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, ReloadPolicy, Searcher};

use crate::completions::Completions;
use crate::copies::Copies;
use crate::error::{IndexError, said};
use crate::files::Texts;
use crate::memory::Memory;
use crate::record::Record;
use crate::row::Row;
use crate::schema::{Fields, column, schema};
use crate::segment::{NO_DOCUMENT, Segment};
use crate::store::{self, Payload, STORE_BLOCK};
use crate::vocabulary::Vocabulary;

/// Bytes that a collection takes at most to remember what questions have in common, unless told otherwise: the words of
/// some thousand questions over a hundred thousand documents, and the text of those that are found again and again.
pub const REMEMBERED: u64 = 136 << 20;

/// What part of what is remembered are blocks of stored text as they are unpacked: few, since what was shown from them is
/// remembered by itself, and the passages of one document stand in one block.
const PART_FOR_BLOCKS: u64 = 8;

/// All that a commit holds.
pub struct Collection {
    /// Its segments, in a fixed order.
    pub segments: Vec<Segment>,
    /// The fields of its schema.
    pub fields: Fields,
    /// What it says about itself.
    pub payload: Payload,
    /// Number of documents.
    pub documents: u64,
    /// Number of passages.
    pub passages: u64,
    /// Number of words, counted by white space.
    pub words: u64,
    /// What earlier questions have found out about it.
    pub(crate) memory: Memory,
    title_words: u64,
    searcher: Searcher,
    index: tantivy::Index,
    pub(crate) generation: PathBuf,
    pub(crate) opstamp: u64,
    pub(crate) copies: OnceLock<Copies>,
    pub(crate) completions: OnceLock<Completions>,
    vocabulary: OnceLock<Vocabulary>,
}

impl Collection {
    /// Opens the last commit of the index in `dir`.
    ///
    /// # Errors
    /// No index, one of another version, a damaged one.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        Self::open_within(dir, REMEMBERED)
    }

    /// As [`Collection::open`], with so many bytes for what is remembered.
    ///
    /// # Errors
    /// No index, one of another version, a damaged one.
    pub fn open_within(dir: &Path, remembered: u64) -> Result<Self, IndexError> {
        let generation = store::current(dir)?.ok_or_else(|| IndexError::Missing(dir.to_owned()))?;
        Self::open_generation(dir, generation, remembered)
    }

    /// Opens the last commit of a generation of `dir`, whether it is in use yet or not.
    pub(crate) fn open_generation(dir: &Path, generation: PathBuf, remembered: u64) -> Result<Self, IndexError> {
        let index = store::open(dir, store::files(dir, &generation, Texts::Read)?)?;
        let blocks = remembered / PART_FOR_BLOCKS;
        let reader: tantivy::IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(blocks as usize / STORE_BLOCK / index.searchable_segment_ids()?.len().max(1))
            .try_into()
            .map_err(|error: tantivy::TantivyError| IndexError::Damaged { dir: dir.to_owned(), what: said(&error) })?;
        let searcher = reader.searcher();
        let fields = schema().1;
        let segments: Vec<Segment> =
            searcher.segment_readers().iter().map(|reader| Segment::open(reader, &fields)).collect::<Result<_, _>>()?;
        let metas = index.load_metas()?;
        let over_all = |figure: fn(&Segment) -> u64| segments.iter().map(figure).sum();
        Ok(Self {
            documents: over_all(|segment| segment.first.len() as u64),
            passages: over_all(|segment| segment.count.iter().map(|&n| u64::from(n)).sum()),
            words: over_all(|segment| segment.length.iter().map(|&n| u64::from(n)).sum()),
            title_words: over_all(|segment| segment.title_length.iter().map(|&n| u64::from(n)).sum()),
            payload: Payload::of(&metas),
            opstamp: metas.opstamp,
            segments,
            fields,
            searcher,
            index,
            generation,
            copies: OnceLock::new(),
            completions: OnceLock::new(),
            vocabulary: OnceLock::new(),
            memory: Memory::of_size(remembered - blocks),
        })
    }

    /// Tells one commit from another: changes whenever the answers may.
    pub fn version(&self) -> String {
        store::version(&self.generation, self.opstamp)
    }

    /// Average number of words of a document; at least 1.
    pub fn average_words(&self) -> f32 {
        (self.words as f32 / (self.documents as f32).max(1.0)).max(1.0)
    }

    /// Average number of words of a title; at least 1.
    pub fn average_title_words(&self) -> f32 {
        (self.title_words as f32 / (self.documents as f32).max(1.0)).max(1.0)
    }

    /// The words of the collection; read when first asked for.
    pub fn vocabulary(&self) -> Result<&Vocabulary, IndexError> {
        if let Some(vocabulary) = self.vocabulary.get() {
            return Ok(vocabulary);
        }
        let loaded = Vocabulary::load(&self.generation, &self.index, self.opstamp)?;
        Ok(self.vocabulary.get_or_init(|| loaded))
    }

    /// What is stored of a passage that is shown, as many are again and again; remembered.
    pub(crate) fn shown(&self, segment: usize, passage: u32) -> Result<Arc<Row>, IndexError> {
        self.memory.recall(&format!("row {segment} {passage}"), || self.stored(segment, passage))
    }

    /// What is stored of a passage.
    pub(crate) fn stored(&self, segment: usize, passage: u32) -> Result<Row, IndexError> {
        Ok(self.searcher.doc(DocAddress::new(segment as u32, passage))?)
    }

    /// The segment and the number in it of the document with this id.
    pub fn find(&self, id: &str) -> Option<(usize, u32)> {
        self.segments.iter().enumerate().find_map(|(n, segment)| Some((n, segment.find(id)?)))
    }

    /// Tells `visit` the id of each document and the path of its source, segment by segment, ordered by id.
    ///
    /// Reads each dictionary once from its beginning to its end, where `Segment::id` seeks in one for each document.
    pub fn origins(&self, mut visit: impl FnMut(&str, &Arc<str>)) -> Result<(), IndexError> {
        for segment in &self.segments {
            let sources = segment.reader.fast_fields().str(column::SOURCE)?;
            let (Some(ids), Some(sources)) = (&segment.ids, sources) else { continue };
            let mut source_of = vec![None; ids.num_terms()];
            for &first in &segment.first {
                if let Some(slot) = ids.ords().first(first).and_then(|id| source_of.get_mut(id as usize)) {
                    *slot = sources.ords().first(first);
                }
            }
            let paths = strings(&sources)?;
            let mut names = ids.dictionary().stream()?;
            for source in source_of {
                let known = names.advance().then_some(source).flatten();
                if let Some(path) = known.and_then(|source| paths.get(source as usize)) {
                    visit(&String::from_utf8_lossy(names.key()), path);
                }
            }
        }
        Ok(())
    }

    /// What is known of all sources, ordered by their paths.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn records(&self) -> Result<Vec<Record>, IndexError> {
        let mut records = Vec::new();
        for segment in &self.segments {
            // They are read once, in their order: nothing is gained by keeping more blocks of them.
            let store = segment.reader.get_store_reader(1)?;
            // A row that is there and is no passage is a record.
            let is_record = |row: &u32| segment.document_of.get(*row as usize) == Some(&NO_DOCUMENT);
            for row in segment.reader.doc_ids_alive().filter(is_record) {
                let row: Row = store.get(row)?;
                records.extend(serde_json::from_str::<Record>(row.first(self.fields.record)));
            }
        }
        records.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(records)
    }

    /// Files of the commit whose bytes are not those that were written.
    pub fn check(&self) -> Result<Vec<PathBuf>, IndexError> {
        let mut bad: Vec<PathBuf> = self.index.validate_checksum()?.into_iter().collect();
        bad.sort();
        Ok(bad)
    }

    /// Bytes that the index takes on disk.
    pub fn bytes(&self) -> Result<u64, IndexError> {
        let sizes = std::fs::read_dir(&self.generation)?.map(|entry| Ok(entry?.metadata()?.len()));
        sizes.sum()
    }
}

/// All values of a column, by their numbers.
pub(crate) fn strings(column: &StrColumn) -> Result<Vec<Arc<str>>, IndexError> {
    let mut strings = Vec::with_capacity(column.num_terms());
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        strings.push(Arc::from(String::from_utf8_lossy(values.key())));
    }
    Ok(strings)
}
