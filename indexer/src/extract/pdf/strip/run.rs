//! Characters of one strip, gathered as they are painted: which of them belong together, and where spaces are.
//! It does not know the strips around it.

use super::Strip;
use crate::extract::pdf::letters;
use crate::extract::pdf::page::{Glyph, Page};

/// Characters this far apart, in parts of their size, still stand in one strip: words of justified text are nearer,
/// columns farther.
const FARTHEST: f64 = 1.5;
/// A bullet or number stands this far at most before its text.
const FARTHEST_LABEL: f64 = 5.0;
/// A bullet or number has at most so many characters.
const LONGEST_LABEL: usize = 5;
/// A character may stand this far back over the one before: kerning, and accents put over their letter.
const BACK: f64 = 0.9;
/// Characters of one line may stand this far above or below one another; notes' numbers and exponents farther.
const UNEVEN: f64 = 0.3;
/// How far a smaller character may be raised or lowered.
const RAISED: f64 = 0.75;
/// A character is smaller than this part of its neighbour where it is raised.
const SMALLER: f64 = 0.87;
/// A gap wider than this is a space: spaces of the tightest lines are 0.2 wide, kerning moves letters by less.
const SPACE: f64 = 0.16;
/// Letters that are mostly this far apart are spaced out; only wider gaps part their words.
const SPACED_OUT: f64 = 0.1;
/// A gap wider than this is a tab.
const TAB: f64 = 1.0;
/// Strips of one line that were painted at different times are joined when they are no farther apart.
const NEIGHBOURS: f64 = 0.6;

/// Characters of one strip.
pub(super) struct Run {
    /// In the order of reading.
    pub(super) glyphs: Vec<Glyph>,
    /// Characters that are seen.
    letters: usize,
    label: bool,
    /// No letter or number.
    sign: bool,
    /// Its baseline.
    pub(super) baseline: f64,
    size: f64,
    right: f64,
}

impl Run {
    /// A strip of one character.
    pub(super) fn new(glyph: Glyph, text: &str) -> Self {
        let Glyph { baseline, size, right, .. } = glyph;
        let mut run = Self { glyphs: Vec::new(), letters: 0, label: true, sign: true, baseline, size, right };
        run.push(glyph, text);
        run
    }

    /// Adds a character.
    pub(super) fn push(&mut self, glyph: Glyph, text: &str) {
        // Raised numbers may come first: the line is that of the larger letters.
        if glyph.size > self.size {
            (self.size, self.baseline) = (glyph.size, glyph.baseline);
        }
        self.right = self.right.max(glyph.right);
        let seen = text.chars().filter(|c| !c.is_whitespace());
        self.letters += seen.clone().count();
        let letters = self.glyphs.len() > 1 && seen.clone().any(char::is_alphabetic);
        self.sign &= !seen.clone().any(char::is_alphanumeric);
        self.label &= self.letters <= LONGEST_LABEL && !letters;
        self.glyphs.push(glyph);
    }

    /// Whether a character goes on with the strip.
    pub(super) fn takes(&self, glyph: &Glyph) -> bool {
        let Some(last) = self.glyphs.last() else { return true };
        let (small, large) = (self.size.min(glyph.size), self.size.max(glyph.size));
        let raised = small < large * SMALLER;
        let off = (glyph.baseline - self.baseline).abs();
        let even = off <= UNEVEN * small || (raised && off <= RAISED * large);
        let farthest = if self.label { FARTHEST_LABEL } else { FARTHEST };
        let gap = glyph.left - last.right;
        let back = glyph.left - last.left;
        glyph.layer == last.layer
            && glyph.running == last.running
            && even
            && gap <= farthest * large
            && back >= -BACK * large
    }

    /// Its left edge.
    pub(super) fn left(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.left).fold(f64::INFINITY, f64::min)
    }

    /// As a strip of text.
    pub(super) fn strip(&self, page: &Page) -> Strip {
        let first = self.glyphs.first();
        let bold = self.glyphs.iter().filter(|glyph| glyph.bold).count() * 2 > self.glyphs.len();
        Strip {
            text: letters::clean(&self.text(page)),
            left: self.left(),
            right: self.right,
            baseline: self.baseline,
            size: self.common_size(),
            bold,
            running: first.is_some_and(|glyph| glyph.running),
            page: page.number,
            layer: first.map_or(0, |glyph| glyph.layer),
        }
    }

    /// The size that most characters have.
    fn common_size(&self) -> f64 {
        let mut sizes: Vec<f64> = self.glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.get(sizes.len() / 2).copied().unwrap_or_default()
    }

    fn text(&self, page: &Page) -> String {
        let space = self.space(page);
        let mut text = String::new();
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            let new = page.text.get(glyph.from..glyph.to).unwrap_or_default();
            let over = before.is_some_and(|before| glyph.is_over(before));
            // Some programs paint spaces of their own over the letters of justified lines.
            if over && new.trim().is_empty() {
                continue;
            }
            let gap = before.map_or(0.0, |before| (glyph.left - before.right) / self.size);
            let parted = text.ends_with(char::is_whitespace) || new.starts_with(char::is_whitespace);
            if gap > space.max(TAB) {
                text.push('\t');
            } else if gap > space && !parted {
                text.push(' ');
            }
            letters::push(&mut text, new, if over { letters::Place::Over } else { letters::Place::After });
            before = Some(glyph);
        }
        text
    }

    /// How wide a gap is that parts words, in parts of the size.
    fn space(&self, page: &Page) -> f64 {
        let seen = |glyph: &Glyph| page.text.get(glyph.from..glyph.to).is_some_and(|text| !text.trim().is_empty());
        let mut gaps: Vec<f64> = self
            .glyphs
            .windows(2)
            .filter_map(|pair| match pair {
                [before, glyph] if seen(before) && seen(glyph) => Some((glyph.left - before.right) / self.size),
                _ => None,
            })
            .collect();
        gaps.sort_by(f64::total_cmp);
        // A few letters tell nothing about how a line is spaced.
        let usual = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() >= 6).unwrap_or_default();
        if usual > SPACED_OUT { usual + SPACE * 1.5 } else { SPACE }
    }

    /// Whether another strip stands on the same line: after it, or in a gap of it, where letters
    /// of another font are at times painted later.
    pub(super) fn line_of(&self, next: &Self) -> bool {
        let (Some(first), Some(last)) = (next.glyphs.first(), self.glyphs.last()) else { return false };
        let size = self.size.max(next.size);
        let same_line = (self.baseline - next.baseline).abs() <= 0.1 * size;
        let gap = next.left() - self.right;
        let farthest = if self.is_bullet() { FARTHEST_LABEL } else { NEIGHBOURS };
        let after = gap > -0.2 * size && gap <= farthest * size;
        first.layer == last.layer && first.running == last.running && same_line && (after || self.has_gap_for(next))
    }

    fn has_gap_for(&self, next: &Self) -> bool {
        let (left, right) = (next.left(), next.right);
        let slack = 0.1 * next.size;
        let over = |glyph: &Glyph| glyph.left < right - slack && glyph.right > left + slack;
        left >= self.left() && right <= self.right && !self.glyphs.iter().any(over)
    }

    /// Whether it is one sign that is no letter or number, as bullets painted apart are.
    fn is_bullet(&self) -> bool {
        self.letters == 1 && self.sign
    }

    /// Both of two parts of one line.
    pub(super) fn with(mut self, next: Self) -> Self {
        let left = next.left();
        let at = self.glyphs.iter().position(|glyph| glyph.left > left).unwrap_or(self.glyphs.len());
        self.right = self.right.max(next.right);
        self.size = self.size.max(next.size);
        self.letters += next.letters;
        self.sign &= next.sign;
        self.glyphs.splice(at..at, next.glyphs);
        self
    }
}

impl Glyph {
    /// Whether it is painted over half of the one before, or is itself for one half.
    fn is_over(&self, before: &Self) -> bool {
        let width = (before.right - before.left).min(self.right - self.left);
        self.left < before.right - 0.5 * width.max(0.1 * self.size)
    }
}
