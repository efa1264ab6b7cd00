//! A segment in the making: rows are added until it is written. The lists of words are packed here, since most of what indexing
//! takes is spent on them; all else is left to tantivy, whose files these are.

use tantivy::TantivyError;
use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::FieldNormsSerializer;
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::Field;
use tantivy::store::StoreWriter;
use tantivy::tokenizer::TokenizerManager;

use crate::lists::{Detail, Lists, TermNumber};
use crate::passage::Zone;
use crate::rows::NewRow;
use crate::schema::Fields;
use crate::terms::TextCutter;

/// Places left between two texts of a row, so that a phrase does not run from one into the next.
const TEXT_GAP: u32 = 1;

/// A segment that rows are added to.
pub(crate) struct Building {
    segment: Segment,
    rows: u32,
    text: Field,
    words: Words,
    /// Fields whose values are found whole.
    names: [(Field, Lists); 3],
    columns: FastFieldsWriter,
    store: StoreWriter,
}

impl Building {
    /// Begins `segment`, of which nothing may be written yet.
    ///
    /// # Errors
    /// Its files cannot be made.
    pub(crate) fn new(segment: Segment, fields: &Fields) -> Result<Self, TantivyError> {
        let settings = segment.index().settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        let tokenizers = TokenizerManager::default();
        Ok(Self {
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(&segment.schema(), tokenizers)?,
            store,
            rows: 0,
            text: fields.text,
            words: Words::default(),
            names: [fields.acronyms, fields.links, fields.source].map(|field| (field, Lists::new(Detail::Rows))),
            segment,
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// It cannot be stored; the segment is of no use then.
    pub(crate) fn add(&mut self, row: &NewRow) -> Result<(), TantivyError> {
        self.words.add(self.rows, row.texts(self.text));
        for (field, lists) in &mut self.names {
            for name in row.texts(*field) {
                let number = lists.number(name.as_bytes());
                lists.push(number, self.rows, 0);
            }
        }
        self.columns.add_document(row)?;
        self.store.store(row, &self.segment.schema())?;
        self.rows += 1;
        Ok(())
    }

    /// Memory taken, in bytes, nearly.
    pub(crate) fn bytes(&self) -> usize {
        let names: usize = self.names.iter().map(|(_, lists)| lists.bytes()).sum();
        self.words.lists.bytes() + names + self.columns.mem_usage() + self.store.mem_usage()
    }

    /// Writes the segment.
    ///
    /// # Errors
    /// Its files cannot be written.
    pub(crate) fn finish(mut self) -> Result<SegmentMeta, TantivyError> {
        // No field is weighed by its length; the file is wanted all the same.
        FieldNormsSerializer::from_write(self.segment.open_write(SegmentComponent::FieldNorms)?)?.close()?;
        let mut lists = InvertedIndexSerializer::open(&self.segment)?;
        self.words.lists.write(&mut lists, self.text)?;
        self.names.iter().try_for_each(|(field, names)| names.write(&mut lists, *field))?;
        lists.close()?;
        let mut columns = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        self.store.close()?;
        let meta = self.segment.with_max_doc(self.rows).meta().clone();
        meta.untrack_temp_docstore();
        Ok(meta)
    }
}

/// The words of texts, and the rows that hold them.
struct Words {
    cutter: TextCutter,
    /// By entry and zone, so that what was met before is not looked up by its letters.
    numbers: Vec<[Option<TermNumber>; Zone::ALL.len()]>,
    lists: Lists,
    term: String,
}

impl Default for Words {
    fn default() -> Self {
        let lists = Lists::new(Detail::Places);
        Self { cutter: TextCutter::default(), numbers: Vec::new(), lists, term: String::new() }
    }
}

impl Words {
    /// Adds the texts of a row, one behind the other.
    fn add<'a>(&mut self, row: u32, texts: impl Iterator<Item = &'a str>) {
        let Self { cutter, numbers, lists, term } = self;
        let mut start = 0;
        for text in texts {
            let cut = cutter.cut(text);
            if cut.is_numbered_anew {
                numbers.clear();
            }
            let mut end = start;
            for token in cut.tokens {
                let (entry, zone) = (token.entry.number(), cut.zone(token) as usize);
                if numbers.len() <= entry {
                    numbers.resize(entry + 1, [None; Zone::ALL.len()]);
                }
                let Some(known) = numbers.get_mut(entry).and_then(|zones| zones.get_mut(zone)) else { continue };
                let number = *known.get_or_insert_with(|| {
                    cut.write_term(token, term);
                    lists.number(term.as_bytes())
                });
                lists.push(number, row, start + token.position);
                end = end.max(start + token.position + 1);
            }
            start = end + TEXT_GAP;
        }
    }
}
