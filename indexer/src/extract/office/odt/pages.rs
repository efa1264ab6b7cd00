//! Master pages of an OpenDocument file: what stands in the margins of which pages.
//! Where a page starts is told by the styles of paragraphs.

use std::collections::HashMap;

use crate::extract::Block;
use crate::extract::office::margins::Margin;

/// The master page of a text that names none.
const STANDARD: &str = "Standard";

/// The margins that were met, and what tells which of them is the first.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The style of the first paragraph.
    pub(super) first_style: Option<String>,
    margins: Vec<PageMargin>,
}

#[derive(Debug)]
struct PageMargin {
    master: String,
    /// Such as `header` or `footer-first`.
    kind: String,
    blocks: Vec<Block>,
}

impl Pages {
    /// Adds what stands in a margin of that kind.
    pub(super) fn add(&mut self, master: &str, kind: &str, blocks: Vec<Block>) {
        self.margins.push(PageMargin { master: master.to_owned(), kind: kind.to_owned(), blocks });
    }

    /// Adds the margins of another part.
    pub(super) fn append(&mut self, more: Self) {
        self.margins.extend(more.margins);
    }

    /// The margins in the order masthead, headers, footers. `masters` tells the page that a style starts.
    pub(super) fn margins(self, masters: &HashMap<String, String>) -> Vec<(Margin, Vec<Block>)> {
        let first = self.first_style.as_ref().and_then(|style| masters.get(style));
        let first = first.map_or(STANDARD, String::as_str);
        let of_first = |margin: &PageMargin, kind: &str| margin.master == first && margin.kind == kind;
        let own_first = self.margins.iter().any(|margin| of_first(margin, "header-first"));
        let masthead = if own_first { "header-first" } else { "header" };
        let sorted = self.margins.into_iter().map(|margin| {
            let place = match margin.kind.as_str() {
                _ if of_first(&margin, masthead) => Margin::Masthead,
                kind if kind.starts_with("header") => Margin::Header,
                _ => Margin::Footer,
            };
            (place, margin.blocks)
        });
        let mut sorted: Vec<_> = sorted.collect();
        sorted.sort_by_key(|(margin, _)| *margin);
        sorted
    }
}
