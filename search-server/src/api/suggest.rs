//! `/api/v1/suggest`: what something typed may become, from the collection alone.
//! Finding that is the engine's business.

use std::sync::Arc;

use bytes::Bytes;
use warp::reply::Response;

use crate::asked::Asked;
use crate::parameters::{Bounds, Parameters};
use crate::present;
use crate::problem::Problem;
use crate::question;
use crate::reply::{Fresh, Media};
use crate::site::{Site, unreadable};
use crate::views::View;

/// Suggestions wanted: a list that is longer is not looked through while typing.
pub(crate) const LIMIT: Bounds = Bounds { least: 1, most: 20, default: 8 };

/// Answers suggestions for what was typed; none for nothing.
///
/// # Errors
/// A parameter that cannot be read; the index cannot be read.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?;
    let typed = question::query(&mut parameters)?;
    let limit = parameters.number("limit", LIMIT)?;
    parameters.finish()?;
    let make = move |_: &Site, view: &View| {
        let found = index::suggest(&view.collection, &typed, limit).map_err(unreadable)?;
        let json = serde_json::to_vec(&present::suggestions(&typed, &found, &view.info()));
        json.map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::Json, Fresh::Minute), make).await
}
