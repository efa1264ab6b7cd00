//! From bytes to text structure: one file for each format, and what formats share.
//! It opens no file, panics on no input, and does not judge what a text is about.

use index::{Numbering, Paragraph};
use serde::{Deserialize, Serialize};

use crate::defect::Defect;

mod charset;
mod elements;
mod encoding;
mod flow;
pub(crate) mod front_matter;
mod html;
pub(crate) mod html_text;
pub(crate) mod json_lines;
mod kramdown;
mod layout;
mod lines;
pub(crate) mod long_lines;
pub(crate) mod markdown;
mod masked;
mod numbered;
pub(crate) mod office;
pub(crate) mod page;
pub(crate) mod pdf;
pub(crate) mod text;
mod xml;

/// What a source holds, before it is described.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Content {
    /// Its front matter, in the order of the source: what a person wrote about it.
    pub(crate) fields: Vec<front_matter::Field>,
    /// What programs wrote about it, often by habit: properties of an office file, `meta` of a page, a PDF's information.
    pub(crate) properties: Vec<front_matter::Field>,
    /// Its body.
    pub(crate) blocks: Vec<Block>,
    /// What the numbers of `Paragraph::lines` count.
    pub(crate) numbering: Numbering,
    /// What could not be read.
    pub(crate) defects: Vec<Defect>,
}

/// A paragraph with its place in the layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Block {
    /// What it is set as.
    pub(crate) form: Form,
    /// Its text.
    pub(crate) paragraph: Paragraph,
}

/// What a paragraph is set as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Form {
    /// A heading, 1 for the highest level, 6 for the deepest.
    Heading(u8),
    /// Running text.
    Plain,
    /// An item of a list.
    Item,
    /// A quotation, a box, or a note to the text before it.
    Quote,
    /// A row of a table.
    Row,
    /// Code, in which line breaks and marks mean themselves.
    Code,
}
