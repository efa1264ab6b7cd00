//! Parts of addresses: encoded so that no value can be more than a value, decoded strictly, and told from what only looks
//! like one. Which addresses there are is the business of pages and exports.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::harmless::is_unsafe;

/// What is encoded in values of parameters and in parts of paths: all but what RFC 3986 calls unreserved.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is encoded in paths.
const PATH: &AsciiSet = &VALUE.remove(b'/');

/// `text` as a name or a value in a query string.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// An id as the end of a path. Slashes stay, unless browsers would take a part between them for a way up.
pub(crate) fn encoded_path(id: &str) -> String {
    let is_way = id.split('/').any(|part| matches!(part, "." | ".."));
    utf8_percent_encode(id, if is_way { VALUE } else { PATH }).to_string()
}

/// Reads what [`encoded_path`] wrote; `None` where a `%` begins no byte, or where the bytes are not UTF-8.
pub(crate) fn decoded_path(path: &str) -> Option<String> {
    let is_byte = |at: usize| path.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_whole = path.match_indices('%').all(|(at, _)| is_byte(at));
    is_whole.then(|| percent_decode_str(path).decode_utf8().ok().map(|id| id.into_owned())).flatten()
}

/// `url` if it leads to the web and nowhere else.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_one_word = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    // No address may hold what writes it in another order than it is read (RFC 3987, 4.1).
    let is_in_order = !url.contains(|c| is_unsafe(c) || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'));
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (is_web && is_one_word && is_in_order && has_host).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_any_letters_come_back_from_their_addresses() {
        let check = |id: &str, path: &str| {
            assert_eq!(encoded_path(id), path);
            assert_eq!(decoded_path(path).as_deref(), Some(id));
        };
        check("plans/2018 été #1", "plans/2018%20%C3%A9t%C3%A9%20%231");
        check("100%25", "100%2525");
        check("a/../b?c#d", "a%2F..%2Fb%3Fc%23d");
        check("\"><script>", "%22%3E%3Cscript%3E");
    }

    #[test]
    fn paths_are_decoded_strictly() {
        let check = |path: &str| assert_eq!(decoded_path(path), None, "{path}");
        check("100%");
        check("%zz");
        check("%e9");
        check("%+1");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let check = |url: &str, expected: bool| assert_eq!(web_address(url).is_some(), expected, "{url}");
        check("https://www.modernisation.gouv.fr/été?a=1#b", true);
        check("HTTP://example.org", true);
        check("javascript://example.org/%0aalert(1)", false);
        check(" javascript:alert(1)", false);
        check("data:text/html,<b>", false);
        check("https://", false);
        check("https://a\nb", false);
        check("https://a.fr/\"onclick", false);
        check("//example.org", false);
        for turn in ['\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{feff}'] {
            check(&format!("https://a.fr/gnp{turn}.exe"), false);
        }
    }
}
