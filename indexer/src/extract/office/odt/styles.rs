//! The styles of an OpenDocument file: of paragraphs, of characters, and the page that a style starts.
//! Styles of lists, tables and graphics say nothing of the text.

use std::collections::HashMap;

use crate::extract::office::styles::{Style, Styles};
use crate::extract::xml::{Inside, Tag, Visitor};

/// What stands before the names of character styles: they may have the same names as those of paragraphs.
const OF_CHARACTERS: &str = "text:";

/// The styles that were met.
#[derive(Debug, Default)]
pub(super) struct StyleReader {
    /// Of paragraphs, and of characters with a mark before their names.
    pub(super) styles: Styles,
    /// The master pages that paragraph styles start.
    pub(super) masters: HashMap<String, String>,
    id: String,
    style: Style,
}

/// The identifier of a character style.
pub(super) fn of_characters(name: &str) -> String {
    format!("{OF_CHARACTERS}{name}")
}

impl Visitor for StyleReader {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        match tag.name() {
            "body" | "master-styles" | "meta" | "settings" => return Inside::Skip,
            "style" => match tag.attribute("family").as_deref() {
                Some("paragraph") => self.begin(tag, str::to_owned),
                Some("text") => self.begin(tag, of_characters),
                _ => return Inside::Skip,
            },
            "text-properties" if tag.attribute("display").is_some_and(|display| display == "none") => {
                self.style.hidden = Some(true);
            }
            _ => {}
        }
        Inside::Read
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, name: &str) {
        if name == "style" {
            self.styles.insert(std::mem::take(&mut self.id), std::mem::take(&mut self.style));
        }
    }
}

impl StyleReader {
    fn begin(&mut self, tag: &Tag<'_>, id: fn(&str) -> String) {
        let name = tag.attribute("name").unwrap_or_default();
        let level = tag.attribute("default-outline-level").and_then(|level| level.parse().ok());
        self.style = Style {
            name: tag.attribute("display-name").unwrap_or_else(|| name.clone()),
            parent: tag.attribute("parent-style-name").map(|parent| id(&parent)),
            level: level.filter(|level| *level > 0),
            ..Style::default()
        };
        if let Some(master) = tag.attribute("master-page-name").filter(|master| !master.is_empty()) {
            self.masters.insert(name.clone(), master);
        }
        self.id = id(&name);
    }
}
