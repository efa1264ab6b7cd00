//! Addresses: below the base path, in the language of the page, encoded so that no value can be more than a value.
//! Which parameters a search has is the business of `choices`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::address::{encoded, encoded_path};
use crate::settings::Settings;
use crate::speech::Speech;

/// What is encoded in text fragments, where a hyphen means something too.
const FRAGMENT: &AsciiSet = NON_ALPHANUMERIC;

/// Words at each end of a passage that a text fragment names: enough to be found once, few enough to be found at all.
const FRAGMENT_WORDS: usize = 5;

/// Makes addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Links {
    base: String,
    speech: Speech,
}

impl Links {
    /// Addresses of the service that `settings` describe, for pages in `speech`.
    pub(crate) fn new(settings: &Settings, speech: Speech) -> Self {
        Self { base: settings.base_path.clone(), speech }
    }

    /// The same for pages in the other language.
    pub(crate) fn translated(&self) -> Self {
        let speech = self.speech.pick(Speech::English, Speech::French);
        Self { base: self.base.clone(), speech }
    }

    /// A page, in the language of this one. `path` begins with `/` and is encoded already.
    pub(crate) fn page<'a>(&self, path: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let lang = (self.speech != Speech::French).then_some(("lang", self.speech.code()));
        self.file(path, parameters.into_iter().chain(lang))
    }

    /// Something that has no language of its own, such as a feed or a file.
    pub(crate) fn file<'a>(&self, path: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let mut address = format!("{}{path}", self.base);
        for (place, (name, value)) in parameters.into_iter().enumerate() {
            address.push(if place == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            address.push_str(&encoded(value));
        }
        address
    }

    /// The page of a document, where `query` is marked, at the passage of this `anchor`; either may be empty.
    pub(crate) fn document(&self, id: &str, query: &str, anchor: &str) -> String {
        let parameters = (!query.trim().is_empty()).then_some(("q", query));
        let address = self.page(&format!("/documents/{}", encoded_path(id)), parameters);
        if anchor.is_empty() { address } else { format!("{address}#{}", encoded(anchor)) }
    }

    /// The page of results of `query`.
    pub(crate) fn search(&self, query: &str) -> String {
        self.page("/recherche", [("q", query)])
    }
}

/// The place of the marked words of `text` in the page at `url`, as a text fragment. `text` is an excerpt as published.
pub(crate) fn text_fragment(url: &str, text: &str, highlights: &[(usize, usize)]) -> String {
    let at = highlights.first().map_or(0, |&(from, _)| from);
    let line_start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1);
    let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    // A word beside an ellipsis may be the half of one.
    let words: Vec<&str> =
        line.split_whitespace().map(|word| word.trim_matches('…')).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return url.to_owned();
    }
    let written = |words: &[&str]| utf8_percent_encode(&words.join(" "), FRAGMENT).to_string();
    let directive = match (words.first_chunk::<FRAGMENT_WORDS>(), words.last_chunk::<FRAGMENT_WORDS>()) {
        (Some(first), Some(last)) if words.len() > 2 * FRAGMENT_WORDS => {
            format!("{},{}", written(first), written(last))
        }
        _ => written(&words),
    };
    format!("{url}{}:~:text={directive}", if url.contains('#') { "" } else { "#" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::decoded_path;

    #[test]
    fn ids_of_any_letters_come_back_from_their_addresses() {
        let links = Links { base: "/base".into(), speech: Speech::English };
        let check = |id: &str, path: &str| {
            let address = links.document(id, "l'été", "p4");
            assert_eq!(address, format!("/base/documents/{path}?q=l%27%C3%A9t%C3%A9&lang=en#p4"));
            assert_eq!(decoded_path(path).as_deref(), Some(id));
        };
        check("plans/2018 été", "plans/2018%20%C3%A9t%C3%A9");
        check("100%25", "100%2525");
        check("a/../b?c#d", "a%2F..%2Fb%3Fc%23d");
        check("\"><script>", "%22%3E%3Cscript%3E");
    }

    #[test]
    fn text_fragments_name_both_ends_of_the_marked_line() {
        let check = |url: &str, text: &str, mark: (usize, usize), expected: &str| {
            assert_eq!(text_fragment(url, text, &[mark]), expected);
        };
        check(
            "https://a.fr",
            "Un titre\nl’État-major, ouvert…",
            (9, 10),
            "https://a.fr#:~:text=l%E2%80%99%C3%89tat%2Dmajor%2C%20ouvert",
        );
        check(
            "https://a.fr#b",
            "a b c d e f g h i j k",
            (4, 5),
            "https://a.fr#b:~:text=a%20b%20c%20d%20e,g%20h%20i%20j%20k",
        );
        check("https://a.fr", " ", (0, 0), "https://a.fr");
    }
}
