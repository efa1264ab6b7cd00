//! Which files below a path are sources, in a stable order.
//! It opens no file and judges a file by its name's ending alone.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ignore::{DirEntry, WalkBuilder};

use crate::format::Format;

/// The sources below one root, and what else was met there.
#[derive(Debug, Default)]
pub struct Walk {
    /// Ordered by their path, byte by byte.
    pub sources: Vec<Source>,
    /// How many files are of no format that is read.
    pub skipped: usize,
    /// Folders, files and links that could not be looked at.
    pub defects: Vec<PathDefect>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the root; its name where the root is the file itself.
    pub relative: PathBuf,
    /// In bytes.
    pub size: u64,
    /// When it last changed, where the file system knows.
    pub modified: Option<SystemTime>,
    /// How it is to be read.
    pub format: Format,
}

/// A path that could not be looked at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathDefect {
    /// The folder, file or link; the root where the system does not tell.
    pub path: PathBuf,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// Why a root cannot be walked at all.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Nothing is there.
    #[error("{} does not exist: check the path", .0.display())]
    Missing(PathBuf),
    /// Something is there, but the system refuses to say what.
    #[error("{} cannot be looked at: {}", .0.display(), .1)]
    Unreadable(PathBuf, #[source] std::io::Error),
}

/// Finds the sources below `root`, which may be a file itself.
///
/// Hidden files are left out, and so are those that a `.gitignore` or `.ignore` below `root` names; rules of folders
/// above `root` or of the user do not count, so that the same folder gives the same sources everywhere. Links are
/// followed. What cannot be looked at is a defect and never stops the walk.
pub fn sources(root: &Path) -> Result<Walk, WalkError> {
    std::fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => WalkError::Missing(root.to_owned()),
        _ => WalkError::Unreadable(root.to_owned(), error),
    })?;
    let mut walk = Walk::default();
    let mut builder = WalkBuilder::new(root);
    builder.follow_links(true).require_git(false).parents(false).git_global(false).git_exclude(false);
    for entry in builder.build() {
        match entry {
            Ok(entry) => walk.meet(root, &entry),
            Err(error) => walk.defects.push(path_defect(root, &error)),
        }
    }
    let order = |path: &Path| path.as_os_str().as_encoded_bytes().to_vec();
    walk.sources.sort_by_cached_key(|source| order(&source.relative));
    walk.defects.sort_by_cached_key(|defect| order(&defect.path));
    Ok(walk)
}

impl Walk {
    fn meet(&mut self, root: &Path, entry: &DirEntry) {
        if let Some(error) = entry.error() {
            self.defects.push(path_defect(entry.path(), error));
        }
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            return;
        }
        let Some(format) = Format::of_name(entry.path()) else {
            self.skipped += 1;
            return;
        };
        let relative = entry.path().strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty());
        let name = Path::new(entry.file_name());
        match entry.metadata() {
            Ok(metadata) => self.sources.push(Source {
                path: entry.path().to_owned(),
                relative: relative.unwrap_or(name).to_owned(),
                size: metadata.len(),
                modified: metadata.modified().ok(),
                format,
            }),
            Err(error) => self.defects.push(path_defect(entry.path(), &error)),
        }
    }
}

impl Source {
    /// Its path below the root without its ending, with `/` between folders: what identifies its document.
    ///
    /// Bytes that are not UTF-8 are written `%FF`, and a `%` before two such digits is kept, so ids stay readable.
    pub fn id(&self) -> String {
        let parts: Vec<String> = self.relative.with_extension("").iter().map(readable).collect();
        parts.join("/")
    }
}

fn readable(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
    }
    text
}

fn path_defect(path: &Path, error: &ignore::Error) -> PathDefect {
    match error {
        ignore::Error::WithPath { path, err } => path_defect(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_defect(path, err),
        ignore::Error::Loop { ancestor, child } => PathDefect {
            path: child.clone(),
            message: format!("links back to {}: remove the link or index its target", ancestor.display()),
        },
        error => PathDefect { path: path.to_owned(), message: format!("cannot be looked at: {error}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn check(root: &Path, ids: &[&str], skipped: usize, defects: usize) {
        let walk = sources(root).unwrap();
        assert_eq!(walk.sources.iter().map(Source::id).collect::<Vec<_>>(), ids);
        assert_eq!((walk.skipped, walk.defects.len()), (skipped, defects), "{:?}", walk.defects);
    }

    #[test]
    fn sources_come_in_the_order_of_their_paths() {
        let folder = folder(&[("b.md", ""), ("a/z.TXT", ""), ("a/é.jsonl", ""), ("a.b.markdown", ""), ("c.odp", "")]);
        check(folder.path(), &["a.b", "a/z", "a/é", "b"], 1, 0);
    }

    #[test]
    fn hidden_and_ignored_files_are_left_out_outside_git_too() {
        let folder = folder(&[(".gitignore", "brouillons/\n"), ("brouillons/a.md", ""), (".b.md", ""), ("c.md", "")]);
        check(folder.path(), &["c"], 0, 0);
    }

    #[test]
    fn a_file_is_a_root_too() {
        let folder = folder(&[("un.md", ""), ("deux.md", "")]);
        check(&folder.path().join("un.md"), &["un"], 0, 0);
    }

    #[test]
    fn a_missing_root_is_an_error_that_names_it() {
        let folder = folder(&[]);
        let error = sources(&folder.path().join("absent")).unwrap_err().to_string();
        assert!(error.contains("absent does not exist"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn looping_and_broken_links_are_defects_and_stop_nothing() {
        let folder = folder(&[("a/un.md", "")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/boucle")).unwrap();
        std::os::unix::fs::symlink("nulle-part", folder.path().join("a/cassé.md")).unwrap();
        check(folder.path(), &["a/un"], 0, 2);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_have_readable_ids() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&[]);
        std::fs::write(folder.path().join(OsStr::from_bytes(b"d\xe9cret.md")), "").unwrap();
        check(folder.path(), &["d%E9cret"], 0, 0);
    }
}
