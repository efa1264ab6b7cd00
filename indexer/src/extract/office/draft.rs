//! A text under construction: what a format meets, in its order, becomes blocks.
//! Notes and text boxes, which stand inside a paragraph, follow it, so that they cut no sentence in two.

use super::styles::{PLAIN, Setting};
use super::symbols;
use super::table::Table;
use crate::extract::{Block, Form, lines};
use crate::line::{End, Line};

/// No line has more links; beyond, looking for those that it already has would take time without bound.
const MAX_LINKS: usize = 1000;

/// A text under construction.
pub(super) struct Draft {
    flow: Flow,
    /// The flows that the current one stands in, the outermost first.
    outer: Vec<Flow>,
}

/// Paragraphs that follow one another: of the text itself, of a box in it, or of a cell.
#[derive(Default)]
struct Flow {
    kind: Kind,
    blocks: Vec<Block>,
    lines: Vec<Line>,
    line: Line,
    asides: Vec<Block>,
    tables: Vec<Table>,
}

/// What a flow is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Text,
    Aside,
    Cell,
}

impl Draft {
    /// Nothing is written yet.
    pub(super) fn new() -> Self {
        Self { flow: Flow::default(), outer: Vec::new() }
    }

    /// Adds text to the paragraph.
    pub(super) fn push(&mut self, text: &str) {
        text.chars().filter_map(symbols::readable).for_each(|c| self.flow.line.push(c, 0));
    }

    /// Ends the line, as its author asked for.
    pub(super) fn break_line(&mut self) {
        self.flow.end_line(End::Hard);
    }

    /// The paragraph has a link to that host.
    pub(super) fn link(&mut self, host: String) {
        let links = &mut self.flow.line.paragraph.links;
        if links.len() < MAX_LINKS && !links.contains(&host) {
            links.push(host);
        }
    }

    /// Ends the paragraph, whose setting is known by now; what stands aside of it follows.
    pub(super) fn end_paragraph(&mut self, setting: Setting) {
        self.flow.end_paragraph(setting);
    }

    /// Puts blocks aside, to follow the paragraph.
    pub(super) fn put_aside(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.flow.asides.extend(blocks);
    }

    /// Begins a box inside the paragraph, with paragraphs of its own.
    pub(super) fn begin_aside(&mut self) {
        self.begin(Kind::Aside);
    }

    /// Ends the box.
    pub(super) fn end_aside(&mut self) {
        let blocks = self.end(Kind::Aside);
        self.flow.asides.extend(blocks);
    }

    /// Ends the box, which is a note.
    pub(super) fn end_note(&mut self) {
        let blocks = self.end(Kind::Aside);
        self.flow.asides.extend(notes(blocks));
    }

    /// Begins a table, which ends the paragraph before it.
    pub(super) fn begin_table(&mut self) {
        self.flow.end_paragraph(PLAIN);
        self.flow.tables.push(Table::default());
    }

    /// Begins a row of the table.
    pub(super) fn begin_row(&mut self) {
        if let Some(table) = self.flow.tables.last_mut() {
            table.row();
        }
    }

    /// Begins a cell of the row.
    pub(super) fn begin_cell(&mut self) {
        self.begin(Kind::Cell);
    }

    /// Ends the cell.
    pub(super) fn end_cell(&mut self) {
        let blocks = self.end(Kind::Cell);
        match self.flow.tables.last_mut() {
            Some(table) => table.cell(blocks),
            None => self.flow.blocks.extend(blocks),
        }
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        if let Some(table) = self.flow.tables.pop() {
            take_in(&mut self.flow.blocks, table.blocks());
        }
    }

    /// All that was written. What is still open ends here.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.outer.is_empty() {
            match self.flow.kind {
                Kind::Cell => self.end_cell(),
                _ => self.end_aside(),
            }
        }
        self.flow.close()
    }

    fn begin(&mut self, kind: Kind) {
        let outer = std::mem::replace(&mut self.flow, Flow { kind, ..Flow::default() });
        self.outer.push(outer);
    }

    /// Ends the current flow if it is of that kind; nothing otherwise, as in files whose marks do not match.
    fn end(&mut self, kind: Kind) -> Vec<Block> {
        if self.flow.kind != kind {
            return Vec::new();
        }
        let outer = self.outer.pop().unwrap_or_default();
        std::mem::replace(&mut self.flow, outer).close()
    }
}

/// Blocks as notes: set apart, so that nothing takes them for a part of the text around them.
pub(super) fn notes(blocks: Vec<Block>) -> impl Iterator<Item = Block> {
    blocks.into_iter().map(|block| Block { form: Form::Quote, ..block })
}

impl Flow {
    fn end_line(&mut self, end: End) {
        let mut line = std::mem::take(&mut self.line).trimmed();
        if line.is_empty() {
            // A link around a picture alone belongs to what follows it.
            self.line.paragraph.links = line.paragraph.links;
            return;
        }
        line.end = end;
        self.lines.push(line);
    }

    fn end_paragraph(&mut self, setting: Setting) {
        self.end_line(End::Block);
        self.line = Line::default();
        let lines = std::mem::take(&mut self.lines);
        for mut block in lines::blocks(setting.form, lines) {
            block.paragraph.role = setting.role;
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.asides);
    }

    fn close(mut self) -> Vec<Block> {
        self.end_paragraph(PLAIN);
        while let Some(table) = self.tables.pop() {
            take_in(&mut self.blocks, table.blocks());
        }
        self.blocks
    }
}

/// Adds blocks at the end; deep nesting costs nothing where there is nothing else.
fn take_in(blocks: &mut Vec<Block>, more: Vec<Block>) {
    if blocks.is_empty() {
        *blocks = more;
    } else {
        blocks.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: fn(&mut Draft), expected: &[(Form, &str)]) {
        let mut draft = Draft::new();
        write(&mut draft);
        let found = draft.finish();
        assert_eq!(found.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect::<Vec<_>>(), expected);
    }

    fn cell(draft: &mut Draft, text: &str) {
        draft.begin_cell();
        draft.push(text);
        draft.end_cell();
    }

    #[test]
    fn a_note_follows_the_paragraph_that_calls_it() {
        check(
            |draft| {
                draft.push("La France");
                draft.begin_aside();
                draft.push("Voir ci-dessous.");
                draft.end_note();
                draft.push(" avance.");
                draft.end_paragraph(PLAIN);
            },
            &[(Form::Plain, "La France avance."), (Form::Quote, "Voir ci-dessous.")],
        );
    }

    #[test]
    fn tables_may_stand_in_cells() {
        check(
            |draft| {
                draft.begin_table();
                draft.begin_row();
                cell(draft, "a");
                draft.begin_cell();
                draft.begin_table();
                for pair in [["b", "c"], ["d", "e"]] {
                    draft.begin_row();
                    pair.iter().for_each(|text| cell(draft, text));
                }
                draft.end_table();
                draft.end_cell();
                draft.end_table();
            },
            &[(Form::Plain, "a"), (Form::Row, "b c"), (Form::Row, "d e")],
        );
    }

    #[test]
    fn what_is_never_closed_is_kept() {
        check(
            |draft| {
                draft.begin_table();
                draft.begin_row();
                cell(draft, "un");
                draft.begin_cell();
                draft.begin_aside();
                draft.push("deux");
            },
            &[(Form::Plain, "un"), (Form::Plain, "deux")],
        );
    }

    #[test]
    fn bullets_of_symbol_fonts_make_items() {
        check(|draft| draft.push("\u{f0b7}\tune mesure"), &[(Form::Item, "une mesure")]);
    }
}
