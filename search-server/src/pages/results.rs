//! `/recherche`: the documents found, with the passages that hold the words; what narrows them, what was understood, and
//! ways on. What is found is the engine's business.

mod facets;
mod hit;
mod notes;
mod paging;

use std::sync::Arc;

use askama::Template;
use index::Answer;
use warp::reply::Response;

use self::facets::{Chosen, FacetView};
use self::hit::HitView;
use self::notes::Notes;
use self::paging::{Choice, Paging};
use super::choices::Asking;
use super::frame::{About, Frame, written};
use super::links::Links;
use super::words;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::reply::{Fresh, Media};
use crate::site::Site;
use crate::speech::Speech;
use crate::views::View;

#[derive(Template)]
#[template(path = "results.html")]
struct Page {
    frame: Frame,
    /// Whether anything was asked; else the page only offers its field.
    is_asked: bool,
    /// Documents and passages found, in words.
    found: String,
    total: u64,
    notes: Notes,
    hits: Vec<HitView>,
    chosen: Vec<Chosen>,
    unnarrowed: String,
    facets: Vec<FacetView>,
    from: String,
    to: String,
    sorts: Vec<Choice>,
    sizes: Vec<Choice>,
    paging: Paging,
    exports: Exports,
}

/// The same search in other forms.
struct Exports {
    page: String,
    atom: String,
    csv: String,
    spreadsheet: String,
    lines: String,
    api: String,
}

/// Answers `/recherche`.
///
/// # Errors
/// A parameter that is unknown or cannot be read; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let asking = Asking::read(&asked.query)?;
    let make = move |site: &Site, view: &View| {
        let answer = site.search(view, asking.request.clone())?;
        written(&page(site, &asking, &answer))
    };
    site.give(asked, (Media::Html, Fresh::Asking), make).await
}

fn page(site: &Site, asking: &Asking, answer: &Answer) -> Page {
    let Asking { speech, request, choices } = asking;
    let speech = *speech;
    let is_asked = !request.query.trim().is_empty() || !request.filters.is_empty();
    let paging = Paging::new(&Links::new(&site.settings, speech), asking, answer.total);
    let about = About {
        title: if is_asked {
            title(asking, answer.total, &paging)
        } else {
            speech.pick("Recherche", "Search").to_owned()
        },
        path: "/recherche",
        parameters: choices.pairs().collect(),
    };
    let mut frame = Frame::new(&site.settings, speech, about);
    let facets = facets::shown(asking, &answer.facets);
    frame.kept = facets::kept(choices, &facets);
    let links = &frame.links;
    Page {
        is_asked,
        found: found(answer, speech),
        total: answer.total,
        notes: Notes::new(links, asking, answer),
        hits: answer.hits.iter().map(|hit| HitView::new(links, asking, hit)).collect(),
        chosen: facets::chosen(links, asking),
        unnarrowed: links.page("/recherche", choices.unnarrowed().pairs()),
        facets,
        from: choices.values("from").collect(),
        to: choices.values("to").collect(),
        sorts: paging::sorts(links, asking),
        sizes: paging::sizes(links, asking),
        exports: exports(links, asking),
        paging,
        frame,
    }
}

/// What was asked, how much was found, and which page this is.
fn title(asking: &Asking, total: u64, paging: &Paging) -> String {
    let query = asking.request.query.trim();
    let counted = words::documents(total, asking.speech);
    let asked =
        if query.is_empty() { asking.speech.pick("Tous les documents choisis", "All documents chosen") } else { query };
    match paging.number {
        _ if paging.last.is_some() => {
            format!("{asked} – {counted}, {}", asking.speech.pick("page après la dernière", "page beyond the last"))
        }
        1 => format!("{asked} – {counted}"),
        number => format!("{asked} – {counted}, page\u{a0}{number}"),
    }
}

fn found(answer: &Answer, speech: Speech) -> String {
    let documents = words::documents(answer.total, speech);
    match answer.passages {
        0 => documents,
        passages => format!("{documents}, {}", words::passages(passages, speech)),
    }
}

fn exports(links: &Links, asking: &Asking) -> Exports {
    let choices = asking.choices.without(&["limit", "offset"]);
    let file = |path: &str| links.file(path, choices.pairs());
    // As spreadsheets set to French expect it.
    let spreadsheet = choices.pairs().chain([("separator", "semicolon"), ("bom", "1")]);
    Exports {
        page: links.page("/recherche", asking.choices.pairs()),
        atom: links.page("/recherche.atom", choices.pairs()),
        csv: file("/recherche.csv"),
        spreadsheet: links.file("/recherche.csv", spreadsheet),
        lines: file("/recherche.jsonl"),
        api: links.file("/api/v1/search", asking.choices.pairs()),
    }
}
