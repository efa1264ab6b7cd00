//! The search box in the pages of other sites: its files, the lines to paste, its frame and its guide.
//! What the box does in a page stands in `search-server/box/`.

mod presets;
pub mod files;
pub mod snippet;
pub(crate) mod frame;
pub(crate) mod guide;
