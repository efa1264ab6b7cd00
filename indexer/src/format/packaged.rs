//! Which format a ZIP package is of: its members and its `mimetype` tell.
//! No text is read here.

use super::Format;
use crate::defect::Defect;
use crate::limits::Limits;
use crate::package::Package;

/// What the `mimetype` of an OpenDocument file starts with.
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.";

/// Folders that only one kind of package has, and what to say of those that are not read.
const FOLDERS: [(&str, &str); 4] = [
    ("xl/", "is an Excel workbook: save it as PDF, or its text as DOCX or ODT"),
    ("ppt/", "is a PowerPoint presentation: save it as ODP or PDF"),
    ("visio/", "is a Visio drawing: save it as PDF"),
    ("index/document.iwa", "is an Apple iWork file: save it as DOCX or PDF"),
];

/// The format of a package. Fails on damaged ones and on those of formats that are not read, which the defect names.
pub(super) fn format(bytes: &[u8], limits: &Limits) -> Result<Format, Defect> {
    let mut package = Package::open(bytes, limits.unpacked_bytes)?;
    let has = |package: &Package<'_>, start: &str| package.names().any(|name| name.starts_with(start));
    if has(&package, "word/") {
        return Ok(Format::Docx);
    }
    // Only the first bytes of a type matter; one that is damaged is told by the rest of the package.
    let kind = package.member("mimetype", &mut Vec::new())?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).trim().to_owned();
    match kind.strip_prefix(OPEN_DOCUMENT) {
        Some(kind) if kind.starts_with("text") || kind.starts_with("presentation") => return Ok(Format::Odt),
        Some(kind) if kind.starts_with("spreadsheet") => {
            return Err(Defect::of_whole("is an OpenDocument spreadsheet: save it as PDF, or its text as ODT"));
        }
        Some(_) => return Err(Defect::of_whole("is an OpenDocument drawing or formula: save it as PDF")),
        None if kind == "application/epub+zip" => {
            return Err(Defect::of_whole("is an electronic book: save it as HTML or ODT"));
        }
        None => {}
    }
    if let Some((_, message)) = FOLDERS.iter().find(|(folder, _)| has(&package, folder)) {
        return Err(Defect::of_whole(*message));
    }
    if has(&package, "content.xml") {
        return Ok(Format::Odt);
    }
    // The text of an Office Open XML file may stand anywhere; its reader looks for it.
    if has(&package, "[content_types].xml") {
        return Ok(Format::Docx);
    }
    Err(Defect::of_whole("is a ZIP archive: unpack it and index what it holds"))
}

/// Whether the first bytes of a package are those of an office file that may be read.
pub(super) fn is_office(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let open = [format!("{OPEN_DOCUMENT}text"), format!("{OPEN_DOCUMENT}presentation")];
    open.iter().any(|kind| text.contains(kind))
        || ["[Content_Types].xml", "_rels/.rels", "word/", "docProps/"].iter().any(|name| text.contains(name))
}
