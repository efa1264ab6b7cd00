//! The elements of a page to blocks of text, as a browser lays them out.
//! It walks what is not gone, and does not recurse: no page can be too deep for it.

use super::kinds::{self, Kind};
use super::tree::{Node, Tree};
use super::{boilerplate, tables};
use crate::extract::layout::{FirstOfItem, Layout};
use crate::extract::masked::host;
use crate::extract::{Block, html, kramdown, text};
use crate::line::End;
use crate::shape;

/// What boxes of the text are called.
const BOXES: [&str; 6] = ["callout", "encadre", "encart", "highlight", "texteencadre", "encadré"];
/// Text set as code without being said to be code is prose from this many words on.
const PROSE: usize = 30;
/// The bullet or number of an item is shorter than this, in bytes.
const MARKER: usize = 12;
/// Words are no longer than this on the whole, in bytes.
const LONGEST_WORD: usize = 20;

/// The blocks that the elements `roots` hold, in their order.
pub(super) fn blocks(tree: &Tree, roots: &[usize]) -> Vec<Block> {
    let mut walk = Walk { tree, layout: Layout::default(), open: Vec::new(), joined: 0 };
    for root in roots {
        let mut at = *root;
        let end = tree.node(at).end;
        while at < end {
            walk.leave_until(at);
            at = walk.enter(at, *root);
        }
        walk.leave_until(end);
        walk.layout.flush();
    }
    walk.layout.finish()
}

struct Walk<'a> {
    tree: &'a Tree,
    layout: Layout,
    /// The elements that are open, with what is to be undone at their end.
    open: Vec<(usize, Undo)>,
    /// How many elements are open whose blocks are one line.
    joined: usize,
}

/// What the end of an element ends.
enum Undo {
    Nothing,
    Space,
    Block,
    Heading,
    Item,
    Quote,
    Row,
    Code,
}

impl Walk<'_> {
    fn leave_until(&mut self, at: usize) {
        while let Some((_, undo)) = self.open.pop_if(|(end, _)| *end <= at) {
            self.leave(undo);
        }
    }

    fn leave(&mut self, undo: Undo) {
        match undo {
            Undo::Nothing => return,
            Undo::Space => return self.layout.push(' ', 0),
            _ => self.layout.flush(),
        }
        match undo {
            Undo::Heading => self.layout.heading = None,
            Undo::Item => self.layout.item = None,
            Undo::Quote => self.layout.quotes = self.layout.quotes.saturating_sub(1),
            Undo::Row => self.layout.rows = self.layout.rows.saturating_sub(1),
            Undo::Code => self.layout.codes = self.layout.codes.saturating_sub(1),
            _ => {}
        }
        if matches!(undo, Undo::Heading | Undo::Row) {
            self.joined = self.joined.saturating_sub(1);
        }
    }

    /// Takes a node up; tells the number of the next to take up.
    fn enter(&mut self, number: usize, root: usize) -> usize {
        let node = self.tree.node(number);
        let left_out = node.gone && number != root;
        if left_out || kinds::kind(&node.name) == Kind::Silent || self.is_marker(number) {
            return node.end;
        }
        if node.name.is_empty() {
            self.text(&node.text);
            return node.end;
        }
        let undo = match kinds::kind(&node.name) {
            Kind::Void => self.void(node),
            Kind::Inline => self.inline(number),
            _ if self.joined > 0 => self.space(),
            _ if node.is("pre") && self.is_prose(number) => {
                self.layout.flush();
                self.layout.add(text::blocks(&self.tree.text(number, usize::MAX)));
                return node.end;
            }
            _ => self.block(number),
        };
        self.open.push((node.end, undo));
        number + 1
    }

    fn void(&mut self, node: &Node) -> Undo {
        match node.name.as_str() {
            "br" if self.joined > 0 => return self.space(),
            "br" if self.layout.text().is_empty() => self.layout.flush(),
            "br" => self.layout.end_line(End::Hard),
            "hr" if self.joined == 0 => self.layout.flush(),
            _ => {}
        }
        Undo::Nothing
    }

    fn inline(&mut self, number: usize) -> Undo {
        let node = self.tree.node(number);
        match node.name.as_str() {
            "a" => self.layout.link(node.attribute("href").and_then(host)),
            "sup" if html::is_note_call(self.layout.text(), &self.tree.text(number, PROSE)) => {
                self.layout.push(' ', 0);
            }
            // `<span class="label">publié le</span>17.08.16`: what sets a label apart from its value is its style.
            "span" if boilerplate::is_called(node, &["label"]) => return Undo::Space,
            _ => {}
        }
        Undo::Nothing
    }

    fn space(&mut self) -> Undo {
        self.layout.push(' ', 0);
        Undo::Space
    }

    fn block(&mut self, number: usize) -> Undo {
        let node = self.tree.node(number);
        self.layout.flush();
        if let Some(level) = heading(node) {
            self.layout.heading = Some(level);
            self.joined += 1;
            return Undo::Heading;
        }
        match node.name.as_str() {
            "li" | "dd" => {
                self.layout.item = Some(FirstOfItem('•'));
                Undo::Item
            }
            "tr" if tables::is_row(self.tree, number) => {
                self.layout.rows += 1;
                self.joined += 1;
                Undo::Row
            }
            "pre" | "xmp" | "listing" => {
                self.layout.codes += 1;
                Undo::Code
            }
            "blockquote" | "aside" => self.quote(),
            _ if boilerplate::is_called(node, &BOXES) => self.quote(),
            _ => Undo::Block,
        }
    }

    fn quote(&mut self) -> Undo {
        self.layout.quotes += 1;
        Undo::Quote
    }

    fn text(&mut self, text: &str) {
        let text = kramdown::without_liquid(text);
        for c in text.chars() {
            match c {
                '\n' if self.layout.codes > 0 => self.layout.end_line(End::Soft),
                c if c.is_ascii_whitespace() => self.layout.push(' ', 0),
                c => self.layout.push(c, 0),
            }
        }
    }

    /// Whether an element is the bullet or the number of an item, as word processors write it beside the text.
    fn is_marker(&self, number: usize) -> bool {
        let node = self.tree.node(number);
        let begins = self.layout.item.is_some() && self.layout.text().is_empty();
        begins
            && node.is("span")
            && node.lower("style").contains("float")
            && self.tree.text(number, MARKER).len() < MARKER
    }

    /// Whether an element for code only keeps the line breaks of a text.
    fn is_prose(&self, number: usize) -> bool {
        let said = |number: usize| {
            let node = self.tree.node(number);
            node.is("code") || node.lower("class").contains("lang") || node.lower("class").contains("code")
        };
        let code = self.tree.inside(number).take(PROSE).any(said) || said(self.tree.node(number).parent);
        !code && shape::words(&self.tree.text(number, PROSE * LONGEST_WORD)) >= PROSE
    }
}

/// The level of an element that is or plays a heading.
fn heading(node: &Node) -> Option<u8> {
    let played = || node.lower("aria-level").parse().unwrap_or(2).clamp(1, 6);
    kinds::heading(&node.name).or_else(|| (node.lower("role") == "heading").then(played))
}
