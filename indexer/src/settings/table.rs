//! The shape of `communiques.toml`: its tables and keys, each value with its place.
//! What the values must be is checked in `parse`.

use std::collections::HashMap;

use serde::Deserialize;
use toml::{Spanned, Value};

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    /// Patterns as in `.gitignore`.
    pub(super) exclude: Vec<Spanned<String>>,
    pub(super) folder: Vec<Folder>,
    pub(super) publisher: Vec<Publisher>,
    /// By id.
    pub(super) correction: HashMap<Spanned<String>, Correction>,
}

/// What stands where the documents of a folder say nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folder {
    /// Below the root.
    pub(super) path: Spanned<String>,
    pub(super) publisher: Option<Spanned<String>>,
    pub(super) kind: Option<Spanned<String>>,
    pub(super) plan: Option<Spanned<Value>>,
    pub(super) language: Option<Spanned<String>>,
    pub(super) url: Option<Spanned<String>>,
}

/// A body with its other spellings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Publisher {
    pub(super) name: Spanned<String>,
    #[serde(default)]
    pub(super) spellings: Vec<Spanned<String>>,
}

/// What stands whatever a document says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Correction {
    pub(super) title: Option<Spanned<String>>,
    /// A text or a date of TOML.
    pub(super) date: Option<Spanned<Value>>,
    pub(super) publisher: Option<Spanned<String>>,
    pub(super) kind: Option<Spanned<String>>,
    /// One or several.
    pub(super) plan: Option<Spanned<Value>>,
    pub(super) tags: Option<Spanned<Value>>,
    pub(super) language: Option<Spanned<String>>,
    pub(super) url: Option<Spanned<String>>,
}
