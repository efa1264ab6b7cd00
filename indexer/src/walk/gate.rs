//! Where a walk goes: not where it is told not to, not out of the archive, and nowhere that it would have to wait.
//! What is a source is decided by the walk.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{PathDefect, Reach, WalkError};
use crate::file::SPECIAL;

/// What the walk meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The root itself.
    Root,
    /// A folder below it.
    Folder,
    /// A link to a folder.
    LinkToFolder,
    /// Any other link.
    Link,
    /// Anything else.
    Other,
}

/// Decides where the walk goes, before anything there is opened.
pub(super) struct Gate {
    root: PathBuf,
    excluded: Gitignore,
    defects: Mutex<Vec<PathDefect>>,
}

impl Gate {
    /// A gate for `root` that nothing passes which one of the patterns `exclude` names.
    ///
    /// Fails on what is no pattern.
    pub(super) fn new(root: &Path, exclude: &[String]) -> Result<Self, WalkError> {
        let mut excluded = GitignoreBuilder::new(root);
        for pattern in exclude {
            excluded.add_line(None, pattern).map_err(|error| WalkError::Pattern(pattern.clone(), error))?;
        }
        let excluded = excluded.build().map_err(|error| WalkError::Pattern(exclude.join(" "), error))?;
        let root = std::fs::canonicalize(root).map_err(|error| WalkError::Unreadable(root.to_owned(), error))?;
        Ok(Self { root, excluded, defects: Mutex::default() })
    }

    /// Whether the walk takes `path` in, and looks below it; defects are kept.
    pub(super) fn lets_pass(&self, path: &Path, kind: Kind) -> bool {
        let is_folder = matches!(kind, Kind::Folder | Kind::LinkToFolder);
        if kind != Kind::Root && self.excluded.matched(path, is_folder).is_ignore() {
            return false;
        }
        let wrong = match kind {
            Kind::Link => self.leads_out(path),
            Kind::LinkToFolder => self.leads_out(path).or_else(|| traps(path)),
            Kind::Root | Kind::Folder => traps(path),
            Kind::Other => None,
        };
        let passes = wrong.is_none();
        self.defects.lock().unwrap_or_else(PoisonError::into_inner).extend(wrong);
        passes
    }

    /// The defects of what was turned away.
    pub(super) fn defects(&self) -> Vec<PathDefect> {
        self.defects.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The defect of a link that leads out of the root; broken ones are told by the walk itself.
    fn leads_out(&self, link: &Path) -> Option<PathDefect> {
        let target = std::fs::canonicalize(link).ok().filter(|target| !target.starts_with(&self.root))?;
        let is_special = std::fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir());
        let message = match is_special {
            true => SPECIAL.to_owned(),
            false => format!("leads out of the archive, to {}: index that too, or put a copy here", target.display()),
        };
        Some(PathDefect { path: link.to_owned(), message, reach: Reach::Nothing })
    }
}

/// The defect of a folder whose list of what to leave out is a pipe or the like, for which the walk would wait.
fn traps(folder: &Path) -> Option<PathDefect> {
    let is_trap =
        |list: &PathBuf| std::fs::metadata(list).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    let list = [".gitignore", ".ignore"].map(|name| folder.join(name)).into_iter().find(is_trap)?;
    let message = format!("{SPECIAL}; its folder is left out meanwhile");
    Some(PathDefect { path: list, message, reach: Reach::Unknown })
}

#[cfg(test)]
mod tests {
    use super::super::{name_documents, sources};
    use super::SPECIAL;

    /// Finds these ids below a folder whose files are `a/un.md`, `a/deux.txt` and `b/un.md`.
    fn check(exclude: &[&str], ids: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a/un.md", "a/deux.txt", "b/un.md"] {
            std::fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let exclude: Vec<String> = exclude.iter().map(|&pattern| pattern.to_owned()).collect();
        let mut walk = sources(folder.path(), &exclude).unwrap();
        name_documents(&mut walk.sources);
        assert_eq!(walk.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ids, "{exclude:?}");
    }

    #[test]
    fn patterns_leave_out_as_in_a_list_of_git() {
        check(&[], &["a/deux", "a/un", "b/un"]);
        check(&["*.txt"], &["a/un", "b/un"]);
        check(&["a/"], &["b/un"]);
        check(&["un.md", "!b/un.md"], &["a/deux", "b/un"]);
        check(&["/a/un.md"], &["a/deux", "b/un"]);
    }

    #[test]
    fn what_is_no_pattern_is_an_error_that_shows_it() {
        let error = sources(std::path::Path::new("."), &["{a".to_owned()]).unwrap_err().to_string();
        assert!(error.starts_with("`{a` is no pattern"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_of_the_archive_are_defects() {
        use std::os::unix::fs::symlink;
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("secret.md"), "").unwrap();
        std::fs::write(inside.path().join("un.md"), "").unwrap();
        symlink(outside.path(), inside.path().join("dossier")).unwrap();
        symlink(outside.path().join("secret.md"), inside.path().join("lien.md")).unwrap();
        symlink("un.md", inside.path().join("zone.md")).unwrap();
        let mut walk = sources(inside.path(), &[]).unwrap();
        name_documents(&mut walk.sources);
        assert_eq!(walk.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["un", "zone"]);
        let told = |at: usize| walk.defects[at].message.starts_with("leads out of the archive, to ");
        assert!(walk.defects.len() == 2 && told(0) && told(1), "{:?}", walk.defects);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_devices_and_to_themselves_are_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("a")).unwrap();
        std::os::unix::fs::symlink("b", folder.path().join("b")).unwrap();
        let walk = sources(folder.path(), &[]).unwrap();
        let told: Vec<&str> = walk.defects.iter().map(|defect| defect.message.as_str()).collect();
        assert_eq!(told, [SPECIAL, "links to itself: remove the link, or have it lead elsewhere"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_would_have_to_be_waited_for_is_a_defect() {
        let folder = tempfile::tempdir().unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("prise.md")).unwrap();
        std::fs::create_dir(folder.path().join("a")).unwrap();
        let _trap = std::os::unix::net::UnixListener::bind(folder.path().join("a/.gitignore")).unwrap();
        std::fs::write(folder.path().join("un.md"), "").unwrap();
        let walk = sources(folder.path(), &[]).unwrap();
        assert_eq!((walk.sources.len(), walk.defects.len()), (1, 2), "{:?}", walk.defects);
    }
}
