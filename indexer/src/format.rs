//! The formats that are read, and which of them a file's name tells.
//! How a format is read is the business of `extract`.

use std::ffi::OsStr;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// `.md`, `.markdown`.
    Markdown,
    /// `.txt`, `.text`.
    Text,
    /// `.jsonl`, `.ndjson`: one document a line.
    JsonLines,
    /// `.pdf`.
    Pdf,
}

impl Format {
    /// Whether what reads it may loop, or need more memory or stack than there is, on files made to do so.
    pub(crate) fn is_fragile(self) -> bool {
        match self {
            Self::Pdf => true,
            Self::Markdown | Self::Text | Self::JsonLines => false,
        }
    }

    /// The format that a file's ending tells, in any case; `None` for endings of no format that is read.
    pub fn of_name(path: &Path) -> Option<Self> {
        match path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}
