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
use crate::facet_values::{FacetValues, Profiles, facet_values, profiles};

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

/// Documents by their profiles, copies of a text that have the same one counted once.
struct Tally<'a> {
    profiles: &'a Profiles,
    /// How many documents have each profile.
    documents: Vec<u64>,
    /// The profiles of copies of a text that have several: a value that some of these share counts once too.
    mixed: Vec<Vec<u32>>,
}

impl<'a> Tally<'a> {
    fn of(documents: &[Bits], profiles: &'a Profiles) -> Self {
        let mut counts = vec![0_u64; profiles.sets.len()];
        for (documents, profile_of) in documents.iter().zip(&profiles.of) {
            for document in documents.iter() {
                let profile = profile_of.get(document as usize).and_then(|&n| counts.get_mut(n as usize));
                profile.into_iter().for_each(|count| *count += 1);
            }
        }
        Self { profiles, documents: counts, mixed: Vec::new() }
    }

    /// Counts the copies of a text once: those of each of the `hidden` documents that are among `documents`.
    fn collapse(&mut self, copies: &Copies, documents: &[Bits], hidden: &[Place]) {
        let mut met: FxHashSet<Place> = FxHashSet::default();
        for group in hidden.iter().map(|&place| copies.of(place)) {
            // Each group is gone through once, however many of it are hidden.
            if !group.first().is_some_and(|first| met.insert(*first)) {
                continue;
            }
            let found = group.iter().filter(|copy| is_among(documents, **copy));
            let mut profiles: Vec<u32> = found.map(|copy| self.profiles.number(*copy)).collect();
            profiles.sort_unstable();
            for again in profiles.windows(2).filter(|pair| pair.first() == pair.last()).flat_map(<[u32]>::first) {
                self.documents.get_mut(*again as usize).into_iter().for_each(|count| *count -= 1);
            }
            profiles.dedup();
            if profiles.len() > 1 {
                self.mixed.push(profiles);
            }
        }
    }

    /// How many documents have each of `values`, those of `facet`.
    fn by(&self, facet: Facet, values: &FacetValues) -> Vec<u64> {
        let of_profile = |profile: usize| {
            let sets = self.profiles.sets.get(profile);
            let set = sets.and_then(|sets| values.sets.get(*sets.get(facet as usize)? as usize));
            set.map_or(&[][..], Vec::as_slice)
        };
        let mut counts = vec![0; values.labels.len()];
        for (profile, documents) in self.documents.iter().enumerate().filter(|(_, documents)| **documents > 0) {
            for &value in of_profile(profile) {
                counts.get_mut(value as usize).into_iter().for_each(|count| *count += documents);
            }
        }
        for profiles in &self.mixed {
            let mut had: FxHashSet<u32> = FxHashSet::default();
            let all = profiles.iter().flat_map(|&profile| of_profile(profile as usize));
            for &again in all.filter(|value| !had.insert(**value)) {
                counts.get_mut(again as usize).into_iter().for_each(|count| *count -= 1);
            }
        }
        counts
    }
}

impl Counted<'_> {
    /// How many documents have each value of each of `facets`.
    pub(super) fn by(&self, facets: &[Facet]) -> Result<Vec<FacetCounts>, IndexError> {
        if facets.is_empty() {
            return Ok(Vec::new());
        }
        let profiles = profiles(self.matcher.collection)?;
        let found = self.tally(&profiles, self.documents, self.hidden);
        facets.iter().map(|&facet| self.by_one(facet, &found)).collect()
    }

    fn tally<'p>(&self, profiles: &'p Profiles, documents: &[Bits], hidden: &[Place]) -> Tally<'p> {
        let mut tally = Tally::of(documents, profiles);
        self.copies.into_iter().for_each(|copies| tally.collapse(copies, documents, hidden));
        tally
    }

    fn by_one(&self, facet: Facet, found: &Tally<'_>) -> Result<FacetCounts, IndexError> {
        let collection = self.matcher.collection;
        let values = facet_values(collection, facet)?;
        let mut counts = match self.plan.without(facet) {
            Some(plan) => {
                let documents = self.matcher.documents(&plan)?.documents;
                let hidden = self.copies.map(|copies| hidden(collection, copies, &documents)).transpose()?;
                let hidden = hidden.as_deref().unwrap_or_default();
                self.tally(found.profiles, &documents, hidden).by(facet, &values)
            }
            None => found.by(facet, &values),
        };
        let mut chosen = vec![false; counts.len()];
        for filter in self.plan.own(facet) {
            for number in filter::chosen(collection, &values, filter)? {
                chosen.get_mut(number as usize).into_iter().for_each(|chosen| *chosen = true);
            }
        }
        // A choice for which fewer words had to be enough is not among what was found without it.
        if chosen.iter().zip(&counts).any(|(&chosen, &count)| chosen && count == 0) {
            let of_found = found.by(facet, &values);
            let missing =
                counts.iter_mut().zip(of_found).zip(&chosen).filter(|((count, _), chosen)| **chosen && **count == 0);
            missing.for_each(|((count, of_found), _)| *count = of_found);
        }
        Ok(FacetCounts { facet, values: listed(facet, &values, counts.into_iter().zip(chosen)) })
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
