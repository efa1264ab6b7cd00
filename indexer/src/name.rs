//! Paths as text: keys that tell any two paths apart, and names that are safe to show and to type.
//! It looks at no file.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

/// Stands before the two digits of a byte that is no character, and doubled for itself.
const MARK: char = char::REPLACEMENT_CHARACTER;

/// What names a path in the index. No two paths have one key, whatever bytes they are made of.
pub(crate) fn key(path: &Path) -> Cow<'_, str> {
    if let Some(plain) = path.to_str().filter(|text| !text.contains(MARK)) {
        return Cow::Borrowed(plain);
    }
    let mut key = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            key.push(c);
            key.extend((c == MARK).then_some(MARK));
        }
        chunk.invalid().iter().for_each(|byte| key.push_str(&format!("{MARK}{byte:02X}")));
    }
    Cow::Owned(key)
}

/// Whether the path of one key is that of another, or lies below it.
pub(crate) fn is_at_or_below(key: &str, folder: &str) -> bool {
    let below = key.strip_prefix(folder.trim_end_matches(std::path::is_separator));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with(std::path::is_separator))
}

/// The name of a file or folder as a part of an id: bytes that are no characters and characters that a terminal obeys
/// are written `%0A`; all else is kept, so that ids stay readable.
pub(crate) fn readable(name: &OsStr) -> Cow<'_, str> {
    if let Some(plain) = name.to_str().filter(|name| !name.contains(is_obeyed)) {
        return Cow::Borrowed(plain);
    }
    let mut text = String::new();
    let coded = |bytes: &[u8], text: &mut String| bytes.iter().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if is_obeyed(c) { coded(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut text) } else { text.push(c) }
        }
        coded(chunk.invalid(), &mut text);
    }
    Cow::Owned(text)
}

/// Whether a terminal obeys `c`, or writes what follows in another order or not at all.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn no_two_paths_have_one_key() {
        use std::os::unix::ffi::OsStrExt;
        let names: [&[u8]; 5] = [b"d\xe9", b"d\xe8", "d\u{fffd}".as_bytes(), "d\u{fffd}E9".as_bytes(), b"d%E9"];
        let mut keys: Vec<_> = names.iter().map(|name| key(Path::new(OsStr::from_bytes(name)))).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), names.len(), "{keys:?}");
    }

    #[test]
    fn a_folder_is_not_its_namesake() {
        let check = |key: &str, expected: bool| assert_eq!(is_at_or_below(key, "/a/b"), expected, "{key}");
        check("/a/b", true);
        check("/a/b/c", true);
        check("/a/bc", false);
        check("/a", false);
        assert!(is_at_or_below("/a", "/"));
    }

    #[test]
    fn names_hold_nothing_that_a_terminal_obeys() {
        assert_eq!(readable(OsStr::new("été\n\u{1b}[31m\u{202e}")), "été%0A%1B[31m%E2%80%AE");
    }
}
