//! RTF to blocks: groups, fonts, styles, fields, tables, notes and boxes.
//! Pictures, embedded objects and second renderings of the same thing are left out.

mod characters;
mod charset;
mod group;
mod header;
mod reader;
mod sheet;
mod token;

use super::margins::{self, Margin};
use crate::defect::Defect;
use crate::extract::{Content, flow, numbered};
use crate::limits::Limits;
use group::Page;
use reader::Reader;

/// What an RTF file holds, with its properties. Blocks are numbered as they are printed.
///
/// A file that is damaged or beyond the limits is read as far as it goes. Fails only on what is no RTF.
pub(crate) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let start = bytes.iter().position(|byte| *byte == b'{').unwrap_or(bytes.len());
    let bytes = bytes.get(start..).filter(|rest| rest.starts_with(b"{\\rtf"));
    let Some(bytes) = bytes else {
        return Err(Defect::of_whole("is no RTF: open it and save it again"));
    };
    let mut reader = Reader::new(limits.depth);
    let defects = reader.read(bytes).err().into_iter().collect();
    let parts = reader.finish();
    let masthead = |page: Page| page == if parts.title_page { Page::First } else { Page::Other };
    let margins = parts.margins.into_iter().map(|(margin, page, blocks)| {
        let above = margin == Margin::Header && masthead(page);
        (if above { Margin::Masthead } else { margin }, blocks)
    });
    let mut margins: Vec<_> = margins.collect();
    margins.sort_by_key(|(margin, _)| *margin);
    let mut blocks = margins::around(flow::mend(parts.blocks), margins);
    numbered::number_blocks(&mut blocks);
    Ok(Content { properties: parts.properties, blocks, defects, ..Content::default() })
}

#[cfg(test)]
mod tests;
