//! What the user says of documents, beside what they say themselves: defaults of a folder, corrections, more bodies.
//! It opens no file; where it is written is told in `settings`.

use std::collections::HashMap;
use std::sync::LazyLock;

use index::{About, Date, Found, Origin};

use super::publishers::Publishers;

/// A part of a description; what is `None` is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Advice {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) publisher: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) plans: Option<Vec<String>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) language: Option<String>,
    /// An address; of a folder, one that ends with a stroke goes on with the place of the document.
    pub(crate) url: Option<String>,
}

/// What is said of the documents of one source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guide<'a> {
    /// Its path below the folder that `defaults` are of; empty where documents stand at the places that their ids name.
    pub(crate) place: String,
    /// The names of bodies; `None` for those that everyone knows.
    pub(crate) publishers: Option<&'a Publishers>,
    /// What stands where a document says nothing.
    pub(crate) defaults: Option<&'a Advice>,
    /// What stands whatever a document says, by its id.
    pub(crate) corrections: Option<&'a HashMap<String, Advice>>,
}

static KNOWN: LazyLock<Publishers> = LazyLock::new(Publishers::default);

impl Guide<'_> {
    /// The names of bodies.
    pub(crate) fn publishers(&self) -> &Publishers {
        self.publishers.unwrap_or_else(|| &*KNOWN)
    }

    /// The title that the document is to have, if the user says so.
    pub(crate) fn title(&self, id: &str) -> Option<&str> {
        self.correction(id)?.title.as_deref()
    }

    /// Fills in what is not known of the document.
    pub(crate) fn complete(&self, id: &str, about: &mut About) {
        let Some(defaults) = self.defaults else { return };
        let said = |value: &Option<String>| value.clone().map(declared);
        about.publisher = about.publisher.take().or_else(|| said(&defaults.publisher));
        about.kind = about.kind.take().or_else(|| said(&defaults.kind));
        if about.plans.is_empty() {
            about.plans = defaults.plans.iter().flatten().cloned().map(declared).collect();
        }
        if about.language.is_empty() {
            about.language = defaults.language.clone().unwrap_or_default();
        }
        let place = if self.place.is_empty() { id } else { &self.place };
        about.url = about.url.take().or_else(|| Some(address(defaults.url.as_deref()?, place)));
    }

    /// Puts what the user says in the place of what was found.
    pub(crate) fn correct(&self, id: &str, about: &mut About) {
        let Some(advice) = self.correction(id) else { return };
        let or = |value: &Option<String>, found: &mut Option<Found<String>>| {
            if let Some(value) = value.clone() {
                *found = Some(declared(value));
            }
        };
        or(&advice.publisher, &mut about.publisher);
        or(&advice.kind, &mut about.kind);
        about.date = advice.date.map(declared).or(about.date.take());
        about.url = advice.url.clone().or(about.url.take());
        if let Some(plans) = &advice.plans {
            about.plans = plans.iter().cloned().map(declared).collect();
        }
        if let Some(tags) = &advice.tags {
            about.tags.clone_from(tags);
        }
        if let Some(language) = &advice.language {
            about.language.clone_from(language);
        }
    }

    fn correction(&self, id: &str) -> Option<&Advice> {
        self.corrections?.get(id)
    }
}

fn declared<T>(value: T) -> Found<T> {
    Found { value, origin: Origin::Declared }
}

/// The address of a document below a folder's; spaces and the like are escaped, letters are left as they are.
fn address(base: &str, place: &str) -> String {
    let mut address = base.to_owned();
    if base.ends_with('/') {
        for c in place.chars() {
            match c {
                ' ' | '%' | '?' | '#' | '"' | '<' | '>' | '\\' => address.push_str(&format!("%{:02X}", u32::from(c))),
                c if c.is_control() => {}
                c => address.push(c),
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Option<String> {
        Some(value.to_owned())
    }

    #[test]
    fn defaults_fill_in_and_corrections_replace() {
        let defaults = Advice { kind: text("rapport"), url: text("https://a.fr/x/"), ..Advice::default() };
        let correction = Advice { publisher: text("Etalab"), date: Date::parse_iso("2018"), ..Advice::default() };
        let corrections = HashMap::from([("a/b".to_owned(), correction)]);
        let place = "a/le b.md".to_owned();
        let guide = Guide { place, defaults: Some(&defaults), corrections: Some(&corrections), ..Guide::default() };
        let found = |value: &str| Some(Found { value: value.to_owned(), origin: Origin::Read });
        let mut about = About { kind: found("plan"), publisher: found("DITP"), ..About::default() };
        guide.complete("a/b", &mut about);
        guide.correct("a/b", &mut about);
        assert_eq!(about.kind, found("plan"));
        assert_eq!(about.publisher, Some(declared("Etalab".to_owned())));
        assert_eq!(about.url.as_deref(), Some("https://a.fr/x/a/le%20b.md"));
        assert_eq!(about.date, Date::parse_iso("2018").map(declared));
    }
}
