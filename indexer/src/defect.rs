//! What could not be read, and what was read nevertheless.
//! It does not say of which file: the caller knows the path.

use index::{Document, Origin};
use serde::{Deserialize, Serialize};

/// Why a source could not be read, or was read in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}{message}", .line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct Defect {
    /// The line of the source that it is about, counted from 1; `None` where it is about the whole.
    pub line: Option<u32>,
    /// What is wrong and what to do about it, in English, without a final full stop.
    pub message: String,
}

/// A document with what is wrong with its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// All that could be read.
    pub document: Document,
    /// Where its title is from, if it has one.
    pub title_origin: Option<Origin>,
    /// What could not be read, in the order in which it was met; empty for a sound source.
    pub defects: Vec<Defect>,
}

impl Defect {
    /// A defect of one line, counted from 1.
    pub(crate) fn on_line(line: u32, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }

    /// A defect of the whole source.
    pub(crate) fn of_whole(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }
}
