//! The endings of file names: what is one, and what those of documents that are not read stand for.
//! Endings of formats that are read stand with these.

use std::ffi::OsStr;
use std::path::Path;

use crate::defect::Defect;

/// An ending is no longer than this: what follows a full stop in a title is none.
const LONGEST: usize = 8;

/// Documents that are not read: their endings, what they are, and what to save them as.
const FOREIGN: [(&[&str], &str, &str); 10] = [
    (&["doc", "dot"], "a Word 97-2003 file", "DOCX or ODT"),
    (&["xls", "xlt", "xlsx", "xlsm", "xlsb"], "an Excel workbook", "PDF, or its text as DOCX or ODT"),
    (&["ods", "ots", "fods"], "an OpenDocument spreadsheet", "PDF, or its text as ODT"),
    (&["ppt", "pps", "pot", "pptx", "pptm", "ppsx", "potx"], "a PowerPoint presentation", "ODP or PDF"),
    (&["wpd", "wps", "wri", "sxw", "stw", "sdw", "abw"], "a text of a word processor that is not read", "DOCX or ODT"),
    (&["pages", "key", "numbers"], "an Apple iWork file", "DOCX or PDF"),
    (&["epub", "mobi", "azw3"], "an electronic book", "HTML or ODT"),
    (&["eml", "msg", "mbox"], "an e-mail", "HTML or text"),
    (&["mht", "mhtml"], "a web archive", "HTML"),
    (&["xps", "oxps", "djvu"], "a file of printed pages", "PDF"),
];

/// The ending of a file's name, in lower case and without its full stop; `None` where there is none.
///
/// `12. Projet de loi` and `version 1.2` have none: an ending is short, and letters and digits with at least one letter.
pub(crate) fn ending(path: &Path) -> Option<String> {
    let ending = path.extension().and_then(OsStr::to_str)?;
    let plain = ending.len() <= LONGEST && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let letter = ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    (plain && letter).then(|| ending.to_ascii_lowercase())
}

/// Whether documents that are not read have that ending.
pub(super) fn is_foreign(ending: &str) -> bool {
    foreign(ending).is_some()
}

/// The defect of a file of whose format only its ending tells.
pub(super) fn defect(ending: &str) -> Defect {
    Defect::of_whole(match foreign(ending) {
        Some((_, what, instead)) => format!("is {what}, by its ending: save it as {instead}"),
        None => "is of a format that is not known: save it in one that is read, or leave it out".to_owned(),
    })
}

fn foreign(ending: &str) -> Option<&'static (&'static [&'static str], &'static str, &'static str)> {
    FOREIGN.iter().find(|(endings, ..)| endings.contains(&ending))
}
