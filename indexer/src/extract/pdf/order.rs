//! The order in which the strips of a page are read: columns one after the other, tables row by row.
//!
//! Strips that were painted one below the other make a column, or a cell, by themselves; what is left to find is how
//! columns follow one another, from the white between them. It does not know paragraphs.

use std::collections::VecDeque;

use super::strip::Strip;

mod columns;

use columns::{COLUMN_LINES, are_columns, gutter, is_text, sides, widest_gap};

/// Strips painted one after the other belong together when the next one is no lower than this, in parts of its size.
const FARTHEST_BELOW: f64 = 3.2;
/// Letters that differ in size by more than this part belong to different stretches: titles stand above columns.
const SAME_SIZE: f64 = 0.08;
/// So many rows of cells in a row are a table.
const TABLE_ROWS: usize = 3;
/// Beyond so many columns and cells a page is read as it was painted: finding an order takes time in their square.
const MAX_STACKS: usize = 1500;

/// Strips that are read one after the other.
#[derive(Debug, PartialEq)]
pub(super) enum Stretch {
    /// Lines of one column, from top to bottom.
    Lines(Vec<Strip>),
    /// The cells of one row of a table, from left to right, each with its lines.
    Row(Vec<Vec<Strip>>),
}

/// The strips of one page in the order of reading: upright text first, then what runs in other directions.
pub(super) fn stretches(strips: Vec<Strip>) -> Vec<Stretch> {
    let mut layers: Vec<i16> = strips.iter().map(|strip| strip.layer).collect();
    layers.sort_unstable_by_key(|layer| (layer.unsigned_abs(), *layer));
    layers.dedup();
    let mut read = Vec::new();
    for layer in layers {
        let strips: Vec<Strip> = strips.iter().filter(|strip| strip.layer == layer).cloned().collect();
        let stacks = stacks(strips);
        if stacks.len() > MAX_STACKS {
            read.extend(stacks.into_iter().map(|stack| Stretch::Lines(stack.strips)));
        } else {
            order(stacks, &mut read);
        }
    }
    read
}

/// Strips that were painted one below the other.
#[derive(Debug)]
struct Stack {
    strips: Vec<Strip>,
    /// Its place in the order of painting.
    number: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn stacks(strips: Vec<Strip>) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for strip in strips {
        match stacks.last_mut().filter(|stack| goes_below(stack, &strip)) {
            Some(stack) => {
                stack.left = stack.left.min(strip.left);
                stack.right = stack.right.max(strip.right);
                stack.bottom = stack.bottom.max(strip.bottom());
                stack.strips.push(strip);
            }
            None => stacks.push(Stack {
                number: stacks.len(),
                left: strip.left,
                right: strip.right,
                top: strip.top(),
                bottom: strip.bottom(),
                strips: vec![strip],
            }),
        }
    }
    stacks
}

fn goes_below(stack: &Stack, strip: &Strip) -> bool {
    let Some(last) = stack.strips.last() else { return true };
    let size = last.size.max(strip.size);
    let down = strip.baseline - last.baseline;
    let shared = stack.right.min(strip.right) - stack.left.max(strip.left);
    let same_size = (last.size - strip.size).abs() <= SAME_SIZE * size;
    same_size && down > 0.4 * size && down < FARTHEST_BELOW * size && shared > 0.0
}

/// Reads the stacks of a region.
fn order(mut stacks: Vec<Stack>, read: &mut Vec<Stretch>) {
    if stacks.len() < 2 {
        read.extend(stacks.into_iter().map(|stack| Stretch::Lines(stack.strips)));
        return;
    }
    if let Some(gutter) = gutter(&stacks) {
        let (left, right) = stacks.into_iter().partition(|stack| stack.right <= gutter);
        order(left, read);
        order(right, read);
        return;
    }
    let bands = bands(stacks);
    if bands.len() > 1 {
        return read_bands(bands, read);
    }
    stacks = bands.into_iter().flatten().collect();
    match side_by_side(stacks) {
        Ok(columns) => columns.into_iter().for_each(|column| order(column, read)),
        Err(mut tangled) => {
            tangled.sort_by_key(|stack| stack.number);
            read.extend(tangled.into_iter().map(|stack| Stretch::Lines(stack.strips)));
        }
    }
}

/// Reads regions that stand one below the other. Neighbours that share columns are read column by column.
fn read_bands(bands: Vec<Vec<Stack>>, read: &mut Vec<Stretch>) {
    let mut waiting = VecDeque::from(bands);
    let mut rows: Vec<Vec<Stack>> = Vec::new();
    while let Some(band) = waiting.pop_front() {
        let shared = sharing_columns(&band, &waiting);
        if shared == 0 && is_row(&band) {
            rows.push(band);
            continue;
        }
        close_table(&mut rows, read);
        let with: Vec<Stack> = waiting.drain(..shared).flatten().collect();
        order(band.into_iter().chain(with).collect(), read);
    }
    close_table(&mut rows, read);
}

/// How many of the regions below share the columns of a region.
fn sharing_columns(band: &[Stack], below: &VecDeque<Vec<Stack>>) -> usize {
    let mut all: Vec<&Stack> = band.iter().collect();
    let mut shared = 0;
    for (number, next) in (1..).zip(below) {
        all.extend(next);
        match widest_gap(&all) {
            Some(at) if are_columns(&all, at) => shared = number,
            // Lines that were painted row by row turn out as columns only when there are some of them.
            Some(at) if all.len() < 2 * COLUMN_LINES && sides(&all, at).iter().all(|side| is_text(side)) => {}
            Some(_) if shared > 0 || number < COLUMN_LINES => {}
            _ => break,
        }
    }
    shared
}

fn is_row(band: &[Stack]) -> bool {
    band.len() > 1 && widest_gap(&band.iter().collect::<Vec<_>>()).is_some()
}

/// A few rows with cells are no table but a masthead or the like.
fn close_table(rows: &mut Vec<Vec<Stack>>, read: &mut Vec<Stretch>) {
    let table = rows.len() >= TABLE_ROWS;
    for row in rows.drain(..) {
        match side_by_side(row) {
            Ok(cells) if table => {
                let lines = |cell: Vec<Stack>| cell.into_iter().flat_map(|stack| stack.strips).collect();
                read.push(Stretch::Row(cells.into_iter().map(lines).collect()));
            }
            Ok(cells) => cells.into_iter().for_each(|cell| order(cell, read)),
            Err(tangled) => order(tangled, read),
        }
    }
}

/// The regions that white lines across part, from top to bottom.
fn bands(mut stacks: Vec<Stack>) -> Vec<Vec<Stack>> {
    stacks.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    let mut bands: Vec<Vec<Stack>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for stack in stacks {
        // Lines set tightly overlap by a little.
        let slack = 0.25 * stack.strips.first().map_or(0.0, |strip| strip.size);
        let below = stack.top >= reach - slack;
        reach = reach.max(stack.bottom);
        match bands.last_mut().filter(|_| !below) {
            Some(band) => band.push(stack),
            None => bands.push(vec![stack]),
        }
    }
    bands
}

/// The parts of a region that white lines down it part, from left to right; the region itself where there are none.
fn side_by_side(mut stacks: Vec<Stack>) -> Result<Vec<Vec<Stack>>, Vec<Stack>> {
    stacks.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.top.total_cmp(&b.top)));
    let mut parts: Vec<Vec<Stack>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for stack in stacks {
        let apart = stack.left >= reach;
        reach = reach.max(stack.right);
        match parts.last_mut().filter(|_| !apart) {
            Some(part) => part.push(stack),
            None => parts.push(vec![stack]),
        }
    }
    if parts.len() > 1 { Ok(parts) } else { Err(parts.into_iter().flatten().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Strips from lines `left right baseline text`, 10 points large.
    fn strips(lines: &str) -> Vec<Strip> {
        let strip = |line: &str| {
            let mut parts = line.trim().splitn(4, ' ');
            let mut number = || parts.next().unwrap().parse().unwrap();
            let (left, right, baseline) = (number(), number(), number());
            let text = parts.next().unwrap().to_owned();
            Strip { text, left, right, baseline, size: 10.0, page: 1, ..Strip::default() }
        };
        lines.lines().filter(|line| !line.trim().is_empty()).map(strip).collect()
    }

    fn check(lines: &str, expected: &str) {
        let texts = |strips: &[Strip]| strips.iter().map(|strip| strip.text.clone()).collect::<Vec<_>>().join(" / ");
        let read: Vec<String> = stretches(strips(lines))
            .iter()
            .map(|stretch| match stretch {
                Stretch::Lines(strips) => texts(strips),
                Stretch::Row(cells) => cells.iter().map(|cell| texts(cell)).collect::<Vec<_>>().join(" | "),
            })
            .collect();
        assert_eq!(read.join("\n"), expected);
    }

    #[test]
    fn columns_below_a_title_are_read_one_after_the_other() {
        let columns = "50 300 100 Un titre sur deux colonnes
            50 200 120 a a a a a a
            50 200 132 b b b b b b
            50 200 144 c c c c c c
            220 370 120 d d d d d d
            220 370 132 e e e e e e
            220 370 144 f f f f f f";
        let expected = "Un titre sur deux colonnes / a a a a a a / b b b b b b / c c c c c c\n\
                        d d d d d d / e e e e e e / f f f f f f";
        check(columns, expected);
    }

    #[test]
    fn columns_painted_row_by_row_are_read_one_after_the_other() {
        check(
            "50 200 120 a a a a a a
             220 370 120 d d d d d d
             50 200 132 b b b b b b
             220 370 132 e e e e e e
             50 200 144 c c c c c c
             220 370 144 f f f f f f",
            "a a a a a a\nb b b b b b\nc c c c c c\nd d d d d d\ne e e e e e\nf f f f f f",
        );
    }

    #[test]
    fn tables_are_read_row_by_row() {
        check(
            "50 100 120 Année
             220 250 120 Budget
             50 80 132 2016
             220 240 132 12
             50 80 144 2017
             220 240 144 14",
            "Année | Budget\n2016 | 12\n2017 | 14",
        );
    }

    #[test]
    fn what_is_painted_last_but_stands_first_is_read_first() {
        check("50 300 200 Le texte\n50 300 100 Le titre", "Le titre\nLe texte");
    }
}
