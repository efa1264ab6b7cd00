//! Tables: rows of cells that hold paragraphs, made blocks again.
//! A row of short cells is one block; what is a table only to place text on a page stays paragraphs.

use crate::extract::{Block, Form};
use crate::line::append;
use crate::shape;

/// A cell with more characters than this is running text, and its row is no line of a table.
const MAX_CELL: usize = 400;
/// A cell of several paragraphs with more characters than this is running text too.
const MAX_PARAGRAPHS: usize = 200;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<Block>>>,
}

impl Table {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the last row.
    pub(super) fn cell(&mut self, blocks: Vec<Block>) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(blocks);
        }
    }

    /// The blocks that the table is, row by row. A table of one row or one column only places text.
    pub(super) fn blocks(self) -> Vec<Block> {
        let filled = |row: &Vec<Vec<Block>>| row.iter().filter(|cell| !cell.is_empty()).count();
        let columns = self.rows.iter().map(filled).max().unwrap_or_default();
        let rows = self.rows.iter().filter(|row| filled(row) > 0).count();
        let places = rows < 2 || columns < 2;
        let mut blocks = Vec::new();
        for row in self.rows {
            if places || filled(&row) < 2 || row.iter().any(|cell| is_running_text(cell)) {
                blocks.extend(row.into_iter().flatten());
            } else {
                blocks.extend(line(row));
            }
        }
        blocks
    }
}

/// Whether a cell holds more than a table shows in a line: a heading, a table, or much text.
fn is_running_text(cell: &[Block]) -> bool {
    let (mut paragraphs, mut width) = (0, 0);
    for block in cell.iter().filter(|block| block.form != Form::Quote) {
        paragraphs += 1;
        width += shape::width(&block.paragraph.text);
        let structured = matches!(block.form, Form::Heading(_) | Form::Row);
        if structured || width > MAX_CELL || (paragraphs > 1 && width > MAX_PARAGRAPHS) {
            return true;
        }
    }
    false
}

/// The row as one block, its cells parted by spaces; the notes of its cells follow.
fn line(row: Vec<Vec<Block>>) -> Vec<Block> {
    let (notes, texts): (Vec<Block>, Vec<Block>) =
        row.into_iter().flatten().partition(|block| block.form == Form::Quote);
    let joined = texts.into_iter().reduce(|mut row, block| {
        append(&mut row.paragraph, block.paragraph, " ");
        row
    });
    let row = joined.map(|block| Block { form: Form::Row, ..block });
    row.into_iter().chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn check(rows: &[&[&[&str]]], expected: &[(Form, &str)]) {
        let mut table = Table::default();
        for row in rows {
            table.row();
            for cell in *row {
                let block = |text: &&str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
                table.cell(cell.iter().map(block).collect());
            }
        }
        let found = table.blocks();
        assert_eq!(found.iter().map(|b| (b.form, b.paragraph.text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_row_of_short_cells_is_one_block() {
        check(
            &[&[&["Année"], &["Nombre"]], &[&["2018"], &["21", "(prévu)"]], &[&[], &[]]],
            &[(Form::Row, "Année Nombre"), (Form::Row, "2018 21 (prévu)")],
        );
    }

    #[test]
    fn tables_that_only_place_text_are_paragraphs() {
        let long = "Un long paragraphe. ".repeat(30);
        let long = long.trim();
        check(&[&[&["Logo"], &["Paris"]]], &[(Form::Plain, "Logo"), (Form::Plain, "Paris")]);
        check(&[&[&["Un"]], &[&["Deux"]]], &[(Form::Plain, "Un"), (Form::Plain, "Deux")]);
        check(
            &[&[&["Objectif"], &[long]], &[&["Pilote"], &["DITP"]]],
            &[(Form::Plain, "Objectif"), (Form::Plain, long), (Form::Row, "Pilote DITP")],
        );
    }
}
