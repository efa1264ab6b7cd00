//! A source with its foreign mark-up hidden, and the hosts that its links lead to.
//! It does not know what is mark-up: HTML and kramdown each have a file.

use std::borrow::Cow;
use std::ops::Range;

/// A source in which mark-up that is no Markdown is hidden. Every byte of text keeps its place.
pub(super) struct Masked {
    text: Vec<u8>,
    veils: Vec<Option<Veil>>,
    /// Hosts that hidden links lead to, with their places, in ascending order.
    pub(super) links: Vec<(usize, String)>,
}

/// What stands in the place of hidden mark-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veil {
    /// What stands before and after touches.
    Nothing,
    /// White space.
    Space,
    /// The end of a paragraph.
    Break,
}

impl Masked {
    pub(super) fn new(source: &str) -> Self {
        Self { text: source.as_bytes().to_vec(), veils: vec![None; source.len()], links: Vec::new() }
    }

    /// Hides a range. A comma stands for each byte: punctuation, as mark-up is to Markdown, that starts nothing.
    pub(super) fn hide(&mut self, range: Range<usize>, veil: Veil) {
        for byte in self.text.get_mut(range.clone()).unwrap_or_default().iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b',';
        }
        self.veils.get_mut(range).unwrap_or_default().fill(Some(veil));
    }

    /// The text with commas where something is hidden.
    pub(super) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text)
    }

    /// What stands at byte `place`, if that is hidden.
    pub(super) fn veil(&self, place: usize) -> Option<Veil> {
        self.veils.get(place).copied().flatten()
    }
}

/// The host that an address leads to, in lower case; `None` for paths, anchors and mail.
pub(super) fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("//")?;
    if !(scheme.is_empty() || scheme.ends_with(':')) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(host(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn hosts_are_told_from_paths_and_mail() {
        check("https://user@WWW.a.fr:80/b//c?d#e", Some("www.a.fr"));
        check("//a.fr", Some("a.fr"));
        check("/b//c", None);
        check("mailto:a@b.fr", None);
        check("https://", None);
    }

    #[test]
    fn hidden_bytes_keep_their_places() {
        let mut masked = Masked::new("a<b>\né");
        masked.hide(1..5, Veil::Space);
        assert_eq!((masked.text().as_ref(), masked.veil(0), masked.veil(4)), ("a,,,\né", None, Some(Veil::Space)));
    }
}
