//! What the index remembers of each source, so that the next run reads only what changed.

use serde::{Deserialize, Serialize};

/// What is known of a source since it was last read, kept in the index with its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The file's path: what its documents are removed by.
    pub path: String,
    /// The path that was given when it was indexed.
    pub root: String,
    /// The id that its document has; empty where its documents have ids of their own. It may change with the files
    /// beside it.
    #[serde(default)]
    pub id: String,
    /// In bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i128,
    /// BLAKE3 of its bytes, hexadecimal.
    pub hash: String,
    /// When it was read, in nanoseconds since 1970: what changed as late as that may have changed unseen.
    #[serde(default)]
    pub read: i128,
    /// How many documents it gave.
    pub documents: u64,
    /// What the user said of its documents, told apart by a hash; empty where nothing was said.
    #[serde(default)]
    pub guidance: String,
    /// The limits it was read with, told apart by a hash, where one of them is why something could not be read.
    #[serde(default)]
    pub limits: String,
    /// What could not be read in it.
    pub defects: Vec<RecordedDefect>,
    /// Paths of the sources that have ids which this one has too, and keep them.
    #[serde(default)]
    pub rivals: Vec<String>,
}

/// Why a source, or a part of it, is not in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedDefect {
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}
