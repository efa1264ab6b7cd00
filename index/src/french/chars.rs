//! Which characters make words, and small readings of runs of them.
//! Knows no French beyond its typography.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::lexicon::is_invisible;

/// The character that begins at byte `at`, if one does.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether a word can begin with it. Superscript digits are calls of notes, and `º` is a mark of number.
pub(super) fn is_word(c: char) -> bool {
    // Accented letters of French and its neighbours, without a look into the tables of Unicode.
    if matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ž' | 'a'..='z' | 'A'..='Z' | '0'..='9') {
        return true;
    }
    c > '\u{A1}'
        && !matches!(c, '\u{2000}'..='\u{206F}')
        && c.is_alphanumeric()
        && !matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | 'º' | 'ª')
}

/// Bytes that are letters or digits by themselves.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// The byte after the run of word characters that begins at `from`; `from` itself where none does.
#[inline]
pub(super) fn run_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    while let Some(&byte) = bytes.get(end) {
        if PLAIN[usize::from(byte)] {
            end += 1;
        } else if byte < 0x80 {
            break;
        } else if byte == 0xC3 && !matches!(bytes.get(end + 1), Some(0x97 | 0xB7) | None) {
            // À to ÿ, multiplied and divided aside.
            end += 2;
        } else {
            match at(text, end) {
                Some(c) if is_word(c) || (end > from && (is_combining_mark(c) || is_invisible(c))) => {
                    end += c.len_utf8()
                }
                _ => break,
            }
        }
    }
    end
}

/// Every character that is typed for an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '‛' | '＇' | '′' | '`' | '´')
}

/// Hyphens; dashes part words.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '\u{2011}' | '﹣' | '－')
}

/// The dots of inclusive writing.
pub(super) fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '‧' | '•' | '⋅' | '∙' | '・')
}

/// `P.G.O.` from its first letter on: where it ends, and its letters.
pub(super) fn dotted_letters(text: &str, from: usize, to: usize) -> Option<(usize, String)> {
    // A letter takes at most four bytes: anything longer is a word.
    if to - from > 4 {
        return None;
    }
    let mut letters = String::new();
    let (mut start, mut end) = (from, to);
    loop {
        let mut run = text.get(start..end)?.chars();
        let letter = run.next().filter(|c| c.is_alphabetic())?;
        if run.next().is_some() {
            return None;
        }
        letters.push(letter);
        if at(text, end) != Some('.') {
            break;
        }
        start = end + 1;
        end = run_end(text, start);
        if end == start {
            break;
        }
    }
    (letters.chars().count() > 1).then_some((start.max(end), letters))
}

/// The parts of `GouvernementOuvert` or `OGP16`: cut where small letters meet a capital, and letters meet digits.
pub(super) fn humps(text: &str, from: usize, to: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut before: Option<char> = None;
    for (offset, c) in text.get(from..to).unwrap_or_default().char_indices() {
        let cut = before.is_some_and(|b| {
            (b.is_lowercase() && c.is_uppercase())
                || (b.is_alphabetic() && c.is_numeric())
                || (b.is_numeric() && c.is_alphabetic())
        });
        if cut {
            parts.push(start..from + offset);
            start = from + offset;
        }
        before = Some(c);
    }
    parts.push(start..to);
    parts
}
