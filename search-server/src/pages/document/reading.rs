//! The text of a document as it is read on its page: headings, paragraphs, places, and marks that follow one another.
//! What is marked is the engine's business.

use index::{StoredDocument, StoredPassage};

use crate::pages::marked::{Marked, numbered};
use crate::pages::words;
use crate::speech::Speech;

/// The title is the page's first heading; those of the text begin below it.
const TOP_LEVEL: usize = 2;

/// The deepest heading that HTML has.
const DEEPEST_LEVEL: usize = 6;

/// Headings of these depths stand in the table of contents.
const LISTED_DEPTH: usize = 2;

/// A table of contents as short as this is seen at a glance in the text itself.
const SHORT_CONTENTS: usize = 3;

/// A text.
pub(in crate::pages) struct Reading {
    pub(in crate::pages) title: Marked,
    pub(in crate::pages) parts: Vec<Part>,
    pub(in crate::pages) contents: Vec<Listed>,
    /// How many marks there are, and in words.
    pub(in crate::pages) marks: usize,
}

/// A passage.
pub(in crate::pages) struct Part {
    pub(in crate::pages) anchor: String,
    /// Where it stands in the source.
    pub(in crate::pages) place: String,
    pub(in crate::pages) headings: Vec<HeadingView>,
    pub(in crate::pages) paragraphs: Vec<Marked>,
    pub(in crate::pages) language: Option<String>,
    pub(in crate::pages) steps: Option<Steps>,
}

/// A heading at which a passage begins.
pub(in crate::pages) struct HeadingView {
    pub(in crate::pages) level: usize,
    pub(in crate::pages) text: Marked,
}

/// A heading in the table of contents.
pub(in crate::pages) struct Listed {
    pub(in crate::pages) anchor: String,
    pub(in crate::pages) text: String,
    pub(in crate::pages) is_deeper: bool,
}

/// The marks of a passage among all others, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) struct Steps {
    pub(in crate::pages) first: usize,
    pub(in crate::pages) last: usize,
    pub(in crate::pages) previous: Option<usize>,
    pub(in crate::pages) next: Option<usize>,
}

impl Reading {
    /// The text of `document`, spoken of in `speech`.
    pub(super) fn of(document: &StoredDocument, speech: Speech) -> Self {
        let mut reader = Reader { trail: &[], marks: 0, speech, document, contents: Vec::new() };
        let title = reader.marked(&document.title, &[]);
        let mut parts: Vec<Part> = document.passages.iter().map(|passage| reader.part(passage)).collect();
        let (marks, contents) = (reader.marks, reader.contents);
        let unfinished = parts.iter_mut().filter_map(|part| part.steps.as_mut());
        unfinished.for_each(|steps| steps.next = steps.next.filter(|next| *next <= marks));
        Self { title, parts, contents, marks }
    }
}

/// Reads passages one after the other.
struct Reader<'a> {
    document: &'a StoredDocument,
    speech: Speech,
    /// The headings above the passage before.
    trail: &'a [String],
    /// Marks so far.
    marks: usize,
    contents: Vec<Listed>,
}

impl<'a> Reader<'a> {
    fn part(&mut self, passage: &'a StoredPassage) -> Part {
        let StoredPassage { anchor, heading, lines } = passage;
        let before = self.marks;
        let known = self.trail.iter().zip(heading).take_while(|(known, heading)| known == heading).count();
        // The same headings again begin nothing, unless the text says them again.
        let new = heading.get(known..).unwrap_or_default();
        self.trail = heading;
        let mut lines = lines.as_slice();
        if anchor == "p0" {
            lines = without(lines, &self.document.title);
        }
        let mut headings = Vec::new();
        for (depth, text) in new.iter().enumerate().map(|(place, text)| (known + place, text)) {
            lines = without(lines, text);
            headings.push(HeadingView { level: (depth + TOP_LEVEL).min(DEEPEST_LEVEL), text: self.marked(text, &[]) });
            if depth < LISTED_DEPTH {
                let is_deeper = depth > 0;
                self.contents.push(Listed { anchor: anchor.clone(), text: text.clone(), is_deeper });
            }
        }
        let paragraphs = lines.iter().map(|(_, text)| self.marked(text, &[])).collect();
        Part {
            anchor: anchor.clone(),
            place: self.place(passage),
            headings,
            paragraphs,
            language: None,
            steps: self.steps(before),
        }
    }

    /// `text` with marks that are numbered on.
    fn marked(&mut self, text: &str, ranges: &[(usize, usize)]) -> Marked {
        let first = self.marks + 1;
        self.marks += ranges.len();
        numbered(text, ranges, first)
    }

    fn steps(&self, before: usize) -> Option<Steps> {
        let (first, last) = (before + 1, self.marks);
        let steps = Steps { first, last, previous: (before > 0).then_some(before), next: Some(last + 1) };
        (last >= first).then_some(steps)
    }

    /// `lignes 23 à 31`, or `page 4`.
    fn place(&self, passage: &StoredPassage) -> String {
        let numbers = || passage.lines.iter().map(|(number, _)| *number);
        let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else { return String::new() };
        words::places(self.document.about.numbering, (first, last), self.speech)
    }
}

/// `lines` without those at their beginning that are `text` together.
fn without<'a>(lines: &'a [(u32, String)], text: &str) -> &'a [(u32, String)] {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let wanted = squeezed(text);
    let mut read = String::new();
    for (place, (_, line)) in lines.iter().enumerate() {
        read.push_str(&squeezed(line));
        if read == wanted {
            return lines.get(place + 1..).unwrap_or_default();
        }
        if !wanted.starts_with(&read) {
            break;
        }
    }
    lines
}

impl Reading {
    /// Whether a table of contents is of use.
    pub(super) fn is_long(&self) -> bool {
        self.contents.len() > SHORT_CONTENTS
    }

    /// `12 occurrences`.
    pub(super) fn counted(&self, speech: &Speech) -> String {
        words::marks(self.marks as u64, *speech)
    }
}

impl Steps {
    /// `Occurrences 3 à 5 sur 12`.
    pub(in crate::pages) fn said(&self, marks: &usize, speech: &Speech) -> String {
        let Self { first, last, .. } = self;
        if first == last {
            return speech.pick(format!("Occurrence {first} sur {marks}"), format!("Mark {first} of {marks}"));
        }
        speech.pick(format!("Occurrences {first} à {last} sur {marks}"), format!("Marks {first} to {last} of {marks}"))
    }
}
