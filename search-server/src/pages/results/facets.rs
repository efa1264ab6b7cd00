//! What narrows a search: facets as check boxes with their counts, and what was chosen as links that take it back.

use index::{Facet, FacetCounts, ValueCount};

use crate::pages::choices::{Asking, Choices};
use crate::pages::links::Links;
use crate::pages::words;
use crate::speech::Speech;

/// Values of a facet that are seen at once; the others are folded away.
const SEEN: usize = 8;

/// Values of a facet that a page holds, beside those that are chosen: whoever looks for others types them.
const MOST_VALUES: usize = 30;

/// A facet as it is shown.
pub(super) struct FacetView {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) seen: Vec<ValueView>,
    pub(super) folded: Vec<ValueView>,
}

/// A check box.
pub(super) struct ValueView {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) count: String,
    pub(super) is_chosen: bool,
    /// Chosen by words of the query: a box cannot undo that.
    pub(super) is_written: bool,
}

/// A choice that can be taken back.
pub(super) struct Chosen {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) href: String,
}

/// The facets that have something to choose from.
pub(super) fn shown(asking: &Asking, counted: &[FacetCounts]) -> Vec<FacetView> {
    counted.iter().filter(|counts| !counts.values.is_empty()).map(|counts| view(asking, counts)).collect()
}

fn view(asking: &Asking, counts: &FacetCounts) -> FacetView {
    let facet = counts.facet;
    let is_parameter = asking.request.filters.iter().any(|filter| Facet::of(filter) == Some(facet));
    let label = |value: &ValueCount| ValueView {
        value: value.value.clone(),
        label: words::value(facet.name(), &value.value, asking.speech),
        count: words::number(value.count, asking.speech),
        is_chosen: value.is_chosen,
        is_written: value.is_chosen && !is_parameter,
    };
    let kept = counts.values.iter().enumerate().filter(|(place, value)| *place < MOST_VALUES || value.is_chosen);
    let mut seen: Vec<ValueView> = kept.map(|(_, value)| label(value)).collect();
    let mut folded = Vec::new();
    // One that is folded away takes as much room as the line that says so.
    if seen.len() > SEEN + 1 {
        folded = seen.split_off(SEEN);
        seen.extend(folded.extract_if(.., |value| value.is_chosen));
    }
    FacetView { name: facet.name(), label: words::facet(facet, asking.speech), seen, folded }
}

/// What was chosen.
pub(super) fn chosen(links: &Links, Asking { choices, speech, .. }: &Asking) -> Vec<Chosen> {
    let chosen = |(name, value): (&str, &str)| Chosen {
        name: words::parameter(name, *speech),
        label: words::value(name, value, *speech),
        href: links.page("/recherche", choices.without_value(name, value).pairs()),
    };
    choices.narrowing().map(chosen).collect()
}

/// What a new search keeps although no control shows it: order, size, and choices without a box that is ticked, such as a
/// name that no document has.
pub(super) fn kept(choices: &Choices, shown: &[FacetView]) -> Vec<(String, String)> {
    let is_ticked = |name: &str| {
        let of_facet = shown.iter().filter(|facet| facet.name == name);
        of_facet.flat_map(|facet| &facet.seen).any(|value| value.is_chosen && !value.is_written)
    };
    // The fields of a period stand beside the boxes.
    let period = ["from", "to"].into_iter().filter(|_| shown.is_empty());
    let unseen = Facet::ALL.map(Facet::name).into_iter().filter(|name| !is_ticked(name)).chain(period);
    let of = |name: &'static str| choices.values(name).map(move |value| (name.to_owned(), value.to_owned()));
    unseen.chain(["tag", "language", "sort", "limit"]).flat_map(of).collect()
}

impl FacetView {
    /// What unfolds the others.
    pub(super) fn more(&self, speech: &Speech) -> String {
        let count = self.folded.len();
        speech.pick(format!("{count} autres"), format!("{count} more"))
    }
}
