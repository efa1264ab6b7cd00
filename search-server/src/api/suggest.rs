//! `/api/v1/suggest`: what something typed may become, from the documents of the collection that filters let through.
//! Finding that is the engine's business.

use std::sync::Arc;

use bytes::Bytes;
use index::Typing;
use warp::reply::Response;

use crate::asked::Asked;
use crate::parameters::{Bounds, ParameterError, Parameters};
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
    let typing = read(&asked.query)?;
    let make = move |_: &Site, view: &View| {
        let found = index::suggest(&view.collection, &typing).map_err(unreadable)?;
        let json = serde_json::to_vec(&present::suggestions(&typing.text, &found, &view.info()));
        json.map(Bytes::from).map_err(|_| Problem::Internal)
    };
    site.give(asked, (Media::Json, Fresh::Minute), make).await
}

/// What was typed, with the filters of a search: here, too, `lang` is the language of documents.
fn read(query: &str) -> Result<Typing, ParameterError> {
    let mut parameters = Parameters::parse(query)?;
    let text = question::query(&mut parameters)?;
    let limit = parameters.number("limit", LIMIT)?;
    let mut filters = question::filters(&mut parameters)?;
    filters.extend(question::languages(&mut parameters, "lang")?);
    parameters.finish()?;
    Ok(Typing { text, filters, limit })
}

#[cfg(test)]
mod tests {
    use index::query::filter::Filter;

    use super::*;

    #[test]
    fn filters_are_those_of_a_search() {
        let typing = read("q=don&plan=A&plan=B&lang=en&to=2018").unwrap();
        let plans = ["A", "B"].map(|plan| Filter::Plan(plan.to_owned()));
        let others = [Filter::Date { from: None, to: Some(20_181_231) }, Filter::Language("en".to_owned())];
        assert_eq!((typing.text.as_str(), typing.limit, typing.filters), ("don", 8, [&plans[..], &others].concat()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let check = |query: &str, parameter: &str| assert_eq!(read(query).unwrap_err().parameter, parameter, "{query}");
        check("q=don&from=20", "from");
        check("q=don&year=soon", "year");
        check("q=don&facets=plan", "facets");
        check(&"plan=a&".repeat(21), "plan");
        check(&format!("lang={}", "a".repeat(201)), "lang");
    }
}
