//! Bytes to text: UTF-8, UTF-16 with its mark, and the older encodings of French archives.
//! It does not look at what the text says.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, WINDOWS_1252};

use crate::defect::Defect;

/// A file with at least this many characters beyond ASCII well written for each bad byte is UTF-8 with errors.
const SOUND_PER_BAD: usize = 4;

/// The text of a file, with line feeds as its only line breaks and no other control characters than tabs.
///
/// Adds a defect where bytes had to be replaced; fails on bytes that are no text. Where the encoding is not told,
/// the likeliest for French is taken.
pub(crate) fn decode(bytes: &[u8], defects: &mut Vec<Defect>) -> Result<String, Defect> {
    let (text, damaged) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()),
        None if bytes.contains(&0) => {
            return Err(Defect::of_whole("is not text: give it the ending of its format, or leave it out"));
        }
        None => without_mark(bytes),
    };
    if damaged {
        let before = text.split('\u{fffd}').next().unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
        defects.push(Defect::on_line(line, "has bytes that are no characters, read as \u{fffd}: save it as UTF-8"));
    }
    Ok(plain_breaks(&text))
}

fn without_mark(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    let chunks = bytes.utf8_chunks().map(|chunk| {
        let beyond_ascii = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (beyond_ascii, usize::from(!chunk.invalid().is_empty()))
    });
    let (sound, bad) = chunks.fold((0, 0), |(sound, bad), (more, worse)| (sound + more, bad + worse));
    if sound >= bad * SOUND_PER_BAD {
        return (String::from_utf8_lossy(bytes), true);
    }
    older(bytes).decode_without_bom_handling(bytes)
}

fn older(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // Both are single-byte; only ISO-8859-15 has œ at 0xBD, where Windows-1252 has a fraction, never inside a word.
    let ligature = bytes.windows(2).any(|pair| matches!(pair, [0xbd, b'u']));
    let windows_only = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    if guess == WINDOWS_1252 && ligature && !windows_only { ISO_8859_15 } else { guess }
}

fn plain_breaks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => plain.push('\n'),
            '\n' | '\t' => plain.push(c),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, defects: usize) {
        let mut found = Vec::new();
        assert_eq!(decode(bytes, &mut found).as_deref(), Ok(expected));
        assert_eq!(found.len(), defects, "{found:?}");
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        check("élu\r\nà\rb".as_bytes(), "élu\nà\nb", 0);
        check(b"\xef\xbb\xbf\xc3\xa9lu", "élu", 0);
    }

    #[test]
    fn utf_16_is_read_by_its_mark() {
        check(b"\xff\xfe\xe9\x00l\x00u\x00", "élu", 0);
        check(b"\xfe\xff\x00\xe9\x00l\x00u", "élu", 0);
    }

    #[test]
    fn the_older_encodings_of_french_are_told_apart() {
        let text = "L'\u{e9}tat a cr\u{e9}\u{e9} un c\u{153}ur de donn\u{e9}es, \u{e0} No\u{eb}l.";
        check(&WINDOWS_1252.encode(text).0, text, 0);
        check(b"L'\xe9tat a cr\xe9\xe9 un c\xbdur de donn\xe9es, \xe0 No\xebl.", text, 0);
    }

    #[test]
    fn one_bad_byte_spoils_no_other_accent() {
        check("é è à ù \n".repeat(2).as_bytes(), "é è à ù \né è à ù \n", 0);
        check(&[&"é è à ù \n".repeat(2).into_bytes()[..], b"\xe9"].concat(), "é è à ù \né è à ù \n\u{fffd}", 1);
    }

    #[test]
    fn bytes_that_are_no_text_are_a_defect() {
        assert!(decode(b"PK\x03\x04\0\0", &mut Vec::new()).is_err());
    }
}
