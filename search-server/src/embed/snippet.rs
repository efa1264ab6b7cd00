//! The lines that a webmaster pastes to embed the box, in three ways, with the digest of the script.
//! What the box does with them stands in `search-server/box/`.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::files::{self, NEWEST};
pub use super::presets::Presets;
use crate::speech::Speech;

/// A way to embed the box.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// Suggestions for a form of the site's own.
    #[default]
    Enhance,
    /// An element that brings field and results.
    Element,
    /// A frame, for sites that allow no script of others.
    Frame,
}

/// A switch of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// A chosen suggestion is searched at once.
    Direct,
    /// The class names of the State's design system are emitted.
    Dsfr,
    /// Results stand in the page instead of floating over it.
    Inline,
}

impl Switch {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Dsfr, Self::Inline];

    /// Its attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Dsfr => "dsfr",
            Self::Inline => "inline",
        }
    }
}

/// What is pasted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The server's address, without `/` at its end.
    pub address: String,
    /// In which way the box is embedded.
    pub way: Way,
    /// The language of the form and its label.
    pub speech: Speech,
    /// What it is limited to.
    pub presets: Presets,
    /// Which switches are on.
    pub switches: Vec<Switch>,
}

#[derive(Template)]
#[template(path = "embed/enhance.html")]
struct Enhance<'a> {
    snippet: &'a Snippet,
    digest: &'static str,
    script: String,
}

#[derive(Template)]
#[template(path = "embed/element.html")]
struct Element<'a> {
    snippet: &'a Snippet,
    digest: &'static str,
    script: String,
}

#[derive(Template)]
#[template(path = "embed/iframe.html")]
struct Frame<'a> {
    snippet: &'a Snippet,
    query: String,
}

impl Snippet {
    /// The lines, as HTML.
    ///
    /// # Errors
    /// A template that cannot be filled in, which no value makes happen.
    pub fn html(&self) -> Result<String, askama::Error> {
        let Some(script) = files::newest("box.js") else { return Ok(String::new()) };
        let (digest, path) = (script.digest(), format!("{}/{}", self.address, script.path()));
        match self.way {
            Way::Enhance => Enhance { snippet: self, digest, script: path }.render(),
            Way::Element => Element { snippet: self, digest, script: path }.render(),
            Way::Frame => Frame { snippet: self, query: self.frame() }.render(),
        }
    }

    fn label(&self) -> &str {
        self.presets.label(self.speech)
    }

    /// The path and query of the frame, below the address.
    fn frame(&self) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let presets = self.presets.attributes().into_iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let query = presets.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("box/{NEWEST}/frame{mark}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(way: Way, expected: &[&str]) {
        let presets = Presets { plan: "2021-2023".into(), publisher: "Ville & \"État\"".into(), ..Presets::default() };
        let address = "https://exemple.gouv.fr/r".to_owned();
        let speech = Speech::French;
        let html = Snippet { address, way, speech, presets, switches: vec![Switch::Direct] }.html().unwrap();
        for line in expected {
            assert!(html.contains(line), "{line}\n{html}");
        }
        assert!(!html.contains("\"État\""), "{html}");
    }

    #[test]
    fn lines_to_paste_name_the_very_release_and_its_digest() {
        let digest = files::newest("box.js").unwrap().digest();
        let script = "<script type=\"module\" src=\"https://exemple.gouv.fr/r/box/v1.0.0/box.js\" integrity=\"sha384-";
        check(Way::Enhance, &[digest, script, "data-target=\"#communiques-q\" data-direct"]);
        check(
            Way::Enhance,
            &["<form role=\"search\" aria-label=\"", "\" action=\"https://exemple.gouv.fr/r/recherche\">"],
        );
        check(Way::Enhance, &["<input type=\"hidden\" name=\"plan\" value=\"2021-2023\">"]);
        check(
            Way::Element,
            &[digest, script, "<communiques-search src=\"https://exemple.gouv.fr/r\" plan=\"2021-2023\""],
        );
        check(Way::Element, &[" direct>"]);
        check(Way::Frame, &["/r/box/v1/frame?plan=2021%2D2023&#38;publisher=Ville%20%26%20%22%C3%89tat%22\""]);
    }
}
