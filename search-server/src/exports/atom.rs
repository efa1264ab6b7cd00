//! `/recherche.atom`: a query to follow, the newest documents first unless told otherwise. An entry is a passage.
//! How an entry looks is the business of `entry`.

mod id;
mod entry;

use std::collections::BTreeMap;
use std::sync::Arc;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Feed, FixedDateTime, Generator, Link, Person};
use index::{Answer, Request};
use warp::reply::Response;

use super::Source;
use crate::asked::Asked;
use crate::harmless::clean;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question::FEED;
use crate::reply::{Fresh, Media};
use crate::settings::Settings;
use crate::site::{Made, Site, Total};
use crate::speech::Speech;
use entry::{Entries, legible_text};
use id::Ids;

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
    let page = Source::new((&site, &asked), PAGE_PATH, given.clone(), &request);
    let source = Arc::new(Source::new((&site, &asked), FEED_PATH, given, &request));
    let of_feed = Arc::clone(&source);
    let make = move |site: &Site, view: &_| {
        let answer = site.search(view, request.clone())?;
        let shown = Shown { settings: &site.settings, root: &root, speech };
        let followed = Followed { request: &request, source: &of_feed, page: &page, answer: &answer, shown };
        let xml = followed.feed().write_to(Vec::new()).map_err(|_| Problem::Internal)?;
        Ok(Made { body: xml.into(), total: Some(Total(answer.total)) })
    };
    let response = site.give(asked, (Media::Atom, Fresh::Asking), make).await?;
    Ok(source.told(response))
}

/// A query that is followed, with its answer.
struct Followed<'a> {
    request: &'a Request,
    /// The feed.
    source: &'a Source,
    /// The page with the same documents.
    page: &'a Source,
    answer: &'a Answer,
    shown: Shown<'a>,
}

/// How a feed speaks of itself.
struct Shown<'a> {
    settings: &'a Settings,
    /// Scheme, host and base path.
    root: &'a str,
    speech: Speech,
}

impl Followed<'_> {
    fn feed(&self) -> Feed {
        let updated = time(&self.answer.index.built);
        let Shown { settings, root, speech } = self.shown;
        let ids = Ids::of(settings);
        let entries = Entries { root, ids: &ids, query: &self.request.query, built: updated };
        Feed {
            title: legible_text(&self.title()),
            subtitle: Some(legible_text(&self.found())),
            id: ids.feed(&self.source.given.written(&NOT_OF_THE_QUERY)),
            updated,
            authors: vec![Person { name: clean(&settings.name).into_owned(), ..Person::default() }],
            generator: Some(Generator { value: "Communiqués".to_owned(), ..Generator::default() }),
            links: self.links(),
            entries: self.answer.hits.iter().flat_map(|hit| entries.of(hit)).collect(),
            extensions: self.totals(),
            namespaces: BTreeMap::from([("opensearch".to_owned(), OPENSEARCH.to_owned())]),
            lang: Some(speech.code().to_owned()),
            ..Feed::default()
        }
    }

    fn title(&self) -> String {
        let query = self.request.query.trim();
        let name = &self.shown.settings.name;
        if query.is_empty() { name.clone() } else { format!("{query} – {name}") }
    }

    fn found(&self) -> String {
        let total = self.answer.total;
        let plural = if total < 2 { "" } else { "s" };
        let english_plural = if total == 1 { "" } else { "s" };
        let english = format!("{total} document{english_plural} found");
        self.shown.speech.pick(format!("{total} document{plural} trouvé{plural}"), english)
    }

    /// The feed itself, the page with the same documents, and the parts before and after this one (RFC 5005, 3).
    fn links(&self) -> Vec<Link> {
        let Request { offset, limit, .. } = *self.request;
        let atom = |rel: &str, href| link(rel, href, "application/atom+xml");
        let page = self.page.written(&["limit", "offset"], None);
        let mut links = vec![atom("self", self.source.written(&[], None)), link("alternate", page, "text/html")];
        links.push(atom("first", self.source.part(0)));
        if offset > 0 {
            links.push(atom("previous", self.source.part(offset.saturating_sub(limit))));
        }
        links.extend(self.source.next(self.answer.total).map(|next| atom("next", next)));
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
