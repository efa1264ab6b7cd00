//! Whether strips stand in columns of text, and where the white between these is.
//! Tables have such white, too: their lines are short, or were painted cell by cell.

use super::Stack;

/// Each of two columns has so many lines at least; less is a table or a masthead.
pub(super) const COLUMN_LINES: usize = 3;
/// Lines of a column mostly fill this part of its width.
const FULL_LINE: f64 = 0.6;
/// Lines of a column have so many words on average; cells of tables are shorter.
const COLUMN_WORDS: f64 = 3.5;
/// The white between columns is this wide at least, in parts of the size.
const GUTTER: f64 = 0.8;
/// Columns are painted one after the other, with at most so many turns from one to the other.
const MOST_TURNS: usize = 2;
/// Lines of columns that were painted row by row end this near to one another, in parts of the size.
const JUSTIFIED: f64 = 3.0;

/// Where a region falls into a left and a right column, as a place in the white between them.
pub(super) fn gutter(stacks: &[Stack]) -> Option<f64> {
    let all: Vec<&Stack> = stacks.iter().collect();
    widest_gap(&all).filter(|at| are_columns(&all, *at))
}

/// The middle of the widest white that runs down all of a region.
pub(super) fn widest_gap(stacks: &[&Stack]) -> Option<f64> {
    let mut spans: Vec<(f64, f64)> = stacks.iter().map(|stack| (stack.left, stack.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = stacks.iter().filter_map(|stack| stack.strips.first()).map(|strip| strip.size).fold(f64::MAX, f64::min);
    let mut reach = f64::NEG_INFINITY;
    let mut best: Option<(f64, f64)> = None;
    for (left, right) in spans {
        let gap = left - reach;
        if reach.is_finite() && gap >= GUTTER * size && best.is_none_or(|(widest, _)| gap > widest) {
            best = Some((gap, (left + reach) / 2.0));
        }
        reach = reach.max(right);
    }
    best.map(|(_, at)| at)
}

/// The stacks on both sides of a gutter.
pub(super) fn sides<'a>(stacks: &[&'a Stack], gutter: f64) -> [Vec<&'a Stack>; 2] {
    let (left, right): (Vec<&Stack>, Vec<&Stack>) = stacks.iter().partition(|stack| stack.right <= gutter);
    [left, right]
}

/// Whether a gutter parts columns of text rather than the cells of a table.
pub(super) fn are_columns(stacks: &[&Stack], gutter: f64) -> bool {
    let [left, right] = sides(stacks, gutter);
    let long = [&left, &right].iter().all(|side| is_text(side) && lines(side) >= COLUMN_LINES);
    if !long {
        return false;
    }
    // What was painted back and forth is a table, unless its lines are those of justified columns.
    let mut order: Vec<(usize, bool)> = stacks.iter().map(|stack| (stack.number, stack.right <= gutter)).collect();
    order.sort_unstable();
    let turns = order.windows(2).filter(|pair| matches!(pair, [(_, a), (_, b)] if a != b)).count();
    let single = stacks.iter().filter(|stack| stack.strips.len() == 1).count();
    let line_by_line = single * 10 >= stacks.len() * 9 && [&left, &right].iter().all(|side| are_justified(side));
    turns <= MOST_TURNS || line_by_line
}

/// Whether most lines end where the column ends: those of cells end anywhere.
fn are_justified(side: &[&Stack]) -> bool {
    let right = side.iter().map(|stack| stack.right).fold(f64::NEG_INFINITY, f64::max);
    let ends = |stack: &&&Stack| stack.strips.last().is_some_and(|strip| right - stack.right < JUSTIFIED * strip.size);
    side.iter().filter(ends).count() * 3 >= side.len() * 2
}

fn lines(side: &[&Stack]) -> usize {
    side.iter().map(|stack| stack.strips.len()).sum()
}

/// Whether lines mostly fill the width of their column, with a few words each.
pub(super) fn is_text(side: &[&Stack]) -> bool {
    let left = side.iter().map(|stack| stack.left).fold(f64::INFINITY, f64::min);
    let right = side.iter().map(|stack| stack.right).fold(f64::NEG_INFINITY, f64::max);
    let strips = || side.iter().flat_map(|stack| &stack.strips);
    let full = strips().filter(|strip| strip.right - strip.left >= FULL_LINE * (right - left)).count();
    let words: usize = strips().map(|strip| strip.text.split_whitespace().count()).sum();
    let number = strips().count();
    full * 2 >= number && words as f64 >= COLUMN_WORDS * number as f64
}
