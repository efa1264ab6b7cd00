//! Blocks as a parser of mark-up meets them: characters into lines, lines into headings, items, quotations, rows, code.
//! It reads no mark-up itself; which lines make one paragraph is told in `lines`.

use super::{Block, Form, lines};
use crate::line::{End, Line};

/// What is open, and what was closed.
#[derive(Default)]
pub(super) struct Layout {
    /// The level of the heading that is open.
    pub(super) heading: Option<u8>,
    /// The next block is the first of a list item.
    pub(super) item: Option<FirstOfItem>,
    /// How many quotations are open.
    pub(super) quotes: usize,
    /// How many rows of tables are open.
    pub(super) rows: usize,
    /// How many blocks of code are open.
    pub(super) codes: usize,
    blocks: Vec<Block>,
    lines: Vec<Line>,
    line: Line,
}

/// The first block of a list item, which starts with this character.
pub(super) struct FirstOfItem(pub(super) char);

impl Layout {
    /// Adds a character that stands on line `number` of the source.
    pub(super) fn push(&mut self, c: char, number: u32) {
        self.line.push(c, number);
    }

    /// What the open line holds so far.
    pub(super) fn text(&self) -> &str {
        &self.line.paragraph.text
    }

    /// Adds hosts that links of the open line lead to.
    pub(super) fn link(&mut self, hosts: impl IntoIterator<Item = String>) {
        self.line.paragraph.links.extend(hosts);
    }

    /// Ends the open line; the block goes on.
    pub(super) fn end_line(&mut self, end: End) {
        let mut line = std::mem::take(&mut self.line).trimmed();
        if line.is_empty() {
            self.line.paragraph.links = line.paragraph.links;
            return;
        }
        let mut seen = Vec::new();
        for host in line.paragraph.links.drain(..).filter(|host| !host.is_empty()) {
            if !seen.contains(&host) {
                seen.push(host);
            }
        }
        line.paragraph.links = seen;
        line.end = end;
        self.lines.push(line);
    }

    /// Ends the open block.
    pub(super) fn flush(&mut self) {
        self.end_line(End::Block);
        self.line = Line::default();
        let mut lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return;
        }
        let first_of_item = self.item.take().filter(|item| !is_sum(item, &mut lines));
        let form = match (self.heading, first_of_item) {
            (Some(level), _) => Form::Heading(level),
            _ if self.codes > 0 => Form::Code,
            _ if self.rows > 0 => Form::Row,
            (_, Some(FirstOfItem(_))) => Form::Item,
            _ if self.quotes > 0 => Form::Quote,
            _ => Form::Plain,
        };
        self.blocks.extend(lines::blocks(form, lines));
    }

    /// Adds blocks that were laid out elsewhere.
    pub(super) fn add(&mut self, blocks: Vec<Block>) {
        self.blocks.extend(blocks);
    }

    /// All blocks, the open one included.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Whether an item is a sum such as `+ 700` rather than an item; its sign is then put back.
fn is_sum(item: &FirstOfItem, lines: &mut [Line]) -> bool {
    let [line] = lines else { return false };
    let number = line.paragraph.text.as_str();
    let sum = item.0 == '+' && number.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '%');
    if sum {
        line.paragraph.text = format!("+ {number}");
    }
    sum
}
