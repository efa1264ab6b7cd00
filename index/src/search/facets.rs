//! Counts the documents found by the values of facets. The counts of a facet ignore its own filters, so that they tell what
//! another choice would find. Which documents have which values is told by `facet_values`.

use rustc_hash::FxHashSet;

use super::bits::Bits;
use super::collapse::{hidden, is_among};
use super::filter;
use super::matching::Matcher;
use super::plan::Plan;
use crate::copies::{Copies, Place};
use crate::error::IndexError;
use crate::facet::{Facet, FacetCounts, ValueCount};
use crate::facet_values::{FacetValues, facet_values};

/// A facet lists no more values than this, the most frequent ones, beside those that are chosen.
const MOST_VALUES: usize = 100;

/// A question whose documents are counted.
pub(super) struct Counted<'a> {
    /// What finds documents.
    pub matcher: &'a Matcher<'a>,
    /// What was looked for.
    pub plan: &'a Plan,
    /// What was found, by segment; each copy of a text.
    pub documents: &'a [Bits],
    /// Those of them of which an earlier copy is among them too.
    pub hidden: &'a [Place],
    /// The copies that count once, where they do.
    pub copies: Option<&'a Copies>,
}

/// Documents that are counted, and those of them that count once.
#[derive(Clone, Copy)]
struct Set<'a> {
    documents: &'a [Bits],
    hidden: &'a [Place],
}

impl Counted<'_> {
    /// How many documents have each value of each of `facets`.
    pub(super) fn by(&self, facets: &[Facet]) -> Result<Vec<FacetCounts>, IndexError> {
        facets.iter().map(|&facet| self.by_one(facet)).collect()
    }

    fn by_one(&self, facet: Facet) -> Result<FacetCounts, IndexError> {
        let values = facet_values(self.matcher.collection, facet)?;
        let found = Set { documents: self.documents, hidden: self.hidden };
        let mut counts = match self.plan.without(facet) {
            Some(plan) => {
                let documents = self.matcher.documents(&plan)?.documents;
                let hidden =
                    self.copies.map(|copies| hidden(self.matcher.collection, copies, &documents)).transpose()?;
                self.counts(&values, Set { documents: &documents, hidden: &hidden.unwrap_or_default() })
            }
            None => self.counts(&values, found),
        };
        let mut chosen = vec![false; counts.len()];
        for filter in self.plan.own(facet) {
            for number in filter::chosen(self.matcher.collection, &values, filter)? {
                chosen.get_mut(number as usize).into_iter().for_each(|chosen| *chosen = true);
            }
        }
        // A choice for which fewer words had to be enough is not among what was found without it.
        if chosen.iter().zip(&counts).any(|(&chosen, &count)| chosen && count == 0) {
            let of_found = self.counts(&values, found);
            let missing =
                counts.iter_mut().zip(of_found).zip(&chosen).filter(|((count, _), chosen)| **chosen && **count == 0);
            missing.for_each(|((count, of_found), _)| *count = of_found);
        }
        Ok(FacetCounts { facet, values: listed(facet, &values, counts.into_iter().zip(chosen)) })
    }

    /// How many documents of `set` have each value. Copies of a text that have the same value count once for it.
    fn counts(&self, values: &FacetValues, set: Set<'_>) -> Vec<u64> {
        let mut of_sets = vec![0_u64; values.sets.len()];
        for (documents, sets) in set.documents.iter().zip(&values.set_of) {
            for document in documents.iter() {
                let set = sets.get(document as usize).and_then(|&set| of_sets.get_mut(set as usize));
                set.into_iter().for_each(|count| *count += 1);
            }
        }
        let mut counts = vec![0; values.labels.len()];
        for (set, of_set) in values.sets.iter().zip(of_sets) {
            add(&mut counts, set, of_set);
        }
        let mut met: FxHashSet<Place> = FxHashSet::default();
        for group in set.hidden.iter().filter_map(|&place| Some(self.copies?.of(place))) {
            // Each group is gone through once, however many of it are hidden.
            if group.first().is_some_and(|first| met.insert(*first)) {
                let found = group.iter().filter(|copy| is_among(set.documents, **copy));
                let mut had: FxHashSet<u32> = FxHashSet::default();
                for value in found.flat_map(|copy| values.of(*copy)).filter(|value| !had.insert(**value)) {
                    counts.get_mut(*value as usize).into_iter().for_each(|count| *count -= 1);
                }
            }
        }
        counts
    }
}

fn add(counts: &mut [u64], set: &[u32], documents: u64) {
    for &value in set {
        counts.get_mut(value as usize).into_iter().for_each(|count| *count += documents);
    }
}

/// Values with their counts as they are listed; those that nothing has are not, unless they are chosen.
fn listed(facet: Facet, values: &FacetValues, counts: impl Iterator<Item = (u64, bool)>) -> Vec<ValueCount> {
    let counted = values.labels.iter().zip(counts);
    let counted = counted.filter(|(_, (count, is_chosen))| *count > 0 || *is_chosen);
    let mut counted: Vec<(&String, (u64, bool))> = counted.collect();
    counted.sort_unstable_by(|(a, (a_count, _)), (b, (b_count, _))| b_count.cmp(a_count).then(a.cmp(b)));
    let mut place = 0;
    counted.retain(|(_, (_, is_chosen))| {
        place += 1;
        place <= MOST_VALUES || *is_chosen
    });
    if facet == Facet::Year {
        counted.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    }
    let value =
        |(value, (count, is_chosen)): (&String, (u64, bool))| ValueCount { value: value.clone(), count, is_chosen };
    counted.into_iter().map(value).collect()
}
