//! Strips: characters that stand side by side on one baseline, as words with spaces.
//! It does not know in which order strips are read.

use std::collections::{HashSet, VecDeque};

use super::page::{Glyph, Page};

mod run;

use run::Run;

/// A letter this near to an equal one, in parts of its size, is that one painted again; an `l` is twice as wide.
const AGAIN: f64 = 0.1;
/// On one line, no more than so many strips overlap.
const RECENT: usize = 8;

/// A strip of text; lengths are points, downwards from the upper left corner of the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Strip {
    /// Its words; a tab where the gap is wide.
    pub(super) text: String,
    /// Its left edge.
    pub(super) left: f64,
    /// Its right edge.
    pub(super) right: f64,
    /// Its baseline.
    pub(super) baseline: f64,
    /// The size of most of its characters.
    pub(super) size: f64,
    /// Whether most of its characters are bold.
    pub(super) bold: bool,
    /// Whether the file says that it is a page header, a page footer or the like.
    pub(super) running: bool,
    /// Its page, counted from 1.
    pub(super) page: u32,
    /// The direction it runs in, 0 for upright text.
    pub(super) layer: i16,
}

impl Strip {
    /// The upper edge of its letters.
    pub(super) fn top(&self) -> f64 {
        self.baseline - 0.75 * self.size
    }

    /// The lower edge of its letters.
    pub(super) fn bottom(&self) -> f64 {
        self.baseline + 0.2 * self.size
    }
}

/// The strips of a page in the order of painting, those that stand on one another once.
pub(super) fn strips(page: &Page) -> Vec<Strip> {
    let mut runs: Vec<Run> = Vec::new();
    let mut painted = HashSet::new();
    for glyph in &page.glyphs {
        let text = page.text.get(glyph.from..glyph.to).unwrap_or_default();
        if is_again(glyph, text, &mut painted) {
            continue;
        }
        match runs.last_mut().filter(|run| run.takes(glyph)) {
            Some(run) => run.push(*glyph, text),
            None if text.trim().is_empty() => {}
            None => runs.push(Run::new(*glyph, text)),
        }
    }
    let runs = join_neighbours(runs);
    runs.iter().map(|run| run.strip(page)).filter(|strip| !strip.text.is_empty()).collect()
}

/// Where a character stands, in steps of [`AGAIN`] and whole sizes.
type Place = (i16, i64, i64, String);

/// Whether a character was painted at that place before, a hair apart: some bold letters are made so.
fn is_again(glyph: &Glyph, text: &str, painted: &mut HashSet<Place>) -> bool {
    let size = glyph.size.max(1.0);
    let place = |steps: f64| (glyph.layer, steps.floor() as i64, glyph.baseline.round() as i64, text.to_owned());
    let steps = glyph.left / (AGAIN * size);
    // Near places may fall into neighbouring steps, but not into those half a step further, too.
    let (first, second) = (place(steps * 2.0), place(steps * 2.0 + 1.0));
    let again = painted.contains(&first) || painted.contains(&second);
    painted.extend([first, second]);
    again
}

/// Joins runs that stand side by side but were painted at different times, as links and bold words are at times.
fn join_neighbours(runs: Vec<Run>) -> Vec<Run> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    // Half points: places on one line differ by rounding.
    let key = |run: &Run| (run.glyphs.first().map_or(0, |glyph| glyph.layer), (run.baseline * 2.0).round(), run.left());
    let keys: Vec<(i16, f64, f64)> = runs.iter().map(key).collect();
    order.sort_by(|a, b| match (keys.get(*a), keys.get(*b)) {
        (Some(a), Some(b)) => a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)),
        _ => a.cmp(b),
    });
    let mut slots: Vec<Option<Run>> = runs.into_iter().map(Some).collect();
    let mut recent: VecDeque<usize> = VecDeque::new();
    for number in order {
        let joins = |at: &usize| match (slots.get(*at), slots.get(number)) {
            (Some(Some(before)), Some(Some(next))) => before.line_of(next),
            _ => false,
        };
        let before = recent.iter().rev().copied().find(joins);
        // What was painted first tells where it is read: bullets and hyphens are at times painted after their line.
        let place = before.map_or(number, |at| at.min(number));
        let parts = [before, Some(number)].map(|at| slots.get_mut(at?).and_then(Option::take));
        let joined = parts.into_iter().flatten().reduce(Run::with);
        if let Some(slot) = slots.get_mut(place) {
            *slot = joined;
        }
        recent.retain(|at| Some(*at) != before);
        recent.push_back(place);
        if recent.len() > RECENT {
            recent.pop_front();
        }
    }
    slots.into_iter().flatten().collect()
}
