//! Web pages to blocks: the main content as a reader sees it, without menus, banners, scripts and footers.
//! It fetches nothing, and does not tell titles from mastheads.

use super::{Content, encoding, flow, front_matter, numbered};
use crate::defect::Defect;
use crate::limits::Limits;

mod kinds;
mod tree;
mod parse;

mod meta;
mod structured;

mod measure;
mod phrases;
mod boilerplate;
mod roots;

mod tables;
mod walk;

/// What a web page holds. `properties` are what its head says: see [`meta::properties`] for their keys.
///
/// Fails on bytes that are no text. Pages have no lines worth telling: blocks are numbered as they are printed.
pub(crate) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let source = encoding::decode_page(bytes, &mut defects)?;
    // Templates of site generators are pages with front matter.
    let parts = front_matter::split(&source);
    defects.extend(parts.defects);
    let mut tree = parse::tree(parts.body, limits.depth);
    if tree.is_flattened {
        let what = format!("has elements more than {} deep in each other, read as if side by side", limits.depth);
        defects.push(Defect::of_whole(format!("{what}: save it anew, or raise the limit with --max-depth")));
    }
    let properties = meta::properties(&tree);
    let roots = roots::find(&mut tree);
    let mut blocks = walk::blocks(&tree, &roots);
    blocks.retain(|block| block.paragraph.text.contains(char::is_alphanumeric));
    flow::mark_headings(&mut blocks);
    numbered::number_blocks(&mut blocks);
    Ok(Content { fields: parts.fields, properties, blocks, defects, ..Content::default() })
}

#[cfg(test)]
mod tests;
