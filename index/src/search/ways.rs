//! Ways to find what was typed: the forms of a word, phrases, prefixes, words that resemble it.
//! What is made of them in a query is the business of `compile`.

use super::correction::{correction, most_edits};
use super::phrase;
use super::plan::{Name, Told, Way, What};
use super::postings;
use super::slot::Slot;
use super::unit;
use crate::amendment::AmendmentKind;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::fold;
use crate::passage::Zone;
use crate::remark::Remark;
use crate::vocabulary::Known;

/// Words that a prefix or a word with errors stands for at most, the most frequent ones.
pub(super) const MOST_WORDS: usize = 1_000;

/// Shorter unknown words are not corrected: nearly everything resembles them.
const LEAST_LETTERS: usize = 4;

/// Where a word is looked for.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// In which collection.
    pub collection: &'a Collection,
    /// In which zones of its documents.
    pub zones: &'a [Zone],
}

/// A word with all its forms, and those of the words that it is without their accents.
pub(super) fn slot(collection: &Collection, word: &str) -> Result<Slot, IndexError> {
    let mut slot = Slot {
        key: format!("={word}"),
        word: word.to_owned(),
        folded: fold(word),
        stems: unit::stems(word),
        words: Vec::new(),
    };
    for known in collection.vocabulary()?.same_letters(&slot.folded) {
        if slot.stems.contains(&known.stem) {
            continue;
        }
        if slot.word == slot.folded {
            slot.stems.push(known.stem);
        } else {
            slot.words.push((known.stem, known.word));
        }
    }
    Ok(slot)
}

/// Words taken as they are, their accents aside.
pub(super) fn literal(collection: &Collection, forms: &[String]) -> Result<Slot, IndexError> {
    let word = forms.first().cloned().unwrap_or_default();
    let mut known = Vec::new();
    for form in forms {
        known.extend(collection.vocabulary()?.same_letters(&fold(form)));
    }
    Ok(listed(format!("\"{}", forms.join(",")), &word, known))
}

/// A word as it is written, with its accents.
pub(super) fn spelled(collection: &Collection, word: &str) -> Result<Slot, IndexError> {
    let mut known = collection.vocabulary()?.same_letters(&fold(word));
    known.retain(|known| known.word == word);
    Ok(listed(format!("={word}"), word, known))
}

/// The most frequent words that begin with `text`, one more than [`MOST_WORDS`] if there are more.
pub(super) fn beginning_with(collection: &Collection, text: &str) -> Result<Vec<Known>, IndexError> {
    Ok(collection.vocabulary()?.starting_with(&fold(&text.to_lowercase()), MOST_WORDS + 1))
}

/// Words that are `text` but for some typing errors, as many as its length allows where that is not said.
pub(super) fn resembling(collection: &Collection, text: &str, edits: Option<u8>) -> Result<Vec<Known>, IndexError> {
    let folded = fold(&text.to_lowercase());
    let edits = edits.unwrap_or_else(|| most_edits(&folded));
    Ok(collection.vocabulary()?.similar(&folded, edits, MOST_WORDS))
}

/// What a word that is in no document may stand for, and how that is told: words that it begins, or one that it resembles.
pub(super) fn instead_of(collection: &Collection, word: &str) -> Result<Option<(Slot, Told)>, IndexError> {
    let folded = fold(word);
    if folded.chars().count() < LEAST_LETTERS || folded.contains(|c: char| !(c.is_alphabetic() || c == '\'')) {
        return Ok(None);
    }
    let begun = beginning_with(collection, word)?;
    if let Some(first) = begun.first() {
        let remark = Remark::Completed { typed: word.to_owned(), found: first.word.clone() };
        let told = Told { kind: AmendmentKind::Completed, remark, typed: vec![word.to_owned()] };
        return Ok(Some((listed(format!("?{word}"), word, begun), told)));
    }
    let Some(meant) = correction(collection, &folded)? else { return Ok(None) };
    let remark = Remark::Corrected { typed: word.to_owned(), found: meant.word.clone() };
    let told = Told { kind: AmendmentKind::Corrected, remark, typed: vec![word.to_owned()] };
    // As if it had been typed: in all its forms, counted as they are.
    Ok(Some((slot(collection, &meant.word)?, told)))
}

/// A slot for certain words, known by `key`.
pub(super) fn listed(key: String, word: &str, known: Vec<Known>) -> Slot {
    let words = known.into_iter().map(|known| (known.stem, known.word)).collect();
    let word = word.to_lowercase();
    Slot { key, folded: fold(&word), word, stems: Vec::new(), words }
}

impl Scope<'_> {
    /// The way to find `slot` as a word, if it is anywhere.
    pub(super) fn word(self, slot: Slot, name: Name) -> Result<Option<Way>, IndexError> {
        let terms = |segment| postings::terms(segment, &slot, self.zones);
        let terms: Vec<_> = self.collection.segments.iter().map(terms).collect::<Result<_, _>>()?;
        let anywhere = terms.iter().any(|terms| !terms.is_empty());
        let key = self.key(name, &slot.key);
        Ok(anywhere.then_some(Way { what: What::Word { slot, terms }, name, key }))
    }

    /// Whether `word`, which is not in these zones, is in others.
    pub(super) fn is_elsewhere(self, word: &str) -> Result<bool, IndexError> {
        let everywhere = Scope { zones: &Zone::ALL, ..self };
        let is_part = self.zones.len() < Zone::ALL.len();
        Ok(is_part && everywhere.word(slot(self.collection, word)?, Name::Typed)?.is_some())
    }

    /// The way to find words side by side, wherever they are.
    pub(super) fn phrase(self, slots: Vec<Slot>, name: Name) -> Result<Way, IndexError> {
        let find = |segment| phrase::phrase(segment, &slots, self.zones);
        let found = self.collection.segments.iter().map(find).collect::<Result<_, _>>()?;
        let key = self.key(name, &joined(&slots));
        Ok(Way { what: What::Phrase { slots, found }, name, key })
    }

    /// The way to find words or phrases close to each other, wherever they are.
    pub(super) fn near(self, parts: Vec<Vec<Slot>>, distance: u32) -> Result<Way, IndexError> {
        let find = |segment| phrase::near(segment, &parts, distance, self.zones);
        let found = self.collection.segments.iter().map(find).collect::<Result<_, _>>()?;
        let key = parts.iter().map(|slots| joined(slots)).collect::<Vec<_>>().join("|");
        let key = self.key(Name::Typed, &format!("{distance}|{key}"));
        Ok(Way { what: What::Near { parts, distance, found }, name: Name::Typed, key })
    }

    /// The way to find a link to `host`.
    pub(super) fn link(self, host: &str) -> Way {
        Way { what: What::Link(host.to_owned()), name: Name::Typed, key: self.key(Name::Typed, &format!("@{host}")) }
    }

    /// What tells `what` in these zones, found under such a name, from all else.
    pub(super) fn key(self, name: Name, what: &str) -> String {
        let name = if name == Name::Typed { "" } else { "~" };
        self.zones.iter().map(|zone| zone.letter()).chain(name.chars()).chain(what.chars()).collect()
    }
}

fn joined(slots: &[Slot]) -> String {
    slots.iter().map(|slot| slot.key.as_str()).collect::<Vec<_>>().join(" ")
}
