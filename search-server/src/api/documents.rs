//! `/api/v1/documents/{id}`: a whole document with its passages. Ids hold slashes, spaces and accents.
//! What is shown of a document is the business of `present`.

use std::sync::Arc;

use bytes::Bytes;
use warp::reply::Response;

use crate::address::decoded_path;
use crate::asked::Asked;
use crate::parameters::{Mistake, ParameterError, Parameters};
use crate::present;
use crate::problem::Problem;
use crate::question;
use crate::reply::{Fresh, Media};
use crate::site::{Site, unreadable};
use crate::views::View;

/// What stands before the id.
const PATH: &str = "/api/v1/documents/";

/// Answers the document that was asked for.
///
/// # Errors
/// A parameter or an id that cannot be read; no such document; the index cannot be read.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let id = id(&asked.path)?;
    let mut parameters = Parameters::parse(&asked.query)?;
    let query = question::query(&mut parameters)?;
    parameters.finish()?;
    let make = move |_: &Site, view: &View| {
        let found = index::marked(&view.collection, &id, &query).map_err(unreadable)?;
        let document = found.ok_or(Problem::NoSuchDocument(id))?;
        let json = serde_json::to_vec(&present::document(&document, &view.info()));
        json.map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::Json, Fresh::Asking), make).await
}

/// The id at the end of `path`.
fn id(path: &str) -> Result<String, ParameterError> {
    path.strip_prefix(PATH).and_then(decoded_path).ok_or_else(|| Mistake::Encoding.of("id"))
}
