//! The sources of a run: all that is below its paths, in a stable order, with what the user says of them.
//! No source is read.

use std::path::{Path, PathBuf};

use crate::describe::guide::Guide;
use crate::format::Format;
use crate::name::key;
use crate::report::{RunError, SourceDefect};
use crate::settings::Settings;
use crate::walk::{self, Reach, Source};

/// All sources of a run, ordered by their keys, each once.
#[derive(Default)]
pub(crate) struct Found {
    /// The paths that were given, each once.
    pub(crate) roots: Vec<Root>,
    /// Each source with the number of its root.
    pub(crate) sources: Vec<(usize, Source)>,
    /// How many files are of no format that is read.
    pub(crate) skipped: u64,
    /// What could not be looked at.
    pub(crate) defects: Vec<SourceDefect>,
    /// Keys of folders that could not be looked at.
    pub(crate) out_of_reach: Vec<String>,
}

/// A path that was given.
pub(crate) struct Root {
    /// As the system names it.
    pub(crate) path: PathBuf,
    /// Its key.
    pub(crate) key: String,
    /// What the user says of the documents below it.
    pub(crate) settings: Settings,
}

/// Finds the sources below the paths of a run.
///
/// # Errors
/// A path that does not exist or cannot be looked at; a pattern that is none; a mistake in what the user says of documents.
pub(crate) fn find(paths: &[PathBuf], exclude: &[String]) -> Result<Found, RunError> {
    let mut found = Found::default();
    for path in paths {
        let root = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        if found.roots.iter().all(|known| known.path != root) {
            found.add(root, exclude)?;
        }
    }
    found.sources.sort_by(|(_, a), (_, b)| key(&a.path).cmp(&key(&b.path)));
    found.sources.dedup_by(|a, b| a.1.path == b.1.path);
    Ok(found)
}

impl Found {
    /// Adds what is below a root, or the root where it is a file.
    fn add(&mut self, root: PathBuf, exclude: &[String]) -> Result<(), RunError> {
        let settings = Settings::of_root(&root)?;
        let walk = walk::sources(&root, exclude)?;
        // The settings are no document, and are not left out either.
        let is_settings = root.is_dir() && !settings.path.as_os_str().is_empty();
        self.skipped += (walk.skipped as u64).saturating_sub(u64::from(is_settings));
        let mut sources = walk.sources;
        sources.retain(|source| !settings.leaves_out(&source.relative));
        walk::name_documents(&mut sources);
        let number = self.roots.len();
        self.sources.extend(sources.into_iter().map(|source| (number, source)));
        let inside = |path: &Path| path.strip_prefix(&root).is_ok_and(|relative| settings.leaves_out(relative));
        for defect in walk.defects.into_iter().filter(|defect| !inside(&defect.path)) {
            let source = key(&defect.path).into_owned();
            if defect.reach == Reach::Unknown {
                self.out_of_reach.push(source.clone());
            }
            self.defects.push(SourceDefect { source, line: None, message: defect.message });
        }
        self.roots.push(Root { key: key(&root).into_owned(), path: root, settings });
        Ok(())
    }

    /// The number of the source with this key.
    pub(crate) fn number_of(&self, wanted: &str) -> Option<usize> {
        self.sources.binary_search_by(|(_, source)| (*key(&source.path)).cmp(wanted)).ok()
    }

    /// The root of the source with that number.
    pub(crate) fn root_of(&self, number: usize) -> Option<&Root> {
        self.roots.get(self.sources.get(number)?.0)
    }

    /// What the user says of the documents of the source with that number.
    pub(crate) fn guide(&self, number: usize) -> Guide<'_> {
        let said = self.said_of(number);
        said.map(|(settings, source)| settings.guide(source)).unwrap_or_default()
    }

    /// Whether the document of that id, of the source with that number, is corrected.
    pub(crate) fn corrects(&self, number: usize, id: &str) -> bool {
        self.said_of(number).is_some_and(|(settings, _)| settings.corrects(id))
    }

    /// Tells what the user says of a source, of which these documents are known to be corrected.
    pub(crate) fn guidance(&self, number: usize, corrected: &[String]) -> String {
        let said = self.said_of(number);
        said.map(|(settings, source)| settings.fingerprint(source, corrected)).unwrap_or_default()
    }

    /// The ids of all corrections.
    pub(crate) fn corrected(&self) -> impl Iterator<Item = &str> {
        self.roots.iter().flat_map(|root| root.settings.correction_lines.keys()).map(String::as_str)
    }

    /// Corrections of documents that `exist` does not know, as defects of the line that they begin on.
    pub(crate) fn lost_corrections(&self, exist: impl Fn(&str) -> bool) -> Vec<SourceDefect> {
        let lost = |settings: &Settings| {
            let lines = settings.correction_lines.iter().filter(|(id, _)| !exist(id));
            let told = lines.map(|(id, line)| SourceDefect {
                source: settings.path.to_string_lossy().into_owned(),
                line: Some(*line),
                message: format!("no document has the id “{id}”: `communiques describe` prints the ids that there are"),
            });
            told.collect::<Vec<_>>()
        };
        // Of other files beside the one that was given nothing is known.
        let is_whole = |root: &&Root| root.path.is_dir() || Format::of_name(&root.path) == Some(Format::JsonLines);
        self.roots.iter().filter(is_whole).flat_map(|root| lost(&root.settings)).collect()
    }

    fn said_of(&self, number: usize) -> Option<(&Settings, &Source)> {
        let (root, source) = self.sources.get(number)?;
        Some((&self.roots.get(*root)?.settings, source))
    }
}
