//! The entry point for whole files: bytes in, a document out.
//! It opens nothing: the caller has read the file. Limits of time and memory are those of the process: see `isolate`.

use crate::defect::{Defect, Reading};
use crate::describe::{self, guide::Guide};
use crate::extract::{Content, long_lines, markdown, office, page, pdf, text};
use crate::format::Format;
use crate::limits::{self, Limits};

/// Parsers of nested formats call themselves: they are given more stack than threads have.
const STACK: usize = 64 << 20;

/// Reads a file of that format as the document `id`. Of JSON Lines, which are read line by line, it makes plain text.
///
/// Fails on bytes that the format cannot have and beyond the limits. Whatever else is wrong is a defect of the
/// reading, and the document is kept. Lines are those of the file, or its pages. A file made to exhaust time or memory
/// does so here, in the process of the caller: [`Workers`](crate::Workers) read such formats apart.
pub fn read(format: Format, id: &str, bytes: &[u8], limits: &Limits) -> Result<Reading, Defect> {
    Ok(describe::document(id, content(format, bytes, limits)?, &Guide::default()))
}

/// What the bytes of a file hold, before it is described. A parser that panics is a defect.
pub(crate) fn content(format: Format, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    if format.is_fragile() { guarded(limits, || parse(format, bytes, limits)) } else { parse(format, bytes, limits) }
}

/// What is left to try on a file whose parser took the process down; `None` where nothing is, or it gives nothing.
pub(crate) fn last_resort(format: Format, bytes: &[u8], limits: &Limits) -> Option<Content> {
    if format == Format::Pdf { pdf::second_content(bytes, limits) } else { None }
}

fn parse(format: Format, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    match format {
        Format::Markdown => in_lines(markdown::content, bytes, limits),
        Format::Text | Format::JsonLines => in_lines(text::content, bytes, limits),
        Format::Html => page::content(bytes, limits),
        Format::Docx => office::docx::content(bytes, limits),
        Format::Odt => office::odt::content(bytes, limits),
        Format::Rtf => office::rtf::content(bytes, limits),
        Format::Pdf => pdf::content(bytes, limits),
    }
}

/// What a text holds that people read line by line, but for lines beyond the limits.
fn in_lines(read: fn(&[u8]) -> Result<Content, Defect>, bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let mut content = read(&long_lines::left_out(bytes, limits, &mut defects))?;
    content.defects.extend(defects);
    Ok(content)
}

/// The defect of a file whose reader has not enough with that many bytes.
pub(crate) fn too_much_memory(most: u64) -> Defect {
    let what = format!("needs more than {} of memory to be read", limits::bytes(most));
    Defect::of_whole(format!("{what}: split it or save it anew, or raise the limit with --max-memory"))
}

fn guarded(limits: &Limits, parse: impl FnOnce() -> Result<Content, Defect> + Send) -> Result<Content, Defect> {
    let failed = "makes its reader fail (a panic): save it anew, then index again";
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(content)) => content,
            Ok(Err(_panic)) => Err(Defect::of_whole(failed)),
            // There is no room for its stack.
            Err(_) => Err(too_much_memory(limits.memory_bytes)),
        }
    })
}
