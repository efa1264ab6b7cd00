//! What is asked: a query with words of the title, and the filters that were chosen beside it.
//! What it finds in a collection is the business of `compile` and what follows.

use crate::answer::Request;
use crate::query::field::Field;
use crate::query::filter::Filter;
use crate::query::{self, Node};

/// A question, apart from how its answer is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    /// The query, and the words that the title must hold.
    pub root: Node,
    /// What was chosen beside it: of each group one filter must let a document through. A facet's counts ignore its own.
    pub chosen: Vec<Vec<Filter>>,
}

impl Question {
    /// `root` with what `request` asks beside its query.
    pub(super) fn of(root: &Node, request: &Request) -> Self {
        let alternatives = request.alternatives.iter().filter(|group| !group.is_empty()).cloned();
        let chosen = groups(&request.filters).into_iter().chain(alternatives).collect();
        Self { root: with_titles(root, &request.titles), chosen }
    }

    /// The same without what was chosen beside the query.
    pub(super) fn without_filters(&self) -> Self {
        Self { root: self.root.clone(), chosen: Vec::new() }
    }

    /// All of it in the query language; empty where nothing is asked.
    pub(super) fn understood(&self) -> String {
        let condition = |group: &Vec<Filter>| {
            let mut filters: Vec<Node> = group.iter().cloned().map(Node::Filter).collect();
            if filters.len() == 1 { filters.remove(0) } else { Node::Any(filters) }
        };
        let whole = with(&self.root, self.chosen.iter().map(condition));
        if whole == Node::Nothing { String::new() } else { whole.to_string() }
    }
}

/// `root` narrowed by words of the title.
fn with_titles(root: &Node, titles: &[String]) -> Node {
    let titles = titles.iter().map(|text| query::parse(text).root).filter(|node| *node != Node::Nothing);
    with(root, titles.map(|node| Node::Within { field: Field::Title, node: Box::new(node) }))
}

/// `root` with more parts beside its own.
fn with(root: &Node, more: impl Iterator<Item = Node>) -> Node {
    let mut parts: Vec<Node> =
        Some(root.clone()).filter(|root| *root != Node::Nothing).into_iter().chain(more).collect();
    match parts.len() {
        0 => Node::Nothing,
        1 => parts.remove(0),
        _ => match parts.remove(0) {
            Node::Words(words) => Node::Words(words.into_iter().chain(parts).collect()),
            first => Node::Words(std::iter::once(first).chain(parts).collect()),
        },
    }
}

/// `filters` with those together that are alternatives.
pub(super) fn groups(filters: &[Filter]) -> Vec<Vec<Filter>> {
    let mut groups: Vec<Vec<Filter>> = Vec::new();
    for filter in filters {
        let group = groups.iter_mut().find(|group| group.iter().all(|other| other.is_alternative_to(filter)));
        match group {
            Some(group) if group.contains(filter) => {}
            Some(group) => group.push(filter.clone()),
            None => groups.push(vec![filter.clone()]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_told_in_the_query_language() {
        let check = |query: &str, filters: &[(Field, &str)], titles: &[&str], expected: &str| {
            let filters = filters.iter().filter_map(|(field, value)| Filter::parse(*field, value).ok()).collect();
            let titles = titles.iter().map(|&title| title.to_owned()).collect();
            let request = Request { filters, titles, ..Request::default() };
            assert_eq!(Question::of(&query::parse(query).root, &request).understood(), expected, "{query}");
        };
        check("", &[], &[], "");
        check("plan action", &[], &["de"], "plan action titre:de");
        check("a OU b", &[(Field::Plan, "2018-2020")], &[], "a OU b plan:2018-2020");
        check(
            "a",
            &[(Field::Kind, "plan"), (Field::Year, "2018"), (Field::Kind, "rapport")],
            &[],
            "a type:plan OU type:rapport date:2018",
        );
    }

    #[test]
    fn dates_of_which_one_must_hold_are_together() {
        let date = |value: &str| Filter::parse(Field::Date, value).ok();
        let request = Request {
            filters: date("2016..").into_iter().chain(date("..2020")).collect(),
            alternatives: vec![date("2018").into_iter().chain(date("2012-03..")).collect()],
            ..Request::default()
        };
        let sizes: Vec<usize> = Question::of(&Node::Nothing, &request).chosen.iter().map(Vec::len).collect();
        assert_eq!(sizes, [1, 1, 2]);
    }
}
