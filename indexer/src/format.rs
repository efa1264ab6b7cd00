//! The formats that are read, and which of them a file is: its content tells first, then its name.
//! How a format is read is the business of `extract`.

mod ending;
mod ole;
mod packaged;
mod signature;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::defect::Defect;
use crate::limits::Limits;

pub(crate) use ending::ending;
use signature::Signature;

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// `.md`, `.markdown`.
    Markdown,
    /// `.txt`, `.text`.
    Text,
    /// `.html`, `.htm`, `.xhtml`, `.shtml`.
    Html,
    /// `.jsonl`, `.ndjson`: one document a line.
    JsonLines,
    /// Office Open XML text: `.docx`, `.docm`, `.dotx`, `.dotm`.
    Docx,
    /// OpenDocument text and presentations: `.odt`, `.ott`, `.fodt`, `.odp`.
    Odt,
    /// Rich Text Format: `.rtf`.
    Rtf,
    /// `.pdf`.
    Pdf,
}

/// How many bytes of a file are enough for [`has_signature`].
pub(crate) const HEAD: usize = 4096;

impl Format {
    /// Whether what reads it may loop, or need more memory or stack than there is, on files made to do so.
    pub(crate) fn is_fragile(self) -> bool {
        match self {
            Self::Pdf | Self::Docx | Self::Odt | Self::Rtf | Self::Html => true,
            Self::Markdown | Self::Text | Self::JsonLines => false,
        }
    }

    /// The format that a file's ending tells, in any case; `None` for endings of no format that is read.
    pub fn of_name(path: &Path) -> Option<Self> {
        match ending(path)?.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "docx" | "docm" | "dotx" | "dotm" => Some(Self::Docx),
            "odt" | "ott" | "fodt" | "odp" | "otp" | "fodp" => Some(Self::Odt),
            "rtf" => Some(Self::Rtf),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The format of a file of that name and content.
    ///
    /// The content tells, whatever the name; where it does not, as with plain text, the name does. JSON Lines are told
    /// by their name alone. Fails on files of a format that is not read, which the defect names.
    pub fn of(path: &Path, bytes: &[u8], limits: &Limits) -> Result<Self, Defect> {
        let named = Self::of_name(path);
        let as_text = matches!(named, Some(Self::Markdown | Self::Text));
        match signature::of(bytes) {
            _ if named == Some(Self::JsonLines) => Ok(Self::JsonLines),
            Some(Signature::Is(format)) => Ok(format),
            Some(Signature::LatePdf) if !as_text => Ok(Self::Pdf),
            Some(Signature::Zip) => packaged::format(bytes, limits),
            Some(Signature::Ole) => Err(ole::defect(bytes)),
            Some(Signature::Foreign(what)) => Err(Defect::of_whole(format!("is {what}"))),
            Some(Signature::ForeignText(what)) if !as_text => Err(Defect::of_whole(format!("is {what}"))),
            _ => Self::without_signature(path, bytes),
        }
    }

    /// The format that the name tells, if the content can be of it although nothing in it tells a format.
    fn without_signature(path: &Path, bytes: &[u8]) -> Result<Self, Defect> {
        let ending = ending(path).unwrap_or_default();
        let blank = bytes.iter().all(u8::is_ascii_whitespace);
        match Self::of_name(path) {
            Some(format @ (Self::Markdown | Self::Text | Self::JsonLines | Self::Html)) => Ok(format),
            _ if blank => Err(Defect::of_whole("is empty: save it again, or remove it")),
            Some(_) => {
                let message = format!("has the ending .{ending}, but is no such file: save it again in that format");
                Err(Defect::of_whole(message))
            }
            // Many a `.doc` is plain text that was given the ending of the program it was meant for.
            None if matches!(ending.as_str(), "doc" | "dot") && !bytes.contains(&0) => Ok(Self::Text),
            None => Err(ending::defect(&ending)),
        }
    }
}

/// Whether a file is taken for a source by its name: its format is read, or is told to be not.
pub(crate) fn is_document(path: &Path) -> bool {
    Format::of_name(path).is_some() || ending(path).is_some_and(|ending| ending::is_foreign(&ending))
}

/// Whether a file's name tells that it is no document.
pub(crate) fn is_no_document(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ending::holds_no_document(&ending))
}

/// Whether the first [`HEAD`] bytes of a file tell a format that is read.
pub(crate) fn has_signature(head: &[u8]) -> bool {
    match signature::of(head) {
        Some(Signature::Is(_) | Signature::LatePdf) => true,
        Some(Signature::Zip) => packaged::is_office(head),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
