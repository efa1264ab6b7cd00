//! The encoding that a page says it is in: `meta charset`, `http-equiv`, the prologue of XML.
//! It believes nothing: whether the bytes are in that encoding is checked elsewhere.

use encoding_rs::Encoding;

/// The declaration stands within this many bytes; browsers look at 1,024, but pages have long comments before it.
const HEAD: usize = 1 << 14;

/// The encoding that the head of a page declares; `None` for none and for names that no browser knows.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let prologue = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let metas = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let declared = |tag: &str, key: &str| Encoding::for_label(value(tag, key)?.as_bytes());
    prologue
        .and_then(|prologue| declared(prologue, "encoding"))
        .or_else(|| metas.into_iter().find_map(|meta| declared(meta, "charset")))
}

/// What stands after `key` and an equals sign.
fn value<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    tag.match_indices(key).find_map(|(at, _)| {
        let rest = tag.get(at + key.len()..)?.trim_start().strip_prefix('=')?;
        let value = rest.trim_start().trim_start_matches(['"', '\'']);
        let end =
            value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | ',')).unwrap_or(value.len());
        value.get(..end).filter(|value| !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: Option<&str>) {
        assert_eq!(declared(head.as_bytes()).map(Encoding::name), expected, "{head}");
    }

    #[test]
    fn declarations_are_found_however_they_are_written() {
        check("<meta charset=utf-8>", Some("UTF-8"));
        check("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-15'>", Some("ISO-8859-15"));
        check("<meta content=text/html; charset = iso-8859-1 http-equiv=Content-Type>", Some("windows-1252"));
        check("<?xml version=\"1.0\" encoding='macintosh'?><html>", Some("macintosh"));
    }

    #[test]
    fn what_declares_nothing_known_is_passed_over() {
        check("<meta charset=\"ibm420\"><meta charset=x><meta name=charset content=y>", None);
        check("<p>charset=utf-8</p>", None);
    }
}
