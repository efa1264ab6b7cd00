//! `/recherche.csv`: a row for each passage. What is in a row is the business of `formats::csv`.

use std::sync::Arc;

use bytes::Bytes;
use warp::reply::Response;

use crate::asked::Asked;
use crate::formats::csv::{self, Dialect, Mark, Separator};
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question::EXPORT;
use crate::reply::{Fresh, Media};
use crate::site::Site;

/// The separators by what `separator` calls them.
pub(crate) const SEPARATORS: [(&str, Separator); 3] =
    [("comma", Separator::Comma), ("semicolon", Separator::Semicolon), ("tab", Separator::Tab)];

/// What `bom` may be.
pub(crate) const MARKS: [(&str, Mark); 2] = [("0", Mark::No), ("1", Mark::Yes)];

/// Exports what was asked for.
///
/// # Errors
/// A parameter that cannot be read; what keeps a search from being done.
pub(crate) async fn reply(site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let mut parameters = Parameters::parse(&asked.query)?;
    let separator = parameters.choice("separator", &SEPARATORS)?;
    let dialect = Dialect { separator, mark: parameters.choice("bom", &MARKS)? };
    let (request, _) = super::request(EXPORT, &mut parameters)?;
    parameters.finish()?;
    let query = request.query.clone();
    let make = move |site: &Site, view: &_| {
        let offset = request.offset;
        let answer = site.search(view, request)?;
        let mut rows = Vec::new();
        csv::write(&mut rows, &answer, offset, dialect).map_err(|_| Problem::Internal)?;
        Ok(Bytes::from(rows))
    };
    let response = site.give(asked, (Media::Csv, Fresh::Asking), make).await?;
    Ok(super::saved(response, &query, "csv"))
}
