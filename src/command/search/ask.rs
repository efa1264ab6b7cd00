//! From a query's text and the options to the engine's answer.
//! Printing it is the business of `format`.

use index::{Answer, Collection, Copies, Explain, Facet, IndexError, Request, Sort};

use super::filters::Filters;
use super::options::{self, Arguments, Format, Output};

/// Passages shown of each document: enough to judge it, few enough to see several documents on a screen.
const PASSAGES: usize = 3;

/// What the options ask, whatever the query.
pub(super) struct Question {
    request: Request,
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
            alternatives: filters.alternatives(),
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
        Self { request }
    }

    /// The answer to `query`.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(super) fn ask(&self, collection: &Collection, query: &str) -> Result<Answer, IndexError> {
        index::search(collection, &Request { query: query.to_owned(), ..self.request.clone() })
    }
}
