//! The entry points for whole files: bytes in, a document out.
//! They open nothing: the caller has read the file.

use crate::defect::{Defect, Reading};
use crate::describe;
use crate::extract::{Content, encoding, flow, front_matter, markdown, text};

/// Reads a Markdown file, with the front matter it may have, as the document `id`.
///
/// Fails on bytes that are no text. Whatever else is wrong is a defect of the reading, and the document is kept.
/// Lines are those of the file, front matter included.
pub fn read_markdown(id: &str, bytes: &[u8]) -> Result<Reading, Defect> {
    let mut defects = Vec::new();
    let source = encoding::decode(bytes, &mut defects)?;
    let parts = front_matter::split(&source);
    let map = crate::line::LineMap::of_text(parts.body, parts.first_line);
    let blocks = flow::mend(markdown::blocks(parts.body, &map));
    Ok(describe::document(id, Content { fields: parts.fields, blocks, defects }))
}

/// Reads a plain text file as the document `id`.
///
/// Fails on bytes that are no text. Whatever else is wrong is a defect of the reading, and the document is kept.
pub fn read_text(id: &str, bytes: &[u8]) -> Result<Reading, Defect> {
    let mut defects = Vec::new();
    let source = encoding::decode(bytes, &mut defects)?;
    let blocks = text::blocks(&source);
    Ok(describe::document(id, Content { fields: Vec::new(), blocks, defects }))
}
