//! Which documents answer a plan: sets of documents, combined as the query says.
//! Documents are weighed elsewhere.

use std::sync::Arc;

use super::bits::Bits;
use super::count::Everywhere;
use super::filter;
use super::found::Found;
use super::plan::Plan;
use super::weights::ENOUGH;
use crate::collection::Collection;
use crate::error::IndexError;

/// Where all leaves are found.
pub(super) type Counts = Vec<Arc<Everywhere>>;

/// The documents that answer a plan.
#[derive(Debug, Clone)]
pub(super) struct Matched {
    /// By segment.
    pub documents: Vec<Bits>,
    /// Those of them that have all the words, by segment.
    pub complete: Vec<Bits>,
}

/// Evaluates plans over the segments of a collection.
pub(super) struct Matcher<'a> {
    /// The collection.
    pub collection: &'a Collection,
    /// Counts of the plan's leaves.
    pub counts: &'a Counts,
}

impl Matcher<'_> {
    /// The documents that answer `plan`.
    pub(super) fn documents(&self, plan: &Plan) -> Result<Matched, IndexError> {
        match plan {
            Plan::Words(parts) => self.words(parts),
            _ => {
                let documents = self.set(plan)?;
                Ok(Matched { complete: documents.clone(), documents })
            }
        }
    }

    /// The documents in which all the words of `plan` are found as they were typed, and whatever else it asks for.
    pub(super) fn having_all_as_typed(&self, plan: &Plan) -> Result<Vec<Bits>, IndexError> {
        let parts = if let Plan::Words(parts) = plan { parts.as_slice() } else { std::slice::from_ref(plan) };
        let (excluded, wanted): (Vec<&Plan>, Vec<&Plan>) = parts.iter().partition(|part| matches!(part, Plan::Not(_)));
        let as_typed = |part: &&Plan| match part {
            Plan::Leaf(leaf) => Ok(self.leaf(*leaf, Found::add_typed_to)),
            part => self.set(part),
        };
        let sets: Vec<Vec<Bits>> = wanted.iter().map(as_typed).collect::<Result<_, _>>()?;
        let mut all = sets.into_iter().reduce(kept).unwrap_or_else(|| self.none());
        self.exclude(&mut all, &excluded)?;
        Ok(all)
    }

    fn set(&self, plan: &Plan) -> Result<Vec<Bits>, IndexError> {
        Ok(match plan {
            Plan::Words(parts) => self.words(parts)?.documents,
            Plan::All(parts) => self.all(parts)?,
            Plan::Any(parts) => {
                let mut any = self.none();
                for part in parts {
                    zip(&mut any, &self.set(part)?, Bits::add);
                }
                any
            }
            // An exclusion alone looks for nothing: everything is never an answer.
            Plan::Not(_) | Plan::Nothing => self.none(),
            Plan::Must(part) => self.set(part)?,
            Plan::Leaf(leaf) => self.leaf(*leaf, Found::add_to),
            Plan::Filter(filter) => filter::documents(self.collection, filter)?,
            Plan::Chosen(filters) => {
                let mut chosen = self.none();
                for filter in filters {
                    zip(&mut chosen, &filter::documents(self.collection, filter)?, Bits::add);
                }
                chosen
            }
            Plan::Everything => self.everything(),
        })
    }

    fn none(&self) -> Vec<Bits> {
        self.collection.segments.iter().map(|segment| Bits::none(segment.documents())).collect()
    }

    fn everything(&self) -> Vec<Bits> {
        let mut all = self.none();
        for (all, segment) in all.iter_mut().zip(&self.collection.segments) {
            (0..segment.documents() as u32).for_each(|document| all.insert(document));
        }
        all
    }

    /// The documents of a leaf, those that `add` takes.
    fn leaf(&self, leaf: usize, add: fn(&Found, &mut Bits)) -> Vec<Bits> {
        let mut sets = self.none();
        let found = self.counts.get(leaf).map_or(&[][..], |found| &found.0);
        sets.iter_mut().zip(found).for_each(|(set, found)| add(found, set));
        sets
    }

    fn all(&self, parts: &[Plan]) -> Result<Vec<Bits>, IndexError> {
        let (excluded, wanted): (Vec<&Plan>, Vec<&Plan>) = parts.iter().partition(|part| matches!(part, Plan::Not(_)));
        let mut sets = wanted.iter().map(|part| self.set(part));
        let Some(first) = sets.next() else { return Ok(self.none()) };
        let mut all = first?;
        for set in sets {
            zip(&mut all, &set?, Bits::keep);
        }
        self.exclude(&mut all, &excluded)?;
        Ok(all)
    }

    fn exclude(&self, from: &mut [Bits], parts: &[&Plan]) -> Result<(), IndexError> {
        for part in parts {
            if let Plan::Not(inner) = part {
                zip(from, &self.set(inner)?, Bits::remove);
            }
        }
        Ok(())
    }

    /// Documents with all the words; if these are few, those with most of them too.
    ///
    /// Descriptions do not make them fewer, lest a choice find what was not counted for it; but where they leave none,
    /// fewer words are enough.
    fn words(&self, parts: &[Plan]) -> Result<Matched, IndexError> {
        let (excluded, wanted): (Vec<&Plan>, Vec<&Plan>) = parts.iter().partition(|part| matches!(part, Plan::Not(_)));
        let (required, words): (Vec<&Plan>, Vec<&Plan>) =
            wanted.iter().partition(|part| part.is_description() || matches!(part, Plan::Must(_)));
        let (described, required): (Vec<&Plan>, Vec<&Plan>) = required.iter().partition(|part| part.is_description());
        let (described, required) = (self.shared(&described)?, self.shared(&required)?);
        if words.is_empty() {
            let sets = required.into_iter().chain(described);
            let mut documents = sets.reduce(kept).unwrap_or_else(|| self.none());
            self.exclude(&mut documents, &excluded)?;
            return Ok(Matched { complete: documents.clone(), documents });
        }
        let mut tally = Tally::default();
        for part in &words {
            tally.add(self.set(part)?);
        }
        // From all the words down to one, until there are enough.
        let mut complete = None;
        let mut documents = self.none();
        let (mut found, mut left) = (0, 0);
        for level in (1..=words.len()).rev() {
            let mut having = tally.having(level, self.none());
            required.iter().for_each(|required| zip(&mut having, required, Bits::keep));
            self.exclude(&mut having, &excluded)?;
            found += size(&having);
            described.iter().for_each(|described| zip(&mut having, described, Bits::keep));
            left += size(&having);
            zip(&mut documents, &having, Bits::add);
            complete = complete.or(Some(having));
            if found >= ENOUGH && left > 0 {
                break;
            }
        }
        Ok(Matched { complete: complete.unwrap_or_else(|| self.none()), documents })
    }

    /// The documents that all of `parts` let through; `None` where there are none of these.
    fn shared(&self, parts: &[&Plan]) -> Result<Option<Vec<Bits>>, IndexError> {
        let sets: Vec<Vec<Bits>> = parts.iter().map(|part| self.set(part)).collect::<Result<_, _>>()?;
        Ok(sets.into_iter().reduce(kept))
    }
}

fn kept(mut sets: Vec<Bits>, others: Vec<Bits>) -> Vec<Bits> {
    zip(&mut sets, &others, Bits::keep);
    sets
}

fn size(sets: &[Bits]) -> u64 {
    sets.iter().map(Bits::count).sum()
}

/// In how many of some sets each document is, as binary numbers: the first plane holds their ones, the next their twos.
#[derive(Default)]
struct Tally {
    planes: Vec<Vec<Bits>>,
}

impl Tally {
    fn add(&mut self, mut carried: Vec<Bits>) {
        for plane in &mut self.planes {
            let mut both = plane.clone();
            zip(&mut both, &carried, Bits::keep);
            zip(plane, &carried, Bits::toggle);
            carried = both;
        }
        if self.planes.is_empty() || carried.iter().any(|set| set.count() > 0) {
            self.planes.push(carried);
        }
    }

    /// The documents that are in so many of the sets, at least one; put into `having`, which is empty.
    fn having(&self, number: usize, mut having: Vec<Bits>) -> Vec<Bits> {
        if number >> self.planes.len() > 0 {
            return having;
        }
        let is_one = |plane: usize| number >> plane & 1 == 1;
        let planes = || self.planes.iter().enumerate();
        for (place, (_, ones)) in planes().filter(|(plane, _)| is_one(*plane)).enumerate() {
            zip(&mut having, ones, if place == 0 { Bits::add } else { Bits::keep });
        }
        planes().filter(|(plane, _)| !is_one(*plane)).for_each(|(_, zeros)| zip(&mut having, zeros, Bits::remove));
        having
    }
}

fn zip(sets: &mut [Bits], others: &[Bits], combine: fn(&mut Bits, &Bits)) {
    sets.iter_mut().zip(others).for_each(|(set, other)| combine(set, other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_tells_in_how_many_sets_a_document_is() {
        let sets: [&[u32]; 5] = [&[1, 2, 3], &[2, 3], &[3, 70], &[3], &[3, 2]];
        let mut tally = Tally::default();
        let none = || vec![Bits::none(80)];
        for members in sets {
            let mut set = Bits::none(80);
            members.iter().for_each(|&member| set.insert(member));
            tally.add(vec![set]);
        }
        let having = |number| tally.having(number, none()).iter().flat_map(Bits::iter).collect::<Vec<u32>>();
        assert_eq!([1, 2, 3, 4, 5].map(having), [vec![1, 70], vec![], vec![2], vec![], vec![3]]);
        assert_eq!(having(64), Vec::<u32>::new());
    }
}
