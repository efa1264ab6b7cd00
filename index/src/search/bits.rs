//! Sets of documents or passages of one segment, a bit for each.

/// A set of numbers below a fixed size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `size`.
    pub(super) fn none(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(64)] }
    }

    /// The size below which its numbers are, rounded up.
    pub(super) fn size(&self) -> usize {
        self.words.len() * 64
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// For each word of 64 numbers, how many members come before it.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let rank = |before: &mut u32, word: &u64| {
            let rank = *before;
            *before += word.count_ones();
            Some(rank)
        };
        self.words.iter().scan(0, rank).collect()
    }

    /// How many members come before `number`, which is one; `ranks` are those of the set.
    pub(super) fn rank(&self, number: u32, ranks: &[u32]) -> Option<usize> {
        let at = number as usize / 64;
        let below = self.words.get(at)? & ((1 << (number % 64)) - 1);
        Some(*ranks.get(at)? as usize + below.count_ones() as usize)
    }

    /// How many are in `other` too.
    pub(super) fn shared(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(word, other)| u64::from((word & other).count_ones())).sum()
    }

    /// How many of `from..to` are in it.
    pub(super) fn within(&self, from: u32, to: u32) -> u64 {
        let (first, last) = (from as usize / 64, to as usize / 64);
        let word = |at: usize| self.words.get(at).copied().unwrap_or(0);
        let from_first = u64::MAX << (from % 64);
        let below_last = (1 << (to % 64)) - 1;
        if first == last {
            return u64::from((word(first) & from_first & below_last).count_ones());
        }
        let between: u32 = (first + 1..last).map(|at| word(at).count_ones()).sum();
        u64::from((word(first) & from_first).count_ones() + between + (word(last) & below_last).count_ones())
    }

    /// Takes `number` in; numbers not below the size are left out.
    pub(super) fn insert(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Takes `number` out.
    pub(super) fn take_out(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut(number as usize / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Whether `number` is in it.
    pub(super) fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Keeps what is in `other` too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes in what is in `other`.
    pub(super) fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes in what is in `other` alone and removes what is in both.
    pub(super) fn toggle(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word ^= other);
    }

    /// Removes what is in `other`.
    pub(super) fn remove(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// How many are in it.
    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// What is in it, ascending.
    pub(super) fn to_vec(&self) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(self.count() as usize);
        self.for_each(|number| numbers.push(number));
        numbers
    }

    /// Calls `each` with what is in it, ascending: quicker than [`iter`](Self::iter), which has to stop at each.
    #[inline]
    pub(super) fn for_each(&self, each: impl FnMut(u32)) {
        each_of(self.words.iter().copied(), each);
    }

    /// Calls `each` with what is in `other` too, ascending.
    pub(super) fn each_shared(&self, other: &Self, each: impl FnMut(u32)) {
        each_of(self.words.iter().zip(&other.words).map(|(word, other)| word & other), each);
    }

    /// What is in it, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut words = (0..).step_by(64).zip(&self.words);
        let (mut first, mut rest) = (0, 0);
        std::iter::from_fn(move || {
            while rest == 0 {
                (first, rest) = words.next().map(|(first, word)| (first, *word))?;
            }
            let number = first + rest.trailing_zeros();
            rest &= rest - 1;
            Some(number)
        })
    }
}

/// Calls `each` with the numbers of the bits that are set in `words`.
#[inline]
fn each_of(words: impl Iterator<Item = u64>, mut each: impl FnMut(u32)) {
    for (first, word) in (0..).step_by(64).zip(words) {
        let mut rest = word;
        while rest != 0 {
            each(first + rest.trailing_zeros());
            rest &= rest - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let mut set = Bits::none(130);
        [0, 63, 64, 129, 500].into_iter().for_each(|n| set.insert(n));
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        let (mut other, mut both) = (Bits::none(130), Vec::new());
        [1, 63, 129].into_iter().for_each(|n| other.insert(n));
        set.each_shared(&other, |n| both.push(n));
        assert_eq!((set.to_vec(), both), (vec![0, 63, 64, 129], vec![63, 129]));
        assert!(set.contains(64) && !set.contains(65) && !set.contains(500));
        assert_eq!(set.count(), 4);
        assert_eq!(
            [(0, 130), (1, 64), (63, 65), (64, 129), (65, 65)].map(|(from, to)| set.within(from, to)),
            [4, 1, 2, 1, 0]
        );
        assert_eq!([0, 63, 64, 129].map(|n| set.rank(n, &set.ranks())), [Some(0), Some(1), Some(2), Some(3)]);
    }
}
