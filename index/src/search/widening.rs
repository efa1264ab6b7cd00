//! Other names of what is looked for: acronyms that the collection spells out, and synonyms from the file.
//! What they weigh is told in `weights`.

use std::collections::BTreeMap;

use crate::acronym::SEPARATOR;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{fold, synonyms};
use crate::living;
use crate::memory::Remembered;

/// Names of more words than this are not looked up.
const MOST_NAME_WORDS: usize = 8;

/// A name is widened to no more names than this that the collection gives it, the most frequent ones.
const MOST_NAMES: usize = 2;

/// A single word is an acronym if one of so many passages that hold it spells it out: `cdd` is, `pas` is not.
const OFTEN_ENOUGH: u64 = 30;

/// A run of words, by its first and the number of them, with another name of what it names.
pub(super) type Name = (usize, usize, String);

/// A word whose other names are looked for.
pub(super) struct Word {
    /// Without accents; empty of what is no word.
    folded: String,
    /// Whether it may be an acronym: these have no accents where they are written small, so `ça` is no `CA`.
    may_be_acronym: bool,
}

impl Word {
    /// A word that is `folded` without its accents and was typed so.
    pub(super) fn new(folded: String, typed: &str) -> Self {
        Self {
            folded,
            may_be_acronym: !typed
                .chars()
                .any(|c| c.is_lowercase() && fold(c.encode_utf8(&mut [0; 4])) != c.to_string()),
        }
    }
}

/// What the collection spells out, with the number of passages that do.
struct Spelled(BTreeMap<String, u64>);

impl Remembered for Spelled {
    fn bytes(&self) -> usize {
        self.0.keys().map(|entry| entry.len() + size_of::<(String, u64)>()).sum()
    }
}

/// The other names of what runs of `words`, which are no stop words, name.
pub(super) fn names(collection: &Collection, words: &[Word]) -> Result<Vec<Name>, IndexError> {
    let mut names = Vec::new();
    for (from, word) in words.iter().enumerate().filter(|(_, word)| !word.folded.is_empty()) {
        let first = &word.folded;
        let spelled = collection.memory.recall(&format!("spelled {first}"), || spelled_out(collection, first))?;
        let longest = words.len().min(from + MOST_NAME_WORDS);
        for to in from + 1..=longest {
            let run: Vec<&str> = words.iter().take(to).skip(from).map(|word| word.folded.as_str()).collect();
            let key = run.join(" ");
            let mut known: Vec<String> = synonyms(&key).into_iter().map(str::to_owned).collect();
            let spelled =
                if run.len() > 1 || word.may_be_acronym { frequent(collection, &key, &spelled)? } else { Vec::new() };
            for name in spelled {
                if known.iter().all(|known| fold(known) != fold(&name)) {
                    known.push(name);
                }
            }
            names.extend(known.into_iter().map(|name| (from, to - from, name)));
        }
    }
    Ok(names)
}

/// The most frequent names that the collection gives to `key`.
fn frequent(collection: &Collection, key: &str, spelled: &Spelled) -> Result<Vec<String>, IndexError> {
    let of_key = |(entry, &passages): (&String, &u64)| {
        Some((entry.strip_prefix(key)?.strip_prefix(SEPARATOR)?.to_owned(), passages))
    };
    let mut found: Vec<(String, u64)> = spelled.0.iter().filter_map(of_key).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    if !found.is_empty() && !key.contains(' ') {
        let spelled_often: u64 = found.iter().map(|(_, passages)| passages).sum();
        let known = collection.vocabulary()?.same_letters(key);
        let passages: u64 = known.iter().map(|known| known.passages).sum();
        if spelled_often * OFTEN_ENOUGH < passages {
            found.clear();
        }
    }
    Ok(found.into_iter().take(MOST_NAMES).map(|(name, _)| name).collect())
}

/// Everything that the collection spells out whose key begins with the word `first`.
fn spelled_out(collection: &Collection, first: &str) -> Result<Spelled, IndexError> {
    let mut entries: BTreeMap<String, u64> = BTreeMap::new();
    for segment in &collection.segments {
        let inverted = segment.reader.inverted_index(collection.fields.acronyms)?;
        let mut stream = inverted.terms().range().ge(first).into_stream()?;
        while let Some((term, info)) = stream.next() {
            let Some(entry) = std::str::from_utf8(term).ok().filter(|term| term.starts_with(first)) else { break };
            if entry.get(first.len()..).is_some_and(|rest| rest.starts_with([SEPARATOR, ' '])) {
                let passages = living::passages(&segment.reader, &inverted, info)?;
                if passages > 0 {
                    *entries.entry(entry.to_owned()).or_default() += passages;
                }
            }
        }
    }
    Ok(Spelled(entries))
}
