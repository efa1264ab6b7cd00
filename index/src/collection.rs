//! A commit opened for reading: its segments, the documents that their passages make up, and figures over all of them.
//! Immutable; a later commit is another collection.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::columnar::StrColumn;
use tantivy::index::InvertedIndexReader;
use tantivy::schema::Value;
use tantivy::{DocAddress, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use crate::copies::Copies;
use crate::error::IndexError;
use crate::record::Record;
use crate::schema::{Fields, column, schema};
use crate::store::{self, Payload};
use crate::vocabulary::Vocabulary;

/// Stands for the document of a passage that is deleted or is none.
pub(crate) const NO_DOCUMENT: u32 = u32::MAX;

/// Blocks of stored text kept uncompressed, over all segments: about 70 MB once a server has been asked enough.
const STORE_CACHE_BLOCKS: usize = 1_536;

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
    title_words: u64,
    searcher: Searcher,
    index: tantivy::Index,
    pub(crate) generation: PathBuf,
    pub(crate) opstamp: u64,
    pub(crate) copies: OnceLock<Copies>,
    vocabulary: OnceLock<Vocabulary>,
}

/// A segment with its documents, numbered from 0 in the order of their passages.
pub struct Segment {
    /// tantivy's reader.
    pub reader: SegmentReader,
    /// Terms and postings of the text field.
    pub terms: Arc<InvertedIndexReader>,
    /// The document of each passage, or [`NO_DOCUMENT`].
    pub document_of: Vec<u32>,
    /// First passage of each document; its passages follow it without a gap.
    pub first: Vec<u32>,
    /// Passages of each document.
    pub count: Vec<u32>,
    /// Words of each document.
    pub length: Vec<u32>,
    /// Words of each document's title.
    pub title_length: Vec<u32>,
    pub(crate) ids: Option<StrColumn>,
}

impl Collection {
    /// Opens the last commit of the index in `dir`.
    ///
    /// # Errors
    /// No index, one of another version, a damaged one.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let generation = store::current(dir)?.ok_or_else(|| IndexError::Missing(dir.to_owned()))?;
        let index = store::open(dir, &generation)?;
        let reader: tantivy::IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS / index.searchable_segment_ids()?.len().max(1))
            .try_into()
            .map_err(|error: tantivy::TantivyError| IndexError::Damaged {
                dir: dir.to_owned(),
                what: error.to_string(),
            })?;
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
            vocabulary: OnceLock::new(),
        })
    }

    /// Tells one commit from another: changes whenever the answers may.
    pub fn version(&self) -> String {
        let generation = self.generation.file_name().unwrap_or_default().to_string_lossy();
        format!("{}.{}", generation.rsplit('-').next().unwrap_or_default(), self.opstamp)
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

    /// What is stored of a passage.
    pub fn stored(&self, segment: usize, passage: u32) -> Result<TantivyDocument, IndexError> {
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

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
        let ids = reader.fast_fields().str(column::ID)?;
        let words = reader.fast_fields().column_opt::<u64>(column::WORDS)?;
        let title_words = reader.fast_fields().column_opt::<u64>(column::TITLE_WORDS)?;
        let mut segment = Self {
            terms: reader.inverted_index(fields.text)?,
            document_of: vec![NO_DOCUMENT; reader.max_doc() as usize],
            first: Vec::new(),
            count: Vec::new(),
            length: Vec::new(),
            title_length: Vec::new(),
            reader: reader.clone(),
            ids,
        };
        let Some(ids) = segment.ids.clone() else { return Ok(segment) };
        let mut before = None;
        for passage in 0..reader.max_doc() {
            let id = if reader.is_deleted(passage) { None } else { ids.ords().first(passage) };
            if id.is_some() && id != before {
                segment.first.push(passage);
                segment.count.push(0);
                segment.length.push(0);
                let words = title_words.as_ref().and_then(|words| words.first(passage)).unwrap_or(0);
                segment.title_length.push(words as u32);
            }
            before = id;
            if id.is_some() {
                let length = words.as_ref().and_then(|words| words.first(passage)).unwrap_or(0);
                segment.join(passage, length as u32);
            }
        }
        Ok(segment)
    }

    /// Counts `passage` to the document that was begun last.
    fn join(&mut self, passage: u32, words: u32) {
        let document = (self.first.len() as u32).wrapping_sub(1);
        if let (Some(count), Some(length)) = (self.count.last_mut(), self.length.last_mut()) {
            *count += 1;
            *length += words;
        }
        if let Some(slot) = self.document_of.get_mut(passage as usize) {
            *slot = document;
        }
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.first.len()
    }

    /// Orders documents of this segment by their ids.
    pub fn id_rank(&self, document: u32) -> u64 {
        let first = self.first.get(document as usize);
        first.and_then(|&first| self.ids.as_ref()?.ords().first(first)).unwrap_or(u64::MAX)
    }

    /// The id of a document.
    pub fn id(&self, document: u32) -> Result<String, IndexError> {
        let mut id = String::new();
        if let Some(ids) = &self.ids {
            ids.ord_to_str(self.id_rank(document), &mut id)?;
        }
        Ok(id)
    }

    /// The path of the source of a document.
    pub fn source(&self, document: u32) -> Result<String, IndexError> {
        let mut source = String::new();
        let first = self.first.get(document as usize).copied().unwrap_or(0);
        if let Some(column) = self.reader.fast_fields().str(column::SOURCE)?
            && let Some(value) = column.ords().first(first)
        {
            column.ord_to_str(value, &mut source)?;
        }
        Ok(source)
    }

    fn find(&self, id: &str) -> Option<u32> {
        let ids = self.ids.as_ref()?;
        let ord = ids.dictionary().term_ord(id).ok()??;
        (0..self.first.len() as u32).find(|&document| self.id_rank(document) == ord)
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

/// The records of all sources in the last commit of `index`, by path.
pub(crate) fn records(index: &tantivy::Index) -> Result<HashMap<String, Record>, IndexError> {
    let fields = schema().1;
    let reader: tantivy::IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let mut records = HashMap::new();
    for (n, segment) in searcher.segment_readers().iter().enumerate() {
        let ids = segment.fast_fields().str(column::ID)?;
        for row in segment.doc_ids_alive() {
            if ids.as_ref().is_some_and(|ids| ids.ords().first(row).is_some()) {
                continue;
            }
            let stored: TantivyDocument = searcher.doc(DocAddress::new(n as u32, row))?;
            let text = stored.get_first(fields.record).and_then(|value| value.as_str()).unwrap_or_default();
            if let Ok(record) = serde_json::from_str::<Record>(text) {
                records.insert(record.path.clone(), record);
            }
        }
    }
    Ok(records)
}
