//! Marks what was found in a text and cuts the text at sentence ends around its best part.
//! It reads one passage at a time, cut by the French chain as it was for the index.

use crate::french::{Lexicon, Token, cut_into};
use crate::sentence;

/// An excerpt grows to about this many bytes: three to four sentences, what a results page shows of a passage.
const EXCERPT_BYTES: usize = 420;

/// A sentence longer than this is cut within, at spaces.
const MOST_BYTES: usize = 900;

/// Something found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mark {
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
    /// Which part of the query it answers.
    pub leaf: usize,
    /// What finding it is worth.
    pub weight: f32,
}

/// A text with its words, cut once for all marks.
#[derive(Default)]
pub(crate) struct Words {
    /// Its words in order.
    pub(crate) tokens: Vec<Token>,
}

impl Words {
    /// Cuts `text`.
    pub(crate) fn of(text: &str, lexicon: &mut Lexicon) -> Self {
        let mut tokens = Vec::new();
        cut_into(text, lexicon, &mut tokens);
        Self { tokens }
    }
}

/// The part of a text that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    /// The text shown, with `…` where something before or after it was left out.
    pub text: String,
    /// What is marked in it, as byte ranges, in order, without overlap.
    pub highlights: Vec<(usize, usize)>,
    /// The byte of the whole text at which it begins.
    pub from: usize,
}

/// Cuts `text` around the part in which `marks`, in any order, are worth most.
pub(crate) fn cut(text: &str, marks: &[Mark]) -> Cut {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| (mark.from, mark.to));
    let starts = if text.len() <= EXCERPT_BYTES { vec![0] } else { sentence::starts(text) };
    let (from, to) = best_part(text, &starts, &marks);
    let starts_sentence = |at| starts.binary_search(&at).is_ok();
    let before = if starts_sentence(from) { "" } else { "…" };
    let after = if to >= text.trim_end().len() || starts_sentence(to) { "" } else { "…" };
    let shown = text.get(from..to).unwrap_or_default();
    let shown = shown.trim_end();
    let inside = marks.iter().filter(|mark| mark.from >= from && mark.to <= from + shown.len());
    let shift = |at: usize| at - from + before.len();
    let highlights = merged(inside.map(|mark| (shift(mark.from), shift(mark.to))));
    Cut { text: format!("{before}{shown}{after}"), highlights, from }
}

/// Ranges in order, those that overlap made one.
pub(crate) fn merged(ranges: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Whole sentences around the run of them that is worth most for its length.
fn best_part(text: &str, starts: &[usize], marks: &[Mark]) -> (usize, usize) {
    let end_of = |n: usize| starts.get(n + 1).copied().unwrap_or(text.len());
    let mut best = (f32::NEG_INFINITY, 0, 0);
    let mut tally = Tally::default();
    for (first, &from) in starts.iter().enumerate() {
        tally.clear();
        let mut next = marks.partition_point(|mark| mark.from < from);
        let mut last = first;
        loop {
            let to = end_of(last);
            while let Some(mark) = marks.get(next).filter(|mark| mark.to <= to) {
                tally.add(mark);
                next += 1;
            }
            if tally.worth() > best.0 {
                best = (tally.worth(), first, last);
            }
            last += 1;
            if last >= starts.len() || end_of(last) - from > EXCERPT_BYTES {
                break;
            }
        }
    }
    let (_, mut first, mut last) = best;
    // What is left of the room goes to what follows, then to what stands before.
    while last + 1 < starts.len() && end_of(last + 1) - starts.get(first).copied().unwrap_or(0) <= EXCERPT_BYTES {
        last += 1;
    }
    while first > 0 && end_of(last) - starts.get(first - 1).copied().unwrap_or(0) <= EXCERPT_BYTES {
        first -= 1;
    }
    let (from, to) = (starts.get(first).copied().unwrap_or(0), end_of(last));
    if to - from > MOST_BYTES { within_sentence(text, marks, from, to) } else { (from, to) }
}

/// What marks are worth together: the best of each leaf in full, all others a little.
#[derive(Default)]
struct Tally {
    best: Vec<(usize, f32)>,
    all: f32,
}

impl Tally {
    fn clear(&mut self) {
        self.best.clear();
        self.all = 0.0;
    }

    fn add(&mut self, mark: &Mark) {
        self.all += mark.weight;
        match self.best.iter_mut().find(|(leaf, _)| *leaf == mark.leaf) {
            Some((_, most)) => *most = most.max(mark.weight),
            None => self.best.push((mark.leaf, mark.weight)),
        }
    }

    fn worth(&self) -> f32 {
        let most: f32 = self.best.iter().map(|(_, weight)| weight).sum();
        most + 0.1 * (self.all - most)
    }
}

fn worth(marks: &[Mark], from: usize, to: usize) -> f32 {
    let mut tally = Tally::default();
    marks.iter().filter(|mark| mark.from >= from && mark.to <= to).for_each(|mark| tally.add(mark));
    tally.worth()
}

/// A stretch of a long sentence, cut at spaces, that is worth most.
fn within_sentence(text: &str, marks: &[Mark], from: usize, to: usize) -> (usize, usize) {
    let spaces: Vec<usize> =
        text.get(from..to).unwrap_or_default().match_indices(' ').map(|(at, _)| from + at + 1).collect();
    let ends = |start: usize| {
        let limit = (start + EXCERPT_BYTES).min(to);
        spaces
            .get(spaces.partition_point(|&at| at <= limit).wrapping_sub(1))
            .copied()
            .filter(|&end| end > start)
            .unwrap_or(to)
    };
    let starts = std::iter::once(from).chain(spaces.iter().copied());
    let mut best = (f32::NEG_INFINITY, from, ends(from));
    for start in starts.take_while(|&start| start == from || start + EXCERPT_BYTES / 2 < to) {
        let end = if to - start <= EXCERPT_BYTES { to } else { ends(start) };
        let worth = worth(marks, start, end) + centred(marks, start, end);
        if worth > best.0 {
            best = (worth, start, end);
        }
    }
    (best.1, best.2)
}

/// A little for leaving words before the first mark, so that it is not shown without what leads to it.
fn centred(marks: &[Mark], start: usize, end: usize) -> f32 {
    let first = marks.iter().find(|mark| mark.from >= start && mark.to <= end);
    first.map_or(0.0, |mark| 0.001 * ((mark.from - start).min(80)) as f32 / 80.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, words: &[&str]) -> Vec<Mark> {
        let found = |(leaf, word): (usize, &&str)| {
            text.match_indices(*word)
                .map(|(from, word)| Mark { from, to: from + word.len(), leaf, weight: 1.0 })
                .collect::<Vec<_>>()
        };
        words.iter().enumerate().flat_map(found).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        let text = "Un plan d’action. Des données ouvertes.";
        let cut = cut(text, &marks(text, &["données"]));
        assert_eq!((cut.text.as_str(), cut.from), (text, 0));
        assert_eq!(&text[cut.highlights[0].0..cut.highlights[0].1], "données");
    }

    #[test]
    fn a_long_text_is_cut_at_sentences_around_its_marks() {
        let filler = "Rien de ce qui est dit ici ne répond à la question posée. ".repeat(20);
        let text = format!("{filler}Les données sont ouvertes à tous. {filler}");
        let cut = cut(&text, &marks(&text, &["données", "ouvertes"]));
        assert!(cut.text.contains("Les données sont ouvertes à tous."), "{}", cut.text);
        assert!(cut.text.starts_with("Rien") || cut.text.starts_with("Les"), "{}", cut.text);
        assert!(cut.text.len() <= EXCERPT_BYTES + 10);
        assert_eq!(cut.highlights.len(), 2);
    }

    #[test]
    fn a_long_sentence_is_cut_at_spaces() {
        let text = format!("{}données ouvertes {}", "mot ".repeat(400), "fin ".repeat(400));
        let cut = cut(&text, &marks(&text, &["données", "ouvertes"]));
        assert!(cut.text.starts_with('…') && cut.text.ends_with('…') && cut.text.contains("données ouvertes"));
    }
}
