//! Which rows of a segment in the making hold each term, and where in them; kept packed until the segment is written.
//! What terms are, and what rows hold besides, is told elsewhere.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::Field;

/// What is kept of a term that a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// That the row holds it.
    Rows,
    /// How often, and where.
    Places,
}

/// Points to a term of some lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TermNumber(u32);

/// The lists of one field.
#[derive(Debug)]
pub(crate) struct Lists {
    detail: Detail,
    numbers: FxHashMap<Box<[u8]>, TermNumber>,
    lists: Vec<List>,
    /// Occurrences of all terms.
    occurrences: u64,
    bytes: usize,
}

impl Lists {
    /// No term is held by any row.
    pub(crate) fn new(detail: Detail) -> Self {
        Self { detail, numbers: FxHashMap::default(), lists: Vec::new(), occurrences: 0, bytes: 0 }
    }

    /// The number of `term`.
    pub(crate) fn number(&mut self, term: &[u8]) -> TermNumber {
        if let Some(&known) = self.numbers.get(term) {
            return known;
        }
        let number = TermNumber(self.lists.len() as u32);
        self.numbers.insert(term.into(), number);
        self.lists.push(List::default());
        self.bytes += term.len() + 2 * size_of::<(Box<[u8]>, TermNumber, List)>();
        number
    }

    /// Adds an occurrence. Rows must come in ascending order, and so must the places of a term in a row.
    #[inline]
    pub(crate) fn push(&mut self, number: TermNumber, row: u32, place: u32) {
        let Some(list) = self.lists.get_mut(number.0 as usize) else { return };
        if self.detail == Detail::Rows && list.is_of(row) {
            return;
        }
        self.occurrences += 1;
        let before = list.packed.capacity();
        list.push(row, place);
        self.bytes += list.packed.capacity() - before;
    }

    /// Memory taken, in bytes, nearly.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes all as the lists of `field`; nothing where there is no term.
    pub(crate) fn write(&self, to: &mut InvertedIndexSerializer, field: Field) -> io::Result<()> {
        let mut terms: Vec<(&[u8], TermNumber)> =
            self.numbers.iter().map(|(term, number)| (&**term, *number)).collect();
        if terms.is_empty() {
            return Ok(());
        }
        terms.sort_unstable_by_key(|(term, _)| *term);
        let mut written = to.new_field(field, self.occurrences, None)?;
        for (term, TermNumber(number)) in terms {
            let Some(list) = self.lists.get(number as usize) else { continue };
            written.new_term(term, list.rows, self.detail == Detail::Places)?;
            match self.detail {
                Detail::Rows => list.for_each_row(|row, _| written.write_doc(row, 0, &[])),
                Detail::Places => list.for_each_row(|row, steps| written.write_doc(row, steps.len() as u32, steps)),
            }
            written.close_term()?;
        }
        written.close()
    }
}

/// The rows that hold one term, and its places in them.
///
/// Packed as numbers of one byte or more: that of a row is twice its distance from the row before, and one; the first place in
/// it follows. That of any other place is twice its distance from the one before.
#[derive(Debug, Default)]
struct List {
    /// The row that came last.
    row: u32,
    /// The last place in it.
    place: u32,
    rows: u32,
    packed: Vec<u8>,
}

impl List {
    fn is_of(&self, row: u32) -> bool {
        self.rows > 0 && self.row == row
    }

    #[inline]
    fn push(&mut self, row: u32, place: u32) {
        if self.is_of(row) {
            pack(&mut self.packed, u64::from(place.saturating_sub(self.place)) << 1);
        } else {
            pack(&mut self.packed, u64::from(row.saturating_sub(self.row)) << 1 | 1);
            pack(&mut self.packed, u64::from(place));
            self.rows += 1;
        }
        (self.row, self.place) = (row, place);
    }

    /// Calls `each` with every row and its places: the first, then how much farther each next one is.
    fn for_each_row(&self, mut each: impl FnMut(u32, &[u32])) {
        let mut numbers = Unpacked(self.packed.iter());
        let (mut row, mut steps) = (0, Vec::new());
        while let Some(number) = numbers.next() {
            if number & 1 == 0 {
                steps.push((number >> 1) as u32);
                continue;
            }
            if !steps.is_empty() {
                each(row, &steps);
                steps.clear();
            }
            row += (number >> 1) as u32;
            steps.extend(numbers.next().map(|place| place as u32));
        }
        if !steps.is_empty() {
            each(row, &steps);
        }
    }
}

/// Appends `number`, seven bits to a byte, the lowest first.
#[inline]
fn pack(packed: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        packed.push(number as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

/// The numbers that were packed.
struct Unpacked<'a>(std::slice::Iter<'a, u8>);

impl Iterator for Unpacked<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let first = *self.0.next()?;
        let mut number = u64::from(first & 0x7F);
        let (mut byte, mut shift) = (first, 0);
        while byte & 0x80 != 0 {
            byte = *self.0.next()?;
            shift += 7;
            number |= u64::from(byte & 0x7F) << shift;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Occurrences in the order in which they are added: rows with their places.
    fn occurrences() -> impl Strategy<Value = Vec<(u32, Vec<u32>)>> {
        let places = proptest::collection::btree_set(prop_oneof![0..200_u32, any::<u32>()], 1..6);
        proptest::collection::btree_map(prop_oneof![0..300_u32, any::<u32>()], places, 0..20)
            .prop_map(|rows| rows.into_iter().map(|(row, places)| (row, places.into_iter().collect())).collect())
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(rows in occurrences()) {
            let mut list = List::default();
            for (row, places) in &rows {
                places.iter().for_each(|&place| list.push(*row, place));
            }
            let mut unpacked = Vec::new();
            list.for_each_row(|row, steps| {
                let sum = |place: &mut u32, step: &u32| {
                    *place += step;
                    Some(*place)
                };
                unpacked.push((row, steps.iter().scan(0, sum).collect::<Vec<u32>>()));
            });
            prop_assert_eq!(list.rows as usize, rows.len());
            prop_assert_eq!(unpacked, rows);
        }
    }
}
