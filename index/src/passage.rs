//! Cuts a document into passages: consecutive paragraphs of one section, about 150 to 250 words.
//! It counts words roughly, by white space, and leaves French to `french`.

use crate::document::{Document, LineStart, Paragraph, Role, Section};
use crate::french::Tongue;
use crate::sentence;

/// A passage that has this many words takes no further paragraph that would bring it over [`MOST_WORDS`].
const ENOUGH_WORDS: usize = 150;

/// A passage is not made longer than this by adding paragraphs; a longer paragraph is cut at sentence ends.
const MOST_WORDS: usize = 250;

/// What is found: a part of a document small enough to be read at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The headings above it, the highest first.
    pub trail: Vec<String>,
    /// Its text by zone; joined by line feeds they are the text as published.
    pub parts: Vec<(Zone, String)>,
    /// Where the lines of the source begin in the joined text.
    pub lines: Vec<LineStart>,
    /// Hosts that its links lead to.
    pub links: Vec<String>,
    /// What its words are cut as.
    pub tongue: Tongue,
    /// Roughly how many words it has.
    pub words: usize,
    length: usize,
}

/// Where in a document a text stands; words weigh differently in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Zone {
    /// The title.
    Title,
    /// Headings and the lead.
    Heading,
    /// Paragraphs.
    Body,
    /// What frames or repeats: contents lines, running headers, press contacts.
    Frame,
    /// The parts of host names and addresses, wherever they stand: `etalab` in `www.etalab.gouv.fr`.
    Address,
    /// What the description says and the text need not: tags, and the plan that the document belongs to. Not shown.
    Label,
}

impl Zone {
    /// All zones, in the order of their letters' use.
    pub(crate) const ALL: [Self; 6] = [Self::Title, Self::Heading, Self::Body, Self::Frame, Self::Address, Self::Label];

    /// The letter that stands for the zone in terms and stored texts.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Title => 't',
            Self::Heading => 'h',
            Self::Body => 'b',
            Self::Frame => 'f',
            Self::Address => 'a',
            Self::Label => 'l',
        }
    }

    /// What a stored text of the zone begins with: its letter, a capital where the text is not French.
    pub(crate) fn mark(self, tongue: Tongue) -> char {
        match tongue {
            Tongue::French => self.letter(),
            Tongue::Other => self.letter().to_ascii_uppercase(),
        }
    }

    /// What stored texts of the zone may begin with.
    pub(crate) fn marks(self) -> [char; 2] {
        [Tongue::French, Tongue::Other].map(|tongue| self.mark(tongue))
    }

    /// Reads what [`mark`](Self::mark) wrote.
    pub(crate) fn of_mark(mark: u8) -> Option<(Self, Tongue)> {
        let tongue = if mark.is_ascii_uppercase() { Tongue::Other } else { Tongue::French };
        Some((Self::of_letter(mark.to_ascii_lowercase())?, tongue))
    }

    /// The zone of a letter.
    pub(crate) fn of_letter(letter: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.letter() == char::from(letter))
    }
}

/// The passages of `document` in the order of its text; the first holds its title and lead and is always there.
pub(crate) fn passages(document: &Document) -> Vec<Passage> {
    let main = tongue_of(&document.about.language);
    let mut passages = vec![Passage { tongue: main, ..head(document) }];
    let mut trail: Vec<(u8, String)> = Vec::new();
    let mut open = Passage { tongue: main, ..Passage::default() };
    for section in &document.sections {
        let tongue = if section.language.is_empty() { main } else { tongue_of(&section.language) };
        if tongue != open.tongue {
            close(&mut open, &mut passages);
            open.tongue = tongue;
        }
        if let Some(heading) = &section.heading {
            let above = trail.iter().take_while(|(level, _)| *level < heading.level).count();
            trail.truncate(above);
            if open.has_body() || trail.is_empty() {
                close(&mut open, &mut passages);
            }
            trail.push((heading.level, heading.text.text.clone()));
            open.trail = trail.iter().map(|(_, text)| text.clone()).collect();
            open.add(zone_of(heading.text.role, Zone::Heading), &heading.text, count_words(&heading.text.text));
        }
        fill(section, &mut open, &mut passages);
    }
    close(&mut open, &mut passages);
    passages
}

/// What a text is cut as whose language has this code; without a code it is French.
fn tongue_of(code: &str) -> Tongue {
    if matches!(code, "" | "fr") { Tongue::French } else { Tongue::Other }
}

fn head(document: &Document) -> Passage {
    let mut head = Passage::default();
    if let Some(title) = &document.title {
        head.add(Zone::Title, title, count_words(&title.text));
    }
    for paragraph in &document.lead {
        head.add(Zone::Heading, paragraph, count_words(&paragraph.text));
    }
    head
}

fn fill(section: &Section, open: &mut Passage, passages: &mut Vec<Passage>) {
    for paragraph in &section.paragraphs {
        for piece in pieces(paragraph) {
            let words = count_words(&piece.text);
            let full = open.words >= ENOUGH_WORDS && open.words + words > MOST_WORDS;
            let other_role = open.has_body() && open.ends_in_frame() != (piece.role == Role::Frame);
            if full || other_role || open.words > MOST_WORDS {
                close(open, passages);
            }
            open.add(zone_of(piece.role, Zone::Body), &piece, words);
        }
    }
}

fn zone_of(role: Role, zone: Zone) -> Zone {
    match role {
        Role::Text => zone,
        Role::Frame => Zone::Frame,
    }
}

/// Ends the passage in hand; the next one begins under the same headings.
fn close(open: &mut Passage, passages: &mut Vec<Passage>) {
    let next = Passage { trail: open.trail.clone(), tongue: open.tongue, ..Passage::default() };
    let done = std::mem::replace(open, next);
    if !done.parts.is_empty() {
        passages.push(done);
    }
}

impl Passage {
    fn has_body(&self) -> bool {
        self.parts.iter().any(|(zone, _)| matches!(zone, Zone::Body | Zone::Frame))
    }

    fn ends_in_frame(&self) -> bool {
        self.parts.last().is_some_and(|(zone, _)| *zone == Zone::Frame)
    }

    fn add(&mut self, zone: Zone, paragraph: &Paragraph, words: usize) {
        if self.length > 0 {
            self.length += 1;
        }
        let base = self.length as u32;
        self.lines
            .extend(paragraph.lines.iter().map(|start| LineStart { offset: base + start.offset, line: start.line }));
        self.links.extend(paragraph.links.iter().cloned());
        self.words += words;
        self.length += paragraph.text.len();
        match self.parts.last_mut() {
            Some((last, text)) if *last == zone => {
                text.push('\n');
                text.push_str(&paragraph.text);
            }
            _ => self.parts.push((zone, paragraph.text.clone())),
        }
    }
}

fn count_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    let begins = |(before, byte): (&u8, &u8)| u8::from(*before <= b' ' && *byte > b' ');
    // Few at once, so that they are counted in bytes, many of which a processor adds in one step.
    let chunks = bytes.chunks(u8::MAX.into()).zip(rest.chunks(u8::MAX.into()));
    let words: usize = chunks.map(|(before, rest)| usize::from(before.iter().zip(rest).map(begins).sum::<u8>())).sum();
    words + usize::from(*first > b' ')
}

/// The paragraph itself, or its parts between sentence ends where it is longer than a passage may be.
fn pieces(paragraph: &Paragraph) -> Vec<std::borrow::Cow<'_, Paragraph>> {
    // Most paragraphs are too short for that many words: no need to count them.
    if paragraph.text.len() < 2 * MOST_WORDS || count_words(&paragraph.text) <= MOST_WORDS {
        return vec![std::borrow::Cow::Borrowed(paragraph)];
    }
    let mut starts = vec![0];
    let mut words = 0;
    for (from, to) in spans(&paragraph.text) {
        let sentence = count_words(paragraph.text.get(from..to).unwrap_or_default());
        if words > 0 && words + sentence > MOST_WORDS {
            starts.push(from);
            words = 0;
        }
        words += sentence;
    }
    let ends = starts.iter().skip(1).copied().chain([paragraph.text.len()]);
    starts.iter().zip(ends).map(|(&from, to)| std::borrow::Cow::Owned(slice(paragraph, from, to))).collect()
}

/// Sentences as byte ranges, those that are longer than a passage cut every [`MOST_WORDS`] words.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let starts = sentence::starts(text);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut spans = Vec::new();
    for (&from, to) in starts.iter().zip(ends) {
        let sentence = text.get(from..to).unwrap_or_default();
        let mut start = from;
        for (_, (at, _)) in sentence.match_indices(' ').enumerate().filter(|(n, _)| n % MOST_WORDS == MOST_WORDS - 1) {
            spans.push((start, from + at + 1));
            start = from + at + 1;
        }
        spans.push((start, to));
    }
    spans
}

fn slice(paragraph: &Paragraph, from: usize, to: usize) -> Paragraph {
    let (first, last) = (from as u32, to as u32);
    let line = line_at(&paragraph.lines, from);
    let within = paragraph.lines.iter().filter(|start| start.offset > first && start.offset < last);
    let mut lines = vec![LineStart { offset: 0, line }];
    lines.extend(within.map(|start| LineStart { offset: start.offset - first, line: start.line }));
    let text = paragraph.text.get(from..to).unwrap_or_default().trim_end().to_owned();
    let links = if from == 0 { paragraph.links.clone() } else { Vec::new() };
    Paragraph { text, lines, role: paragraph.role, links }
}

/// The line on which byte `offset` stands, 1 where nothing is known.
pub(crate) fn line_at(lines: &[LineStart], offset: usize) -> u32 {
    let after = lines.partition_point(|start| start.offset as usize <= offset);
    lines.get(after.saturating_sub(1)).map_or(1, |start| start.line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Heading;

    fn document(paragraphs: &[(&str, usize)]) -> Document {
        let paragraph = |&(word, count): &(&str, usize)| Paragraph::on_line(format!("{word} ").repeat(count).trim(), 7);
        let heading = Heading { level: 2, text: Paragraph::on_line("Bilan", 5) };
        let section = Section {
            heading: Some(heading),
            paragraphs: paragraphs.iter().map(paragraph).collect(),
            ..Section::default()
        };
        Document { title: Some(Paragraph::on_line("Titre", 1)), sections: vec![section], ..Document::default() }
    }

    fn check(paragraphs: &[(&str, usize)], words: &[usize]) {
        let found: Vec<usize> = passages(&document(paragraphs)).iter().map(|passage| passage.words).collect();
        assert_eq!(found, words);
    }

    #[test]
    fn paragraphs_are_gathered_up_to_the_length_of_a_passage() {
        check(&[("un", 100), ("deux", 100), ("trois", 100)], &[1, 201, 100]);
        check(&[("un", 20), ("deux", 240)], &[1, 261]);
    }

    #[test]
    fn a_paragraph_without_a_sentence_end_is_cut_all_the_same() {
        check(&[("mot", 600)], &[1, 251, 250, 100]);
    }

    #[test]
    fn passages_know_their_headings_and_lines() {
        let passages = passages(&document(&[("mot", 3)]));
        assert_eq!(passages[1].trail, ["Bilan"]);
        assert_eq!(passages[1].parts, [(Zone::Heading, "Bilan".to_owned()), (Zone::Body, "mot mot mot".to_owned())]);
        assert_eq!((line_at(&passages[1].lines, 0), line_at(&passages[1].lines, 8)), (5, 7));
    }
}
