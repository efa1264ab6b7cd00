//! Where a leaf is found in one segment: its documents with their counts, and its passages.
//! How it was counted is the business of `count`; what counts are worth, of `rank`.

use super::bits::Bits;

/// A list as long as this part of its segment is kept as bits, which take no more room and are quicker to combine.
const DENSE: usize = 32;

/// How often a leaf is found in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Count {
    /// Number of the document in its segment.
    pub document: u32,
    /// In the title, weighted by likeness.
    pub title: f32,
    /// Elsewhere, weighted by zone and likeness.
    pub text: f32,
    /// As it was typed, in any form, anywhere; without the weights.
    pub typed: f32,
    /// The exact word alone, elsewhere.
    pub exact: f32,
}

/// Where a leaf is found in one segment.
#[derive(Debug)]
pub(super) struct Found {
    /// Its documents, ascending.
    pub counts: Vec<Count>,
    /// Its passages.
    pub passages: Set,
    documents: Option<Ranked>,
}

/// A set of numbers, few or many.
#[derive(Debug)]
pub(super) enum Set {
    /// Ascending.
    Few(Vec<u32>),
    /// A bit for each.
    Many(Bits),
}

/// A set of documents that knows how many of them come before each.
#[derive(Debug)]
struct Ranked {
    set: Bits,
    before: Vec<u32>,
}

impl Found {
    /// What was found: `counts` ascending by document, in a segment of so many documents.
    pub(super) fn new(counts: Vec<Count>, passages: Set, documents: usize) -> Self {
        let ranked = (counts.len() > documents / DENSE).then(|| {
            let mut set = Bits::none(documents);
            counts.iter().for_each(|count| set.insert(count.document));
            Ranked { before: set.ranks(), set }
        });
        Self { counts, passages, documents: ranked }
    }

    /// Takes the documents into `set`.
    pub(super) fn add_to(&self, set: &mut Bits) {
        match &self.documents {
            Some(ranked) => set.add(&ranked.set),
            None => self.counts.iter().for_each(|count| set.insert(count.document)),
        }
    }

    /// How many of `documents` have it.
    pub(super) fn among(&self, documents: &Bits) -> u64 {
        match &self.documents {
            Some(ranked) => ranked.set.shared(documents),
            None => self.counts.iter().filter(|count| documents.contains(count.document)).count() as u64,
        }
    }

    /// Calls `each` with the counts of those of `documents`, ascending, that have it, and their places in `documents`.
    pub(super) fn each_among(&self, documents: &[u32], mut each: impl FnMut(usize, &Count)) {
        if let Some(Ranked { set, before }) = self.documents.as_ref().filter(|_| documents.len() < self.counts.len()) {
            for (place, &document) in documents.iter().enumerate().filter(|(_, document)| set.contains(**document)) {
                let count = set.rank(document, before).and_then(|rank| self.counts.get(rank));
                count.into_iter().for_each(|count| each(place, count));
            }
            return;
        }
        let mut place = 0;
        for count in &self.counts {
            let skipped = documents.get(place..).unwrap_or_default();
            // Few counts among many documents: leaps are worth more than steps.
            place += match skipped.first() {
                Some(&next) if next >= count.document => 0,
                _ => leap(skipped, count.document),
            };
            if documents.get(place) == Some(&count.document) {
                each(place, count);
            }
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let documents = self.documents.as_ref().map_or(0, |ranked| ranked.set.bytes() + 4 * ranked.before.len());
        let passages = match &self.passages {
            Set::Few(passages) => 4 * passages.len(),
            Set::Many(bits) => bits.bytes(),
        };
        size_of::<Self>() + size_of::<Count>() * self.counts.len() + documents + passages
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
        let count = |&document: &u32| Count { document, title: 0.0, text: document as f32, typed: 1.0, exact: 0.0 };
        Found::new(documents.iter().map(count).collect(), Set::Few(Vec::new()), size)
    }

    fn check(having: &[u32], asked: &[u32], size: usize, expected: &[(usize, f32)]) {
        let mut seen = Vec::new();
        found(having, size).each_among(asked, |place, count| seen.push((place, count.text)));
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
}
