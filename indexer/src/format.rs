//! The formats that are read, and which of them a file's name tells.
//! How a format is read is the business of `extract`.

use std::ffi::OsStr;
use std::path::Path;

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.md`, `.markdown`.
    Markdown,
    /// `.txt`, `.text`.
    Text,
    /// `.html`, `.htm`, `.xhtml`, `.shtml`.
    Html,
    /// `.jsonl`, `.ndjson`: one document a line.
    JsonLines,
}

impl Format {
    /// The format that a file's ending tells, in any case; `None` for endings of no format that is read.
    pub fn of_name(path: &Path) -> Option<Self> {
        match path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}
