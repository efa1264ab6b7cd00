//! The text of an RTF file under construction. RTF has no tables, only paragraphs that say that they stand in cells,
//! and ends of cells and rows: tables begin and end where those do.

use crate::extract::Block;
use crate::extract::office::draft::Draft;
use crate::extract::office::styles::Setting;

/// A text under construction.
pub(super) struct Sheet {
    draft: Draft,
    /// How far the table of the text is open, and of each box or note inside it.
    tables: Vec<Table>,
}

/// How far a table is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Table {
    #[default]
    Closed,
    BetweenRows,
    BetweenCells,
    InCell,
}

impl Sheet {
    /// Nothing is written yet.
    pub(super) fn new() -> Self {
        Self { draft: Draft::new(), tables: vec![Table::Closed] }
    }

    /// Where text is to be written that stands in a cell.
    pub(super) fn in_cell(&mut self) -> &mut Draft {
        if self.table() == Table::Closed {
            self.draft.begin_table();
            self.set(Table::BetweenRows);
        }
        if self.table() == Table::BetweenRows {
            self.draft.begin_row();
            self.set(Table::BetweenCells);
        }
        if self.table() == Table::BetweenCells {
            self.draft.begin_cell();
            self.set(Table::InCell);
        }
        &mut self.draft
    }

    /// Where text is to be written that stands in no table.
    pub(super) fn in_text(&mut self) -> &mut Draft {
        self.end_row();
        if self.table() != Table::Closed {
            self.draft.end_table();
            self.set(Table::Closed);
        }
        &mut self.draft
    }

    /// The cell ends, and its paragraph with it.
    pub(super) fn end_cell(&mut self, setting: Setting) {
        let draft = self.in_cell();
        draft.end_paragraph(setting);
        draft.end_cell();
        self.set(Table::BetweenCells);
    }

    /// The row ends.
    pub(super) fn end_row(&mut self) {
        if self.table() == Table::InCell {
            self.draft.end_cell();
        }
        if self.table() != Table::Closed {
            self.set(Table::BetweenRows);
        }
    }

    /// Begins a box or a note.
    pub(super) fn begin_aside(&mut self) {
        self.draft.begin_aside();
        self.tables.push(Table::Closed);
    }

    /// Ends the box or the note in the way that `end` does.
    pub(super) fn end_aside(&mut self, end: fn(&mut Draft)) {
        self.in_text();
        if self.tables.len() > 1 {
            self.tables.pop();
            end(&mut self.draft);
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.tables.len() > 1 {
            self.end_aside(Draft::end_aside);
        }
        self.in_text();
        self.draft.finish()
    }

    fn table(&self) -> Table {
        self.tables.last().copied().unwrap_or_default()
    }

    fn set(&mut self, table: Table) {
        if let Some(last) = self.tables.last_mut() {
            *last = table;
        }
    }
}
