//! How many living passages hold each word: in a commit, and how that differs from one commit to the next.
//! What the counts are kept for, and where, is no business of this.

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use crate::error::IndexError;
use crate::french::fold;
use crate::living;
use crate::row::Row;
use crate::schema::schema;
use crate::terms::{Form, TextCutter, read_term};

/// Parts the folded word, its stem and the word in a key.
pub(super) const SEPARATOR: u8 = 0;

/// Counts by key; the difference of two counts may be negative.
pub(super) type Counts = FxHashMap<Vec<u8>, i64>;

/// Where one passage of so many is another, its words are counted by themselves; where more are, all are counted anew.
const FEW: u64 = 16;

/// The counts of all words of a commit.
pub(super) fn whole(commit: &Searcher) -> Result<Counts, IndexError> {
    let mut counts = Counts::default();
    for segment in commit.segment_readers() {
        add(segment, 1, &mut counts)?;
    }
    Ok(counts)
}

/// What is to be added to the counts of the commit `before` for those of the commit `after`, words that stay as they are
/// left out; `None` where that is no less work than counting all of them.
pub(super) fn between(before: &Searcher, after: &Searcher) -> Result<Option<Counts>, IndexError> {
    let ids = |commit: &Searcher| commit.segment_readers().iter().map(SegmentReader::segment_id).collect();
    let (old, new): (FxHashSet<SegmentId>, FxHashSet<SegmentId>) = (ids(before), ids(after));
    let only = |commit: &Searcher, other: &FxHashSet<SegmentId>| -> Vec<SegmentReader> {
        commit.segment_readers().iter().filter(|segment| !other.contains(&segment.segment_id())).cloned().collect()
    };
    let (gone, come) = (only(before, &new), only(after, &old));
    let pairs = || {
        let same = |old: &SegmentReader| {
            let now = after.segment_readers().iter().find(|new| new.segment_id() == old.segment_id())?;
            Some((old.clone(), now.clone()))
        };
        before.segment_readers().iter().filter_map(same)
    };
    let rows: u64 = gone.iter().chain(&come).map(|segment| u64::from(segment.max_doc())).sum();
    let removed: u64 = pairs().map(|(old, now)| u64::from(now.num_deleted_docs() - old.num_deleted_docs())).sum();
    if (rows + removed) * FEW > after.num_docs() {
        return Ok(None);
    }
    let mut counts = Counts::default();
    gone.iter().try_for_each(|segment| add(segment, -1, &mut counts))?;
    come.iter().try_for_each(|segment| add(segment, 1, &mut counts))?;
    pairs().try_for_each(|(old, now)| take_away_removed(&old, &now, &mut counts))?;
    counts.retain(|_, change| *change != 0);
    Ok(Some(counts))
}

/// Adds `sign` times the counts of a segment.
fn add(segment: &SegmentReader, sign: i64, counts: &mut Counts) -> Result<(), IndexError> {
    let inverted = segment.inverted_index(schema().1.text)?;
    let mut terms = inverted.terms().stream()?;
    while let Some((term, info)) = terms.next() {
        let passages = living::passages(segment, &inverted, info)?;
        if let Some(form) = read_term(term).filter(|_| passages > 0) {
            *counts.entry(key(form)).or_default() += sign * passages as i64;
        }
    }
    Ok(())
}

/// Takes away the words of what was removed from a segment since it was `old`: a dictionary does not tell whose its
/// terms are, so the text is cut again.
fn take_away_removed(old: &SegmentReader, now: &SegmentReader, counts: &mut Counts) -> Result<(), IndexError> {
    if now.num_deleted_docs() == old.num_deleted_docs() {
        return Ok(());
    }
    let fields = schema().1;
    let store = old.get_store_reader(1)?;
    let (mut cutter, mut term) = (TextCutter::default(), String::new());
    let mut terms = FxHashSet::default();
    for removed in old.doc_ids_alive().filter(|&row| now.is_deleted(row)) {
        let row: Row = store.get(removed)?;
        terms.clear();
        for value in row.all(fields.text) {
            let cut = cutter.cut(value);
            for token in cut.tokens {
                cut.write_term(token, &mut term);
                terms.insert(term.clone());
            }
        }
        for form in terms.iter().filter_map(|term| read_term(term.as_bytes())) {
            *counts.entry(key(form)).or_default() -= 1;
        }
    }
    Ok(())
}

/// What a word is counted under: it without accents, its stem, and the word.
fn key(form: Form<'_>) -> Vec<u8> {
    let mut key = fold(form.word).into_bytes();
    for part in [form.stem, form.word] {
        key.push(SEPARATOR);
        key.extend_from_slice(part.as_bytes());
    }
    key
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::OnceLock;

    use super::super::{Commit, Kept, Known, Vocabulary, map, unsigned};

    use crate::collection::Collection;
    use crate::document::{Document, Paragraph};
    use crate::writer::{Mode, Writer};

    /// A document of words of its own and of words that others have too.
    fn document(number: usize) -> Document {
        let text = format!("Le rapport n° {number} du {}e comité, éthique, ethique et École{number}", number % 7);
        Document {
            id: number.to_string(),
            title: Some(Paragraph::on_line("Un rapport", 1)),
            lead: vec![Paragraph::on_line(&text, 2)],
            ..Document::default()
        }
    }

    /// Removes and adds these documents in one commit.
    fn change(dir: &Path, removed: &[usize], added: std::ops::Range<usize>) {
        let writer = Writer::open(dir, 1, Mode::Update).unwrap();
        removed.iter().for_each(|number| writer.remove(&number.to_string()));
        for number in added {
            writer.add(&number.to_string(), &document(number)).unwrap();
        }
        writer.commit(String::new()).unwrap();
    }

    /// Compares all words of the last commit with those counted anew; tells how they are kept.
    fn check(dir: &Path) -> Form {
        let collection = Collection::open(dir).unwrap();
        let index = tantivy::Index::open_in_dir(&collection.generation).unwrap();
        let kept = Kept::find(&collection.generation, collection.opstamp).unwrap();
        let all = |vocabulary: &Vocabulary| -> Vec<Known> { vocabulary.starting_with("", usize::MAX) };
        let counted = super::whole(&Commit::last(&index).unwrap().searcher).unwrap();
        let anew = Vocabulary { words: map(counted, unsigned).unwrap(), changes: None, runs: OnceLock::new() };
        assert!(all(&anew).len() > 10);
        assert_eq!(all(collection.vocabulary().unwrap()), all(&anew));
        if kept.commit == kept.base { Form::Whole } else { Form::WithChanges }
    }

    #[derive(Debug, PartialEq, Eq)]
    enum Form {
        Whole,
        WithChanges,
    }

    #[test]
    fn what_few_changes_leave_is_what_is_counted_anew() {
        let dir = tempfile::tempdir().unwrap();
        change(dir.path(), &[], 0..200);
        assert_eq!(check(dir.path()), Form::Whole);
        change(dir.path(), &[3], 200..201);
        assert_eq!(check(dir.path()), Form::WithChanges);
        // So many commits that segments are merged, and words come and go again.
        let forms: Vec<Form> = (201..230)
            .map(|number| {
                change(dir.path(), &[number - 1, number - 150], number..number + 1);
                check(dir.path())
            })
            .collect();
        assert!(forms.iter().filter(|form| **form == Form::WithChanges).count() > 10, "{forms:?}");
        change(dir.path(), &[], 300..340);
        assert_eq!(check(dir.path()), Form::Whole);
    }

    #[test]
    fn files_that_are_missing_or_damaged_are_done_without() {
        let dir = tempfile::tempdir().unwrap();
        change(dir.path(), &[], 0..100);
        change(dir.path(), &[3], 100..101);
        let collection = Collection::open(dir.path()).unwrap();
        let words = |stem: &str| Collection::open(dir.path()).unwrap().vocabulary().unwrap().same_letters(stem);
        let expected = words("ethique");
        assert_eq!(expected.iter().map(|known| known.passages).collect::<Vec<_>>(), [100, 100]);
        for entry in std::fs::read_dir(&collection.generation).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("vocabulary-") {
                std::fs::write(entry.path(), "?").unwrap();
            }
        }
        assert_eq!(words("ethique"), expected);
        change(dir.path(), &[4], 101..102);
        assert_eq!(words("ethique"), expected);
    }
}
