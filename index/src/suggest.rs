//! Suggestions while somebody types: words, names and titles of the collection that begin so, as they are published.
//! Nothing of what others have asked is in them.

mod gather;
mod shown;
mod typed;

use crate::collection::Collection;
use crate::completions::{Completed, Completions, Name, Names, Reach, SuggestionKind};
use crate::error::IndexError;
use crate::facet::Facet;
use crate::facet_values::facet_values;
use crate::french::{fold, with_lexicon};
use crate::grouping;
use crate::search::together;
use shown::Shown;
use typed::{Begun, Typed};

/// More suggestions than this are never made: nobody reads them.
const MOST: usize = 50;

/// So many of the most frequent words are counted together with the words typed before.
const MOST_COUNTED: usize = 24;

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
    /// The id of the first document with this title.
    pub document: Option<String>,
    /// What the acronym stands for, or the acronym.
    pub detail: Option<String>,
}

/// At most `limit` completions of `typed`: those that begin as typed, and where these are few, those with typing errors.
///
/// The last word is completed unless something that ends words follows it; words before it must be in the same names or
/// passages. Empty for stop words alone, for nothing, and for more than a name may hold. What it needs of the collection is
/// gathered once, when first asked for; [`prepare`](crate::prepare) does that beforehand.
///
/// # Errors
/// Only what the index's files may cause.
pub fn suggest(collection: &Collection, typed: &str, limit: usize) -> Result<Vec<Suggestion>, IndexError> {
    let Some(typed) = with_lexicon(|lexicon| Typed::read(typed, lexicon)).filter(|_| limit > 0) else {
        return Ok(Vec::new());
    };
    let completer = Completer { collection, completions: completions(collection)?, typed: &typed };
    let limit = limit.min(MOST);
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
    collection.vocabulary()?;
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
}

impl Completer<'_> {
    /// Suggestions whose beginnings have so many typing errors at most, in the order in which they are shown.
    fn suggestions(&self, edits: u8, limit: usize) -> Result<Vec<Shown>, IndexError> {
        let words = self.words(edits, limit)?;
        let letters = self.typed.letters();
        let names =
            if letters < LEAST_OF_NAME { Vec::new() } else { self.names(&self.completions.names, edits, limit)? };
        let titles =
            if letters < LEAST_OF_TITLE { Vec::new() } else { self.names(&self.completions.titles, edits, limit)? };
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
        let most = if self.typed.before.is_empty() { 3 * limit } else { MOST_COUNTED };
        let words = &self.completions.words;
        let found = match edits {
            0 => words.beginning_with(&last.folded, most),
            edits => words.beginning_nearly_with(&last.folded, edits, most),
        };
        let mut shown = Vec::new();
        let mut forms = shown::Forms::default();
        if self.typed.before.is_empty() {
            for word in found.iter().filter(|word| forms.is_new(word.shown)).take(limit) {
                shown.push(Shown::word(self, word, u64::from(word.documents))?);
            }
            return Ok(shown);
        }
        let found: Vec<_> =
            found.into_iter().filter(|word| !self.typed.before.contains(&fold(&word.shown.to_lowercase()))).collect();
        let candidates: Vec<&str> = found.iter().map(|word| word.shown).collect();
        let counts = together(self.collection, &self.typed.before, &candidates)?;
        let mut counted: Vec<_> = found.iter().zip(counts).filter_map(|(word, count)| Some((word, count?))).collect();
        counted.retain(|(_, count)| *count > 0);
        // What is rare elsewhere belongs to the words before.
        let share = |count: u64, word: &Completed<'_>| count as f64 * count as f64 / f64::from(word.documents.max(1));
        counted.sort_by(|(a, a_count), (b, b_count)| {
            a.edits.cmp(&b.edits).then(share(*b_count, b).total_cmp(&share(*a_count, a)))
        });
        for (word, count) in counted.into_iter().filter(|(word, _)| forms.is_new(word.shown)).take(limit) {
            shown.push(Shown::word(self, word, count)?);
        }
        Ok(shown)
    }

    /// Those of `names` that hold all that was typed.
    fn names(&self, names: &Names, edits: u8, limit: usize) -> Result<Vec<Shown>, IndexError> {
        let last = self.typed.last.as_ref().map(|last| names.reaches(&last.folded, edits));
        let before = self.typed.before.iter().map(|word| names.reaches(word, 0));
        let reaches: Vec<Vec<Reach>> = before.chain(last).collect();
        let found: Vec<&Name> = names.having(&reaches, 2 * limit);
        let shown = found.into_iter().map(|name| Shown::name(self.collection, name, (names, &reaches)));
        let mut shown: Vec<Shown> = shown.collect::<Result<_, _>>()?;
        shown.sort_by_key(Shown::begins_later);
        Ok(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{About, Document, Found, Origin, Paragraph, Section};
    use crate::writer::{Mode, Writer};

    fn document(id: &str, title: &str, text: &str) -> Document {
        let found = |value: &str| Found { value: value.to_owned(), origin: Origin::Declared };
        let about = About {
            publisher: Some(found("Ministère de la Culture")),
            plans: vec![found("2018-2020")],
            tags: vec!["Données ouvertes".to_owned()],
            ..About::default()
        };
        let paragraphs = text.lines().zip(2..).map(|(line, number)| Paragraph::on_line(line, number)).collect();
        let sections = vec![Section { paragraphs, ..Section::default() }];
        Document {
            id: id.to_owned(),
            title: Some(Paragraph::on_line(title, 1)),
            about,
            sections,
            ..Document::default()
        }
    }

    /// A collection of three documents, of which the last was removed.
    fn collection(dir: &std::path::Path) -> Collection {
        let open = |mode| Writer::open(dir, 1, mode).unwrap();
        let writer = open(Mode::Full);
        let pgo = "Le Partenariat pour un gouvernement ouvert (PGO) publie des données ouvertes avec Etalab.";
        writer.add("a", &document("a", "La transparence en France", pgo)).unwrap();
        writer
            .add("b", &document("b", "Un rendez-vous", "Les données du théâtre, un rendez-vous et des ouvrages."))
            .unwrap();
        writer.add("c", &document("c", "Disparu", "Rien que des donjons.")).unwrap();
        writer.commit("2026-01-01T00:00:00Z".to_owned()).unwrap();
        let writer = open(Mode::Update);
        writer.remove("c");
        writer.commit("2026-01-02T00:00:00Z".to_owned()).unwrap();
        Collection::open(dir).unwrap()
    }

    #[track_caller]
    fn check(collection: &Collection, typed: &str, expected: &[&str]) {
        let found = suggest(collection, typed, 10).unwrap();
        let shown = |suggestion: &Suggestion| {
            let mut marked = suggestion.text.clone();
            for &(from, to) in suggestion.highlights.iter().rev() {
                marked.insert(to, ']');
                marked.insert(from, '[');
            }
            format!("{} {marked} {}", suggestion.kind, suggestion.count)
        };
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{typed:?}");
    }

    #[test]
    fn words_names_and_titles_are_completed_as_published() {
        let dir = tempfile::tempdir().unwrap();
        let collection = collection(dir.path());
        check(&collection, "don", &["word [don]nées 2", "tag [Don]nées ouvertes 2"]);
        check(&collection, "DONNÉ", &["word [donné]es 2", "tag [Donné]es ouvertes 2"]);
        check(&collection, "fra", &["word [Fra]nce 1", "title La transparence en [Fra]nce 1"]);
        check(&collection, "minis", &["publisher [Minis]tère de la Culture 2"]);
        check(&collection, "PG", &["acronym [PG]O 1"]);
        check(&collection, "2018-20", &["plan [2018]-[20]20 2"]);
        check(&collection, "rendezv", &["word [rendez-v]ous 1", "title Un [rendez-v]ous 1", "word [rendez] 1"]);
    }

    #[test]
    fn words_before_narrow_what_comes_next() {
        let dir = tempfile::tempdir().unwrap();
        let collection = collection(dir.path());
        check(&collection, "le ministère de la cul", &["publisher [Ministère] de la [Cul]ture 2"]);
        check(&collection, "théâtre ouv", &["word [théâtre] [ouv]rages 1"]);
        check(&collection, "introuvable don", &[]);
        check(&collection, "transparence ", &["title La [transparence] en France 1"]);
    }

    #[test]
    fn typing_errors_are_forgiven_in_longer_words() {
        let dir = tempfile::tempdir().unwrap();
        let collection = collection(dir.path());
        check(&collection, "donéne", &["word [donnée]s 2", "tag [Donnée]s ouvertes 2"]);
        check(&collection, "dno", &[]);
        check(&collection, "transprenc", &["word [transparenc]e 1", "title La [transparenc]e en France 1"]);
    }

    #[test]
    fn nothing_is_suggested_for_nothing_and_for_what_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let collection = collection(dir.path());
        let long = "a".repeat(10_000);
        for typed in ["", " ", "de la ", "avec", "\0\u{1b}", "…", "donjons", "Dispa", &long] {
            check(&collection, typed, &[]);
        }
        assert_eq!(suggest(&collection, "don", 0).unwrap(), []);
        assert_eq!(suggest(&collection, "don", 1).unwrap().len(), 1);
    }
}
