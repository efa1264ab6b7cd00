//! What the first bytes of a file tell of its format.
//! Text that could be of several formats tells nothing.

use encoding_rs::{Encoding, UTF_8};

use super::{Format, HEAD};

/// What the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// A format that is read.
    Is(Format),
    /// A PDF that starts later than it should; in a text, these are only letters.
    LatePdf,
    /// A ZIP package of some kind.
    Zip,
    /// A compound file of some kind.
    Ole,
    /// Something that holds no text to be read: what it is, and what to do.
    Foreign(&'static str),
    /// Text in a format that is not read: what it is, and what to do.
    ForeignText(&'static str),
}

/// The first bytes of files that are no text and are not read.
const FOREIGN: [(&[u8], &str); 24] = [
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"\0\0\x01\0", IMAGE),
    (b"8BPS", IMAGE),
    (b"\xd7\xcd\xc6\x9a", IMAGE),
    (b"\x1f\x8b", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"wOFF", FONT),
    (b"wOF2", FONT),
    (b"\0\x01\0\0", FONT),
    (b"OggS", SOUND),
    (b"\x1aE\xdf\xa3", SOUND),
    (b"SQLite format 3\0", "a database: leave it out"),
    (b"\xdb\xa5", "a Word 2 file: save it as DOCX or ODT"),
];

/// First bytes that may also be letters: they tell something only where a zero byte follows.
const WITH_ZERO: [(&[u8], &str); 7] = [
    (b"BZh", ARCHIVE),
    (b"ID3", SOUND),
    (b"BM", IMAGE),
    (b"MZ", PROGRAM),
    (b"RIFF", SOUND),
    (b"OTTO", FONT),
    (b"\xffWPC", OLD_TEXT),
];

const IMAGE: &str = "an image: give it the ending of its format, or leave it out";
const ARCHIVE: &str = "an archive: unpack it and index what it holds";
const PROGRAM: &str = "a program: leave it out";
const FONT: &str = "a font: leave it out";
const SOUND: &str = "sound or video: leave it out";
const OLD_TEXT: &str = "a WordPerfect file: save it as DOCX or ODT";

/// Where the type of a film is told, and where an archive of tapes says what it is.
const FILM: (usize, &[u8]) = (4, b"ftyp");
const TAPE: (usize, &[u8]) = (257, b"ustar");

/// What PDFs start with, at the latest after this many bytes.
const PDF: &str = "%PDF-";
const LATEST_PDF: usize = 1024;

/// What the first bytes of a file tell; `None` where they could be of any format, or are plain text.
pub(super) fn of(bytes: &[u8]) -> Option<Signature> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Signature::Zip);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(Signature::Ole);
    }
    if let Some(what) = foreign(head) {
        return Some(Signature::Foreign(what));
    }
    let (encoding, mark) = Encoding::for_bom(head).unwrap_or((UTF_8, 0));
    let text = encoding.decode_without_bom_handling(head.get(mark..).unwrap_or_default()).0;
    of_text(text.trim_start()).or_else(|| {
        let late = head.get(..LATEST_PDF).unwrap_or(head).windows(PDF.len()).any(|window| window == PDF.as_bytes());
        late.then_some(Signature::LatePdf)
    })
}

fn foreign(head: &[u8]) -> Option<&'static str> {
    let stands = |(at, mark): (usize, &[u8])| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let sure = FOREIGN.iter().find(|(mark, _)| head.starts_with(mark));
    let likely = || WITH_ZERO.iter().find(|(mark, _)| head.starts_with(mark) && head.contains(&0));
    let found = sure.or_else(likely).map(|(_, what)| *what);
    found.or(stands(FILM).then_some(SOUND)).or(stands(TAPE).then_some(ARCHIVE))
}

fn of_text(text: &str) -> Option<Signature> {
    if text.starts_with("{\\rtf") {
        return Some(Signature::Is(Format::Rtf));
    }
    if text.starts_with(PDF) {
        return Some(Signature::Is(Format::Pdf));
    }
    if text.starts_with("%!PS") {
        return Some(Signature::ForeignText("a PostScript file: convert it to PDF"));
    }
    if text.starts_with("MIME-Version:") {
        return Some(Signature::ForeignText("a web archive or an e-mail: save it as HTML"));
    }
    let root = after_prologue(text)?.to_ascii_lowercase();
    let name = root.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    match name {
        "html" | "head" | "body" => Some(Signature::Is(Format::Html)),
        "!doctype" => root.trim_start_matches("!doctype").trim_start().starts_with("html").then_some(HTML),
        "office:document" => Some(Signature::Is(Format::Odt)),
        "w:worddocument" | "pkg:package" => Some(Signature::ForeignText("a Word XML file: save it as DOCX or ODT")),
        _ => None,
    }
}

const HTML: Signature = Signature::Is(Format::Html);

/// What follows the `<` of the first element or document type, after comments and processing instructions.
fn after_prologue(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let inside = rest.trim_start().strip_prefix('<')?;
        let end = match inside {
            comment if comment.starts_with("!--") => "-->",
            instruction if instruction.starts_with('?') => ">",
            element => return Some(element),
        };
        rest = inside.split_once(end)?.1;
    }
}
