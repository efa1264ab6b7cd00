//! What all pages have in common: their language, their title, the field, the way to other pages; and how they are written out.
//! What stands in the middle of a page is that page's business.

use askama::Template;
use bytes::Bytes;

use super::assets::{self, Asset};
use super::links::Links;
use crate::problem::Problem;
use crate::settings::Settings;
use crate::speech::Speech;

/// What stands around the middle of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) speech: Speech,
    pub(crate) links: Links,
    /// The name of the service.
    pub(crate) name: String,
    /// What stands in the browser's tab.
    pub(crate) title: String,
    /// The address of this page in the other language.
    pub(crate) translated: String,
    /// What stands in the field.
    pub(crate) query: String,
    /// What a search from here keeps: names and values of hidden fields.
    pub(crate) kept: Vec<(String, String)>,
}

/// What a page says of itself, for its frame.
pub(crate) struct About<'a> {
    /// Empty for the service itself.
    pub(crate) title: String,
    /// Its path, encoded.
    pub(crate) path: &'a str,
    /// Its parameters but for its language.
    pub(crate) parameters: Vec<(&'a str, &'a str)>,
}

impl Frame {
    /// The frame of a page that is so called and lies there.
    pub(crate) fn new(settings: &Settings, speech: Speech, about: About<'_>) -> Self {
        let About { title, path, parameters } = about;
        let links = Links::new(settings, speech);
        let name = settings.name.clone();
        let title = if title.is_empty() { name.clone() } else { format!("{title} – {name}") };
        let query = parameters.iter().find(|(parameter, _)| *parameter == "q").map_or("", |(_, value)| value);
        Self {
            speech,
            translated: links.translated().page(path, parameters.iter().copied()),
            title: title.chars().filter(|&c| !turns(c)).collect(),
            query: query.to_owned(),
            kept: Vec::new(),
            links,
            name,
        }
    }

    /// One of two texts, in the language of the page.
    pub(crate) fn say<'a>(&self, french: &'a str, english: &'a str) -> &'a str {
        self.speech.pick(french, english)
    }

    /// The address of another page.
    pub(crate) fn page(&self, path: &str) -> String {
        self.links.page(path, [])
    }

    /// The address of a file.
    pub(crate) fn file(&self, path: &str) -> String {
        self.links.file(path, [])
    }

    /// The address of the style.
    pub(crate) fn style(&self) -> String {
        self.asset(assets::STYLE)
    }

    /// The address of the script.
    pub(crate) fn script(&self) -> String {
        self.asset(assets::SCRIPT)
    }

    /// The address of the sign.
    pub(crate) fn icon(&self) -> String {
        self.asset(assets::ICON)
    }

    fn asset(&self, asset: Asset) -> String {
        self.file(&asset.path())
    }
}

/// Whether a character changes the direction of those after it, out of a title into what a browser writes around it.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character may stand in a page: no control character but those that part words and lines, and none that
/// Unicode leaves to programs for their own ends.
fn is_text(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\t');
    let is_no_character = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    !is_control && !is_no_character
}

/// The page that `template` makes.
///
/// # Errors
/// It makes none, which is a mistake of ours.
pub(crate) fn written(template: &impl Template) -> Result<Bytes, Problem> {
    let page = template.render().map_err(|error| {
        tracing::error!(%error, "a page cannot be written");
        Problem::Internal
    })?;
    if page.chars().all(is_text) {
        return Ok(page.into());
    }
    let page: String = page.chars().map(|c| if is_text(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    Ok(page.into())
}
