//! Which path is answered by what: a line for each route.
//! What all routes have in common (methods, errors, headers, limits) is done before and after, in `respond`.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;

use warp::filters::BoxedFilter;
use warp::reply::Response;
use warp::{Filter, Rejection};

use crate::api;
use crate::asked::Asked;
use crate::embed;
use crate::exports;
use crate::pages;
use crate::probes;
use crate::problem::Problem;
use crate::reply;
use crate::site::Site;

/// The name of a route, in figures and in the log: what was typed is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RouteName(pub(crate) &'static str);

/// All routes. A path that is none of them is a problem too, so that nothing is rejected.
pub(crate) fn routes(site: &Arc<Site>) -> impl Filter<Extract = (Response,), Error = Infallible> + Clone + use<> {
    let for_people = pages(site).or(embed(site)).unify();
    let for_programs = api(site).or(exports(site)).unify().or(probes(site)).unify();
    for_programs.or(for_people).unify().recover(nowhere).unify()
}

fn api(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let search =
        warp::path!("api" / "v1" / "search").and(given(site)).then(named("/api/v1/search", api::search::reply));
    let suggest =
        warp::path!("api" / "v1" / "suggest").and(given(site)).then(named("/api/v1/suggest", api::suggest::reply));
    let documents = warp::path!("api" / "v1" / "documents" / ..)
        .and(given(site))
        .then(named("/api/v1/documents/{id}", api::documents::reply));
    let openapi = warp::path!("api" / "v1" / "openapi.json")
        .and(given(site))
        .then(named("/api/v1/openapi.json", api::openapi::reply));
    search.or(suggest).unify().or(documents).unify().or(openapi).unify().boxed()
}

fn exports(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let atom = warp::path!("recherche.atom").and(given(site)).then(named("/recherche.atom", exports::atom::reply));
    let csv = warp::path!("recherche.csv").and(given(site)).then(named("/recherche.csv", exports::csv::reply));
    let jsonl = warp::path!("recherche.jsonl").and(given(site)).then(named("/recherche.jsonl", exports::jsonl::reply));
    atom.or(csv).unify().or(jsonl).unify().boxed()
}

fn pages(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let home = warp::path::end().and(given(site)).then(named("/", pages::home::reply));
    let results = warp::path!("recherche").and(given(site)).then(named("/recherche", pages::results::reply));
    let help = warp::path!("aide").and(given(site)).then(named("/aide", pages::help::reply));
    let document = warp::path!("documents" / ..).and(given(site));
    let document = document.then(named("/documents/{id}", pages::document::reply));
    home.or(results).unify().or(document).unify().or(help).unify().or(beside_pages(site)).unify().boxed()
}

/// What browsers and crawlers fetch beside pages.
fn beside_pages(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let assets = warp::path("assets").and(warp::path::tail()).map(drop).untuple_one();
    let assets = assets.and(given(site)).then(named("/assets", pages::assets::reply));
    let icon = warp::path!("favicon.ico").and(given(site)).then(named("/favicon.ico", pages::assets::icon));
    let search = warp::path!("opensearch.xml").and(given(site));
    let search = search.then(named("/opensearch.xml", pages::machines::opensearch));
    let suggestions = warp::path!("opensearch" / "suggestions").and(given(site));
    let suggestions = suggestions.then(named("/opensearch/suggestions", pages::machines::suggestions));
    let robots = warp::path!("robots.txt").and(given(site)).then(named("/robots.txt", pages::machines::robots));
    assets.or(icon).unify().or(search).unify().or(suggestions).unify().or(robots).unify().boxed()
}

fn probes(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let alive = |_, _| async { Ok(probes::alive()) };
    let ready = |site, _| async move { probes::ready(&site) };
    let metrics = |site, _| async move { probes::metrics(&site) };
    let alive = warp::path!("healthz").and(given(site)).then(named("/healthz", alive));
    let ready = warp::path!("readyz").and(given(site)).then(named("/readyz", ready));
    let metrics = warp::path!("metrics").and(given(site)).then(named("/metrics", metrics));
    alive.or(ready).unify().or(metrics).unify().boxed()
}

fn embed(site: &Arc<Site>) -> BoxedFilter<(Response,)> {
    let guide = warp::path!("aide" / "integrer").and(given(site)).then(named("/aide/integrer", embed::guide::reply));
    let frame = warp::path!("box" / "v1" / "frame").and(given(site)).then(named("/box/v1/frame", embed::frame::reply));
    let files = warp::path!("box" / ..).and(given(site)).then(named("/box", embed::files::reply));
    guide.or(frame).unify().or(files).unify().boxed()
}

/// What every route is given.
fn given(site: &Arc<Site>) -> BoxedFilter<(Arc<Site>, Arc<Asked>)> {
    let site = Arc::clone(site);
    warp::any().map(move || Arc::clone(&site)).and(warp::ext::get::<Arc<Asked>>()).boxed()
}

/// What `handle` answers, or its problem, under the name of the route.
fn named<F, R>(
    name: &'static str,
    handle: F,
) -> impl Fn(Arc<Site>, Arc<Asked>) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone
where
    F: Fn(Arc<Site>, Arc<Asked>) -> R + Clone,
    R: Future<Output = Result<Response, Problem>> + Send + 'static,
{
    move |site, asked| {
        let answer = handle(site, asked);
        Box::pin(async move {
            let mut response = answer.await.unwrap_or_else(reply::failed);
            response.extensions_mut().insert(RouteName(name));
            response
        })
    }
}

async fn nowhere(_rejection: Rejection) -> Result<Response, Infallible> {
    Ok(reply::failed(Problem::NoSuchPath))
}
