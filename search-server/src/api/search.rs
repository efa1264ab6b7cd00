//! `/api/v1/search`: a page of hits with their passages, counts, and facets.
//! What the parameters mean is the business of `question`.

use std::sync::Arc;

use bytes::Bytes;
use index::Request;
use warp::reply::Response;

use crate::asked::Asked;
use crate::parameters::{ParameterError, Parameters};
use crate::present;
use crate::problem::Problem;
use crate::question;
use crate::reply::{Fresh, Media};
use crate::site::Site;

/// Answers the search that was asked for.
///
/// # Errors
/// A parameter that cannot be read; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let request = read(&asked.query)?;
    let make = move |site: &Site, view: &_| {
        let answer = site.search(view, request)?;
        let json = serde_json::to_vec(&present::answer(&answer));
        json.map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::Json, Fresh::Asking), make).await
}

fn read(query: &str) -> Result<Request, ParameterError> {
    let mut parameters = Parameters::parse(query)?;
    let mut request = question::request(&mut parameters)?;
    // On pages `lang` is the language of the page; here there is nothing else that it could be.
    request.filters.extend(question::languages(&mut parameters, "lang")?);
    parameters.finish()?;
    Ok(request)
}
