//! Which files below a path are sources, in a stable order.
//! It judges a file by its name's ending, and by its first bytes where that tells nothing; no other file is opened.

mod gate;
mod siblings;

use std::io::Read;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gate::{Gate, Kind};
use ignore::{DirEntry, WalkBuilder};
pub(crate) use siblings::name_documents;

use crate::defect::Defect;
use crate::file::{self, SPECIAL, Stamp};
use crate::format::{self, Format};

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the root; its name where the root is the file itself.
    pub relative: PathBuf,
    /// In bytes.
    pub size: u64,
    /// When it last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: i128,
    /// What its name tells; `None` where that is no format that is read. What it is, its content tells.
    pub format: Option<Format>,
    /// What identifies its document among those of its root: its path below the root without its ending, with `/`
    /// between folders; empty until `name_documents` has seen the files beside it.
    pub id: String,
}

/// A path that could not be looked at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathDefect {
    /// The folder, file or link; the root where the system does not tell.
    pub path: PathBuf,
    /// What is wrong and what to do about it.
    pub message: String,
    /// Whether there may be sources below it all the same.
    pub reach: Reach,
}

/// What a path that could not be looked at says about sources below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// There are none.
    Nothing,
    /// There may be some, which cannot be reached.
    Unknown,
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
    /// What is to be left out cannot be understood.
    #[error("`{0}` is no pattern of files to leave out: {1}")]
    Pattern(String, ignore::Error),
}

/// Finds the sources below `root`, which may be a file itself, but for those that `exclude` names as `.gitignore` does.
///
/// Hidden files are left out, and so are those that a `.gitignore` or `.ignore` below `root` names; rules of folders
/// above `root` or of the user do not count, so that the same folder gives the same sources everywhere. Links are
/// followed unless they lead out of `root`. What cannot be looked at is a defect and never stops the walk.
pub fn sources(root: &Path, exclude: &[String]) -> Result<Walk, WalkError> {
    std::fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => WalkError::Missing(root.to_owned()),
        _ => WalkError::Unreadable(root.to_owned(), error),
    })?;
    let gate = Arc::new(Gate::new(root, exclude)?);
    let mut walk = Walk::default();
    if gate.lets_pass(root, Kind::Root) {
        for entry in walker(root, &gate).build() {
            match entry {
                Ok(entry) => walk.meet(root, &entry),
                Err(error) => walk.defects.push(path_defect(root, &error)),
            }
        }
    }
    walk.defects.extend(gate.defects());
    walk.sources.sort_by(|a, b| bytes(&a.relative).cmp(bytes(&b.relative)));
    walk.defects.sort_by(|a, b| bytes(&a.path).cmp(bytes(&b.path)));
    Ok(walk)
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn walker(root: &Path, gate: &Arc<Gate>) -> WalkBuilder {
    let gate = Arc::clone(gate);
    let mut builder = WalkBuilder::new(root);
    builder.follow_links(true).require_git(false).parents(false).git_global(false).git_exclude(false);
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let kind = match () {
            () if entry.path_is_symlink() && is_folder => Kind::LinkToFolder,
            () if entry.path_is_symlink() => Kind::Link,
            () if is_folder => Kind::Folder,
            () => Kind::Other,
        };
        gate.lets_pass(entry.path(), kind)
    });
    builder
}

impl Walk {
    fn meet(&mut self, root: &Path, entry: &DirEntry) {
        if let Some(error) = entry.error() {
            self.defects.push(path_defect(entry.path(), error));
        }
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else { return };
        // What the user names is told of, whatever it is: its content decides what it is read as.
        let is_root = entry.depth() == 0;
        let defect = |message: String, reach| PathDefect { path: entry.path().to_owned(), message, reach };
        if !kind.is_file() {
            // Broken links are told by the walk, and so are those to nowhere.
            let named = !kind.is_symlink() && (is_root || format::is_document(entry.path()));
            return self.defects.extend(named.then(|| defect(SPECIAL.to_owned(), Reach::Nothing)));
        }
        match is_source(entry.path()) {
            _ if is_root => {}
            Ok(true) => {}
            Ok(false) => {
                self.skipped += 1;
                return;
            }
            Err(wrong) => return self.defects.push(defect(wrong.message, Reach::Unknown)),
        }
        let relative = entry.path().strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty());
        let name = Path::new(entry.file_name());
        match entry.metadata() {
            Ok(metadata) => {
                let Stamp { size, modified } = Stamp::of(&metadata);
                let (path, relative) = (entry.path().to_owned(), relative.unwrap_or(name).to_owned());
                let format = Format::of_name(&path);
                self.sources.push(Source { path, relative, size, modified, format, id: String::new() });
            }
            Err(error) => self.defects.push(path_defect(entry.path(), &error)),
        }
    }
}

/// Whether a file is one to read, or to be named as one that is not read.
///
/// Fails where a file whose ending tells nothing cannot be looked into.
fn is_source(path: &Path) -> Result<bool, Defect> {
    if format::is_document(path) {
        return Ok(true);
    }
    if format::is_no_document(path) {
        return Ok(false);
    }
    let (file, _) = file::open(path)?;
    let mut head = Vec::new();
    file.take(format::HEAD as u64).read_to_end(&mut head).map_err(|error| file::unreadable(&error))?;
    Ok(format::has_signature(&head))
}

fn path_defect(path: &Path, error: &ignore::Error) -> PathDefect {
    match error {
        ignore::Error::WithPath { path, err } => path_defect(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_defect(path, err),
        ignore::Error::Loop { ancestor, child } => PathDefect {
            path: child.clone(),
            message: format!("links back to {}: remove the link or index its target", ancestor.display()),
            reach: Reach::Nothing,
        },
        error if error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) => PathDefect {
            path: path.to_owned(),
            message: "links to nothing: remove the link, or put back what it leads to".to_owned(),
            reach: Reach::Nothing,
        },
        _ if is_loop(path) => PathDefect {
            path: path.to_owned(),
            message: "links to itself: remove the link, or have it lead elsewhere".to_owned(),
            reach: Reach::Nothing,
        },
        error => PathDefect {
            path: path.to_owned(),
            message: format!("cannot be looked at ({error}): check its permissions, then index again"),
            reach: Reach::Unknown,
        },
    }
}

/// Whether a link leads back to itself, at once or over others.
fn is_loop(link: &Path) -> bool {
    #[cfg(unix)]
    return std::fs::metadata(link).is_err_and(|error| error.raw_os_error() == Some(libc::ELOOP));
    #[cfg(not(unix))]
    return false;
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
        let mut walk = sources(root, &[]).unwrap();
        name_documents(&mut walk.sources);
        assert_eq!(walk.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ids);
        assert_eq!((walk.skipped, walk.defects.len()), (skipped, defects), "{:?}", walk.defects);
    }

    #[test]
    fn sources_come_in_the_order_of_their_paths() {
        let folder = folder(&[("b.md", ""), ("a/z.TXT", ""), ("a/é.jsonl", ""), ("a.b.markdown", ""), ("c.png", "")]);
        check(folder.path(), &["a.b", "a/z", "", "b"], 1, 0);
    }

    #[test]
    fn hidden_and_ignored_files_are_left_out_outside_git_too() {
        let folder = folder(&[(".gitignore", "brouillons/\n"), ("brouillons/a.md", ""), (".b.md", ""), ("c.md", "")]);
        check(folder.path(), &["c"], 0, 0);
    }

    #[test]
    fn documents_that_are_not_read_are_sources_and_files_of_other_endings_need_a_signature() {
        let folder = folder(&[("a.XLS", ""), ("b.svg", ""), ("Lettre n°1.2", "%PDF-1.4"), ("Makefile", "all:")]);
        check(folder.path(), &["Lettre n°1.2", "a"], 2, 0);
        let page = "<!doctype html><p>Texte";
        let folder =
            self::folder(&[("a.php", page), ("b.bak", "%PDF-1.4"), ("c.tmp", "x"), ("d.js", page), ("e~", page)]);
        check(folder.path(), &["a", "b", "e~"], 2, 0);
    }

    #[test]
    fn a_file_that_is_named_is_a_source_whatever_it_is() {
        let folder = folder(&[("a.png", "")]);
        check(&folder.path().join("a.png"), &["a"], 0, 0);
        check(folder.path(), &[], 1, 0);
    }

    #[test]
    fn a_file_is_a_root_too() {
        let folder = folder(&[("un.md", ""), ("deux.md", "")]);
        check(&folder.path().join("un.md"), &["un"], 0, 0);
    }

    #[test]
    fn a_missing_root_is_an_error_that_names_it() {
        let folder = folder(&[]);
        let error = sources(&folder.path().join("absent"), &[]).unwrap_err().to_string();
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
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&[]);
        std::fs::write(folder.path().join(OsStr::from_bytes(b"d\xe9cret.md")), "").unwrap();
        check(folder.path(), &["d%E9cret"], 0, 0);
    }
}
