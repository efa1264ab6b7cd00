//! `/recherche.jsonl`: a hit a line, as in the answer of the API.

use std::sync::Arc;

use warp::reply::Response;

use super::Source;
use crate::asked::Asked;
use crate::formats::jsonl;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question::EXPORT;
use crate::reply::{Fresh, Media};
use crate::site::{Made, Site, Total};

/// Exports what was asked for.
///
/// # Errors
/// A parameter that cannot be read; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?;
    let given = parameters.clone();
    let (request, _) = super::request(EXPORT, &mut parameters)?;
    parameters.finish()?;
    let query = request.query.clone();
    let source = Source::new((&site, &asked), "/recherche.jsonl", given, &request);
    let make = move |site: &Site, view: &_| {
        let answer = site.search(view, request)?;
        let mut lines = Vec::new();
        jsonl::write(&mut lines, &answer).map_err(|_| Problem::Internal)?;
        Ok(Made { body: lines.into(), total: Some(Total(answer.total)) })
    };
    let response = site.give(asked, (Media::JsonLines, Fresh::Asking), make).await?;
    Ok(super::saved(source.told(response), &query, "jsonl"))
}
