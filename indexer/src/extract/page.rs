//! Web pages to blocks: the main content as a reader sees it, without menus, banners, scripts and footers.
//! It fetches nothing, and does not tell titles from mastheads.

use super::{Content, Form, encoding, flow, numbered};
use crate::defect::Defect;
use crate::limits::Limits;

mod kinds;
mod tree;

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
    let mut tree = tree::Tree::parse(&source, limits.depth);
    let properties = meta::properties(&tree);
    let roots = roots::find(&mut tree);
    let mut blocks = walk::blocks(&tree, &roots);
    if !blocks.iter().any(|block| matches!(block.form, Form::Heading(_))) {
        blocks = flow::mend(blocks);
    }
    numbered::number_blocks(&mut blocks);
    Ok(Content { properties, blocks, defects, ..Content::default() })
}
