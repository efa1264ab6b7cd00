//! Where a paragraph starts in a column: after white, at an indent or bullet, or where a line ended early.
//! It compares two lines that stand below one another, by what is usual in their column.

use super::{is_cut, line};
use crate::extract::pdf::strip::Strip;
use crate::shape;

/// Sizes that differ by more than this part are different.
const SAME_SIZE: f64 = 0.08;
/// Lines farther apart than this, as a multiple of what is usual, are not of one paragraph.
const WIDE_LEADING: f64 = 1.25;
/// Lines of a paragraph are no farther apart than this, in parts of their size, where nothing else is known.
const WIDEST_LEADING: f64 = 2.2;
/// An indent of this width starts a paragraph, in parts of the size.
const INDENT: f64 = 0.9;
/// A line that had room for the next word and this much more, in parts of the size, ended on purpose.
const ROOM: f64 = 1.5;
/// A letter is about this wide, in parts of its size.
const LETTER: f64 = 0.5;
/// The width of fewer lines is not that of their column.
const FEW_LINES: usize = 3;
/// Ragged lines end within this part of the column's width from its edge.
const RAGGED: f64 = 0.2;

/// The usual measures of a column.
pub(super) struct Shape {
    left: f64,
    right: f64,
    leading: f64,
}

impl Shape {
    /// Measures the lines of a column.
    pub(super) fn of(strips: &[Strip]) -> Self {
        let right = strips.iter().map(|strip| strip.right).fold(f64::NEG_INFINITY, f64::max);
        let left = strips.iter().map(|strip| strip.left).fold(f64::INFINITY, f64::min);
        let mut steps: Vec<f64> = strips
            .windows(2)
            .filter_map(|pair| match pair {
                [before, strip] if same_size(before.size, strip.size) => {
                    Some((strip.baseline - before.baseline) / strip.size.max(1.0))
                }
                _ => None,
            })
            .filter(|step| *step > 0.0 && *step <= WIDEST_LEADING)
            .collect();
        steps.sort_by(f64::total_cmp);
        // Of the steps between lines those within paragraphs are the small ones.
        let leading = steps.get(steps.len() / 4).copied().unwrap_or(WIDEST_LEADING / WIDE_LEADING);
        Self { left, right, leading }
    }

    /// Whether a new paragraph starts with `strip`; `left` is the left edge of the paragraph's lines before `before`,
    /// infinite where there are none.
    pub(super) fn parts(&self, before: &Strip, strip: &Strip, left: f64) -> bool {
        let (text, next) = (before.text.as_str(), strip.text.as_str());
        let step = (strip.baseline - before.baseline) / strip.size.max(before.size).max(1.0);
        let apart = step > self.leading * WIDE_LEADING || step < 0.0;
        let other = !same_size(before.size, strip.size) || before.bold != strip.bold || before.running != strip.running;
        let contents = shape::is_contents_line(text) || shape::is_contents_line(next);
        if apart || contents || (other && !is_cut(text, next) && !self.runs_on(before, strip)) {
            return true;
        }
        let dash_may_be_punctuation = shape::is_dash(next) && !shape::ends_sentence(text);
        if line(strip).bullet().is_some() && !dash_may_be_punctuation {
            return true;
        }
        if is_cut(text, next) {
            return false;
        }
        let starts = !shape::goes_on(next);
        let indented = strip.left - left.min(before.left) > INDENT * strip.size;
        let hanging = left.is_infinite() && indented;
        let early = self.has_room(before, next, strip.size) && !is_centred(before, strip);
        (starts && early) || (indented && !hanging && starts) || (hanging && starts && shape::ends_sentence(text))
    }

    /// Whether bold and other words of one sentence change at the line's end.
    fn runs_on(&self, before: &Strip, strip: &Strip) -> bool {
        let same = same_size(before.size, strip.size);
        same && shape::goes_on(&strip.text) && !self.has_room(before, &strip.text, strip.size)
    }

    /// Whether a line of a column of so many ends near its right edge, as ragged lines do that go on.
    pub(super) fn is_full(&self, strip: &Strip, lines: usize) -> bool {
        lines >= FEW_LINES && self.right - strip.right < RAGGED * (self.right - self.left)
    }

    /// Whether the first word of `next`, of that size, had found room at the end of a line.
    fn has_room(&self, strip: &Strip, next: &str, size: f64) -> bool {
        let word = next.split_whitespace().next().map_or(0, shape::width);
        strip.right + (word + 1) as f64 * LETTER * size + ROOM * strip.size < self.right
    }
}

/// Whether two sizes are the same but for rounding.
pub(super) fn same_size(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME_SIZE * one.max(other)
}

/// Whether two lines have the same middle but not the same left edge, as titles on several lines do.
fn is_centred(before: &Strip, strip: &Strip) -> bool {
    let middle = |strip: &Strip| (strip.left + strip.right) / 2.0;
    let size = strip.size.max(before.size);
    (middle(before) - middle(strip)).abs() < 0.5 * size && (before.left - strip.left).abs() > size
}
