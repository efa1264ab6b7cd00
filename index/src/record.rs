//! What the index remembers of each source, so that the next run reads only what changed.

use serde::{Deserialize, Serialize};

/// What is known of a source since it was last read, kept in the index with its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The file's path: what its documents are removed by.
    pub path: String,
    /// The path that was given when it was indexed.
    pub root: String,
    /// In bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i128,
    /// BLAKE3 of its bytes, hexadecimal.
    pub hash: String,
    /// How many documents it gave.
    pub documents: u64,
    /// What the user said of its documents, told apart by a hash; empty where nothing was said.
    #[serde(default)]
    pub guidance: String,
    /// What could not be read in it.
    pub defects: Vec<RecordedDefect>,
}

/// Why a source, or a part of it, is not in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedDefect {
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}
