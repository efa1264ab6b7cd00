//! Absolute addresses of what this service serves, for those who read them elsewhere.
//! Pages link to each other by themselves.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::asked::Asked;
use crate::parameters::encoded;
use crate::site::Site;

/// What is encoded in a path (RFC 3986, 3.3): an id keeps its slashes.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What stands before the path of every address: scheme, host and base path.
pub(crate) fn root(site: &Site, asked: &Asked) -> String {
    format!("{}{}", asked.host, site.settings.base_path)
}

/// The path of a document's page, with the words of `query` marked, at `anchor` if one is named.
pub(crate) fn document(id: &str, query: &str, anchor: &str) -> String {
    let asked = if query.is_empty() { String::new() } else { format!("?q={}", encoded(query)) };
    let place = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    format!("/documents/{}{asked}{place}", path(id))
}

/// `text` as part of a path.
pub(crate) fn path(text: &str) -> String {
    utf8_percent_encode(text, IN_PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn ids_keep_their_slashes_and_nothing_else_that_means_something() {
        assert_eq!(document("2018/plan d'été #1?", "", "p3"), "/documents/2018/plan%20d%27%C3%A9t%C3%A9%20%231%3F#p3");
        assert_eq!(document("a", "l'été & co", ""), "/documents/a?q=l%27%C3%A9t%C3%A9%20%26%20co");
    }
}
