//! What browsers and crawlers ask of a site: how it is searched, and what they may follow.

use std::sync::Arc;

use askama::Template;
use bytes::Bytes;
use index::{Suggestion, Typing};
use warp::reply::Response;

use super::assets::ICON;
use super::frame::written;
use super::links::Links;
use super::{choices, words};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::reply::{self, Fresh, Media};
use crate::site::{Site, unreadable};
use crate::speech::Speech;
use crate::views::View;

/// Letters of a short name, as OpenSearch 1.1 has it.
const SHORT_NAME: usize = 16;

/// Completions that are offered: address bars show no more.
const COMPLETIONS: usize = 8;

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

/// What was typed, what it may become, how often that is found, and where: four lists, as browsers read them.
type Completions = (String, Vec<String>, Vec<String>, Vec<String>);

/// `/opensearch/suggestions`: what something typed into the address bar of a browser may become (OpenSearch Suggestions 1.1).
///
/// # Errors
/// A parameter that cannot be read; the index cannot be read.
pub(crate) async fn suggestions(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?;
    let speech = choices::speech(&mut parameters)?;
    let typing = Typing { text: question::query(&mut parameters)?, limit: COMPLETIONS, ..Typing::default() };
    parameters.finish()?;
    let host = asked.host.clone();
    let make = move |site: &Site, view: &View| {
        let found = index::suggest(&view.collection, &typing).map_err(unreadable)?;
        let links = Links::new(&site.settings, speech);
        let texts = || found.iter().map(|suggestion| suggestion.text.clone());
        let completions: Completions = (
            typing.text,
            texts().collect(),
            found.iter().map(|suggestion| described(suggestion, speech)).collect(),
            texts().map(|text| format!("{host}{}", links.search(&text))).collect(),
        );
        serde_json::to_vec(&completions).map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::Suggestions, Fresh::Minute), make).await
}

/// What `suggestion` stands for, if it is an acronym; else how many documents have it.
fn described(suggestion: &Suggestion, speech: Speech) -> String {
    suggestion.detail.clone().unwrap_or_else(|| words::documents(suggestion.count, speech))
}

/// `/robots.txt`: documents may be crawled, answers to questions not, of which there is no end.
///
/// # Errors
/// None.
pub(crate) async fn robots(site: Arc<Site>, _asked: Arc<Asked>) -> Result<Response, Problem> {
    let base = &site.settings.base_path;
    let closed = ["/recherche?", "/recherche.", "/opensearch/", "/documents/*?", "/api/"];
    let lines: String = closed.iter().map(|path| format!("Disallow: {base}{path}\n")).collect();
    Ok(reply::body(Media::Text, Fresh::Minute, format!("User-agent: *\n{lines}")))
}
