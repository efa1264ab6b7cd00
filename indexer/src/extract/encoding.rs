//! Bytes to text: UTF-8, UTF-16 with and without its mark, and the older encodings of French archives.
//! A declared encoding is checked against the bytes; what the text says does not count.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::charset;
use crate::defect::Defect;

/// A file with at least this many characters beyond ASCII well written for each bad byte is UTF-8 with errors.
const SOUND_PER_BAD: usize = 4;
/// A text has no more than one NUL in this many bytes; files of other kinds have one in 256.
const BYTES_PER_NUL: usize = 1_000;
/// How many bytes tell whether all are pairs.
const SAMPLE: usize = 1 << 16;

/// What French is written with beyond ASCII.
const FRENCH: &str = "éèêëàâäçùûüôöîïœæÉÈÊËÀÂÄÇÙÛÜÔÖÎÏŒÆ’‘“”«»–—…•€°§²³·\u{a0}\u{202f}\u{ad}";

/// The upper half of code page 850, in which DOS wrote French; of its letters, code page 437 has the French ones too.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
                             ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The text of a file, with line feeds as its only line breaks and no other control characters than tabs.
///
/// Adds a defect where bytes had to be replaced; fails on bytes that are no text. Where the encoding is not told,
/// the likeliest for French is taken.
pub(crate) fn decode(bytes: &[u8], defects: &mut Vec<Defect>) -> Result<String, Defect> {
    decode_as(bytes, None, defects)
}

/// The text of a page, as [`decode`] gives it; what the page declares counts where the bytes do not contradict it.
pub(crate) fn decode_page(bytes: &[u8], defects: &mut Vec<Defect>) -> Result<String, Defect> {
    decode_as(bytes, charset::declared(bytes), defects)
}

fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>, defects: &mut Vec<Defect>) -> Result<String, Defect> {
    let (text, damaged) = match (Encoding::for_bom(bytes), paired(bytes)) {
        (Some((encoding, mark)), _) => encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()),
        (None, Some(encoding)) => encoding.decode_without_bom_handling(bytes),
        (None, None) if is_binary(bytes) => {
            return Err(Defect::of_whole("is not text: give it the ending of its format, or leave it out"));
        }
        (None, None) => without_mark(bytes, declared),
    };
    if damaged {
        let before = text.split('\u{fffd}').next().unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
        defects.push(Defect::on_line(line, "has bytes that are no characters, read as \u{fffd}: save it as UTF-8"));
    }
    Ok(plain_breaks(&text))
}

/// UTF-16 without its mark: of most pairs of bytes, the same one is NUL.
fn paired(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    let nuls = |of: usize| sample.chunks_exact(2).filter(|pair| pair.get(of) == Some(&0)).count();
    let (first, second) = (nuls(0), nuls(1));
    let (mostly, rarely) = (|n: usize| n * 10 >= pairs * 7, |n: usize| n * 50 <= pairs);
    match () {
        () if pairs == 0 => None,
        () if mostly(second) && rarely(first) => Some(UTF_16LE),
        () if mostly(first) && rarely(second) => Some(UTF_16BE),
        () => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| **byte == 0).count() * BYTES_PER_NUL > bytes.len()
}

fn without_mark<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, bool) {
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
    older(bytes, declared)
}

/// The text in an encoding that has a byte for each character, or in what it declares or looks like.
fn older<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, bool) {
    let latin = latin(bytes, declared).decode_without_bom_handling(bytes);
    if is_french(&latin.0) {
        return latin;
    }
    let macintosh = MACINTOSH.decode_without_bom_handling(bytes).0;
    if let Some(text) = [macintosh, Cow::Owned(code_page_850(bytes))].into_iter().find(|text| is_french(text)) {
        return (text, false);
    }
    let one_byte = |encoding: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252].contains(encoding);
    if let Some(encoding) = declared.filter(one_byte)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return (text, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if guess == WINDOWS_1252 { latin } else { guess.decode_without_bom_handling(bytes) }
}

/// Windows-1252, or ISO-8859-15 where letters stand that only it has: œ and € are a fraction and ¤ in the other.
fn latin(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let windows_only = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let ligature =
        |pair: &[u8]| matches!(pair, [0xbc | 0xbd, letter] | [letter, 0xbc | 0xbd] if letter.is_ascii_alphabetic());
    let told = declared == Some(ISO_8859_15) || bytes.contains(&0xa4) || bytes.windows(2).any(ligature);
    if told && !windows_only { ISO_8859_15 } else { WINDOWS_1252 }
}

/// Whether nearly all characters beyond ASCII are those of French.
fn is_french(text: &str) -> bool {
    let (mut french, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        french += usize::from(FRENCH.contains(c));
    }
    french * 10 >= all * 9
}

fn code_page_850(bytes: &[u8]) -> String {
    let upper: Vec<char> = CODE_PAGE_850.chars().collect();
    let letter = |byte: u8| byte.checked_sub(0x80).map(|at| upper.get(usize::from(at)).copied().unwrap_or('\u{fffd}'));
    bytes.iter().map(|byte| letter(*byte).unwrap_or(char::from(*byte))).collect()
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
    fn utf_16_is_told_by_its_nuls() {
        let text = "L’État a créé un cœur de données, à Noël.";
        let units = || text.encode_utf16();
        check(&units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), text, 0);
        check(&units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(), text, 0);
    }

    #[test]
    fn the_encodings_of_dos_and_of_the_first_macintosh_are_told_by_their_french() {
        let text = "L'État a créé une œuvre, à Noël : « libertés ».";
        check(&MACINTOSH.encode(text).0, text, 0);
        check(
            b"L'\x90tat a cr\x82\x82 \x85 No\x89l : \xae libert\x82s \xaf.",
            "L'État a créé à Noël : « libertés ».",
            0,
        );
    }

    #[test]
    fn a_declared_encoding_counts_unless_the_bytes_are_another() {
        let page = |declared: &str, text: &[u8]| [format!("<meta charset={declared}>").as_bytes(), text].concat();
        for (declared, bytes, expected) in [
            ("iso-8859-1", "é – œ".as_bytes(), "é – œ"),
            ("utf-8", b"\xe9lu \x96 \x9cuvre", "élu – œuvre"),
            ("utf-16", b"\xe9lu", "élu"),
            ("ibm420", b"\xe9lu", "élu"),
            ("iso-8859-15", b"10 \xa4, \xbduvre", "10 €, œuvre"),
            ("windows-1251", b"\xcf\xeb\xe0\xed", "План"),
            ("windows-1251", b"\xe9lus \xe0 No\xebl", "élus à Noël"),
        ] {
            let text = decode_page(&page(declared, bytes), &mut Vec::new()).unwrap();
            assert_eq!(text.split_once('>').unwrap().1, expected, "{declared}");
        }
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
