//! `/`: the field, what the collection holds, and ways into it that are made from the collection itself.

use std::sync::Arc;

use askama::Template;
use index::query::field::Field;
use index::query::filter::Filter;
use index::{Facet, FacetCounts, Request};
use warp::reply::Response;

use super::frame::{About, Frame, written};
use super::words;
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reply::{Fresh, Media};
use crate::site::Site;
use crate::speech::Speech;
use crate::views::View;

use super::choices;

/// Values of a facet that the page offers: enough to see what there is, few enough to be read.
const MOST_VALUES: usize = 8;

/// Years are short, and a timeline with gaps misleads.
const MOST_YEARS: usize = 40;

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    frame: Frame,
    documents: String,
    period: Option<(String, String)>,
    updated: String,
    ways: Vec<Way>,
}

/// A facet whose values are ways into the collection.
struct Way {
    name: &'static str,
    values: Vec<Value>,
}

struct Value {
    href: String,
    label: String,
    count: String,
}

/// Answers `/`.
///
/// # Errors
/// A parameter that a page does not know; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?.without_trackers();
    let speech = choices::speech(&mut parameters)?;
    parameters.finish()?;
    let make = move |site: &Site, view: &View| written(&page(site, view, speech)?);
    site.give(asked, (Media::Html, Fresh::Asking), make).await
}

fn page(site: &Site, view: &View, speech: Speech) -> Result<Page, Problem> {
    let facets = site.search(view, everything())?.facets;
    let frame = Frame::new(&site.settings, speech, About { title: String::new(), path: "/", parameters: Vec::new() });
    Ok(Page {
        documents: words::documents(view.collection.documents, speech),
        period: period(&facets),
        updated: view.built().map(|built| words::day(built, speech)).unwrap_or_default(),
        ways: facets.iter().filter_map(|counts| way(&frame, counts)).collect(),
        frame,
    })
}

/// Every document that has a date, to be counted.
fn everything() -> Request {
    let always = Filter::parse(Field::After, "1000");
    Request { filters: always.into_iter().collect(), facets: Facet::ALL.to_vec(), ..Request::default() }
}

/// The first and the last year.
fn period(facets: &[FacetCounts]) -> Option<(String, String)> {
    let years = facets.iter().find(|counts| counts.facet == Facet::Year).map(|counts| &counts.values)?;
    Some((years.last()?.value.clone(), years.first()?.value.clone()))
}

/// `None` where there is nothing to choose from.
fn way(frame: &Frame, counts: &FacetCounts) -> Option<Way> {
    let name = counts.facet.name();
    let most = if counts.facet == Facet::Year { MOST_YEARS } else { MOST_VALUES };
    let values = counts.values.iter().take(most).map(|value| Value {
        href: frame.links.page("/recherche", [(name, value.value.as_str())]),
        label: words::value(name, &value.value, frame.speech),
        count: words::number(value.count, frame.speech),
    });
    let values: Vec<Value> = values.collect();
    (values.len() > 1).then(|| Way { name: words::facet(counts.facet, frame.speech), values })
}
