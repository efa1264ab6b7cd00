//! Tells which of many hashes were there before.
//! It holds no more of them than it was made for.

/// Hashes in an open table, at most a quarter full: each stands at its lowest bits or in one of the next places.
pub(super) struct Distinct {
    slots: Vec<u64>,
}

impl Distinct {
    /// A table with room for `most` hashes.
    pub(super) fn with_room(most: usize) -> Self {
        Self { slots: vec![0; (4 * most).next_power_of_two()] }
    }

    /// Whether `hash` was not there before. Always false for 0, and once the table is full.
    pub(super) fn insert(&mut self, hash: u64) -> bool {
        let mask = self.slots.len() - 1;
        for step in 0..self.slots.len() {
            match self.slots.get_mut((hash as usize).wrapping_add(step) & mask) {
                Some(slot) if *slot == 0 => {
                    *slot = hash;
                    return hash != 0;
                }
                Some(slot) if *slot != hash => {}
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Distinct;

    #[test]
    fn each_hash_is_new_once() {
        let mut distinct = Distinct::with_room(4);
        let hashes = [7, 15, 7, 23, 15, u64::MAX, 7, u64::MAX];
        assert_eq!(hashes.map(|hash| distinct.insert(hash)), [true, true, false, true, false, true, false, false]);
    }

    #[test]
    fn a_full_table_takes_no_more() {
        let mut distinct = Distinct::with_room(1);
        assert_eq!([1, 2, 3, 4, 5, 1].map(|hash| distinct.insert(hash)), [true, true, true, true, false, false]);
    }
}
