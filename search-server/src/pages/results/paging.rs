//! Ways to the other pages of an answer, to other orders and other sizes of page.

use index::Sort;

use crate::pages::choices::Asking;
use crate::pages::links::Links;
use crate::question::SORTS;

/// Sizes of a page that are offered.
const SIZES: [usize; 3] = [10, 20, 50];

/// Pages before and after this one that have a link of their own.
const NEIGHBOURS: u64 = 2;

/// Where this page stands among the others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Paging {
    /// Of this page, from 1 on.
    pub(super) number: u64,
    /// How many there are; none beyond the deepest result.
    pub(super) count: u64,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Numbers with their addresses; what lies between two that do not follow one another is left out.
    pub(super) pages: Vec<Page>,
    /// The number of this page's first hit.
    pub(super) first_hit: u64,
    /// Whether there are hits beyond the deepest one.
    pub(super) is_cut: bool,
    /// The last page, where this one lies beyond it.
    pub(super) last: Option<String>,
}

/// A page of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) number: u64,
    pub(super) href: String,
    pub(super) is_this: bool,
    /// Whether pages were left out before it.
    pub(super) follows_gap: bool,
}

/// A choice among several that exclude each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) is_made: bool,
}

impl Paging {
    /// The pages of an answer of `total` documents.
    pub(super) fn new(links: &Links, asking: &Asking, total: u64) -> Self {
        let limit = asking.request.limit as u64;
        let offset = asking.request.offset as u64;
        if limit == 0 {
            return Self { number: 1, first_hit: 1, ..Self::default() };
        }
        let deepest = index::DEEPEST as u64 / limit;
        let (number, count) = (offset / limit + 1, total.div_ceil(limit).min(deepest));
        // A page may begin anywhere: also behind the last hit of the last page.
        let is_beyond = total > 0 && (offset >= total || number > count);
        let href = |number: u64| {
            let offset = (number - 1) * limit;
            let offset = if offset == 0 { String::new() } else { offset.to_string() };
            links.page("/recherche", asking.choices.with("offset", offset).pairs())
        };
        Self {
            number,
            count,
            previous: (number > 1 && !is_beyond).then(|| href(number - 1)),
            next: (number < count && !is_beyond).then(|| href(number + 1)),
            pages: numbers(number, count)
                .map(|(n, follows_gap)| Page { number: n, href: href(n), is_this: n == number, follows_gap })
                .collect(),
            first_hit: offset + 1,
            is_cut: number == count && total > deepest * limit,
            last: is_beyond.then(|| href(count)),
        }
    }
}

/// The first, the last and those around `number`, each with whether others were left out before it.
fn numbers(number: u64, count: u64) -> impl Iterator<Item = (u64, bool)> {
    let is_shown = move |&n: &u64| n == 1 || n == count || n.abs_diff(number) <= NEIGHBOURS;
    let around =
        (number.saturating_sub(NEIGHBOURS).max(2)..=number.saturating_add(NEIGHBOURS)).filter(move |&n| n < count);
    let all = (1..=count.min(1)).chain(around).chain((count > 1).then_some(count));
    let mut before = 0;
    all.filter(is_shown).map(move |n| {
        let follows_gap = n > before + 1;
        before = n;
        (n, follows_gap)
    })
}

/// The orders.
pub(super) fn sorts(links: &Links, asking: &Asking) -> Vec<Choice> {
    let sort = |(written, sort): (&str, Sort)| Choice {
        label: asking.speech.pick(in_french(sort), in_english(sort)).to_owned(),
        href: {
            let written = if sort == Sort::default() { "" } else { written };
            links.page("/recherche", asking.choices.without(&["offset"]).with("sort", written).pairs())
        },
        is_made: asking.request.sort == sort,
    };
    let [relevance, oldest, newest] = SORTS;
    [relevance, newest, oldest].into_iter().map(sort).collect()
}

fn in_french(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "pertinence",
        Sort::Newest => "plus récents",
        Sort::Oldest => "plus anciens",
    }
}

fn in_english(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    }
}

/// The sizes of a page.
pub(super) fn sizes(links: &Links, asking: &Asking) -> Vec<Choice> {
    let size = |size: usize| Choice {
        label: size.to_string(),
        href: {
            let written = if size == crate::question::HITS { String::new() } else { size.to_string() };
            links.page("/recherche", asking.choices.without(&["offset"]).with("limit", written).pairs())
        },
        is_made: asking.request.limit == size,
    };
    SIZES.into_iter().map(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_the_neighbours_have_numbers() {
        let check = |number: u64, count: u64, expected: &str| {
            let shown = numbers(number, count).map(|(n, gap)| if gap { format!("… {n}") } else { n.to_string() });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{number} of {count}");
        };
        check(1, 0, "");
        check(1, 1, "1");
        check(1, 2, "1 2");
        check(5, 9, "1 … 3 4 5 6 7 … 9");
        check(3, 5, "1 2 3 4 5");
        check(1, 1000, "1 2 3 … 1000");
        check(12, 9, "1 … 9");
    }
}
