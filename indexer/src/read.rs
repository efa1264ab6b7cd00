//! The entry point for whole files: bytes in, a document out.
//! It opens nothing: the caller has read the file.

use crate::defect::{Defect, Reading};
use crate::describe::{self, guide::Guide};
use crate::extract::{Content, long_lines, markdown, office, page, text};
use crate::format::Format;
use crate::limits::Limits;

/// Reads a file of that format as the document `id`. Of JSON Lines, which are read line by line, it makes plain text.
///
/// Fails on bytes that the format cannot have and beyond the limits. Whatever else is wrong is a defect of the
/// reading, and the document is kept. Lines are those of the file.
pub fn read(format: Format, id: &str, bytes: &[u8], limits: &Limits) -> Result<Reading, Defect> {
    guided(format, id, bytes, &Terms { limits, guide: &Guide::default() })
}

/// What reading a file is bound by.
pub(crate) struct Terms<'a> {
    /// What it may cost.
    pub(crate) limits: &'a Limits,
    /// What the user says of its documents.
    pub(crate) guide: &'a Guide<'a>,
}

/// Reads a file as `read` does, and describes it as the user says.
pub(crate) fn guided(format: Format, id: &str, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, Defect> {
    Ok(describe::document(id, content(format, bytes, terms.limits)?, terms.guide))
}

/// What the bytes of a file hold, before it is described.
pub(crate) fn content(format: Format, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    match format {
        Format::Markdown => in_lines(markdown::content, bytes, limits),
        Format::Text | Format::JsonLines => in_lines(text::content, bytes, limits),
        Format::Html => page::content(bytes, limits),
        Format::Docx => office::docx::content(bytes, limits),
        Format::Odt => office::odt::content(bytes, limits),
        Format::Rtf => office::rtf::content(bytes, limits),
        Format::Pdf => Err(Defect::of_whole("is not read yet: leave it out")),
    }
}

/// What a text holds that people read line by line, but for lines beyond the limits.
fn in_lines(read: fn(&[u8]) -> Result<Content, Defect>, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let mut content = read(&long_lines::left_out(bytes, limits, &mut defects))?;
    content.defects.extend(defects);
    Ok(content)
}
