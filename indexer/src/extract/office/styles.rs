//! Styles of paragraphs and characters, each with the one it is based on: what they make of a text.
//! How a format writes its styles down is its own business.

use std::collections::HashMap;

use index::Role;

use crate::extract::Form;
use crate::shape;

/// A chain of styles is followed no further than this: longer ones run in circles.
const MAX_CHAIN: usize = 32;
/// The deepest level that a heading of a document may have.
const DEEPEST: u8 = 6;

/// The styles of a file by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What a style itself says; `None` where it leaves that to the one it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// As a user sees it.
    pub(super) name: String,
    /// The identifier of the style that it is based on.
    pub(super) parent: Option<String>,
    /// 1 for the highest level; 0 for text that is no heading.
    pub(super) level: Option<u8>,
    /// Whether its paragraphs are items of a list.
    pub(super) item: Option<bool>,
    /// Whether its text is not shown.
    pub(super) hidden: Option<bool>,
}

/// What a style makes of a text, all that it is based on included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The level of the heading that it makes.
    pub(super) heading: Option<u8>,
    /// Whether it makes items of a list.
    pub(super) item: bool,
    /// Whether it makes quotations.
    pub(super) quote: bool,
    /// Whether it makes lines of a table of contents.
    pub(super) contents: bool,
    /// Whether the text is not shown.
    pub(super) hidden: bool,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    /// As what.
    pub(super) form: Form,
    /// What it is there for.
    pub(super) role: Role,
}

/// How a paragraph is set that nothing is known of.
pub(super) const PLAIN: Setting = Setting { form: Form::Plain, role: Role::Text };

impl Look {
    /// How a paragraph of this style is set, which may itself have a `level`, 0 for none, and be an `item` or not.
    pub(super) fn setting(self, level: Option<u8>, item: Option<bool>) -> Setting {
        let level = level.or(self.heading).filter(|level| *level > 0);
        let form = match level {
            _ if self.contents => return Setting { form: Form::Plain, role: Role::Frame },
            Some(level) => Form::Heading(level.min(DEEPEST)),
            None if item.unwrap_or(self.item) => Form::Item,
            None if self.quote => Form::Quote,
            None => Form::Plain,
        };
        Setting { form, role: Role::Text }
    }
}

impl Styles {
    /// Adds a style; of several with the same identifier, the last one holds.
    pub(super) fn insert(&mut self, id: String, style: Style) {
        self.0.insert(id, style);
    }

    /// What the style makes of a text. One that the file does not define is told by its identifier, as by a name.
    pub(super) fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        let (mut level, mut item, mut hidden) = (None, None, None);
        let mut next = Some(id);
        for _ in 0..MAX_CHAIN {
            let Some(id) = next else { break };
            let Some(style) = self.0.get(id) else {
                level = level.or_else(|| level_of_name(id));
                break;
            };
            let name = plain(&style.name);
            level = level.or(style.level).or_else(|| level_of_name(&name));
            item = item.or(style.item);
            hidden = hidden.or(style.hidden);
            look.quote |= matches!(name.as_str(), "quote" | "intensequote" | "citation" | "quotations");
            look.contents |= is_contents(&name);
            next = style.parent.as_deref();
        }
        look.heading = level.filter(|level| *level > 0).map(|level| level.min(DEEPEST));
        look.item = item.unwrap_or_default();
        look.hidden = hidden.unwrap_or_default();
        look
    }
}

/// The level that an outline gives a heading, counted from 0; it has nine levels, and what is beyond is no heading.
pub(super) fn outlined(level: u32) -> u8 {
    u8::try_from(level).ok().filter(|level| *level < 9).map_or(0, |level| level + 1)
}

/// The level of headings that the name of a style tells: `heading 2`, `Titre 2`, `Heading_20_2`; a title has level 1.
fn level_of_name(name: &str) -> Option<u8> {
    let name = plain(name);
    if matches!(name.as_str(), "title" | "titre") {
        return Some(1);
    }
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("titre"))?;
    rest.parse().ok().filter(|level| (1..=9).contains(level))
}

fn is_contents(name: &str) -> bool {
    let numbered = ["toc", "contents", "tabledesmatières"].iter().find_map(|start| name.strip_prefix(start));
    numbered.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())) || name == "tocheading"
}

/// The name for comparisons: folded, without spaces, which OpenDocument writes `_20_`.
fn plain(name: &str) -> String {
    shape::fold(&name.replace("_20_", "")).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: Look) {
        let mut styles = Styles::default();
        let style = |name: &str, parent: &str, level| Style {
            name: name.to_owned(),
            parent: Some(parent.to_owned()),
            level,
            ..Style::default()
        };
        styles.insert("a".to_owned(), style("Heading 2", "", None));
        styles.insert("b".to_owned(), style("Encadré", "a", None));
        styles.insert("c".to_owned(), style("Corps", "b", Some(0)));
        styles.insert("d".to_owned(), style("Circulaire", "e", Some(9)));
        styles.insert("e".to_owned(), style("Ronde", "d", None));
        styles.insert("TM2".to_owned(), style("toc 2", "", None));
        assert_eq!(styles.look(id), expected, "{id}");
    }

    fn heading(level: u8) -> Look {
        Look { heading: Some(level), ..Look::default() }
    }

    #[test]
    fn a_style_is_what_it_is_based_on_unless_it_says_otherwise() {
        check("b", heading(2));
        check("c", Look::default());
        check("d", heading(6));
        check("TM2", Look { contents: true, ..Look::default() });
    }

    #[test]
    fn styles_that_are_not_defined_are_told_by_their_names() {
        check("Titre1", heading(1));
        check("Heading_20_3", heading(3));
        check("Title", heading(1));
        check("Normal", Look::default());
    }
}
