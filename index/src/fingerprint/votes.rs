//! Counts which bits most of many hashes have set.

/// Counts, for each of 64 bits, how much weight has it set: eight counters in a number, flushed before they overflow.
#[derive(Default)]
pub(super) struct Votes {
    lanes: [u64; 8],
    pending: u64,
    set: [[u32; 8]; 8],
    total: u32,
}

impl Votes {
    /// Lets `hash` vote with a weight of at most 255.
    pub(super) fn add(&mut self, hash: u64, weight: u64) {
        const LOWEST: u64 = 0x0101_0101_0101_0101;
        if self.pending + weight > 0xFF {
            self.flush();
        }
        self.pending += weight;
        for (shift, lanes) in self.lanes.iter_mut().enumerate() {
            *lanes += (hash >> shift & LOWEST) * weight;
        }
    }

    fn flush(&mut self) {
        for (lanes, set) in self.lanes.iter_mut().zip(&mut self.set) {
            for (set, count) in set.iter_mut().zip(std::mem::take(lanes).to_le_bytes()) {
                *set += u32::from(count);
            }
        }
        self.total += self.pending as u32;
        self.pending = 0;
    }

    /// The bits that more than half of the weight has set.
    pub(super) fn majority(mut self) -> u64 {
        self.flush();
        let mut majority = 0;
        for (shift, set) in self.set.iter().enumerate() {
            for (byte, &set) in set.iter().enumerate() {
                majority |= u64::from(set > self.total / 2) << (8 * byte + shift);
            }
        }
        majority
    }
}

#[cfg(test)]
mod tests {
    use super::Votes;

    #[test]
    fn the_heavier_half_decides_each_bit() {
        let check = |hashes: &[(u64, u64)], expected: u64| {
            let mut votes = Votes::default();
            hashes.iter().for_each(|&(hash, weight)| votes.add(hash, weight));
            assert_eq!(votes.majority(), expected);
        };
        check(&[(0b110, 1), (0b011, 1), (0b010, 1)], 0b010);
        check(&[(1 << 63 | 1, 4), (0, 1), (2, 1), (2, 1)], 1 << 63 | 1);
        check(&[(u64::MAX, 1); 1000], u64::MAX);
        check(&[], 0);
    }
}
