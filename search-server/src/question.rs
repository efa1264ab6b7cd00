//! What the parameters of a search ask: the same for the API, the pages and the feeds.
//! Answering is the engine's business; parameters of one route alone are read by that route.

use index::query::field::Field;
use index::query::filter::{Filter, FilterError};
use index::{Date, Facet, Request, Sort};

use crate::parameters::{Bounds, Mistake, ParameterError, Parameters};
use crate::speech::Speech;

/// A page never holds more hits than this, whatever is asked: 100 with three passages each are 300 KB.
pub(crate) const MOST_HITS: usize = 100;

/// Hits of a page where nothing is said.
pub(crate) const HITS: usize = 10;

/// An export never holds more hits than this: of 65,000 documents it takes 0.1 s and has 1 MB; whoever wants more takes the
/// next ones by `offset`.
pub(crate) const MOST_EXPORTED: usize = 1000;

/// Hits of an export where nothing is said: whoever exports wants all of them.
pub(crate) const EXPORTED: usize = MOST_EXPORTED;

/// Documents of a feed where nothing is said: what feed readers keep is what they have seen, not what is in the feed.
pub(crate) const FED: usize = 20;

/// Passages of a hit: enough to judge it, few enough to see several documents at once.
const PASSAGES: usize = 3;

/// Hits that are left out before the first one.
pub(crate) const OFFSET: Bounds = Bounds { least: 0, most: index::DEEPEST, default: 0 };

/// Characters of a query: a page of text is more than anybody searches for.
pub(crate) const LONGEST_QUERY: usize = 1000;

/// Characters of a filter's value: the longest names of ministries have fewer.
pub(crate) const LONGEST_VALUE: usize = 200;

/// Values of one filter.
pub(crate) const MOST_VALUES: usize = 20;

/// The orders by the names that the program gives them too.
pub(crate) const SORTS: [(&str, Sort); 3] =
    [("relevance", Sort::Relevance), ("date", Sort::Oldest), ("-date", Sort::Newest)];

/// The orders of a feed: whoever follows a query wants what is new.
pub(crate) const FEED_SORTS: [(&str, Sort); 3] =
    [("-date", Sort::Newest), ("date", Sort::Oldest), ("relevance", Sort::Relevance)];

/// What a search is for: how many hits it may have, and in which order, the first one where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purpose {
    pub(crate) limit: Bounds,
    pub(crate) sorts: [(&'static str, Sort); 3],
}

/// To be looked through, page by page.
pub(crate) const PAGE: Purpose = Purpose { limit: Bounds { least: 0, most: MOST_HITS, default: HITS }, sorts: SORTS };

/// To be taken elsewhere.
pub(crate) const EXPORT: Purpose =
    Purpose { limit: Bounds { least: 0, most: MOST_EXPORTED, default: EXPORTED }, sorts: SORTS };

/// To be followed.
pub(crate) const FEED: Purpose =
    Purpose { limit: Bounds { least: 0, most: MOST_HITS, default: FED }, sorts: FEED_SORTS };

/// The filters that take a value as it is, by their parameters.
pub(crate) const FILTERS: [(&str, Field); 5] = [
    ("publisher", Field::Publisher),
    ("kind", Field::Kind),
    ("plan", Field::Plan),
    ("year", Field::Year),
    ("tag", Field::Tag),
];

/// Takes what asks for documents out of `parameters`: `q limit offset sort publisher kind plan year from to tag language`.
///
/// # Errors
/// A parameter that cannot be read.
pub(crate) fn request(parameters: &mut Parameters) -> Result<Request, ParameterError> {
    request_for(PAGE, parameters)
}

/// As [`request`], for another purpose.
///
/// # Errors
/// A parameter that cannot be read.
pub(crate) fn request_for(purpose: Purpose, parameters: &mut Parameters) -> Result<Request, ParameterError> {
    let query = query(parameters)?;
    let limit = parameters.number("limit", purpose.limit)?;
    let offset = parameters.number("offset", OFFSET).map_err(too_deep)?;
    Ok(Request {
        query,
        filters: filters(parameters)?,
        limit,
        offset,
        sort: parameters.choice("sort", &purpose.sorts)?,
        passages: PASSAGES,
        facets: facets(parameters)?,
        ..Request::default()
    })
}

/// Who goes too deep is told what to do instead of counting on.
fn too_deep(error: ParameterError) -> ParameterError {
    match error.mistake {
        Mistake::OutOfBounds { most, .. } => Mistake::TooDeep { deepest: most }.of(&error.parameter),
        _ => error,
    }
}

/// Takes the query out of `parameters`; empty where there is none.
///
/// # Errors
/// It was given several times, or is too long.
pub(crate) fn query(parameters: &mut Parameters) -> Result<String, ParameterError> {
    short(parameters.one("q")?.unwrap_or_default(), "q", LONGEST_QUERY)
}

/// What is counted: names parted by commas, given once or several times; none where nothing is said.
fn facets(parameters: &mut Parameters) -> Result<Vec<Facet>, ParameterError> {
    let given = parameters.all("facets");
    let names = given.iter().flat_map(|names| names.split(',')).map(str::trim);
    let mut facets = Vec::new();
    for name in names {
        let facet = name.parse().map_err(|_| Mistake::NoChoice(Facet::ALL.map(Facet::name).to_vec()).of("facets"))?;
        if !facets.contains(&facet) {
            facets.push(facet);
        }
    }
    Ok(facets)
}

/// Takes what asks for descriptions: `publisher kind plan year tag language from to`.
///
/// # Errors
/// A parameter that cannot be read.
pub(crate) fn filters(parameters: &mut Parameters) -> Result<Vec<Filter>, ParameterError> {
    let mut filters = Vec::new();
    for (name, field) in FILTERS {
        filters.extend(values(parameters, name, field)?);
    }
    filters.extend(languages(parameters, "language")?);
    let (from, to) = (date(parameters, "from")?, date(parameters, "to")?);
    if from.is_some() || to.is_some() {
        filters.push(Filter::Date { from: from.map(Date::first_day), to: to.map(Date::last_day) });
    }
    Ok(filters)
}

/// What is to be said of `filters`: a period that ends before it begins can be read, and holds nothing.
pub(crate) fn hints(filters: &[Filter], speech: Speech) -> Vec<String> {
    let is_reversed = |filter: &&Filter| matches!(filter, Filter::Date { from: Some(from), to: Some(to) } if from > to);
    let said = speech.pick(
        "la période finit avant de commencer : aucun document n'en est",
        "the period ends before it begins: no document is of it",
    );
    filters.iter().filter(is_reversed).map(|_| said.to_owned()).collect()
}

/// Takes the languages that the parameter `name` asks for.
///
/// # Errors
/// More values than are read, or longer ones.
pub(crate) fn languages(parameters: &mut Parameters, name: &str) -> Result<Vec<Filter>, ParameterError> {
    values(parameters, name, Field::Language)
}

/// The filters that a parameter asks for. An empty value, as a form sends it, asks for nothing.
fn values(parameters: &mut Parameters, name: &str, field: Field) -> Result<Vec<Filter>, ParameterError> {
    let values = parameters.all(name);
    if values.len() > MOST_VALUES {
        return Err(Mistake::TooMany { most: MOST_VALUES }.of(name));
    }
    let given = values.into_iter().filter(|value| !value.trim().is_empty());
    given.map(|value| filter(field, &short(value, name, LONGEST_VALUE)?).map_err(|mistake| mistake.of(name))).collect()
}

/// A value that no document can have, such as `!`, is one all the same, and finds nothing.
fn filter(field: Field, value: &str) -> Result<Filter, Mistake> {
    let literal = |as_filter: fn(String) -> Filter| Ok(as_filter(value.trim().to_owned()));
    match (Filter::parse(field, value), field) {
        (Err(FilterError::Empty(_)), Field::Publisher) => literal(Filter::Publisher),
        (Err(FilterError::Empty(_)), Field::Kind) => literal(Filter::Kind),
        (Err(FilterError::Empty(_)), Field::Plan) => literal(Filter::Plan),
        (Err(FilterError::Empty(_)), Field::Tag) => literal(Filter::Tag),
        (Err(FilterError::Empty(_)), Field::Language) => literal(Filter::Language),
        (parsed, _) => parsed.map_err(Mistake::Filter),
    }
}

fn date(parameters: &mut Parameters, name: &str) -> Result<Option<Date>, ParameterError> {
    let given = parameters.one(name)?.filter(|value| !value.trim().is_empty());
    given.map(|value| Date::parse_iso(value.trim()).ok_or_else(|| Mistake::Date.of(name))).transpose()
}

fn short(value: String, name: &str, most: usize) -> Result<String, ParameterError> {
    if value.chars().count() > most { Err(Mistake::TooLong { most }.of(name)) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<Request, ParameterError> {
        let mut parameters = Parameters::parse(raw)?;
        let request = request(&mut parameters)?;
        parameters.finish().map(|()| request)
    }

    #[test]
    fn everything_is_asked_for_by_its_parameter() {
        let request =
            read("q=a&limit=0&offset=20&sort=-date&publisher=A&publisher=B&plan=&from=2016&to=2018-04").unwrap();
        assert_eq!((request.query.as_str(), request.limit, request.offset), ("a", 0, 20));
        assert_eq!(request.sort, Sort::Newest);
        let days = Filter::Date { from: Some(20_160_101), to: Some(20_180_431) };
        let publishers = ["A", "B"].map(|name| Filter::Publisher(name.to_owned()));
        assert_eq!(request.filters, [publishers.to_vec(), vec![days]].concat());
    }

    #[test]
    fn what_can_be_read_and_holds_nothing_is_no_mistake() {
        assert_eq!(read("kind=%21").unwrap().filters, [Filter::Kind("!".to_owned())]);
        let reversed = read("from=2019&to=2018").unwrap().filters;
        let count = |filters: &[Filter]| hints(filters, Speech::English).len();
        assert_eq!((count(&reversed), count(&read("from=2018&to=2019").unwrap().filters)), (1, 0));
        assert_eq!(read("offset=10000&limit=100").unwrap().offset, 10_000);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let check = |raw: &str, parameter: &str| assert_eq!(read(raw).unwrap_err().parameter, parameter, "{raw}");
        check("limit=101", "limit");
        check("offset=10001", "offset");
        check("sort=size", "sort");
        check("year=soon", "year");
        check("from=2018-13", "from");
        check("page=2", "page");
        check("facets=plan,size", "facets");
        check("facets=", "facets");
        check(&format!("q={}", "a".repeat(1001)), "q");
        check(&"tag=a&".repeat(21), "tag");
    }
}
