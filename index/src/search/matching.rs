//! Which documents answer a plan: sets of documents, combined as the query says.
//! Documents are weighed elsewhere.

use super::bits::Bits;
use super::count::Count;
use super::filter;
use super::plan::Plan;
use super::weights::ENOUGH;
use crate::collection::Segment;
use crate::error::IndexError;

/// The counts of all leaves: by leaf, then by segment.
pub(super) type Counts = Vec<Vec<Vec<Count>>>;

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
    /// The segments.
    pub segments: &'a [Segment],
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
            Plan::Leaf(leaf) => self.leaf(*leaf),
            Plan::Filter(filter) => {
                self.segments.iter().map(|segment| filter::documents(segment, filter)).collect::<Result<_, _>>()?
            }
        })
    }

    fn none(&self) -> Vec<Bits> {
        self.segments.iter().map(|segment| Bits::none(segment.documents())).collect()
    }

    fn leaf(&self, leaf: usize) -> Vec<Bits> {
        let mut sets = self.none();
        for (set, counts) in sets.iter_mut().zip(self.counts.get(leaf).into_iter().flatten()) {
            counts.iter().for_each(|count| set.insert(count.document));
        }
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
    fn words(&self, parts: &[Plan]) -> Result<Matched, IndexError> {
        let (excluded, wanted): (Vec<&Plan>, Vec<&Plan>) = parts.iter().partition(|part| matches!(part, Plan::Not(_)));
        let (required, words): (Vec<&Plan>, Vec<&Plan>) =
            wanted.iter().partition(|part| matches!(part, Plan::Filter(_) | Plan::Must(_)));
        let mut allowed: Option<Vec<Bits>> = None;
        for part in &required {
            let set = self.set(part)?;
            match &mut allowed {
                None => allowed = Some(set),
                Some(allowed) => zip(allowed, &set, Bits::keep),
            }
        }
        let sets = words.iter().map(|part| self.set(part)).collect::<Result<Vec<_>, _>>()?;
        let mut levels = Levels::count(self.segments, &sets, allowed.as_deref());
        for level in &mut levels.at_least {
            self.exclude(level, &excluded)?;
        }
        Ok(levels.choose(self.none()))
    }
}

/// The documents that have at least one, two, … of the words.
struct Levels {
    at_least: Vec<Vec<Bits>>,
}

impl Levels {
    fn count(segments: &[Segment], sets: &[Vec<Bits>], allowed: Option<&[Bits]>) -> Self {
        let none = || segments.iter().map(|segment| Bits::none(segment.documents())).collect::<Vec<_>>();
        let mut at_least: Vec<Vec<Bits>> = Vec::with_capacity(sets.len());
        for set in sets {
            at_least.push(none());
            for level in (0..at_least.len()).rev() {
                let raised = match level.checked_sub(1).and_then(|below| at_least.get(below)) {
                    None => set.clone(),
                    Some(below) => {
                        let mut both = below.clone();
                        zip(&mut both, set, Bits::keep);
                        both
                    }
                };
                if let Some(level) = at_least.get_mut(level) {
                    zip(level, &raised, Bits::add);
                }
            }
        }
        if sets.is_empty() {
            at_least.extend(allowed.map(<[Bits]>::to_vec));
        }
        for level in &mut at_least {
            allowed.into_iter().for_each(|allowed| zip(level, allowed, Bits::keep));
        }
        Self { at_least }
    }

    /// The highest level with enough documents, or the lowest.
    fn choose(self, none: Vec<Bits>) -> Matched {
        let complete = self.at_least.last().cloned().unwrap_or_else(|| none.clone());
        let size = |level: &Vec<Bits>| level.iter().map(Bits::count).sum::<u64>();
        let chosen = self.at_least.iter().rev().find(|level| size(level) >= ENOUGH).or(self.at_least.first());
        Matched { documents: chosen.cloned().unwrap_or(none), complete }
    }
}

fn zip(sets: &mut [Bits], others: &[Bits], combine: fn(&mut Bits, &Bits)) {
    sets.iter_mut().zip(others).for_each(|(set, other)| combine(set, other));
}
