//! Tables that hold data, told from those that lay a page out.
//! It looks at what cells hold, not at what they say.

use super::kinds;
use super::tree::Tree;

/// A cell of data has no more words than this.
const LONGEST_CELL: usize = 120;
/// A cell of data has no more line breaks than this.
const MOST_BREAKS: usize = 2;
/// No more of a table is looked at than this many nodes.
const MOST_NODES: usize = 5_000;

/// Whether the row `number` holds data, cell by cell: it has several, and its table holds no parts of a page.
pub(super) fn is_row(tree: &Tree, number: usize) -> bool {
    let cells: Vec<usize> = tree.children(number).filter(|child| is_cell(tree, *child)).collect();
    cells.len() > 1 && cells.into_iter().all(|cell| holds_data(tree, cell))
}

fn is_cell(tree: &Tree, number: usize) -> bool {
    matches!(tree.node(number).name.as_str(), "td" | "th")
}

fn holds_data(tree: &Tree, cell: usize) -> bool {
    let (mut words, mut breaks) = (0, 0);
    for node in tree.inside(cell).skip(1).take(MOST_NODES).map(|inside| tree.node(inside)) {
        words += node.text.split_whitespace().count();
        breaks += usize::from(node.is("br"));
        let part = kinds::heading(&node.name).is_some() || matches!(node.name.as_str(), "table" | "article" | "main");
        if part || words > LONGEST_CELL || breaks > MOST_BREAKS {
            return false;
        }
    }
    true
}
