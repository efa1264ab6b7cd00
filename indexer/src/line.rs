//! Text with the lines of the source it comes from: built character by character, joined line by line.
//! It does not decide which lines belong together.

use index::{LineStart, Paragraph};
use serde::{Deserialize, Serialize};

/// From byte `offset` of an extracted text on, its characters stand on that line of the source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct LineMap {
    starts: Vec<(usize, u32)>,
}

impl LineMap {
    /// The lines of a text that is itself a run of the source's lines, from line `first` on.
    pub(crate) fn of_text(text: &str, first: u32) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).zip(first..).collect() }
    }

    /// The lines of a text whose line starts were found otherwise, in ascending order.
    pub(crate) fn of_starts(starts: Vec<(usize, u32)>) -> Self {
        Self { starts }
    }

    /// The line that byte `offset` stands on; 1 for an empty map.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let after = self.starts.partition_point(|(start, _)| *start <= offset);
        self.starts.get(after.saturating_sub(1)).map_or(1, |(_, line)| *line)
    }
}

/// One line of text as a reader sees it, with what its layout says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Its text, white space made single spaces, and where it comes from.
    pub(crate) paragraph: Paragraph,
    /// Where in the text the first tab stood.
    pub(crate) tab: Option<usize>,
    /// How it ends.
    pub(crate) end: End,
    space: bool,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// A line break that may come from wrapping.
    #[default]
    Soft,
    /// A line break that the author asked for.
    Hard,
    /// The end of a block.
    Block,
}

impl Line {
    /// A line from one line of plain text.
    pub(crate) fn plain(text: &str, number: u32) -> Self {
        let mut line = Self::default();
        text.chars().for_each(|c| line.push(c, number));
        line.trimmed()
    }

    /// Adds a character that stands on line `number` of the source. No-break spaces are kept as they are.
    pub(crate) fn push(&mut self, c: char, number: u32) {
        let text = &mut self.paragraph.text;
        let white = c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
        if c == '\t' && self.tab.is_none() && !text.is_empty() {
            self.tab = Some(text.len());
        }
        if white || (text.is_empty() && c.is_whitespace()) || c == '\u{feff}' {
            self.space |= white && !text.is_empty();
            return;
        }
        if std::mem::take(&mut self.space) {
            text.push(' ');
        }
        if self.paragraph.lines.last().is_none_or(|last| last.line != number) {
            self.paragraph.lines.push(LineStart { offset: offset(text.len()), line: number });
        }
        text.push(c);
    }

    /// Whether nothing was pushed but white space.
    pub(crate) fn is_empty(&self) -> bool {
        self.paragraph.text.is_empty()
    }

    /// The line without white space at its end.
    pub(crate) fn trimmed(mut self) -> Self {
        let length = self.paragraph.text.trim_end().len();
        self.paragraph.text.truncate(length);
        self.paragraph.lines.retain(|start| (start.offset as usize) < length);
        self
    }

    /// The length of its bullet, if it starts with one; an `o` is one before a tab, as Word exports it.
    pub(crate) fn bullet(&self) -> Option<usize> {
        let round = self.paragraph.text.starts_with("o ") && self.tab == Some(1);
        if round { Some("o ".len()) } else { crate::shape::bullet(&self.paragraph.text) }
    }
}

/// Adds `next` at the end of `paragraph`, with `glue` between them.
pub(crate) fn append(paragraph: &mut Paragraph, next: Paragraph, glue: &str) {
    let shift = paragraph.text.len() + glue.len();
    paragraph.text.push_str(glue);
    paragraph.text.push_str(&next.text);
    for start in next.lines {
        if paragraph.lines.last().is_none_or(|last| last.line != start.line) {
            paragraph.lines.push(LineStart { offset: offset(start.offset as usize + shift), line: start.line });
        }
    }
    for host in next.links {
        if !paragraph.links.contains(&host) {
            paragraph.links.push(host);
        }
    }
}

/// Takes the first `length` bytes and the white space after them off a paragraph. Does nothing inside a character.
pub(crate) fn cut_front(paragraph: &mut Paragraph, length: usize) {
    let Some(rest) = paragraph.text.get(length..) else { return };
    let kept = rest.trim_start().to_owned();
    let gone = paragraph.text.len() - kept.len();
    paragraph.text = kept;
    let first = paragraph.lines.iter().rposition(|start| start.offset as usize <= gone).unwrap_or(0);
    paragraph.lines.drain(..first);
    for start in &mut paragraph.lines {
        start.offset = offset((start.offset as usize).saturating_sub(gone));
    }
}

/// An offset as documents hold it; texts beyond 4 GiB do not come this far.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &Paragraph, text: &str, lines: &[(u32, u32)]) {
        assert_eq!(paragraph.text, text);
        assert_eq!(paragraph.lines.iter().map(|l| (l.offset, l.line)).collect::<Vec<_>>(), lines);
    }

    #[test]
    fn white_space_is_made_one_space_and_no_break_spaces_are_kept() {
        check(&Line::plain(" \u{a0} un\t  deux\u{a0}: trois \u{a0} ", 7).paragraph, "un deux\u{a0}: trois", &[(0, 7)]);
    }

    #[test]
    fn joined_lines_remember_where_they_come_from() {
        let mut joined = Line::plain("étant", 31).paragraph;
        append(&mut joined, Line::plain("présentées", 33).paragraph, " ");
        check(&joined, "étant présentées", &[(0, 31), (7, 33)]);
        cut_front(&mut joined, "étant".len());
        check(&joined, "présentées", &[(0, 33)]);
    }

    #[test]
    fn a_map_tells_the_line_of_each_offset() {
        let map = LineMap::of_text("un\ndeux\n", 5);
        assert_eq!([0, 2, 3, 8, 99].map(|offset| map.line(offset)), [5, 5, 6, 7, 7]);
    }
}
