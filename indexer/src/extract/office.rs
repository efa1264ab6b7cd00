//! Files of word processors: one file for each format, and what they share.
//! A text under construction, its tables and styles are the same in all of them.

mod styles;
mod symbols;

mod table;

mod draft;
mod fields;
mod margins;
mod opened;
mod properties;
mod relations;

pub(crate) mod docx;
pub(crate) mod odt;
pub(crate) mod rtf;
