//! Answers to take elsewhere: feeds and files, one file for each. All take the parameters of a search.
//! On the paths of pages, as these are, `lang` is the language in which readers are spoken to.

pub(crate) mod atom;
pub(crate) mod csv;
pub(crate) mod jsonl;

use index::Request;
use warp::http::HeaderValue;
use warp::http::header::{CONTENT_DISPOSITION, HeaderName, LINK};
use warp::reply::Response;

use crate::address::encoded;
use crate::asked::Asked;
use crate::parameters::{ParameterError, Parameters};
use crate::question::{self, Purpose};
use crate::site::{Site, Total};
use crate::speech::Speech;

/// The languages by what `lang` calls them.
pub(crate) const SPEECHES: [(&str, Speech); 2] = [("fr", Speech::French), ("en", Speech::English)];

/// Characters of a file's name that come from the query.
const LONGEST_NAME: usize = 60;

/// The header with how many documents there are in all.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// A search as it is asked for, with the address of which the next part's is made.
struct Source {
    /// Scheme, host, base path and path.
    address: String,
    /// The parameters as given.
    given: Parameters,
    offset: usize,
    limit: usize,
}

impl Source {
    /// The search that `request` reads from `given`, at `path`.
    fn new((site, asked): (&Site, &Asked), path: &str, given: Parameters, request: &Request) -> Self {
        let address = format!("{}{path}", site.root(asked));
        Self { address, given, offset: request.offset, limit: request.limit }
    }

    /// Its part that begins at the hit `offset`.
    fn part(&self, offset: usize) -> String {
        let offset = (offset > 0).then(|| format!("offset={offset}"));
        self.written(&["offset"], offset)
    }

    /// Its address without these parameters, with `more`.
    fn written(&self, without: &[&str], more: Option<String>) -> String {
        let query = self.given.written(without);
        let parts: Vec<String> = Some(query).filter(|query| !query.is_empty()).into_iter().chain(more).collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.address, parts.join("&"))
    }

    /// The part after the one that is asked for, where there is one and it lies no deeper than is affordable.
    fn next(&self, total: u64) -> Option<String> {
        let next = self.offset.saturating_add(self.limit);
        let is_there = self.limit > 0 && (next as u64) < total && next <= index::DEEPEST;
        is_there.then(|| self.part(next))
    }

    /// `response` with the total in its head, and where the next part is (RFC 8288).
    fn told(&self, mut response: Response) -> Response {
        // Who holds the part already holds its head.
        let Some(Total(total)) = response.extensions().get().copied() else { return response };
        response.headers_mut().insert(TOTAL, HeaderValue::from(total));
        let next = self.next(total).and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
        next.map(|next| response.headers_mut().insert(LINK, next));
        response
    }
}

/// What is exported, and in which language it is spoken of. `facets` are read, since they are part of the addresses of
/// searches, but nothing is counted.
///
/// # Errors
/// A parameter that cannot be read.
fn request(purpose: Purpose, parameters: &mut Parameters) -> Result<(Request, Speech), ParameterError> {
    let speech = parameters.choice("lang", &SPEECHES)?;
    let request = question::request_for(purpose, parameters)?;
    Ok((Request { facets: Vec::new(), ..request }, speech))
}

/// `response` as a file that is saved under a name made of `query`.
fn saved(mut response: Response, query: &str, ending: &str) -> Response {
    let words = query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_NAME).collect();
    let name = if words.is_empty() { "communiques".to_owned() } else { words.to_lowercase() };
    let name = encoded(&name);
    let value = format!("attachment; filename=\"communiques.{ending}\"; filename*=UTF-8''{name}.{ending}");
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_the_query() {
        let check = |query: &str, name: &str| {
            let response = saved(Response::default(), query, "csv");
            let expected = format!("attachment; filename=\"communiques.csv\"; filename*=UTF-8''{name}.csv");
            assert_eq!(response.headers()[CONTENT_DISPOSITION], expected.as_str());
        };
        check("« l'État »\r\n", "l-%C3%A9tat");
        check("../*\"", "communiques");
        check(&"a".repeat(100), &"a".repeat(60));
    }
}
