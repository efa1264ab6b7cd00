//! `communiques.toml` beside an archive: what the user says of its documents, which has the last word.
//! It lies in the folder that is indexed, or in that of the file that is, and is looked for nowhere else.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ignore::gitignore::Gitignore;

use crate::describe::guide::{Advice, Guide};
use crate::describe::publishers::Publishers;
use crate::format::Format;
use crate::walk::Source;

mod parse;
mod table;

/// The name of the file.
const NAME: &str = "communiques.toml";

/// A fingerprint is cut to so many hexadecimal digits.
const FINGERPRINT: usize = 16;

/// What the user says of the documents below one root.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The file; empty where there is none.
    pub(crate) path: PathBuf,
    /// The lines on which corrections begin, by the ids of their documents.
    pub(crate) correction_lines: BTreeMap<String, u32>,
    /// The lines that name folders.
    folder_lines: Vec<(String, u32)>,
    left_out: Option<Gitignore>,
    folders: Vec<(String, Advice)>,
    corrections: HashMap<String, Advice>,
    publishers: Publishers,
    /// The bodies that are added, as text to be hashed.
    added: String,
}

/// A mistake in `communiques.toml`, or a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", .path.display(), .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct SettingsError {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Settings {
    /// Reads the settings of a root; there are none where it has no such file.
    ///
    /// # Errors
    /// A file that cannot be read, or a mistake in it.
    pub(crate) fn of_root(root: &Path) -> Result<Self, SettingsError> {
        let folder = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
        let path = folder.join(NAME);
        let wrong = |line, message| SettingsError { path: path.clone(), line, message };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Self::default());
            }
            Err(error) => return Err(wrong(None, format!("cannot be read ({error}): mend it or take it away"))),
        };
        let settings = parse::settings(&text).map_err(|mistake| wrong(Some(mistake.line), mistake.message))?;
        if let Some((missing, line)) = settings.folder_lines.iter().find(|(below, _)| !folder.join(below).is_dir()) {
            let message = format!("there is no folder `{missing}` below the archive: correct the path or take it away");
            return Err(wrong(Some(*line), message));
        }
        // A file that is named outright is not left out.
        let left_out = settings.left_out.filter(|_| root.is_dir());
        Ok(Self { path: path.clone(), left_out, ..settings })
    }

    /// Whether a pattern leaves the path out, or a folder above it.
    pub(crate) fn leaves_out(&self, relative: &Path) -> bool {
        let matched = |patterns: &Gitignore| patterns.matched_path_or_any_parents(relative, false).is_ignore();
        relative.is_relative() && self.left_out.as_ref().is_some_and(matched)
    }

    /// What is said of the documents of a source.
    pub(crate) fn guide(&self, source: &Source) -> Guide<'_> {
        let place = place(source);
        let (folder, defaults) = self.defaults(&place).unzip();
        let below = place.strip_prefix(folder.unwrap_or_default()).unwrap_or(&place).trim_start_matches('/');
        let place = if source.format == Some(Format::JsonLines) { String::new() } else { below.to_owned() };
        Guide { place, publishers: Some(&self.publishers), defaults, corrections: Some(&self.corrections) }
    }

    /// Whether the document of that id is corrected.
    pub(crate) fn corrects(&self, id: &str) -> bool {
        self.corrections.contains_key(id)
    }

    /// Tells all that is said of a source apart from anything else; `corrected` are those of its documents with
    /// corrections, if it holds many.
    ///
    /// Empty where nothing is said.
    pub(crate) fn fingerprint(&self, source: &Source, corrected: &[String]) -> String {
        if self.folders.is_empty() && self.corrections.is_empty() && self.added.is_empty() {
            return String::new();
        }
        let place = place(source);
        let own = Some(&source.id).filter(|_| source.format != Some(Format::JsonLines));
        let mut corrected: Vec<&String> = corrected.iter().chain(own).filter(|id| self.corrects(id)).collect();
        corrected.sort_unstable();
        corrected.dedup();
        let corrections: Vec<_> = corrected.iter().map(|id| (id, self.corrections.get(id.as_str()))).collect();
        let defaults = self.defaults(&place);
        if corrections.is_empty() && defaults.is_none() && self.added.is_empty() {
            return String::new();
        }
        let said = format!("{defaults:?} {corrections:?} {}", self.added);
        blake3::hash(said.as_bytes()).to_hex().chars().take(FINGERPRINT).collect()
    }

    /// The innermost folder that holds the place, with what is said of it.
    fn defaults(&self, place: &str) -> Option<(&str, &Advice)> {
        let within =
            |folder: &str| folder.is_empty() || place.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let around = self.folders.iter().filter(|(folder, _)| within(folder));
        around.max_by_key(|(folder, _)| folder.len()).map(|(folder, advice)| (folder.as_str(), advice))
    }
}

/// The path of a source below its root, with `/` between folders.
fn place(source: &Source) -> String {
    let parts: Vec<_> = source.relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(relative: &str) -> Source {
        let path = PathBuf::from(relative);
        let id = relative.trim_end_matches(".md").to_owned();
        Source { path: path.clone(), relative: path, format: Some(Format::Markdown), id, ..Source::default() }
    }

    fn settings(text: &str) -> Settings {
        parse::settings(text).unwrap()
    }

    #[test]
    fn the_innermost_folder_speaks_for_a_document() {
        let text = "[[folder]]\npath = '2016'\nkind = 'rapport'\n[[folder]]\npath = '2016/cp/'\nkind = 'communiqué'";
        let settings = settings(text);
        let kind = |relative: &str| settings.guide(&source(relative)).defaults.and_then(|advice| advice.kind.clone());
        assert_eq!(kind("2016/a.md").as_deref(), Some("rapport"));
        assert_eq!(kind("2016/cp/a.md").as_deref(), Some("communique"));
        assert_eq!(kind("20166/a.md"), None);
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        let settings = settings("exclude = ['brouillons/', '*.tmp.md', '!garde.tmp.md']");
        for (path, expected) in
            [("brouillons/a.md", true), ("x/y.tmp.md", true), ("x/garde.tmp.md", false), ("a.md", false)]
        {
            assert_eq!(settings.leaves_out(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn a_fingerprint_changes_with_what_is_said_of_a_source_alone() {
        let of = |text: &str, relative: &str| settings(text).fingerprint(&source(relative), &[]);
        assert_eq!(of("exclude = ['x']", "a.md"), "");
        let one = "[[folder]]\npath = 'x'\nkind = 'plan'\n[correction.a]\ntitle = 'A'";
        assert_ne!(of(one, "a.md"), "");
        assert_eq!(of(one, "a.md"), of(&one.replace("plan", "rapport"), "a.md"));
        assert_ne!(of(one, "x/a.md"), of(&one.replace("plan", "rapport"), "x/a.md"));
        assert_ne!(of(one, "a.md"), of(&one.replace("'A'", "'B'"), "a.md"));
        assert_ne!(of("[[publisher]]\nname = 'A'", "a.md"), "");
    }
}
