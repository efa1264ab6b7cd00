//! The files of a vocabulary beside its commit: one with all words, and maybe one with what has changed since.
//! What stands in them is no business of this.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the file names begin with.
const PREFIX: &str = "vocabulary-";

/// Stands between the numbers of two commits.
const SINCE: &str = "-since-";

/// What the file names end with.
const ENDING: &str = ".fst";

/// Which files hold the vocabulary of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    /// The number of the commit.
    pub(super) commit: u64,
    /// That of the commit whose words were all counted: the same, or an earlier one since which few have changed.
    pub(super) base: u64,
}

impl Kept {
    /// The files of a commit of `generation`, if there are any.
    pub(super) fn find(generation: &Path, commit: u64) -> Option<Self> {
        let entries = fs::read_dir(generation).ok()?.flatten();
        entries.filter_map(|entry| Self::parse(&entry.file_name().to_string_lossy())).find(|kept| kept.commit == commit)
    }

    /// The bytes of the file with all words, and of that with changes, if there is one.
    pub(super) fn read(self, generation: &Path) -> io::Result<(Vec<u8>, Option<Vec<u8>>)> {
        let whole = Self { commit: self.base, base: self.base };
        let changes = (self != whole).then(|| fs::read(generation.join(self.name()))).transpose()?;
        Ok((fs::read(generation.join(whole.name()))?, changes))
    }

    /// Writes the one file that this commit has for itself, and removes those that it does not need.
    ///
    /// Where there is no room for it, readers do without.
    pub(super) fn write(self, generation: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = generation.join(self.name());
        let draft = path.with_extension("new");
        let _made_again_by_readers = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, &path));
        for entry in fs::read_dir(generation)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_needed = Self::parse(&name).is_some_and(|kept| kept == self || kept.is_whole_at(self.base));
            if name.starts_with(PREFIX) && !is_needed {
                // In the way of nothing: if not now, the next commit removes it.
                let _later = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn is_whole_at(self, commit: u64) -> bool {
        self.commit == commit && self.base == commit
    }

    fn name(self) -> PathBuf {
        let Self { commit, base } = self;
        let since = if commit == base { String::new() } else { format!("{SINCE}{base}") };
        PathBuf::from(format!("{PREFIX}{commit}{since}{ENDING}"))
    }

    fn parse(name: &str) -> Option<Self> {
        let numbers = name.strip_prefix(PREFIX)?.strip_suffix(ENDING)?;
        let (commit, base) = numbers.split_once(SINCE).unwrap_or((numbers, numbers));
        Some(Self { commit: commit.parse().ok()?, base: base.parse().ok()? })
    }
}
