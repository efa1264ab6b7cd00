//! What browsers and crawlers ask of a site: how it is searched, and what they may follow.

use std::sync::Arc;

use askama::Template;
use warp::reply::Response;

use super::assets::ICON;
use super::frame::written;
use super::links::Links;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::site::Site;
use crate::speech::Speech;

/// Letters of a short name, as OpenSearch 1.1 has it.
const SHORT_NAME: usize = 16;

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct Description {
    short_name: String,
    name: String,
    root: String,
    icon: String,
}

/// `/opensearch.xml`: the search for browsers that take it among theirs.
///
/// # Errors
/// It cannot be written, which is a mistake of ours.
pub(crate) async fn opensearch(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let links = Links::new(&site.settings, Speech::French);
    let name = &site.settings.name;
    let description = Description {
        short_name: name.chars().take(SHORT_NAME).collect(),
        name: name.clone(),
        root: format!("{}{}", asked.host, links.file("", [])),
        icon: format!("{}{}", asked.host, links.file(&ICON.path(), [])),
    };
    Ok(reply::body(Media::OpenSearch, Fresh::Minute, written(&description)?))
}

/// `/robots.txt`: documents may be crawled, answers to questions not, of which there is no end.
///
/// # Errors
/// None.
pub(crate) async fn robots(site: Arc<Site>, _asked: Arc<Asked>) -> Result<Response, Problem> {
    let base = &site.settings.base_path;
    let closed = ["/recherche?", "/recherche.", "/documents/*?", "/api/"];
    let lines: String = closed.iter().map(|path| format!("Disallow: {base}{path}\n")).collect();
    Ok(reply::body(Media::Text, Fresh::Minute, format!("User-agent: *\n{lines}")))
}
