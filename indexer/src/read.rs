//! The entry point for whole files: bytes in, a document out.
//! It opens nothing: the caller has read the file.

use crate::defect::{Defect, Reading};
use crate::describe;
use crate::extract::{Content, long_lines, markdown, text};
use crate::format::Format;
use crate::limits::Limits;

/// Reads a file of that format as the document `id`. Of JSON Lines, which are read line by line, it makes plain text.
///
/// Fails on bytes that the format cannot have and beyond the limits. Whatever else is wrong is a defect of the
/// reading, and the document is kept. Lines are those of the file.
pub fn read(format: Format, id: &str, bytes: &[u8], limits: &Limits) -> Result<Reading, Defect> {
    Ok(describe::document(id, content(format, bytes, limits)?))
}

/// What the bytes of a file hold, before it is described.
fn content(format: Format, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    match format {
        Format::Markdown => in_lines(markdown::content, bytes, limits),
        Format::Text | Format::JsonLines => in_lines(text::content, bytes, limits),
    }
}

/// What a text holds that people read line by line, but for lines beyond the limits.
fn in_lines(read: fn(&[u8]) -> Result<Content, Defect>, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let mut content = read(&long_lines::left_out(bytes, limits, &mut defects))?;
    content.defects.extend(defects);
    Ok(content)
}
