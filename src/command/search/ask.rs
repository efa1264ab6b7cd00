//! From a query's text and the options to the engine's answer.
//! Printing it is the business of `format`.

use index::query::{Node, Query, parse};
use index::{Answer, Collection, Copies, Explain, Facet, IndexError, Request, Sort};

use super::filters::Filters;
use super::options::{self, Arguments, Format, Output};

/// Passages shown of each document: enough to judge it, few enough to see several documents on a screen.
const PASSAGES: usize = 3;

/// What the options ask, whatever the query.
pub(super) struct Question {
    request: Request,
    alternatives: Vec<String>,
}

/// Which part of the hits is wanted, and how much of each.
pub(super) struct Paging {
    limit: usize,
    offset: usize,
    sort: Sort,
    explain: Explain,
    copies: Copies,
    timing: bool,
    facets: Vec<Facet>,
}

/// What the options say about paging.
pub(super) fn paging(arguments: &Arguments) -> Paging {
    Paging {
        limit: usize::try_from(arguments.limit).unwrap_or(usize::MAX),
        offset: arguments.offset,
        sort: match arguments.sort {
            options::Sort::Relevance => Sort::Relevance,
            options::Sort::Oldest => Sort::Oldest,
            options::Sort::Newest => Sort::Newest,
        },
        explain: if arguments.explain { Explain::Yes } else { Explain::No },
        copies: copies(arguments),
        timing: arguments.batch.timing,
        facets: arguments.facets.clone(),
    }
}

/// Judgements of relevance are about documents: a run for them names each, copy or not.
fn copies(arguments: &Arguments) -> Copies {
    let each = arguments.no_group || arguments.output() == Output::Hits(Format::Trec);
    if each { Copies::Each } else { Copies::Once }
}

impl Question {
    /// Asks for what `output` needs and no more; for whole answers where they are timed.
    pub(super) fn new(filters: &Filters, paging: Paging, output: Output) -> Self {
        let passages = match output {
            Output::Quiet | Output::Ids | Output::Counts => 0,
            Output::Hits(Format::Trec) if !paging.timing => 0,
            Output::Hits(_) => PASSAGES,
        };
        let request = Request {
            query: String::new(),
            filters: filters.required(),
            titles: filters.titles(),
            limit: if output == Output::Quiet { paging.limit.min(1) } else { paging.limit },
            offset: paging.offset,
            sort: paging.sort,
            passages,
            explain: paging.explain,
            copies: paging.copies,
            facets: paging.facets,
            ..Request::default()
        };
        Self { request, alternatives: filters.alternatives() }
    }

    /// The answer to `query`.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(super) fn ask(&self, collection: &Collection, query: &str) -> Result<Answer, IndexError> {
        if self.alternatives.is_empty() {
            return index::search(collection, &Request { query: query.to_owned(), ..self.request.clone() });
        }
        let Query { root, notes } = parse(query);
        let mut conditions = self.alternatives.clone();
        // In brackets that are closed whatever was left open in the query, since a parsed tree is always whole.
        conditions.extend((root != Node::Nothing).then(|| format!("({root})")));
        let request = Request { query: conditions.join(" ET "), ..self.request.clone() };
        let answer = index::search(collection, &request)?;
        let hints = notes.iter().map(ToString::to_string).chain(answer.hints).collect();
        Ok(Answer { query: query.to_owned(), hints, ..answer })
    }
}
