//! The text of a document as it is read on its page: headings, paragraphs, places, and marks that follow one another.
//! What is marked is the engine's business.

use index::{MarkedDocument, MarkedParagraph, MarkedPassage, Part};

use crate::pages::marked::{Marked, numbered};
use crate::pages::words;
use crate::speech::Speech;

/// The deepest heading that HTML has. The title is the first, so that those of the text begin below it.
const DEEPEST_LEVEL: usize = 6;

/// Headings of this depth at most stand in the table of contents.
const LISTED_DEPTH: usize = 2;

/// A table of contents as short as this is seen at a glance in the text itself.
const SHORT_CONTENTS: usize = 3;

/// A text.
pub(in crate::pages) struct Reading {
    pub(in crate::pages) title: Marked,
    pub(in crate::pages) passages: Vec<PassageView>,
    pub(in crate::pages) contents: Vec<Listed>,
    /// How many marks there are.
    pub(in crate::pages) marks: usize,
}

/// A passage.
pub(in crate::pages) struct PassageView {
    pub(in crate::pages) anchor: String,
    /// Where it stands in the source.
    pub(in crate::pages) place: String,
    pub(in crate::pages) blocks: Vec<Block>,
    pub(in crate::pages) language: Option<String>,
    pub(in crate::pages) steps: Option<Steps>,
}

/// A heading or a paragraph.
pub(in crate::pages) struct Block {
    /// The name of its element.
    pub(in crate::pages) element: String,
    pub(in crate::pages) class: &'static str,
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
    pub(super) fn of(document: &MarkedDocument, speech: Speech) -> Self {
        let mut reader = Reader { document, speech, marks: 0, depth: 0, contents: Vec::new() };
        let title = reader.marked(&document.title, &document.title_highlights);
        let mut passages: Vec<PassageView> = document.passages.iter().map(|passage| reader.passage(passage)).collect();
        passages.retain(|passage| !passage.blocks.is_empty());
        let Reader { marks, contents, .. } = reader;
        let steps = passages.iter_mut().filter_map(|passage| passage.steps.as_mut());
        steps.for_each(|steps| steps.next = steps.next.filter(|next| *next <= marks));
        Self { title, passages, contents, marks }
    }

    /// Whether a table of contents is of use.
    pub(super) fn is_long(&self) -> bool {
        self.contents.len() > SHORT_CONTENTS
    }

    /// `12 occurrences`.
    pub(super) fn counted(&self, speech: &Speech) -> String {
        words::marks(self.marks as u64, *speech)
    }
}

/// Reads passages one after the other.
struct Reader<'a> {
    document: &'a MarkedDocument,
    speech: Speech,
    /// Marks so far.
    marks: usize,
    /// Of the last heading.
    depth: usize,
    contents: Vec<Listed>,
}

impl Reader<'_> {
    fn passage(&mut self, passage: &MarkedPassage) -> PassageView {
        let MarkedPassage { anchor, language, paragraphs, .. } = passage;
        let before = self.marks;
        // The title is the heading of the page.
        let shown = paragraphs.iter().filter(|paragraph| paragraph.part != Part::Title);
        let blocks = shown.map(|paragraph| self.block(anchor, paragraph)).collect();
        PassageView {
            anchor: anchor.clone(),
            place: self.place(passage),
            blocks,
            language: language.as_deref().and_then(|code| self.other_language(code)),
            steps: self.steps(before),
        }
    }

    fn block(&mut self, anchor: &str, paragraph: &MarkedParagraph) -> Block {
        let MarkedParagraph { part, text, highlights, .. } = paragraph;
        let (element, class) = match part {
            Part::Heading { depth } => (self.heading(*depth, anchor, text), "heading"),
            Part::Lead => ("p".to_owned(), "lead"),
            Part::Frame => ("p".to_owned(), "frame"),
            Part::Title | Part::Text => ("p".to_owned(), "body"),
        };
        Block { element, class, text: self.marked(text, highlights) }
    }

    /// The element of a heading: one level below that of the heading before it at most, so that no level is left out.
    fn heading(&mut self, depth: usize, anchor: &str, text: &str) -> String {
        self.depth = depth.clamp(1, self.depth + 1);
        if self.depth <= LISTED_DEPTH {
            let is_deeper = self.depth > 1;
            self.contents.push(Listed { anchor: anchor.to_owned(), text: text.to_owned(), is_deeper });
        }
        format!("h{}", (self.depth + 1).min(DEEPEST_LEVEL))
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

    /// The language of a passage, unless all of the document is in it.
    fn other_language(&self, code: &str) -> Option<String> {
        let main = if self.document.about.language.is_empty() { "fr" } else { &self.document.about.language };
        (code != main).then(|| words::code(code)).flatten()
    }

    /// `lignes 23–31`, or `page 4`.
    fn place(&self, passage: &MarkedPassage) -> String {
        let lines = || passage.paragraphs.iter().flat_map(|paragraph| &paragraph.lines).map(|start| start.line);
        let (Some(first), Some(last)) = (lines().min(), lines().max()) else { return String::new() };
        words::places(self.document.about.numbering, (first, last), self.speech)
    }
}

impl Steps {
    /// `Occurrences 3 à 5 sur 12`.
    pub(super) fn said(&self, marks: &usize, speech: &Speech) -> String {
        let Self { first, last, .. } = self;
        if first == last {
            return speech.pick(format!("Occurrence {first} sur {marks}"), format!("Mark {first} of {marks}"));
        }
        speech.pick(format!("Occurrences {first} à {last} sur {marks}"), format!("Marks {first} to {last} of {marks}"))
    }
}

#[cfg(test)]
mod tests {
    use index::{About, LineStart};

    use super::*;

    /// What a paragraph is, its text, what is marked in it, and its line.
    type Written<'a> = (Part, &'a str, &'a [(usize, usize)], u32);

    fn passage(anchor: &str, paragraphs: &[Written<'_>]) -> MarkedPassage {
        let paragraph = |&(part, text, highlights, line): &Written<'_>| MarkedParagraph {
            part,
            lines: vec![LineStart { offset: 0, line }],
            text: text.to_owned(),
            highlights: highlights.to_vec(),
        };
        let paragraphs = paragraphs.iter().map(paragraph).collect();
        MarkedPassage { anchor: anchor.to_owned(), heading: Vec::new(), language: None, paragraphs }
    }

    fn read(passages: Vec<MarkedPassage>) -> Reading {
        let document = MarkedDocument {
            id: "a".into(),
            title: "Un plan".into(),
            title_highlights: vec![(3, 7)],
            about: About::default(),
            source: "a.md".into(),
            passages,
            also_at: Vec::new(),
            copy_of: None,
        };
        Reading::of(&document, Speech::French)
    }

    #[test]
    fn marks_are_numbered_through_the_whole_text_and_each_passage_leads_to_the_marks_around_it() {
        let reading = read(vec![
            passage("p0", &[(Part::Title, "Un plan", &[(3, 7)], 1)]),
            passage("p1", &[(Part::Text, "plan plan", &[(0, 4), (5, 9)], 2)]),
            passage("p2", &[(Part::Text, "rien", &[], 3)]),
            passage("p3", &[(Part::Text, "plan", &[(0, 4)], 4)]),
        ]);
        assert_eq!(reading.title.to_string(), "Un <mark id=\"m1\">plan</mark>");
        let steps: Vec<_> = reading.passages.iter().map(|passage| passage.steps).collect();
        let first = Steps { first: 2, last: 3, previous: Some(1), next: Some(4) };
        let last = Steps { first: 4, last: 4, previous: Some(3), next: None };
        assert_eq!((reading.marks, steps), (4, vec![Some(first), None, Some(last)]));
        assert_eq!(last.said(&4, &Speech::French), "Occurrence 4 sur 4");
    }

    #[test]
    fn headings_leave_no_level_out() {
        let heading = |depth: usize| (Part::Heading { depth }, "titre", [].as_slice(), 1);
        let reading = read(vec![passage("p1", &[1, 3, 3, 2, 9, 9, 9, 9, 1].map(heading))]);
        let elements: Vec<_> =
            reading.passages.iter().flat_map(|passage| &passage.blocks).map(|block| block.element.as_str()).collect();
        assert_eq!(elements.join(" "), "h2 h3 h4 h3 h4 h5 h6 h6 h2");
    }
}
