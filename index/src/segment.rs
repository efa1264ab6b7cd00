//! A segment of an index opened for reading: which of its rows are passages, and which documents these make up.
//! Immutable, as all segments are.

use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;
use tantivy::index::InvertedIndexReader;

use crate::error::IndexError;
use crate::schema::{Fields, column};

/// Stands for the document of a passage that is deleted or is none.
pub(crate) const NO_DOCUMENT: u32 = u32::MAX;

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

impl Segment {
    pub(crate) fn open(reader: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
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

    /// The first passage of a document and their number; none of a document that there is not.
    pub fn range(&self, document: u32) -> (u32, u32) {
        let at = document as usize;
        (self.first.get(at).copied().unwrap_or(0), self.count.get(at).copied().unwrap_or(0))
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

    /// The ids of several documents, in their order: what stands near each other in the dictionary is read together.
    pub fn ids(&self, documents: &[u32]) -> Result<Vec<String>, IndexError> {
        let mut found = vec![String::new(); documents.len()];
        let Some(column) = &self.ids else { return Ok(found) };
        let mut ranked: Vec<(u64, usize)> =
            documents.iter().enumerate().map(|(at, &document)| (self.id_rank(document), at)).collect();
        ranked.sort_unstable();
        let ranks: Vec<u64> = ranked.iter().map(|(rank, _)| *rank).collect();
        let mut places = ranked.iter().map(|(_, at)| *at);
        column.dictionary().sorted_ords_to_term_cb(&ranks, |id| {
            if let Some(found) = places.next().and_then(|at| found.get_mut(at)) {
                *found = String::from_utf8_lossy(id).into_owned();
            }
        })?;
        Ok(found)
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

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let ids = self.ids.as_ref()?;
        let ord = ids.dictionary().term_ord(id).ok()??;
        (0..self.first.len() as u32).find(|&document| self.id_rank(document) == ord)
    }
}
