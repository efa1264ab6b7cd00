//! The values of facets, document by document: what counting and filtering by them read instead of columns.
//! Made when first asked for, from the columns of a collection. What is found is not known here.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::collection::{Collection, strings};
use crate::copies::Place;
use crate::error::IndexError;
use crate::facet::Facet;
use crate::french::fold;
use crate::memory::Remembered;
use crate::schema::column;
use crate::segment::Segment;

/// The values of a facet in a collection, numbered. Spellings that differ in case, accents and signs are one value.
#[derive(Debug, Default)]
pub(crate) struct FacetValues {
    /// Each value as most documents write it.
    pub labels: Vec<String>,
    /// The sets of values that documents have; that of number 0 is empty.
    pub sets: Vec<Vec<u32>>,
    /// The number of the set that each document has, by segment.
    pub set_of: Vec<Vec<u32>>,
    by_words: FxHashMap<String, u32>,
}

impl Remembered for FacetValues {
    fn bytes(&self) -> usize {
        let documents: usize = self.set_of.iter().map(|sets| size_of::<u32>() * sets.len()).sum();
        let values: usize = self.labels.iter().map(|label| 2 * label.len() + 2 * size_of::<String>()).sum();
        documents + values + self.sets.iter().map(|set| size_of::<Vec<u32>>() + 4 * set.len()).sum::<usize>()
    }
}

impl FacetValues {
    /// The number of the value that is `text`, the case, accents and signs of both aside; none of what no document has, as of
    /// acronyms, which stand behind the name they belong to.
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        let number = self.by_words.get(&words(text).join(" ")).copied();
        number.filter(|number| self.sets.iter().any(|set| set.contains(number)))
    }

    /// The number of the set of values that a document has.
    fn set(&self, (segment, document): Place) -> u32 {
        self.set_of.get(segment as usize).and_then(|sets| sets.get(document as usize)).copied().unwrap_or(0)
    }
}

/// The values that documents have of all facets: documents that have the same ones are counted together.
#[derive(Debug, Default)]
pub(crate) struct Profiles {
    /// The number of the profile of each document, by segment.
    pub of: Vec<Vec<u32>>,
    /// Of each profile, the number of its set of values of each facet, in the order of [`Facet::ALL`].
    pub sets: Vec<[u32; Facet::ALL.len()]>,
}

impl Profiles {
    /// The number of the profile of a document.
    pub(crate) fn number(&self, (segment, document): Place) -> u32 {
        self.of.get(segment as usize).and_then(|profiles| profiles.get(document as usize)).copied().unwrap_or(0)
    }
}

impl Remembered for Profiles {
    fn bytes(&self) -> usize {
        let documents: usize = self.of.iter().map(|profiles| size_of::<u32>() * profiles.len()).sum();
        documents + size_of_val(self.sets.as_slice())
    }
}

/// The profiles of the documents of `collection`; remembered.
pub(crate) fn profiles(collection: &Collection) -> Result<Arc<Profiles>, IndexError> {
    collection.memory.recall("profiles", || {
        let mut values = Vec::new();
        for facet in Facet::ALL {
            values.push(facet_values(collection, facet)?);
        }
        let mut numbers: FxHashMap<[u32; Facet::ALL.len()], u32> = FxHashMap::default();
        let mut profiles = Profiles::default();
        for (n, segment) in (0..).zip(&collection.segments) {
            let profile = |document: u32| {
                let mut sets = [0; Facet::ALL.len()];
                sets.iter_mut().zip(&values).for_each(|(set, values)| *set = values.set((n, document)));
                *numbers.entry(sets).or_insert_with(|| {
                    profiles.sets.push(sets);
                    profiles.sets.len() as u32 - 1
                })
            };
            profiles.of.push((0..segment.documents() as u32).map(profile).collect());
        }
        Ok(profiles)
    })
}

/// The values of `facet` in `collection`; remembered.
pub(crate) fn facet_values(collection: &Collection, facet: Facet) -> Result<Arc<FacetValues>, IndexError> {
    collection.memory.recall(&format!("facet {facet}"), || {
        let mut reader = Reader { sets: FxHashMap::from_iter([(Vec::new(), 0)]), ..Reader::default() };
        for segment in &collection.segments {
            let sets = match facet {
                Facet::Publisher => reader.named(segment, column::PUBLISHER, 1)?,
                Facet::Kind => reader.named(segment, column::KIND, usize::MAX)?,
                Facet::Plan => reader.named(segment, column::PLAN, usize::MAX)?,
                Facet::Year => reader.years(segment)?,
            };
            reader.set_of.push(sets);
        }
        Ok(reader.values())
    })
}

/// The words of a description, in small letters and without accents.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(&text.to_lowercase());
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Numbers values and sets of them as they are met.
#[derive(Default)]
struct Reader {
    /// How many documents write a value so, by value.
    spellings: Vec<FxHashMap<Arc<str>, u32>>,
    by_words: FxHashMap<String, u32>,
    sets: FxHashMap<Vec<u32>, u32>,
    set_of: Vec<Vec<u32>>,
}

impl Reader {
    /// The sets of the documents of `segment`: of each, the first `most` values of the column `name`.
    fn named(&mut self, segment: &Segment, name: &str, most: usize) -> Result<Vec<u32>, IndexError> {
        let Some(column) = segment.reader.fast_fields().str(name)? else { return Ok(vec![0; segment.documents()]) };
        let spellings = strings(&column)?;
        let numbers: Vec<Option<u32>> = spellings.iter().map(|spelling| self.number(spelling)).collect();
        let mut sets = Vec::with_capacity(segment.documents());
        for &passage in &segment.first {
            let mut set = Vec::new();
            for value in column.ords().values_for_doc(passage).take(most) {
                let spelling = spellings.get(value as usize);
                if let Some((spelling, number)) = spelling.zip(numbers.get(value as usize).copied().flatten()) {
                    self.count(number, spelling);
                    set.push(number);
                }
            }
            sets.push(self.set(set));
        }
        Ok(sets)
    }

    fn years(&mut self, segment: &Segment) -> Result<Vec<u32>, IndexError> {
        let days = segment.reader.fast_fields().column_opt::<u64>(column::FIRST_DAY)?;
        let year = |passage: &u32| Some(Arc::from(format!("{:04}", days.as_ref()?.first(*passage)? / 10_000)));
        let mut sets = Vec::with_capacity(segment.documents());
        for year in segment.first.iter().map(year) {
            let number = year.as_ref().and_then(|year: &Arc<str>| self.number(year));
            year.iter().zip(number).for_each(|(year, number)| self.count(number, year));
            sets.push(self.set(number.into_iter().collect()));
        }
        Ok(sets)
    }

    /// The number of a value; none of what has no word, which no filter can ask for.
    fn number(&mut self, spelling: &str) -> Option<u32> {
        let words = words(spelling).join(" ");
        let next = self.by_words.len() as u32;
        (!words.is_empty()).then(|| *self.by_words.entry(words).or_insert(next))
    }

    fn count(&mut self, number: u32, spelling: &Arc<str>) {
        let at = number as usize;
        if at >= self.spellings.len() {
            self.spellings.resize_with(at + 1, FxHashMap::default);
        }
        if let Some(spellings) = self.spellings.get_mut(at) {
            *spellings.entry(spelling.clone()).or_default() += 1;
        }
    }

    fn set(&mut self, mut values: Vec<u32>) -> u32 {
        values.sort_unstable();
        values.dedup();
        let next = self.sets.len() as u32;
        *self.sets.entry(values).or_insert(next)
    }

    fn values(mut self) -> FacetValues {
        self.spellings.resize_with(self.by_words.len(), FxHashMap::default);
        let label = |spellings: FxHashMap<Arc<str>, u32>| {
            let usual = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
            usual.map(|(spelling, _)| spelling.to_string()).unwrap_or_default()
        };
        let mut sets: Vec<(Vec<u32>, u32)> = self.sets.into_iter().collect();
        sets.sort_unstable_by_key(|(_, number)| *number);
        FacetValues {
            labels: self.spellings.into_iter().map(label).collect(),
            sets: sets.into_iter().map(|(values, _)| values).collect(),
            set_of: self.set_of,
            by_words: self.by_words,
        }
    }
}
