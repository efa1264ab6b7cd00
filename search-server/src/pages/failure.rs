//! What went wrong, as a page: the same for every problem, with the way back to the search.
//! Which problems there are is the business of `problem`; status and headers are that of `dress`.

use askama::Template;
use bytes::Bytes;

use super::choices;
use super::frame::{About, Frame, written};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::settings::Settings;

#[derive(Template)]
#[template(path = "failure.html")]
struct Page {
    frame: Frame,
    heading: &'static str,
    detail: String,
    status: u16,
}

/// The page that tells `problem`; empty where even that fails.
pub(crate) fn page(settings: &Settings, asked: &Asked, problem: &Problem) -> Bytes {
    let mut parameters = Parameters::parse(&asked.query).unwrap_or_default();
    // An unreadable language is told in the language of the collection.
    let speech = choices::speech(&mut parameters).unwrap_or_default();
    let query = parameters.all("q").pop().unwrap_or_default();
    let heading = problem.title(speech);
    let about = About { title: heading.to_owned(), path: "/", parameters: Vec::new() };
    let frame = Frame { query, ..Frame::new(settings, speech, about) };
    let page = Page { frame, heading, detail: problem.detail(speech), status: problem.status().as_u16() };
    written(&page).unwrap_or_default()
}
