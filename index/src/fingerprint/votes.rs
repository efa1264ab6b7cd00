//! Counts which bits most of many hashes have set.

/// Each byte of a number counts for itself.
const LOWEST: u64 = 0x0101_0101_0101_0101;

/// Counts, for each of 64 bits, how much weight has it set: eight counters in a number, flushed before they overflow.
#[derive(Default)]
pub(super) struct Votes {
    /// At `[shift][half]` the bits that are lowest in their bytes after a shift by `shift + 4 * half`.
    lanes: [[u64; 2]; 4],
    pending: u64,
    set: [[u32; 8]; 8],
    total: u32,
}

impl Votes {
    /// Lets `hash` vote with a weight of two to the `power`, at most 128.
    pub(super) fn add(&mut self, hash: u64, power: u32) {
        let weight = 1 << power;
        if self.pending + weight > 0xFF {
            self.flush();
        }
        self.pending += weight;
        // Both halves of a pair are shifted alike, so that they are one number to the processor.
        let halves = [hash, hash >> 4];
        for (shift, lanes) in self.lanes.iter_mut().enumerate() {
            for (lane, half) in lanes.iter_mut().zip(halves) {
                *lane += (half >> shift & LOWEST) << power;
            }
        }
    }

    fn flush(&mut self) {
        for (shift, lanes) in self.lanes.iter_mut().enumerate() {
            for (half, lane) in lanes.iter_mut().enumerate() {
                let counters = std::mem::take(lane).to_le_bytes();
                let set = self.set.get_mut(shift + 4 * half).into_iter().flatten();
                set.zip(counters).for_each(|(set, count)| *set += u32::from(count));
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
        let check = |hashes: &[(u64, u32)], expected: u64| {
            let mut votes = Votes::default();
            hashes.iter().for_each(|&(hash, power)| votes.add(hash, power));
            assert_eq!(votes.majority(), expected);
        };
        check(&[(0b110, 0), (0b011, 0), (0b010, 0)], 0b010);
        check(&[(1 << 63 | 1, 2), (0, 0), (2, 0), (2, 0)], 1 << 63 | 1);
        check(&[(u64::MAX, 0); 1000], u64::MAX);
        check(&[], 0);
    }
}
