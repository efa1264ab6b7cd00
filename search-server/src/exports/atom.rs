//! `/recherche.atom`: a query to follow, the newest documents first unless told otherwise. An entry is a passage.
//! How an entry looks is the business of `entry`.

mod entry;

use std::collections::BTreeMap;
use std::sync::Arc;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Feed, FixedDateTime, Generator, Link, Person};
use bytes::Bytes;
use index::{Answer, Request};
use warp::reply::Response;

use crate::asked::Asked;
use crate::harmless::clean;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question::FEED;
use crate::reply::{Fresh, Media};
use crate::site::Site;
use crate::speech::Speech;
use entry::{Entries, legible_text};

/// The path of feeds, and that of the same search as a page.
const FEED_PATH: &str = "/recherche.atom";
const PAGE_PATH: &str = "/recherche";

/// What is no part of the query: which of its documents are shown, and how they are spoken of.
const NOT_OF_THE_QUERY: [&str; 4] = ["limit", "offset", "lang", "facets"];

/// The elements with which answers of searches tell their totals.
const OPENSEARCH: &str = "http://a9.com/-/spec/opensearch/1.1/";

/// Feeds what was asked for.
///
/// # Errors
/// A parameter that cannot be read; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?;
    let given = parameters.clone();
    let (request, speech) = super::request(FEED, &mut parameters)?;
    parameters.finish()?;
    let root = site.root(&asked);
    let make = move |site: &Site, view: &_| {
        let answer = site.search(view, request.clone())?;
        let followed =
            Followed { request: &request, given: &given, answer: &answer, name: &site.settings.name, root, speech };
        let xml = followed.feed().write_to(Vec::new()).map_err(|_| Problem::Internal)?;
        Ok(Bytes::from(xml))
    };
    site.give(asked, (Media::Atom, Fresh::Asking), make).await
}

/// A query that is followed, with its answer.
struct Followed<'a> {
    request: &'a Request,
    given: &'a Parameters,
    answer: &'a Answer,
    name: &'a str,
    root: String,
    speech: Speech,
}

impl Followed<'_> {
    fn feed(&self) -> Feed {
        let updated = time(&self.answer.index.built);
        let entries = Entries { root: &self.root, query: &self.request.query, built: updated };
        Feed {
            title: legible_text(&self.title()),
            subtitle: Some(legible_text(&self.found())),
            id: self.address(FEED_PATH, &NOT_OF_THE_QUERY, None),
            updated,
            authors: vec![Person { name: clean(self.name).into_owned(), ..Person::default() }],
            generator: Some(Generator { value: "Communiqués".to_owned(), ..Generator::default() }),
            links: self.links(),
            entries: self.answer.hits.iter().flat_map(|hit| entries.of(hit)).collect(),
            extensions: self.totals(),
            namespaces: BTreeMap::from([("opensearch".to_owned(), OPENSEARCH.to_owned())]),
            lang: Some(self.speech.code().to_owned()),
            ..Feed::default()
        }
    }

    fn title(&self) -> String {
        let query = self.request.query.trim();
        if query.is_empty() { self.name.to_owned() } else { format!("{query} – {}", self.name) }
    }

    fn found(&self) -> String {
        let total = self.answer.total;
        let plural = if total < 2 { "" } else { "s" };
        let english_plural = if total == 1 { "" } else { "s" };
        let english = format!("{total} document{english_plural} found");
        self.speech.pick(format!("{total} document{plural} trouvé{plural}"), english)
    }

    /// The address of the same search at `path`, without these parameters, beginning at another hit if one is given.
    fn address(&self, path: &str, without: &[&str], offset: Option<usize>) -> String {
        let without: Vec<&str> = without.iter().copied().chain(offset.map(|_| "offset")).collect();
        let query = self.given.written(&without);
        let offset = offset.filter(|&offset| offset > 0).map(|offset| format!("offset={offset}"));
        let parts: Vec<String> = Some(query).filter(|query| !query.is_empty()).into_iter().chain(offset).collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{}", self.root, parts.join("&"))
    }

    /// The feed itself, the page with the same documents, and the parts before and after this one (RFC 5005, 3).
    fn links(&self) -> Vec<Link> {
        let Request { offset, limit, .. } = *self.request;
        let atom = |rel: &str, href| link(rel, href, "application/atom+xml");
        let page = self.address(PAGE_PATH, &["limit", "offset"], None);
        let mut links = vec![atom("self", self.address(FEED_PATH, &[], None)), link("alternate", page, "text/html")];
        links.push(atom("first", self.address(FEED_PATH, &[], Some(0))));
        if offset > 0 {
            links.push(atom("previous", self.address(FEED_PATH, &[], Some(offset.saturating_sub(limit)))));
        }
        let next = offset.saturating_add(limit);
        if limit > 0 && (next as u64) < self.answer.total && next <= index::DEEPEST {
            links.push(atom("next", self.address(FEED_PATH, &[], Some(next))));
        }
        links
    }

    /// How many documents there are, and which of them these are, counted from 1.
    fn totals(&self) -> ExtensionMap {
        let Request { offset, limit, .. } = *self.request;
        let figures = [
            ("totalResults", self.answer.total.to_string()),
            ("startIndex", (offset + 1).to_string()),
            ("itemsPerPage", limit.to_string()),
        ];
        let element = |(name, value): (&str, String)| {
            let extension =
                Extension { name: format!("opensearch:{name}"), value: Some(value), ..Extension::default() };
            (name.to_owned(), vec![extension])
        };
        let query = Extension {
            name: "opensearch:Query".to_owned(),
            attrs: [("role", "request".to_owned()), ("searchTerms", clean(&self.request.query).into_owned())]
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
            ..Extension::default()
        };
        let elements = figures.into_iter().map(element).chain([("Query".to_owned(), vec![query])]);
        ExtensionMap::from([("opensearch".to_owned(), elements.collect())])
    }
}

fn link(rel: &str, href: String, mime_type: &str) -> Link {
    Link { rel: rel.to_owned(), href, mime_type: Some(mime_type.to_owned()), ..Link::default() }
}

/// The time that is written so; 1970 where it means nothing, which says that it is not known.
fn time(written: &str) -> FixedDateTime {
    written.parse().unwrap_or_default()
}
