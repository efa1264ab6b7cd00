//! `/recherche.csv`: a row for each passage. What is in a row is the business of `formats::csv`.

use std::sync::Arc;

use warp::reply::Response;

use super::Source;
use crate::asked::Asked;
use crate::formats::csv::{self, Dialect, Mark, Separator};
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question::EXPORT;
use crate::reply::{Fresh, Media};
use crate::site::{Made, Site, Total};

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
    let given = parameters.clone();
    let separator = parameters.choice("separator", &SEPARATORS)?;
    let dialect = Dialect { separator, mark: parameters.choice("bom", &MARKS)? };
    let (request, _) = super::request(EXPORT, &mut parameters)?;
    parameters.finish()?;
    let query = request.query.clone();
    let source = Source::new((&site, &asked), "/recherche.csv", given, &request);
    let make = move |site: &Site, view: &_| {
        let offset = request.offset;
        let answer = site.search(view, request)?;
        let mut rows = Vec::new();
        csv::write(&mut rows, &answer, offset, dialect).map_err(|_| Problem::Internal)?;
        Ok(Made { body: rows.into(), total: Some(Total(answer.total)) })
    };
    let response = site.give(asked, (Media::Csv, Fresh::Asking), make).await?;
    Ok(super::saved(source.told(response), &query, "csv"))
}
