//! The entries of a feed: passages of documents, with ids that stay the same from commit to commit.
//! The feed around them is the business of the parent module.

use atom_syndication::{Category, Content, Entry, FixedDateTime, Link, Person, Text};
use index::Hit;

use super::id::Ids;
use crate::address::{encoded, encoded_path};
use crate::harmless::{clean, legible};
use crate::present::{self, Passage};

/// What the entries of one feed have in common.
pub(super) struct Entries<'a> {
    /// Scheme, host and base path.
    pub(super) root: &'a str,
    pub(super) ids: &'a Ids,
    /// The words that are marked in the documents linked to.
    pub(super) query: &'a str,
    /// When the index was last written.
    pub(super) built: FixedDateTime,
}

impl Entries<'_> {
    /// An entry for each passage of `hit`.
    pub(super) fn of(&self, hit: &Hit) -> Vec<Entry> {
        let shown = present::hit(hit);
        shown.passages.iter().map(|passage| self.entry(hit, &shown, passage)).collect()
    }

    fn entry(&self, hit: &Hit, shown: &present::Hit<'_>, passage: &Passage<'_>) -> Entry {
        let language = language(&hit.about.language);
        let in_its_language = |text: &str| Text { lang: language.clone(), ..legible_text(text) };
        let published = published(shown.date.as_deref());
        let person = |name: &str| Person { name: legible(name), ..Person::default() };
        Entry {
            title: in_its_language(&title(shown.title, passage.head.heading)),
            id: self.ids.passage(shown.id, passage.head.anchor),
            // A document's text has no other date than its own; where it has none, the index tells when it came.
            updated: published.unwrap_or(self.built),
            published,
            authors: shown.publisher.map(person).into_iter().collect(),
            categories: shown.kind.into_iter().chain(shown.plan.iter().copied()).map(category).collect(),
            links: [link("alternate", self.page(shown.id, passage.head.anchor))]
                .into_iter()
                .chain(shown.url.map(|url| link("via", legible(url))))
                .collect(),
            summary: Some(in_its_language(passage.text)),
            content: Some(Content {
                // Marks may reach over the end of a paragraph, elements of paragraphs could not.
                value: Some(legible(&passage.html).replace('\n', "<br>\n")),
                content_type: Some("html".to_owned()),
                lang: language.clone(),
                ..Content::default()
            }),
            ..Entry::default()
        }
    }

    /// The page of the document, at the passage, with the words of the query marked.
    fn page(&self, id: &str, anchor: &str) -> String {
        let query = self.query.trim();
        let query = if query.is_empty() { String::new() } else { format!("?q={}", encoded(query)) };
        format!("{}/documents/{}{query}#{anchor}", self.root, encoded_path(id))
    }
}

/// `text` as the content of an element.
pub(super) fn legible_text(text: &str) -> Text {
    Text::plain(legible(text))
}

/// The document's title, with the heading under which the passage stands.
fn title(document: &str, heading: &[String]) -> String {
    match heading.last() {
        Some(heading) if heading != document => format!("{document} – {heading}"),
        _ => document.to_owned(),
    }
}

/// Noon of the first day of an ISO date, so that it is that day in all time zones of France.
fn published(date: Option<&str>) -> Option<FixedDateTime> {
    let date = date?;
    let first_day = format!("{date}{}", "-01".repeat(2_usize.saturating_sub(date.matches('-').count())));
    format!("{first_day}T12:00:00Z").parse().ok()
}

/// What an attribute may say of a document's language.
fn language(code: &str) -> Option<String> {
    let is_code = (2..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
    if code.is_empty() { Some("fr".to_owned()) } else { is_code.then(|| code.to_owned()) }
}

fn category(term: &str) -> Category {
    Category { term: clean(term).into_owned(), ..Category::default() }
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_first_day_of_what_is_known() {
        let check = |date: &str, expected: Option<&str>| {
            assert_eq!(published(Some(date)).map(|time| time.to_rfc3339()), expected.map(str::to_owned));
        };
        check("2018-04-03", Some("2018-04-03T12:00:00+00:00"));
        check("2018-04", Some("2018-04-01T12:00:00+00:00"));
        check("2018", Some("2018-01-01T12:00:00+00:00"));
        check("hier", None);
    }
}
