//! Cuts a text into what dates are made of: words, runs of digits, single marks.
//! It knows no months and no order of them.

use std::ops::Range;

use crate::shape;

/// No word of a date is longer than this, in bytes; longer ones are not worth folding.
const MAX_WORD: usize = 14;

/// A piece of a text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) piece: Piece,
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Folded; empty where no word of a date is so long.
    Word(String),
    /// Digits, as they are written.
    Number(String),
    /// Any other character that is no space.
    Mark(char),
}

impl Token {
    /// The folded word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        if let Piece::Word(word) = &self.piece { Some(word) } else { None }
    }

    /// The digits, if it is a number.
    pub(super) fn digits(&self) -> Option<&str> {
        if let Piece::Number(digits) = &self.piece { Some(digits) } else { None }
    }

    /// Whether it is one of these marks.
    pub(super) fn is_any(&self, marks: &str) -> bool {
        matches!(self.piece, Piece::Mark(mark) if marks.contains(mark))
    }

    /// Whether `next` follows without a space.
    pub(super) fn touches(&self, next: &Self) -> bool {
        self.range.end == next.range.start
    }
}

/// The tokens of a text.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() {
            continue;
        }
        let class = class(c);
        let mut end = start + c.len_utf8();
        while class != Class::Mark
            && let Some((at, next)) = characters.next_if(|&(_, next)| self::class(next) == class)
        {
            end = at + next.len_utf8();
        }
        let written = text.get(start..end).unwrap_or_default();
        let piece = match class {
            Class::Letter if written.len() <= MAX_WORD => Piece::Word(shape::fold(&plain(written))),
            Class::Letter => Piece::Word(String::new()),
            Class::Digit => Piece::Number(written.to_owned()),
            Class::Mark => Piece::Mark(c),
        };
        tokens.push(Token { piece, range: start..end });
    }
    tokens
}

/// Where the first `length` tokens stand.
pub(super) fn range(tokens: &[Token], length: usize) -> Option<Range<usize>> {
    let last = tokens.get(length.checked_sub(1)?)?;
    Some(tokens.first()?.range.start..last.range.end)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Mark,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_ascii_digit() => Class::Digit,
        c if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) => Class::Letter,
        _ => Class::Mark,
    }
}

/// Raised letters as plain ones, as in `1ᵉʳ`.
fn plain(word: &str) -> String {
    word.replace('ᵉ', "e").replace('ʳ', "r")
}
