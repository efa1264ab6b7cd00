//! The engine of Communiqués: what a document is, French analysis, the index on disk, queries, ranking, snippets.
//! It knows no source format, no HTTP, no HTML and no command line, and prints nothing.

mod document;
pub mod french;
pub mod query;
mod facet;
mod remark;
mod amendment;
mod answer;
mod error;
mod sentence;
mod passage;
mod acronym;
mod terms;
mod fingerprint;
mod schema;
mod record;
mod memory;
mod row;
mod rows;
mod files;
mod store;
mod living;
mod nearly;
mod vocabulary;
mod segment;
mod copies;
mod completions;
mod collection;
mod facet_values;
mod grouping;
mod lists;
mod building;
mod before;
mod writer;
mod stored;
mod snippet;
mod search;
mod suggest;

pub use acronym::acronyms;
pub use amendment::{Amendment, AmendmentKind};
pub use answer::{
    Answer, Copies, Excerpt, Explain, Hit, IndexInfo, MarkedDocument, MarkedParagraph, MarkedPassage, OtherCopy, Part,
    Request, Sort, StoredDocument, StoredPassage,
};
pub use collection::{Collection, REMEMBERED};
pub use completions::SuggestionKind;
pub use document::{About, Date, Document, Found, Heading, LineStart, Numbering, Origin, Paragraph, Role, Section};
pub use error::IndexError;
pub use facet::{Facet, FacetCounts, UnknownFacet, ValueCount};
pub use record::{Record, RecordedDefect};
pub use remark::{Remark, Words};
pub use search::{DEEPEST, marked, search};
pub use store::latest_version;
pub use stored::document;
pub use suggest::{Suggestion, Typing, prepare, suggest};
pub use writer::{Added, Mode, Writer};
