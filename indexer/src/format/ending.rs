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

/// What holds no document by its ending: images, styles, code, fonts, archives, programs, sound, films, data.
const NO_DOCUMENTS: [&[&str]; 9] = [
    &["png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "avif", "svg", "svgz", "ico", "bmp", "tif", "tiff", "heic"],
    &["psd", "ai", "eps", "xcf", "indd", "emf", "wmf", "raw", "cr2", "nef", "dwg", "dxf", "skp", "sketch", "fig"],
    &["css", "scss", "sass", "less", "styl", "map"],
    &["js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "svelte", "wasm", "py", "pyc", "rb", "rs", "go", "java", "class"],
    &[
        "c", "h", "cc", "cpp", "hpp", "cs", "kt", "swift", "pl", "pm", "lua", "r", "sh", "bash", "zsh", "ps1", "bat",
        "cmd",
    ],
    &["woff", "woff2", "ttf", "otf", "eot", "ttc", "pfb"],
    &[
        "gz", "tgz", "bz2", "xz", "zst", "lz4", "7z", "rar", "tar", "cab", "iso", "dmg", "deb", "rpm", "jar", "war",
        "apk",
    ],
    &[
        "exe", "dll", "so", "dylib", "o", "a", "lib", "msi", "bin", "sys", "lock", "db", "sqlite", "sqlite3", "mdb",
        "idx",
    ],
    &[
        "mp3", "mp4", "m4a", "m4v", "aac", "ogg", "oga", "ogv", "opus", "wav", "wma", "flac", "aif", "aiff", "mid",
        "avi", "mov", "mkv", "webm", "wmv", "flv", "mpg", "mpeg", "3gp", "vtt", "srt",
    ],
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

/// Whether files with that ending hold no document, whatever their first bytes are.
pub(super) fn holds_no_document(ending: &str) -> bool {
    NO_DOCUMENTS.iter().any(|endings| endings.contains(&ending))
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
