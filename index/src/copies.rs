//! Copies: documents of nearly the same text, grouped under the earliest of them, by date and then by id.
//! Where they are found and kept is the business of `grouping`.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fingerprint::{are_copies, may_be_near};

/// A document, by the number of its segment and its own in that.
pub(crate) type Place = (u32, u32);

/// Fingerprints are looked up by parts of so many bits: of four parts, three differing bits leave one as it is.
const PART_BITS: u32 = 16;

/// The groups of a collection.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    groups: Vec<Vec<Place>>,
    /// The earliest of each group, side by side.
    earliest: Vec<Place>,
    /// The number of the group of each document, by segment; as far as there are any.
    group_of: Vec<Vec<u32>>,
}

/// The group of a document that has no copies.
const NO_GROUP: u32 = u32::MAX;

/// What a document is compared by.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The fingerprint of its text.
    pub fingerprint: u64,
    /// The first day of its date; later than any, where it has none.
    pub day: u64,
    /// Its id.
    pub id: Arc<str>,
    /// Where it is.
    pub place: Place,
}

impl Copies {
    /// Groups of two documents or more, the earliest first in each.
    pub(crate) fn of_groups(groups: Vec<Vec<Place>>) -> Self {
        let mut group_of: Vec<Vec<u32>> = Vec::new();
        let places = (0..).zip(&groups).flat_map(|(n, group)| group.iter().map(move |&place| (place, n)));
        for ((segment, document), n) in places {
            let (segment, document) = (segment as usize, document as usize);
            group_of.resize(group_of.len().max(segment + 1), Vec::new());
            if let Some(groups) = group_of.get_mut(segment) {
                groups.resize(groups.len().max(document + 1), NO_GROUP);
                groups.get_mut(document).into_iter().for_each(|group| *group = n);
            }
        }
        let earliest = groups.iter().map(|group| group.first().copied().unwrap_or_default()).collect();
        Self { groups, earliest, group_of }
    }

    /// All groups.
    pub(crate) fn groups(&self) -> &[Vec<Place>] {
        &self.groups
    }

    /// The number of the group of a document; that of none where it has no copies.
    fn group(&self, place: Place) -> usize {
        let group = self.group_of.get(place.0 as usize).and_then(|groups| groups.get(place.1 as usize));
        group.copied().unwrap_or(NO_GROUP) as usize
    }

    /// All copies of a text, the earliest first; empty where there is one only.
    pub(crate) fn of(&self, place: Place) -> &[Place] {
        self.groups.get(self.group(place)).map_or(&[], Vec::as_slice)
    }

    /// The earliest of all copies of a text, if there are several.
    pub(crate) fn earliest(&self, place: Place) -> Option<Place> {
        self.earliest.get(self.group(place)).copied()
    }

    /// The copies of a text that are earlier than this one, in their order.
    pub(crate) fn before(&self, place: Place) -> impl Iterator<Item = Place> {
        self.of(place).iter().copied().take_while(move |&copy| copy != place)
    }
}

/// The groups that `members` make: each joins the earliest whose text is nearly its own and that joined none itself.
pub(crate) fn group(mut members: Vec<Member>) -> Vec<Vec<Place>> {
    members.sort_unstable_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    let mut firsts = Firsts::default();
    let mut groups: FxHashMap<u32, Vec<Place>> = FxHashMap::default();
    for (number, member) in (0..).zip(&members) {
        let first = firsts.join(number, member.fingerprint, |first| members.get(first as usize).map(|m| m.fingerprint));
        if first != number {
            let begun = members.get(first as usize).map(|first| first.place).into_iter().collect();
            groups.entry(first).or_insert(begun).push(member.place);
        }
    }
    let mut groups: Vec<(u32, Vec<Place>)> = groups.into_iter().collect();
    groups.sort_unstable();
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The documents that others may join, by their fingerprints and by the parts of these.
#[derive(Default)]
struct Firsts {
    same: FxHashMap<u64, u32>,
    by_part: [FxHashMap<u16, Vec<u32>>; 4],
}

impl Firsts {
    /// The earliest document that the one of this number joins; itself where there is none.
    fn join(&mut self, number: u32, fingerprint: u64, fingerprint_of: impl Fn(u32) -> Option<u64>) -> u32 {
        if let Some(&first) = self.same.get(&fingerprint) {
            return first;
        }
        let mut first = number;
        if may_be_near(fingerprint) {
            let parts = (0..4).map(|part: u32| (fingerprint >> (part * PART_BITS)) as u16);
            for (part, numbers) in parts.clone().zip(&self.by_part) {
                let near = numbers.get(&part).into_iter().flatten().copied().take_while(|&other| other < first);
                let mut near =
                    near.filter(|&other| fingerprint_of(other).is_some_and(|of| are_copies(of, fingerprint)));
                first = near.next().unwrap_or(first);
            }
            if first == number {
                parts.zip(&mut self.by_part).for_each(|(part, numbers)| numbers.entry(part).or_default().push(number));
            }
        }
        self.same.insert(fingerprint, first);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_joins_the_earliest_that_is_near() {
        let all = [0b1_u64, 0b1111, 0b11_1111, u64::MAX, 0b1, 8, 8, 8 | 2];
        let mut firsts = Firsts::default();
        let of = |number: u32| all.get(number as usize).copied();
        let joined: Vec<u32> = (0..).zip(all).map(|(number, print)| firsts.join(number, print, of)).collect();
        // The third is near the second, which is no longer free to be joined; short texts have to be the same.
        assert_eq!(joined, [0, 0, 2, 3, 0, 5, 5, 7]);
    }
}
