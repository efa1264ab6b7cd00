//! Suggestions while somebody types: words, names and titles of the collection that begin so, as they are published.
//! Nothing of what others have asked is in them.

mod gather;
mod shown;
mod typed;

use std::cmp::Reverse;

use crate::collection::Collection;
use crate::completions::{Completed, Completions, FoundName, Names, Place, Reach, SuggestionKind};
use crate::error::IndexError;
use crate::facet::Facet;
use crate::facet_values::facet_values;
use crate::french::{fold, with_lexicon};
use crate::grouping;
use crate::query::filter::Filter;
use crate::search::{Passing, holding, passing, together};
use shown::Shown;
use typed::{Begun, Typed};

/// More suggestions than this are never made: nobody reads them.
const MOST: usize = 50;

/// So many of the most frequent words are counted together with the words typed before.
const MOST_COUNTED: usize = 24;

/// So many of the most frequent words are looked for in the documents that filters let through.
const MOST_LOOKED_FOR: usize = 300;

/// From so many letters on, one typing error is thought of.
const ONE_ERROR: usize = 4;

/// From so many letters on, two typing errors are thought of.
const TWO_ERRORS: usize = 8;

/// Where fewer suggestions than this begin as typed, typing errors are thought of.
const FEW: usize = 3;

/// A name is thought of from so many letters on: that of `PGO` from its second.
const LEAST_OF_NAME: usize = 2;

/// A title is thought of from so many letters on, since there are so many of them.
const LEAST_OF_TITLE: usize = 3;

/// Names and titles take one place in so many each, where there are words enough.
const SHARE: usize = 4;

/// A question for suggestions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typing {
    /// As typed so far.
    pub text: String,
    /// Conditions on documents, combined as those of a [`Request`](crate::Request): words, names and titles that no document
    /// which passes has are not suggested, and counts are those of the documents that pass.
    pub filters: Vec<Filter>,
    /// Suggestions wanted.
    pub limit: usize,
}

/// Something that what was typed may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to look for: what was typed with its last word completed, or a whole name or title, as published.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many documents hold the word, after other words in a passage with them; have the title; are described so; or, of
    /// an acronym, how many passages spell it out.
    pub count: u64,
    /// What of it answers what was typed, as byte ranges of `text`, in order, without overlap.
    pub highlights: Vec<(usize, usize)>,
    /// The id of the newest document with this title.
    pub document: Option<String>,
    /// What the acronym stands for, or the acronym.
    pub detail: Option<String>,
}

/// Completions of what was typed: those that begin so, and where these are few, those with typing errors.
///
/// The last word is completed unless something that ends words follows it; words before it must be in the same names or
/// passages. Empty for stop words alone, for nothing, and for more than a name may hold. What it needs of the collection is
/// gathered once, when first asked for; [`prepare`](crate::prepare) does that beforehand.
///
/// # Errors
/// Only what the index's files may cause.
pub fn suggest(collection: &Collection, typing: &Typing) -> Result<Vec<Suggestion>, IndexError> {
    let limit = typing.limit.min(MOST);
    let Some(typed) = with_lexicon(|lexicon| Typed::read(&typing.text, lexicon)).filter(|_| limit > 0) else {
        return Ok(Vec::new());
    };
    let passing = passing(collection, &typing.filters)?;
    if passing.as_ref().is_some_and(|passing| passing.count() == 0) {
        return Ok(Vec::new());
    }
    let completions = completions(collection)?;
    let completer = Completer { collection, completions, typed: &typed, passing: passing.as_deref() };
    let mut found = completer.suggestions(0, limit)?;
    let edits = typed.last.as_ref().map_or(0, Begun::edits);
    if edits > 0 && found.len() < FEW {
        let others = completer.suggestions(edits, limit)?;
        found.extend(others);
        shown::once(&mut found);
    }
    found.truncate(limit);
    Ok(found.into_iter().map(|shown| shown.suggestion).collect())
}

/// Makes ready what the first questions to `collection` would otherwise wait for: its words, its copies, the values of facets,
/// and what is completed. Worth its time where a collection is asked more than once, as by a server.
///
/// # Errors
/// Only what the index's files may cause.
pub fn prepare(collection: &Collection) -> Result<(), IndexError> {
    collection.vocabulary()?.runs();
    grouping::copies(collection)?;
    Facet::ALL.into_iter().try_for_each(|facet| facet_values(collection, facet).map(drop))?;
    completions(collection).map(drop)
}

/// What is completed in `collection`; gathered when first asked for.
fn completions(collection: &Collection) -> Result<&Completions, IndexError> {
    if let Some(completions) = collection.completions.get() {
        return Ok(completions);
    }
    let gathered = gather::completions(collection)?;
    Ok(collection.completions.get_or_init(|| gathered))
}

/// Completes what was typed.
struct Completer<'a> {
    collection: &'a Collection,
    completions: &'a Completions,
    typed: &'a Typed,
    /// The documents that count, where not all do.
    passing: Option<&'a Passing>,
}

impl Completer<'_> {
    /// Suggestions whose beginnings have so many typing errors at most, in the order in which they are shown.
    fn suggestions(&self, edits: u8, limit: usize) -> Result<Vec<Shown>, IndexError> {
        let words = self.words(edits, limit)?;
        let letters = self.typed.letters();
        let Completions { names, titles, .. } = self.completions;
        let names =
            if letters < LEAST_OF_NAME { Vec::new() } else { self.names((names, most_documents), edits, limit)? };
        let titles = if letters < LEAST_OF_TITLE { Vec::new() } else { self.names((titles, as_given), edits, limit)? };
        // Names and titles have their share, and all the room that words leave.
        let share = limit.div_ceil(SHARE);
        let of_titles = titles.len().min(share.max(limit.saturating_sub(words.len() + names.len())));
        let of_names = names.len().min(share.max(limit.saturating_sub(words.len() + of_titles)));
        let of_words = words.len().min(limit.saturating_sub(of_names + of_titles));
        let words = words.into_iter().take(of_words);
        let (names, titles) = (names.into_iter().take(of_names), titles.into_iter().take(of_titles));
        // A name that begins with several words is more likely meant than a next word.
        let is_meant = |name: &Shown| !self.typed.before.is_empty() && !name.begins_later();
        let (meant, names): (Vec<Shown>, Vec<Shown>) = names.partition(is_meant);
        let mut found: Vec<Shown> = meant.into_iter().chain(words).chain(names).chain(titles).collect();
        shown::once(&mut found);
        Ok(found)
    }

    fn words(&self, edits: u8, limit: usize) -> Result<Vec<Shown>, IndexError> {
        let Some(last) = &self.typed.last else { return Ok(Vec::new()) };
        // Forms of one word are suggested once, so that more are looked at than shown.
        let enough = 3 * limit;
        let most = match self.passing {
            Some(_) => MOST_LOOKED_FOR,
            None if self.typed.before.is_empty() => enough,
            None => MOST_COUNTED,
        };
        let words = &self.completions.words;
        let found = match edits {
            0 => words.beginning_with(&last.folded, most),
            edits => words.beginning_nearly_with(&last.folded, edits, most),
        };
        match self.passing {
            _ if !self.typed.before.is_empty() => self.shown(self.counted_together(found)?, limit),
            Some(passing) => self.shown(self.counted_among(passing, found, enough)?, limit),
            None => self.shown(found.into_iter().map(|word| (word, u64::from(word.documents))), limit),
        }
    }

    /// The first `limit` of `counted`, one form of each word.
    fn shown<'w>(
        &self,
        counted: impl IntoIterator<Item = (Completed<'w>, u64)>,
        limit: usize,
    ) -> Result<Vec<Shown>, IndexError> {
        let mut forms = shown::Forms::default();
        let new = counted.into_iter().filter(|(word, _)| forms.is_new(word.shown)).take(limit);
        new.map(|(word, count)| Shown::word(self, &word, count)).collect()
    }

    /// Those of `found` that stand in passages with the words before, those that belong to these most first.
    fn counted_together<'w>(&self, mut found: Vec<Completed<'w>>) -> Result<Vec<(Completed<'w>, u64)>, IndexError> {
        found.retain(|word| !self.typed.before.contains(&fold(&word.shown.to_lowercase())));
        let candidates: Vec<&str> = found.iter().map(|word| word.shown).collect();
        let counts = together(self.collection, self.passing, &self.typed.before, &candidates)?;
        let mut counted: Vec<_> =
            found.into_iter().zip(counts).filter_map(|(word, count)| Some((word, count?))).collect();
        counted.retain(|(_, count)| *count > 0);
        // What is rare elsewhere belongs to the words before.
        let share = |count: u64, word: &Completed<'_>| count as f64 * count as f64 / f64::from(word.documents.max(1));
        counted.sort_by(|(a, a_count), (b, b_count)| {
            a.edits.cmp(&b.edits).then(share(*b_count, b).total_cmp(&share(*a_count, a)))
        });
        Ok(counted)
    }

    /// Those of `found` that documents hold which pass, about `enough` of them: what was typed itself first, then by their number.
    fn counted_among<'w>(
        &self,
        passing: &Passing,
        found: Vec<Completed<'w>>,
        enough: usize,
    ) -> Result<Vec<(Completed<'w>, u64)>, IndexError> {
        // The dictionary of texts has neither capitals nor the hyphens of compounds.
        let spelled: Vec<String> = found.iter().map(|word| word.shown.to_lowercase().replace('-', "")).collect();
        let counts = holding(self.collection, passing, &Vec::from_iter(spelled.iter().map(String::as_str)), enough)?;
        let counted = found.into_iter().zip(&spelled).zip(counts);
        let mut counted: Vec<_> = counted.filter_map(|(word, count)| Some((word, count.filter(|&n| n > 0)?))).collect();
        let typed = self.typed.last.as_ref().map(|last| &last.folded);
        counted.sort_by_key(|((word, spelled), count)| {
            (word.edits, Some(&fold(spelled)) != typed || word.edits > 0, Reverse(*count))
        });
        Ok(counted.into_iter().map(|((word, _), count)| (word, count)).collect())
    }

    /// Those of `names` that hold all that was typed.
    fn names(&self, (names, order): (&Names, Order), edits: u8, limit: usize) -> Result<Vec<Shown>, IndexError> {
        let last = self.typed.last.as_ref().map(|last| names.reaches(&last.folded, edits));
        let before = self.typed.before.iter().map(|word| names.reaches(word, 0));
        let reaches: Vec<Vec<Reach>> = before.chain(last).collect();
        let found: Vec<FoundName<'_>> = match self.passing {
            None => names.having(&reaches, 2 * limit, |_| Some(0)),
            Some(passing) => names.having(&reaches, 2 * limit, |places| order(places, passing)),
        };
        let shown = found.into_iter().map(|name| Shown::name(self, name, (names, &reaches)));
        let mut shown: Vec<Shown> = shown.collect::<Result<_, _>>()?;
        shown.sort_by_key(Shown::begins_later);
        Ok(shown)
    }
}

/// What goes before the order in which names were given, of those that documents have which pass.
type Order = fn(&[Place], &Passing) -> Option<u32>;

/// Names of most documents first.
fn most_documents(places: &[Place], passing: &Passing) -> Option<u32> {
    let documents = places.iter().filter(|place| passing.holds(**place)).count();
    (documents > 0).then(|| u32::MAX - documents as u32)
}

/// Names as they were given.
fn as_given(places: &[Place], passing: &Passing) -> Option<u32> {
    places.iter().any(|place| passing.holds(*place)).then_some(0)
}

#[cfg(test)]
mod tests;
