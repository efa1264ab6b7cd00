//! Other names of what is looked for: acronyms that the collection spells out, and synonyms from the file.
//! What they weigh is told in `weights`.

use std::collections::BTreeMap;

use crate::acronym::SEPARATOR;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{fold, synonyms};

/// A name is widened to no more names than this that the collection gives it, the most frequent ones.
const MOST_NAMES: usize = 2;

/// A single word is an acronym if one of so many passages that hold it spells it out: `cdd` is, `pas` is not.
const OFTEN_ENOUGH: u64 = 30;

/// The other names of what `key`, words without accents and stop words, names.
pub fn names(collection: &Collection, key: &str) -> Result<Vec<String>, IndexError> {
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut names: Vec<String> = synonyms(key).into_iter().map(str::to_owned).collect();
    let mut spelled: Vec<(String, u32)> = spelled_out(collection, key)?.into_iter().collect();
    let spelled_often: u32 = spelled.iter().map(|(_, passages)| passages).sum();
    if !key.contains(' ') && !spelled.is_empty() {
        let known = collection.vocabulary()?.same_letters(key);
        let passages: u64 = known.iter().map(|known| known.passages).sum();
        if u64::from(spelled_often) * OFTEN_ENOUGH < passages {
            spelled.clear();
        }
    }
    spelled.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (name, _) in spelled.into_iter().take(MOST_NAMES) {
        if names.iter().all(|known| fold(known) != fold(&name)) {
            names.push(name);
        }
    }
    Ok(names)
}

fn spelled_out(collection: &Collection, key: &str) -> Result<BTreeMap<String, u32>, IndexError> {
    let from = format!("{key}{SEPARATOR}");
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for segment in &collection.segments {
        let inverted = segment.reader.inverted_index(collection.fields.acronyms)?;
        let mut stream = inverted.terms().range().ge(&from).into_stream()?;
        while let Some((term, info)) = stream.next() {
            let Some(name) = std::str::from_utf8(term).ok().and_then(|term| term.strip_prefix(&from)) else { break };
            *names.entry(name.to_owned()).or_default() += info.doc_freq;
        }
    }
    Ok(names)
}
