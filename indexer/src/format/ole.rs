//! Compound files (OLE), which old office programs wrote, and in which new ones wrap what is encrypted.
//! Only the names of their streams are looked for; none is read.

use crate::defect::Defect;
use crate::package;

/// Names of streams, and the files that have them.
const STREAMS: [(&str, &str); 6] = [
    ("WordDocument", "is a Word 97-2003 file: save it as DOCX or ODT"),
    ("Workbook", "is an Excel 97-2003 workbook: save it as PDF, or its text as DOCX or ODT"),
    ("PowerPoint Document", "is a PowerPoint 97-2003 presentation: save it as ODP or PDF"),
    ("VisioDocument", "is a Visio drawing: save it as PDF"),
    ("__properties_version1.0", "is an Outlook message: save it as HTML or text"),
    ("MatOST", "is a Works text: save it as DOCX or ODT"),
];

/// What encrypted files have among their streams.
const ENCRYPTED: [&str; 2] = ["EncryptedPackage", "\tDRMContent"];

/// The defect of a compound file, as far as its streams tell what it is.
pub(super) fn defect(bytes: &[u8]) -> Defect {
    if is_encrypted_word(bytes) || ENCRYPTED.iter().any(|name| has_stream(bytes, name)) {
        return package::protected();
    }
    let known = STREAMS.iter().find(|(name, _)| has_stream(bytes, name));
    let unknown = "is an office file of before 2007: save it as DOCX or ODT";
    Defect::of_whole(known.map_or(unknown, |(_, message)| message))
}

/// Whether a text of Word 97-2003 says that it is encrypted: its stream starts with a mark, at the start of a sector,
/// and its twelfth byte holds the flag.
fn is_encrypted_word(bytes: &[u8]) -> bool {
    const SECTOR: usize = 512;
    const FLAGS: usize = 11;
    let says_so = |sector: &[u8]| sector.get(FLAGS).is_some_and(|flags| flags & 1 == 1);
    bytes.chunks(SECTOR).any(|sector| sector.starts_with(b"\xec\xa5") && says_so(sector))
}

/// Whether the name stands anywhere in the file, as names of streams are written.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
