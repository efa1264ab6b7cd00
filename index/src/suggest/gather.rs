//! Gathers what is completed from a collection: its words from the dictionary, names from columns, titles from stored texts.
//! Done once for a commit, on all cores.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::schema::IndexRecordOption;

use crate::acronym::SEPARATOR;
use crate::collection::{Collection, strings};
use crate::completions::{Completions, Name, Named, Names, Place, SuggestionKind, Word, Words};
use crate::error::IndexError;
use crate::facet::Facet;
use crate::facet_values::facet_values;
use crate::french::{Lexicon, cut_into, fold, with_lexicon};
use crate::passage::Zone;
use crate::schema::column;
use crate::segment::{NO_DOCUMENT, Segment};
use crate::stored::Head;
use crate::terms::read_term;

/// Documents whose titles are read by one thread at a time.
const TITLES_AT_ONCE: usize = 2_000;

/// Titles of more words than this are not completed: they are texts.
const MOST_TITLE_WORDS: usize = 40;

/// Everything of `collection` that is completed.
pub(super) fn completions(collection: &Collection) -> Result<Completions, IndexError> {
    let titles = titles(collection)?;
    Ok(Completions {
        words: words(collection, &titles)?,
        names: names(collection)?,
        titles: Names::new(of_titles(titles))?,
    })
}

/// A title with the words by which it is found.
struct Title {
    text: String,
    place: Place,
    day: u64,
    id_rank: u64,
    words: Vec<(String, (u32, u32))>,
}

/// The two sides of an acronym, with the document of each passage that spells it out.
type Spelled = ((String, String), Vec<Place>);

/// The titles of all documents, the newest first.
fn titles(collection: &Collection) -> Result<Vec<Title>, IndexError> {
    let mut titles = Vec::new();
    for (n, segment) in (0..).zip(&collection.segments) {
        let documents: Vec<u32> = (0..segment.documents() as u32).collect();
        let days = segment.reader.fast_fields().column_opt::<u64>(column::FIRST_DAY)?;
        let read = |documents: &[u32]| {
            let one = |&document: &u32| {
                let first = segment.range(document).0;
                let head = Head::read(&collection.stored(n as usize, first)?, &collection.fields);
                let day = days.as_ref().and_then(|days| days.first(first)).unwrap_or(0);
                let words = with_lexicon(|lexicon| found_by(&head.title, lexicon));
                let id_rank = segment.id_rank(document);
                Ok(Title { text: head.title, place: (n, document), day, id_rank, words })
            };
            documents.iter().map(one).collect::<Result<Vec<Title>, IndexError>>()
        };
        let parts: Vec<Vec<Title>> = documents.par_chunks(TITLES_AT_ONCE).map(read).collect::<Result<_, _>>()?;
        titles.extend(parts.into_iter().flatten().filter(|title| !title.words.is_empty()));
    }
    titles.sort_by_key(|title| (u64::MAX - title.day, title.place.0, title.id_rank));
    Ok(titles)
}

/// The words of a name, small and without accents, that are not stop words, with where they stand in it.
fn found_by(name: &str, lexicon: &mut Lexicon) -> Vec<(String, (u32, u32))> {
    let mut tokens = Vec::new();
    cut_into(name, lexicon, &mut tokens);
    let words = tokens.iter().map(|token| (lexicon.entry(token.entry), token));
    let words = words.filter(|(entry, _)| !entry.grammatical);
    words.map(|(entry, token)| (fold(&entry.word), (token.from, token.to))).take(MOST_TITLE_WORDS).collect()
}

/// Titles as names: the same title of several documents once, with the newest.
fn of_titles(titles: Vec<Title>) -> Vec<Named> {
    let mut place_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut all: Vec<Named> = Vec::new();
    for Title { text, place, words, .. } in titles {
        if let Some(named) = place_of.get(&text).and_then(|&at| all.get_mut(at)) {
            named.places.push(place);
            continue;
        }
        place_of.insert(text.clone(), all.len());
        let name = Name { text: text.into(), kind: SuggestionKind::Title, other: None };
        all.push(Named { name, words: words.into_iter().map(|(word, _)| word).collect(), places: vec![place] });
    }
    all
}

/// Publishers, tags, plans and acronyms, those of most documents first.
fn names(collection: &Collection) -> Result<Names, IndexError> {
    let mut all = Vec::new();
    for (facet, kind) in [(Facet::Publisher, SuggestionKind::Publisher), (Facet::Plan, SuggestionKind::Plan)] {
        let values = facet_values(collection, facet)?;
        let mut places = vec![Vec::new(); values.labels.len()];
        for (n, sets) in (0..).zip(&values.set_of) {
            for (document, set) in (0..).zip(sets) {
                for &value in values.sets.get(*set as usize).into_iter().flatten() {
                    places.get_mut(value as usize).into_iter().for_each(|places| places.push((n, document)));
                }
            }
        }
        all.extend(values.labels.iter().zip(places).map(|(text, places)| named((text, kind, None), places)));
    }
    all.extend(tags(collection)?.into_iter().map(|(text, places)| named((&text, SuggestionKind::Tag, None), places)));
    for ((short, long), places) in acronyms(collection)? {
        all.push(named((&short, SuggestionKind::Acronym, Some(&long)), places.clone()));
        all.push(named((&long, SuggestionKind::Acronym, Some(&short)), places));
    }
    let rank = |named: &Named| (Reverse(named.places.len()), named.name.kind);
    all.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.name.text.cmp(&b.name.text)));
    Names::new(all)
}

fn named((text, kind, other): (&str, SuggestionKind, Option<&str>), places: Vec<Place>) -> Named {
    let words = with_lexicon(|lexicon| found_by(text, lexicon)).into_iter().map(|(word, _)| word).collect();
    Named { name: Name { text: text.into(), kind, other: other.map(Into::into) }, words, places }
}

/// The tags with the documents that have them.
fn tags(collection: &Collection) -> Result<FxHashMap<String, Vec<Place>>, IndexError> {
    let mut tags: FxHashMap<String, Vec<Place>> = FxHashMap::default();
    for (n, segment) in (0..).zip(&collection.segments) {
        let Some(column) = segment.reader.fast_fields().str(column::TAG)? else { continue };
        let mut of_segment = vec![Vec::new(); column.num_terms()];
        for (document, &passage) in (0..).zip(&segment.first) {
            for value in column.ords().values_for_doc(passage) {
                of_segment.get_mut(value as usize).into_iter().for_each(|places| places.push((n, document)));
            }
        }
        for (tag, places) in strings(&column)?.iter().zip(of_segment).filter(|(_, places)| !places.is_empty()) {
            tags.entry(tag.to_string()).or_default().extend(places);
        }
    }
    Ok(tags)
}

/// The short and the long side of all acronyms, with the documents of the passages that spell them out, those with most first:
/// of each side, the other one that most passages give it is the first.
fn acronyms(collection: &Collection) -> Result<Vec<Spelled>, IndexError> {
    let mut spelled: FxHashMap<(String, String), Vec<Place>> = FxHashMap::default();
    for (n, segment) in (0..).zip(&collection.segments) {
        let inverted = segment.reader.inverted_index(collection.fields.acronyms)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let sides = std::str::from_utf8(term).ok().and_then(|term| term.split_once(SEPARATOR));
            // The way back has no stop words, and says nothing else.
            let Some((short, long)) = sides.filter(|(short, long)| !short.contains(' ') && long.contains(' ')) else {
                continue;
            };
            let places = spelled.entry((short.to_uppercase(), long.to_owned())).or_default();
            let mut blocks = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !blocks.docs().is_empty() {
                let documents = blocks.docs().iter().filter_map(|&passage| segment.document_of.get(passage as usize));
                places.extend(documents.filter(|&&document| document != NO_DOCUMENT).map(|&document| (n, document)));
                blocks.advance();
            }
        }
    }
    let mut all: Vec<Spelled> = spelled.into_iter().filter(|(_, places)| !places.is_empty()).collect();
    all.sort_unstable_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    Ok(all)
}

/// The words of all texts, written as most titles write them.
fn words(collection: &Collection, titles: &[Title]) -> Result<Words, IndexError> {
    let of_segments = collection.segments.par_iter().map(counted).collect::<Result<Vec<_>, IndexError>>()?;
    let mut counted: FxHashMap<Box<str>, u32> = FxHashMap::default();
    for (word, documents) in of_segments.into_iter().flatten() {
        *counted.entry(word).or_default() += documents;
    }
    // Of words that only their accents part, the most frequent one stands for all.
    let mut best: FxHashMap<String, Word> = FxHashMap::default();
    for (word, documents) in counted {
        let folded = fold(&word);
        let shown = word.into_string();
        let known = best.entry(folded.clone()).or_insert_with(|| Word { folded, shown: shown.clone(), documents });
        if (documents, &known.shown) > (known.documents, &shown) {
            (known.shown, known.documents) = (shown, documents);
        }
    }
    for (folded, shown) in spellings(titles) {
        if let Some(word) = best.get_mut(&folded) {
            // What titles leave out of a word, such as accents, is not left out of it.
            let is_same = shown.to_lowercase().chars().filter(|&c| c != '-').eq(word.shown.chars());
            word.shown = if is_same { shown } else { std::mem::take(&mut word.shown) };
        }
    }
    Words::new(best.into_values().collect())
}

/// How most titles write each word that does not begin them. Titles in capitals alone tell nothing.
fn spellings(titles: &[Title]) -> FxHashMap<String, String> {
    let mut counted: FxHashMap<&str, FxHashMap<&str, u32>> = FxHashMap::default();
    for title in titles.iter().filter(|title| title.text.contains(char::is_lowercase)) {
        for (word, (from, to)) in title.words.iter().filter(|(_, (from, _))| *from > 0) {
            let written = title.text.get(*from as usize..*to as usize).unwrap_or_default();
            // Acronyms are suggested as such; other words in capitals (`Article PREMIER`) only stand out.
            if !written.contains(char::is_lowercase) {
                continue;
            }
            *counted.entry(word).or_default().entry(written).or_default() += 1;
        }
    }
    let usual = |(word, spellings): (&str, FxHashMap<&str, u32>)| {
        let (spelling, _) = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
        Some((word.to_owned(), spelling.to_owned()))
    };
    counted.into_iter().filter_map(usual).collect()
}

/// The words of a segment with the number of documents that hold them.
fn counted(segment: &Segment) -> Result<Vec<(Box<str>, u32)>, IndexError> {
    let mut counted: Vec<(Box<str>, u32)> = Vec::new();
    // The terms of one word in several zones stand near each other, among those of its stem.
    let mut of_stem: Vec<(Box<str>, tantivy::postings::TermInfo)> = Vec::new();
    let mut stem = String::new();
    let mut counter = Counter { segment, seen: vec![0; segment.documents()], round: 0 };
    let mut terms = segment.terms.terms().stream()?;
    while let Some((term, info)) = terms.next() {
        let Some(form) = read_term(term).filter(|form| form.zone != Zone::Address && is_word(form.word)) else {
            continue;
        };
        if form.stem != stem {
            counter.flush(&mut of_stem, &mut counted)?;
            form.stem.clone_into(&mut stem);
        }
        of_stem.push((form.word.into(), info.clone()));
    }
    counter.flush(&mut of_stem, &mut counted)?;
    Ok(counted)
}

/// Letters, or a number of a few digits: what somebody may type, and not a reference.
fn is_word(word: &str) -> bool {
    let is_number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.chars().nth(1).is_some() && (is_number || word.chars().all(|c| c.is_alphabetic() || c == '\''))
}

struct Counter<'a> {
    segment: &'a Segment,
    /// The last round in which each document was met.
    seen: Vec<u32>,
    round: u32,
}

impl Counter<'_> {
    fn flush(
        &mut self,
        of_stem: &mut Vec<(Box<str>, tantivy::postings::TermInfo)>,
        counted: &mut Vec<(Box<str>, u32)>,
    ) -> Result<(), IndexError> {
        of_stem.sort_by(|a, b| a.0.cmp(&b.0));
        for word in of_stem.chunk_by(|a, b| a.0 == b.0) {
            self.round += 1;
            let mut documents = 0;
            for (_, info) in word {
                documents += self.count(info)?;
            }
            if let Some((word, _)) = word.first().filter(|_| documents > 0) {
                counted.push((word.clone(), documents));
            }
        }
        of_stem.clear();
        Ok(())
    }

    /// How many documents hold a term that were not met in this round.
    fn count(&mut self, info: &tantivy::postings::TermInfo) -> Result<u32, IndexError> {
        let mut blocks = self.segment.terms.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let mut documents = 0;
        while !blocks.docs().is_empty() {
            for &passage in blocks.docs() {
                let document = self.segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
                if let Some(seen) = self.seen.get_mut(document as usize).filter(|seen| **seen != self.round) {
                    *seen = self.round;
                    documents += 1;
                }
            }
            blocks.advance();
        }
        Ok(documents)
    }
}
