//! Opens files and tells whether they changed while they were read.
//! It waits for nothing: what is no file (a pipe, a socket, a device) is refused unread.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::defect::Defect;

/// A file that changes while it is read is read so many times before that is told.
const TRIES: usize = 3;

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// In bytes.
    pub(crate) size: u64,
    /// When it last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub(crate) modified: i128,
}

/// A file that was read to its end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Whole {
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// Its state before it was read.
    pub(crate) stamp: Stamp,
    /// Set where it changed each time that it was read.
    pub(crate) unsettled: Option<Defect>,
}

impl Stamp {
    /// The state that `metadata` tells of.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self { size: metadata.len(), modified: since.map_or(0, |since| since.as_nanos() as i128) }
    }
}

/// Opens the file at `path` with its state.
///
/// Fails on what cannot be opened and on what is no file.
pub(crate) fn open(path: &Path) -> Result<(File, Stamp), Defect> {
    let file = unblocked().open(path).map_err(|error| unreadable(&error))?;
    let metadata = file.metadata().map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err(Defect::of_whole(SPECIAL));
    }
    Ok((file, Stamp::of(&metadata)))
}

/// What is wrong with a pipe, a socket or a device in an archive.
pub(crate) const SPECIAL: &str =
    "is a pipe, a socket or a device, not a file: leave it out, or put a file in its place";

/// Reads the file at `path`, again where it changed meanwhile.
///
/// Fails on what cannot be read, and on more than `most` bytes, of which no more than `most` are read.
pub(crate) fn read(path: &Path, most: u64) -> Result<Whole, Defect> {
    settled(|| {
        let (mut file, before) = open(path)?;
        within(before.size, most)?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.size).unwrap_or(0));
        // A file may have grown since its size was told.
        (&mut file).take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        within(bytes.len() as u64, most)?;
        let after = file.metadata().map_err(|error| unreadable(&error))?;
        Ok((bytes, before, Stamp::of(&after)))
    })
}

/// Reads until the states before and after are the same, but no more than [`TRIES`] times.
fn settled(mut read: impl FnMut() -> Result<(Vec<u8>, Stamp, Stamp), Defect>) -> Result<Whole, Defect> {
    let mut whole = Whole::default();
    for _ in 0..TRIES {
        let (bytes, stamp, after) = read()?;
        let unsettled = changed(stamp, after);
        whole = Whole { bytes, stamp, unsettled };
        if whole.unsettled.is_none() {
            break;
        }
    }
    Ok(whole)
}

/// The defect of a file that was in one state before it was read and in another after.
pub(crate) fn changed(before: Stamp, after: Stamp) -> Option<Defect> {
    (before != after).then(|| Defect::of_whole("changed while it was read: index again"))
}

fn within(size: u64, most: u64) -> Result<(), Defect> {
    if size <= most {
        return Ok(());
    }
    let (size, most) = (crate::limits::bytes(size), crate::limits::bytes(most));
    let what = format!("holds {size}, more than the {most} that are read of one file");
    Err(Defect::of_whole(format!("{what}: split it, or raise the limit with --max-file-size")))
}

/// The defect of a file that the system does not let be read.
pub(crate) fn unreadable(error: &std::io::Error) -> Defect {
    Defect::of_whole(format!("cannot be read ({error}): check its permissions, then index again"))
}

/// Opens for reading without waiting until someone writes into a pipe.
fn unblocked() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(size: u64) -> Stamp {
        Stamp { size, modified: 1 }
    }

    /// Reads a file that has these sizes, one before and one after each reading.
    fn check(sizes: &[(u64, u64)], reads: usize, told: bool) {
        let mut left = sizes.iter();
        let mut done = 0;
        let whole = settled(|| {
            let &(before, after) = left.next().unwrap();
            done += 1;
            Ok((vec![0; usize::try_from(after).unwrap()], stamp(before), stamp(after)))
        });
        assert_eq!((done, whole.unwrap().unsettled.is_some()), (reads, told));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again_and_then_told() {
        check(&[(3, 3)], 1, false);
        check(&[(3, 5), (5, 5)], 2, false);
        check(&[(3, 5), (5, 6), (6, 7)], 3, true);
    }

    #[test]
    fn no_more_is_read_than_the_limit_allows() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "12345").unwrap();
        assert_eq!(read(file.path(), 5).unwrap().bytes, b"12345");
        let defect = read(file.path(), 4).unwrap_err();
        assert_eq!(
            defect.message,
            "holds 5 bytes, more than the 4 bytes that are read of one file: split it, or raise the limit with --max-file-size"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prise.md");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(open(&path).is_err());
        assert_eq!(open(Path::new("/dev/null")).unwrap_err().message, SPECIAL);
    }
}
