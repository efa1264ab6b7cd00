//! Where a leaf is found in one segment: its documents with what it weighs in them, and its passages.
//! How it was counted is the business of `count`; what counts weigh, of `norm`.

use super::bits::Bits;

/// A list as long as this part of its segment is kept as bits, which take no more room and are quicker to combine.
const DENSE: usize = 32;

/// Where a leaf is found in one segment.
#[derive(Debug)]
pub(super) struct Found {
    /// What it weighs in each of its documents, in their order.
    pub weights: Vec<f32>,
    /// Its passages.
    pub passages: Set,
    documents: Documents,
    typed: Typed,
}

/// A set of numbers, few or many.
#[derive(Debug)]
pub(super) enum Set {
    /// Ascending.
    Few(Vec<u32>),
    /// A bit for each.
    Many(Bits),
}

/// In which of its documents a leaf is found as it was typed, in any form.
#[derive(Debug)]
pub(super) enum Typed {
    /// In all.
    Everywhere,
    /// In these; in others under another name alone.
    In(Bits),
}

/// A set of documents that knows how many of them come before each.
#[derive(Debug)]
enum Documents {
    /// Ascending.
    Few(Vec<u32>),
    /// A bit for each, and how many come before each 64.
    Many(Bits, Vec<u32>),
}

impl Found {
    /// What was found: in `documents` with these weights, in their order.
    pub(super) fn new(documents: &Bits, weights: Vec<f32>, passages: Set, typed: Typed) -> Self {
        let documents = match Set::of(documents) {
            Set::Few(documents) => Documents::Few(documents),
            Set::Many(documents) => {
                let before = documents.ranks();
                Documents::Many(documents, before)
            }
        };
        Self { weights, passages, documents, typed }
    }

    /// Takes the documents into `set`.
    pub(super) fn add_to(&self, set: &mut Bits) {
        match &self.documents {
            Documents::Few(documents) => documents.iter().for_each(|&document| set.insert(document)),
            Documents::Many(documents, _) => set.add(documents),
        }
    }

    /// Takes the documents into `set`, which is empty, in which it is found as it was typed.
    pub(super) fn add_typed_to(&self, set: &mut Bits) {
        match &self.typed {
            Typed::Everywhere => self.add_to(set),
            Typed::In(documents) => set.add(documents),
        }
    }

    /// Whether it is found as it was typed in `document`, one of its own.
    pub(super) fn is_typed(&self, document: u32) -> bool {
        match &self.typed {
            Typed::Everywhere => true,
            Typed::In(documents) => documents.contains(document),
        }
    }

    /// How many of `documents` have it.
    pub(super) fn among(&self, documents: &Bits) -> u64 {
        match &self.documents {
            Documents::Few(own) => own.iter().filter(|document| documents.contains(**document)).count() as u64,
            Documents::Many(own, _) => own.shared(documents),
        }
    }

    /// Calls `each` with the places in `documents`, ascending, of those that have it, and what it weighs in them.
    pub(super) fn each_among(&self, documents: &[u32], mut each: impl FnMut(usize, f32)) {
        match &self.documents {
            Documents::Few(own) => merge(documents, own.iter().copied().zip(&self.weights), each),
            Documents::Many(own, _) if documents.len() >= self.weights.len() => {
                merge(documents, own.iter().zip(&self.weights), each);
            }
            Documents::Many(own, before) => {
                for (place, &document) in documents.iter().enumerate().filter(|(_, document)| own.contains(**document))
                {
                    let weight = own.rank(document, before).and_then(|rank| self.weights.get(rank));
                    weight.into_iter().for_each(|&weight| each(place, weight));
                }
            }
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let documents = match &self.documents {
            Documents::Few(documents) => size_of_val(documents.as_slice()),
            Documents::Many(documents, before) => documents.bytes() + size_of_val(before.as_slice()),
        };
        let passages = match &self.passages {
            Set::Few(passages) => size_of_val(passages.as_slice()),
            Set::Many(bits) => bits.bytes(),
        };
        let typed = match &self.typed {
            Typed::Everywhere => 0,
            Typed::In(documents) => documents.bytes(),
        };
        size_of::<Self>() + size_of_val(self.weights.as_slice()) + documents + passages + typed
    }
}

/// Calls `each` with the places in `documents` of those that are among `own` too, and their weights; both ascend.
fn merge<'a>(documents: &[u32], own: impl Iterator<Item = (u32, &'a f32)>, mut each: impl FnMut(usize, f32)) {
    let mut place = 0;
    for (document, &weight) in own {
        let skipped = documents.get(place..).unwrap_or_default();
        // Few counts among many documents: leaps are worth more than steps.
        place += match skipped.first() {
            Some(&next) if next >= document => 0,
            _ => leap(skipped, document),
        };
        if documents.get(place) == Some(&document) {
            each(place, weight);
        }
    }
}

/// How many of `numbers`, ascending, are below `number`; quick where these are few.
fn leap(numbers: &[u32], number: u32) -> usize {
    let mut reach = 1;
    while numbers.get(reach).is_some_and(|&at| at < number) {
        reach *= 2;
    }
    let from = reach / 2;
    let within = numbers.get(from..numbers.len().min(reach + 1)).unwrap_or_default();
    from + within.partition_point(|&at| at < number)
}

impl Set {
    /// The members of `bits`.
    pub(super) fn of(bits: &Bits) -> Self {
        let few = bits.count() as usize * DENSE < bits.size();
        if few { Self::Few(bits.to_vec()) } else { Self::Many(bits.clone()) }
    }

    /// Takes its members into `set`.
    pub(super) fn add_to(&self, set: &mut Bits) {
        match self {
            Self::Few(numbers) => numbers.iter().for_each(|&number| set.insert(number)),
            Self::Many(bits) => set.add(bits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(documents: &[u32], size: usize) -> Found {
        let mut set = Bits::none(size);
        documents.iter().for_each(|&document| set.insert(document));
        let weights = documents.iter().map(|&document| document as f32).collect();
        Found::new(&set, weights, Set::Few(Vec::new()), Typed::Everywhere)
    }

    fn check(having: &[u32], asked: &[u32], size: usize, expected: &[(usize, f32)]) {
        let mut seen = Vec::new();
        found(having, size).each_among(asked, |place, weight| seen.push((place, weight)));
        assert_eq!(seen, expected);
    }

    #[test]
    fn counts_are_found_among_documents_whether_these_are_few_or_many() {
        check(&[1, 5, 9, 70], &[0, 5, 70], 100, &[(1, 5.0), (2, 70.0)]);
        check(&[5, 70], &[0, 1, 2, 5, 9, 30, 70, 90], 10_000, &[(3, 5.0), (6, 70.0)]);
        check(&[3], &[], 100, &[]);
        check(&[500], &[1, 2, 3], 10_000, &[]);
    }

    #[test]
    fn those_among_a_set_are_counted() {
        let mut set = Bits::none(10_000);
        [5, 64, 9_999].into_iter().for_each(|document| set.insert(document));
        assert_eq!(found(&[5, 6, 9_999], 10_000).among(&set), 2);
        assert_eq!(found(&(0..5_000).collect::<Vec<_>>(), 10_000).among(&set), 2);
    }
    #[test]
    fn what_is_found_under_another_name_alone_is_not_typed() {
        let check = |found: &Found, expected: &[u32]| {
            let mut typed = Bits::none(100);
            found.add_typed_to(&mut typed);
            assert_eq!(typed.to_vec(), expected);
            assert!([5, 70].into_iter().all(|document| found.is_typed(document) == expected.contains(&document)));
        };
        check(&found(&[5, 70], 100), &[5, 70]);
        let mut typed = Bits::none(100);
        typed.insert(70);
        check(&Found { typed: Typed::In(typed), ..found(&[5, 70], 100) }, &[70]);
    }
}
