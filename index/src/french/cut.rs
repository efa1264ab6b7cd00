//! Cuts a text into words with their places: elision, compounds, numbers, acronyms, inclusive writing, addresses.
//! What becomes of each word (case, accents, stem) is the lexicon's business.

use std::ops::Range;

use super::address;
use super::chars::{self, is_apostrophe, is_hyphen, is_word, run_end};
use super::inclusive;
use super::lexicon::{EntryId, Lexicon};
use super::number;
use super::{is_apostrophe_word, is_elision};

/// Places left between two paragraphs, so that a phrase does not run from one into the next.
const PARAGRAPH_GAP: u32 = 4;

/// Compounds of more parts than this are slugs rather than words: they are not looked up joined.
const MAX_JOINED_PARTS: usize = 4;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub from: u32,
    /// Byte after its last.
    pub to: u32,
    /// Its place, counted in words; stop words count, elided words do not.
    pub position: u32,
    /// The written unit it belongs to: the parts of `co-construire` and the whole share one.
    pub unit: u32,
    /// Whether it is all of its unit.
    pub share: Share,
    /// Its word and stem.
    pub entry: EntryId,
}

/// How a token relates to what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// A word that stands alone.
    Alone,
    /// One part of a compound or number.
    Part,
    /// One part of a host name or address.
    Address,
    /// A form of the whole unit: `coconstruire`, `1000000`, `citoyennes`.
    Whole,
}

/// Cuts `text`, appending its words to `tokens` in the order of their places.
///
/// Byte ranges are those of `text` as given, on character boundaries. Texts over 4 GiB are cut short.
pub fn cut_into(text: &str, lexicon: &mut Lexicon, tokens: &mut Vec<Token>) {
    let text = text.get(..u32::MAX as usize).unwrap_or(text);
    let mut cutter = Cutter::new(text, lexicon, tokens);
    let mut at = 0;
    while let Some(from) = cutter.next_run(at) {
        at = cutter.unit(from);
    }
}

/// Cuts a text unit by unit.
pub(super) struct Cutter<'a> {
    text: &'a str,
    lexicon: &'a mut Lexicon,
    tokens: &'a mut Vec<Token>,
    position: u32,
    unit: u32,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'a mut Lexicon, tokens: &'a mut Vec<Token>) -> Self {
        Self { text, lexicon, tokens, position: 0, unit: 0 }
    }

    /// Where the next run of word characters begins.
    pub(super) fn next_run(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            let byte = *bytes.get(at)?;
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            } else if byte < 0x80 {
                self.position += if byte == b'\n' { PARAGRAPH_GAP } else { 0 };
                at += 1;
            } else {
                let c = chars::at(self.text, at)?;
                if is_word(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }

    /// Takes the written unit that begins with the run at `from`; returns where it ends.
    #[inline]
    pub(super) fn unit(&mut self, from: usize) -> usize {
        let to = run_end(self.text, from);
        self.unit += 1;
        if self.is_plain(from, to) { self.word(from, to) } else { self.written(from, to) }
    }

    /// Whether the run `from..to` is a word that nothing is joined to, as nine in ten are.
    #[inline]
    fn is_plain(&self, from: usize, to: usize) -> bool {
        let bytes = self.text.as_bytes();
        let ends = matches!(bytes.get(to), None | Some(b' ' | b'\n' | b',' | b';' | b')' | b'"' | b'!' | b'?'));
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let tagged = from.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'#');
        ends && !digit(from) && !digit(to + 1) && !tagged
    }

    #[inline]
    fn word(&mut self, from: usize, to: usize) -> usize {
        self.push(from..to, Share::Alone, None);
        self.position += 1;
        to
    }

    /// Takes the written unit that begins with the run `from..to`; returns where it ends.
    fn written(&mut self, from: usize, to: usize) -> usize {
        let Some(next) = chars::at(self.text, to) else { return self.plain(from, to) };
        let end = match next {
            ' ' | '\n' | '\u{A0}' | '\u{202F}' | '\u{2009}' => self.number(from, to),
            c if is_apostrophe(c) => self.apostrophe(from, to, c),
            '.' if !self.is_joined(to + 1) => None,
            '.' | '@' | '-' | '_' | ':' | '+' => self.address(from, to).or_else(|| self.pointed(from, to)),
            ',' => self.number(from, to),
            c if is_hyphen(c) => self.compound(from, to),
            '(' | '/' => self.inclusive(from, to),
            c if chars::is_middle_dot(c) => self.inclusive(from, to),
            '°' | 'º' if matches!(self.text.get(from..to), Some("n" | "N")) => Some(to + next.len_utf8()),
            _ => None,
        };
        end.unwrap_or_else(|| self.plain(from, to))
    }

    fn plain(&mut self, from: usize, to: usize) -> usize {
        if self.text.get(..from).is_some_and(|before| before.ends_with('#')) {
            return self.hashtag(from, to);
        }
        if self.is_number_mark(from, to) {
            self.push(from..to, Share::Alone, None);
            return to;
        }
        self.word(from, to)
    }

    /// `numéro 8`, `no 8`: the mark stands at the place of its number, so that it may be left out of a phrase.
    fn is_number_mark(&self, from: usize, to: usize) -> bool {
        if to - from > "numéro".len() {
            return false;
        }
        let marks = matches!(self.text.get(from..to), Some("numéro" | "Numéro" | "NUMÉRO" | "numero" | "no" | "No"));
        marks && self.text.get(to..).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    }

    fn pointed(&mut self, from: usize, to: usize) -> Option<usize> {
        match chars::at(self.text, to)? {
            '.' => self.acronym(from, to).or_else(|| self.number(from, to)).or_else(|| self.inclusive(from, to)),
            '-' => self.inclusive(from, to).or_else(|| self.compound(from, to)),
            _ => None,
        }
    }

    /// Whether a word goes on at `at`: what stands before it parts nothing.
    fn is_joined(&self, at: usize) -> bool {
        chars::at(self.text, at).is_some_and(is_word)
    }

    fn apostrophe(&mut self, from: usize, to: usize, apostrophe: char) -> Option<usize> {
        // `l'`, `d'`, `qu'`: nearly all of them, and too short to begin a word that keeps its apostrophe.
        if to - from <= 2 && is_elision(self.text.get(from..to)?) {
            return Some(to + apostrophe.len_utf8());
        }
        let first = super::lexicon::lower(self.text.get(from..to)?);
        let second = to + apostrophe.len_utf8();
        let end = run_end(self.text, second);
        if end > second {
            let joined = format!("{first}'{}", super::lexicon::lower(self.text.get(second..end)?));
            if is_apostrophe_word(&joined) {
                self.push(from..end, Share::Alone, Some(&joined));
                self.position += 1;
                return Some(end);
            }
        }
        is_elision(&first).then_some(second)
    }

    fn compound(&mut self, from: usize, to: usize) -> Option<usize> {
        let mut parts: Vec<Range<usize>> = std::iter::once(from..to).collect();
        let mut end = to;
        while let Some(start) = self.after_hyphen(end) {
            end = run_end(self.text, start);
            parts.push(start..end);
        }
        if parts.len() == 1 {
            return None;
        }
        let all_digits = parts.iter().all(|part| self.text[part.clone()].bytes().all(|b| b.is_ascii_digit()));
        let whole = (!all_digits && parts.len() <= MAX_JOINED_PARTS && !self.all_grammatical(&parts))
            .then(|| parts.iter().map(|part| &self.text[part.clone()]).collect::<String>());
        self.group((&parts, Share::Part), whole.as_slice(), from..end);
        Some(end)
    }

    /// Where the next part of a compound begins if a hyphen, at a line's end or not, stands at `at`.
    fn after_hyphen(&self, at: usize) -> Option<usize> {
        let hyphen = chars::at(self.text, at).filter(|&c| is_hyphen(c))?;
        let after = at + hyphen.len_utf8();
        let rest = self.text.get(after..)?;
        if rest.starts_with(['\n', '\r']) {
            let start = after + (rest.len() - rest.trim_start().len());
            return chars::at(self.text, start).filter(|&c| c.is_lowercase() && is_word(c)).map(|_| start);
        }
        rest.starts_with(is_word).then_some(after)
    }

    fn all_grammatical(&mut self, parts: &[Range<usize>]) -> bool {
        parts.iter().all(|part| {
            let id = self.lexicon.known(&self.text[part.clone()]);
            self.lexicon.entry(id).grammatical
        })
    }

    /// `P.G.O.`: single letters, each with its full stop.
    fn acronym(&mut self, from: usize, to: usize) -> Option<usize> {
        let (end, letters) = chars::dotted_letters(self.text, from, to)?;
        self.push(from..end, Share::Alone, Some(&letters));
        self.position += 1;
        Some(end)
    }

    fn number(&mut self, from: usize, to: usize) -> Option<usize> {
        let number = number::parse(self.text, from, to)?;
        self.group((&number.parts, Share::Part), &[number.joined], from..number.end);
        Some(number.end)
    }

    fn inclusive(&mut self, from: usize, to: usize) -> Option<usize> {
        let written = inclusive::parse(self.text, from, to)?;
        for form in &written.forms {
            self.push(from..written.end, Share::Whole, Some(form));
        }
        self.position += 1;
        Some(written.end)
    }

    fn address(&mut self, from: usize, to: usize) -> Option<usize> {
        let found = address::parse(self.text, from, to)?;
        self.group((&found.parts, Share::Address), &[found.whole], from..found.end);
        Some(found.end)
    }

    fn hashtag(&mut self, from: usize, to: usize) -> usize {
        let parts = chars::humps(self.text, from, to);
        if parts.len() < 2 {
            self.push(from..to, Share::Alone, None);
            self.position += 1;
        } else {
            let whole = self.text[from..to].to_owned();
            self.group((&parts, Share::Part), &[whole], from..to);
        }
        to
    }

    /// The parts one after the other, the whole at the places of the first and the last: a phrase may enter and leave it.
    fn group(&mut self, (parts, share): (&[Range<usize>], Share), wholes: &[String], range: Range<usize>) {
        let last = parts.len().saturating_sub(1);
        for (i, part) in parts.iter().enumerate() {
            self.push(part.clone(), share, None);
            if i == 0 || i == last {
                wholes.iter().for_each(|whole| self.push(range.clone(), Share::Whole, Some(whole)));
            }
            self.position += 1;
        }
    }

    fn push(&mut self, range: Range<usize>, share: Share, spelling: Option<&str>) {
        let written = &self.text[range.clone()];
        let entry = self.lexicon.of_spelling(spelling.unwrap_or(written));
        if !entry.is_asked_for() {
            return;
        }
        let (from, to) = (range.start as u32, range.end as u32);
        self.tokens.push(Token { from, to, position: self.position, unit: self.unit, share, entry });
    }
}
