//! Ids of files: the path without its ending, and with it where a file beside has the same one.
//! It looks at names alone, so that whatever was there before, the same folder gives the same ids.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashSet;

use super::Source;
use crate::format::{self, Format};
use crate::name;

/// Gives each source the id that its document has. Of files that differ in their ending alone the first by path has the
/// id without it, and each other one has it with its ending; those whose ending is of no format that is read come last.
///
/// Documents of JSON Lines have ids of their own: their files have none.
pub(crate) fn name_documents(sources: &mut [Source]) {
    for source in sources.iter_mut().filter(|source| source.format != Some(Format::JsonLines)) {
        source.id = bare(source);
    }
    let mut seen = FxHashSet::default();
    let mut ids = sources.iter().map(|source| source.id.as_str()).filter(|id| !id.is_empty());
    if !ids.all(|id| seen.insert(id)) {
        tell_apart(sources);
    }
}

/// The readable path without its ending, if it has one.
fn bare(source: &Source) -> String {
    match format::ending(&source.relative) {
        Some(_) => readable(&source.relative.with_extension("")),
        None => readable(&source.relative),
    }
}

/// Gives sources ids of which some have the same path without its ending.
fn tell_apart(sources: &mut [Source]) {
    let mut order: Vec<(String, Rank, String, usize)> = Vec::new();
    for (number, source) in sources.iter_mut().enumerate() {
        if source.format != Some(Format::JsonLines) {
            let rank = match format::ending(&source.relative) {
                None => Rank::Bare,
                Some(_) if source.format.is_some() => Rank::Read,
                Some(_) => Rank::Other,
            };
            order.push((std::mem::take(&mut source.id), rank, readable(&source.relative), number));
        }
    }
    // Shorter ones first: an id with an ending is taken before a longer name could be cut to it.
    order.sort_unstable_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.cmp(b)));
    let mut taken = FxHashSet::default();
    for (bare, _, whole, number) in order {
        let id = if taken.contains(&bare) { whole } else { bare };
        taken.insert(id.clone());
        if let Some(source) = sources.get_mut(number) {
            source.id = id;
        }
    }
}

/// Who of several files keeps the id without ending: the one whose name has none, as it can have no other.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Bare,
    Read,
    Other,
}

/// The path with `/` between folders. Bytes that are no UTF-8 and characters that a terminal obeys are written `%FF`.
fn readable(path: &Path) -> String {
    let parts: Vec<Cow<'_, str>> = path.iter().map(name::readable).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// The ids of files with these names, in their order.
    fn check(names: &[&str], ids: &[&str]) {
        let source = |name: &&str| {
            let path = PathBuf::from(name);
            Source { format: Format::of_name(&path), relative: path.clone(), path, ..Source::default() }
        };
        let mut sources: Vec<Source> = names.iter().map(source).collect();
        name_documents(&mut sources);
        assert_eq!(sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ids);
    }

    #[test]
    fn files_that_differ_in_their_ending_alone_have_ids_of_their_own() {
        check(&["a/un.docx", "a/un.pdf", "b/un.pdf"], &["a/un", "a/un.pdf", "b/un"]);
        check(&["un.PDF", "un.pdf"], &["un", "un.pdf"]);
        check(&["un.bak", "un.docx", "un.odt"], &["un.bak", "un", "un.odt"]);
        check(&["un", "un.pdf"], &["un", "un.pdf"]);
    }

    #[test]
    fn an_id_with_its_ending_is_no_other_files_without() {
        check(&["un.docx", "un.pdf", "un.pdf.docx"], &["un", "un.pdf", "un.pdf.docx"]);
        check(&["un.pdf", "un.pdf.docx"], &["un", "un.pdf"]);
        check(&["un", "un.md", "un.md.pdf", "un.md.pdf.txt"], &["un", "un.md", "un.md.pdf", "un.md.pdf.txt"]);
    }

    #[test]
    fn files_of_json_lines_have_no_id() {
        check(&["un.jsonl", "un.md"], &["", "un"]);
    }
}
