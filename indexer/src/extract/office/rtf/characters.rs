//! Characters of RTF: bytes in the encoding of their font, numbers, words that stand for one.
//! Which font that is, and where the text goes, is decided elsewhere.

use super::charset::Charset;
use crate::extract::office::symbols;

/// Characters that are still to be told.
#[derive(Debug, Default)]
pub(super) struct Characters {
    /// Bytes of text, of one font.
    bytes: Vec<u8>,
    /// The first half of a character written as two numbers.
    half: Option<u16>,
    /// How many more bytes stand for a character that was read, for those who cannot read its number.
    fallback: usize,
}

impl Characters {
    /// Adds bytes of text.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let passed = self.fallback.min(bytes.len());
        self.fallback -= passed;
        self.bytes.extend_from_slice(bytes.get(passed..).unwrap_or_default());
    }

    /// The text of all bytes that were added, in that character set; `None` where there are none.
    pub(super) fn take(&mut self, charset: Charset) -> Option<String> {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.is_empty() {
            return None;
        }
        Some(match charset {
            Charset::Encoded(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
            Charset::Symbols => bytes.iter().filter_map(|byte| symbols::of_font(u32::from(*byte))).collect(),
        })
    }

    /// The character that a number stands for, after which `fallback` bytes stand for it again; empty for half of one.
    pub(super) fn unicode(&mut self, number: i32, fallback: usize) -> String {
        self.fallback = fallback;
        let number = if number < 0 { number.saturating_add(0x1_0000) } else { number };
        let Ok(unit) = u16::try_from(number) else { return String::new() };
        let units = [self.half.take(), Some(unit)];
        let mut text = String::new();
        for c in char::decode_utf16(units.into_iter().flatten()) {
            match c {
                Ok(c) => text.push(c),
                Err(half) if half.unpaired_surrogate() == unit => self.half = Some(unit),
                Err(_) => {}
            }
        }
        text
    }

    /// Whether a word that may be a `character` only stands for one that was read; other words never do.
    pub(super) fn is_fallback(&mut self, character: bool) -> bool {
        let stands = character && self.fallback > 0;
        self.fallback = if stands { self.fallback - 1 } else { 0 };
        stands
    }

    /// Nothing more stands for the character that was read.
    pub(super) fn end_fallback(&mut self) {
        self.fallback = 0;
    }
}

/// The characters that words stand for.
pub(super) fn named(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}
