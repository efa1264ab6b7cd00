//! `/documents/{id}`: a whole document with its structure, what is known of it and where that comes from, and the words of
//! the query marked.

mod description;
mod reading;

use std::sync::Arc;

use askama::Template;
use index::{MarkedDocument, OtherCopy};
use warp::reply::Response;

use self::description::Entry;
use self::reading::Reading;
use super::choices;
use super::frame::{About, Frame, written};
use super::words;
use crate::address::{decoded_path, encoded_path, web_address};
use crate::asked::Asked;
use crate::parameters::{Mistake, Parameters};
use crate::problem::Problem;
use crate::question;
use crate::reply::{Fresh, Media};
use crate::site::{Site, unreadable};
use crate::speech::Speech;
use crate::views::View;

/// What stands before the id.
const PATH: &str = "/documents/";

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    frame: Frame,
    canonical: String,
    language: Option<String>,
    description: Vec<Entry>,
    original: Option<String>,
    copies: Vec<Copy>,
    reading: Reading,
    results: Option<String>,
    api: String,
}

/// Another document with the same text.
struct Copy {
    href: String,
    title: String,
    /// Whether it is the earliest, which answers show for all of them.
    is_first: bool,
}

/// A document as it was asked for.
struct Wanted {
    id: String,
    query: String,
    speech: Speech,
}

impl Wanted {
    fn read(asked: &Asked) -> Result<Self, Problem> {
        let path = asked.path.strip_prefix(PATH).filter(|path| !path.is_empty()).ok_or(Problem::NoSuchPath)?;
        let id = decoded_path(path).ok_or_else(|| Mistake::Encoding.of("id"))?;
        let mut parameters = Parameters::parse(&asked.query)?.without_trackers();
        let speech = choices::speech(&mut parameters)?;
        let query = question::query(&mut parameters)?;
        parameters.finish()?;
        Ok(Self { id, query, speech })
    }
}

/// Answers `/documents/{id}`.
///
/// # Errors
/// No such document; a parameter that is unknown or cannot be read; the index cannot be read.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let wanted = Wanted::read(&asked)?;
    let make = move |site: &Site, view: &View| {
        let found = index::marked(&view.collection, &wanted.id, &wanted.query).map_err(unreadable)?;
        let document = found.ok_or_else(|| Problem::NoSuchDocument(wanted.id.clone()))?;
        written(&page(site, &wanted, &document))
    };
    site.give(asked, (Media::Html, Fresh::Asking), make).await
}

fn page(site: &Site, wanted: &Wanted, document: &MarkedDocument) -> Page {
    let Wanted { id, query, speech } = wanted;
    let path = format!("{PATH}{}", encoded_path(id));
    let parameters = (!query.trim().is_empty()).then_some(("q", query.as_str()));
    let about = About { title: document.title.clone(), path: &path, parameters: parameters.into_iter().collect() };
    let frame = Frame::new(&site.settings, *speech, about);
    let copy = |OtherCopy { id, title }: &OtherCopy| Copy {
        href: frame.links.document(id, query, ""),
        title: title.clone(),
        is_first: document.copy_of.as_ref().is_some_and(|first| first.id == *id),
    };
    Page {
        canonical: frame.links.page(&path, []),
        language: words::foreign(&document.about.language, *speech),
        description: description::entries(&frame, &document.about),
        original: document.about.url.as_deref().and_then(web_address).map(str::to_owned),
        copies: document.also_at.iter().map(copy).collect(),
        reading: Reading::of(document, *speech),
        results: parameters.map(|(_, query)| frame.links.search(query)),
        api: frame.links.file(&format!("/api/v1{path}"), parameters),
        frame,
    }
}
