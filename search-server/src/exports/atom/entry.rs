//! The entries of a feed: passages of documents, with ids that stay the same from commit to commit.
//! The feed around them is the business of the parent module.

use atom_syndication::{Category, Content, Entry, FixedDateTime, Link, Person, Text};
use index::Hit;

use crate::address::{encoded, encoded_path};
use crate::harmless::{clean, legible};
use crate::present::{self, Passage};

/// Since when the ids of entries are made like this: part of each of them (RFC 4151).
const SINCE: &str = "2026";

/// What the entries of one feed have in common.
pub(super) struct Entries<'a> {
    /// Scheme, host and base path.
    pub(super) root: &'a str,
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
            id: id(self.root, shown.id, passage.head.anchor),
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

/// Names the passage `anchor` of a document among all entries of all feeds: a `tag:` address (RFC 4151).
fn id(root: &str, document: &str, anchor: &str) -> String {
    let authority = root.split_once("://").map_or(root, |(_, rest)| rest);
    let (host, base) = authority.split_once('/').unwrap_or((authority, ""));
    // A name without its port: another port is no other authority.
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    let is_name = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    let host = if is_name { host } else { "localhost" };
    let base = if base.is_empty() { String::new() } else { format!("{base}/") };
    format!("tag:{},{SINCE}:{base}documents/{}#{anchor}", host.to_ascii_lowercase(), encoded_path(document))
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
    fn ids_are_tags_of_host_document_and_passage() {
        let check = |root: &str, expected: &str| assert_eq!(id(root, "a/été 1", "p3"), expected);
        check("https://Plans.exemple.fr", "tag:plans.exemple.fr,2026:documents/a/%C3%A9t%C3%A9%201#p3");
        check("http://127.0.0.1:8787/x", "tag:127.0.0.1,2026:x/documents/a/%C3%A9t%C3%A9%201#p3");
        check("http://[::1]:8787", "tag:localhost,2026:documents/a/%C3%A9t%C3%A9%201#p3");
        check("http://", "tag:localhost,2026:documents/a/%C3%A9t%C3%A9%201#p3");
    }

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
