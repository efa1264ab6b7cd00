//! The files of a generation, which need not be writable to be read.
//! What stands in them is tantivy's business.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle,
    WritePtr,
};

/// The ending of files of stored texts.
const TEXTS: &str = "store";

/// A folder of memory-mapped files whose readers take the lock of readers where they can have it, and whose writer can
/// close it to all threads.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    inner: MmapDirectory,
    folder: PathBuf,
    state: Arc<RwLock<State>>,
    texts: Texts,
}

/// How stored texts are come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// As all else, by mapping their files into memory: for a writer, which copies them whole.
    Mapped,
    /// By reading the blocks that are asked for. They are unpacked and kept by whoever reads them, so that mapping them would
    /// only hold two thirds of the index in memory once more.
    Read,
}

/// A file whose bytes are read when asked for, and kept by nobody here.
#[derive(Debug)]
struct Unmapped {
    file: File,
    bytes: usize,
}

impl Unmapped {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let bytes = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { file, bytes })
    }
}

impl HasLen for Unmapped {
    fn len(&self) -> usize {
        self.bytes
    }
}

impl FileHandle for Unmapped {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Closed,
}

impl Files {
    /// The files in `folder`.
    ///
    /// # Errors
    /// It is no folder that can be looked at.
    pub(crate) fn open(folder: &Path, texts: Texts) -> tantivy::Result<Self> {
        let state = Arc::new(RwLock::new(State::Open));
        Ok(Self { inner: MmapDirectory::open(folder)?, folder: folder.to_owned(), state, texts })
    }

    /// From its return on, no file is made, replaced or removed through any clone of `self`.
    pub(crate) fn close(&self) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = State::Closed;
    }

    /// Keeps the files open until the guard is dropped.
    fn stay_open(&self) -> io::Result<RwLockReadGuard<'_, State>> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Open => Ok(state),
            State::Closed => Err(io::Error::other("the writer has given up")),
        }
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if self.texts == Texts::Mapped || path.extension().is_none_or(|ending| ending != TEXTS) {
            return self.inner.get_file_handle(path);
        }
        match Unmapped::open(&self.folder.join(path)) {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(OpenReadError::FileDoesNotExist(path.to_owned())),
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        let _open = self.stay_open().map_err(failed)?;
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        let _open = self.stay_open().map_err(failed)?;
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let _open = self.stay_open()?;
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    /// The lock of readers keeps a writer from removing files between the reading of the list of them and their
    /// opening, so it is taken wherever it can be.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath && is_refused(&error) => {
                for_readers(&self.folder.join(&lock.filepath)).map_err(LockError::wrap_io_error)
            }
            taken => taken,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

/// Whether the system lets the file be read at the most.
fn is_refused(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// Takes the lock by reading its file, which a writer with more rights made. Where it cannot be read or locked, as on
/// a disk that is read alone, nobody is kept from anything: what such a reader misses is told, and the next one finds.
fn for_readers(path: &Path) -> io::Result<DirectoryLock> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound || is_refused(&error) => return Ok(Box::new(()).into()),
        Err(error) => return Err(error),
    };
    match file.lock() {
        Err(error) if error.kind() != ErrorKind::Unsupported && !is_refused(&error) => Err(error),
        _ => Ok(Box::new(file).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_may_be_read_at_the_most_keeps_writers_out_and_a_missing_one_is_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(&META_LOCK.filepath);
        drop(for_readers(&path).unwrap());
        assert!(!path.exists());
        let writer = File::create(&path).unwrap();
        let held = for_readers(&path).unwrap();
        assert!(writer.try_lock().is_err());
        drop(held);
        assert!(writer.try_lock().is_ok());
    }

    #[test]
    fn closed_files_are_read_and_never_written() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path(), Texts::Mapped).unwrap();
        let name = Path::new("name");
        files.atomic_write(name, b"a").unwrap();
        let clone = files.clone();
        files.close();
        assert!(clone.atomic_write(name, b"b").is_err() && clone.delete(name).is_err());
        assert!(clone.open_write(Path::new("other")).is_err());
        assert_eq!(clone.atomic_read(name).unwrap(), b"a");
    }

    #[test]
    fn texts_are_the_same_mapped_or_read() {
        let folder = tempfile::tempdir().unwrap();
        let name = Path::new("a.store");
        std::fs::write(folder.path().join(name), b"0123456789").unwrap();
        for texts in [Texts::Mapped, Texts::Read] {
            let files = Files::open(folder.path(), texts).unwrap();
            let file = files.get_file_handle(name).unwrap();
            assert_eq!((file.len(), file.read_bytes(2..5).unwrap().as_slice()), (10, &b"234"[..]));
            assert!(matches!(files.get_file_handle(Path::new("b.store")), Err(OpenReadError::FileDoesNotExist(_))));
        }
    }

    #[test]
    fn only_what_forbids_writing_is_no_error() {
        let check = |kind: ErrorKind, expected: bool| assert_eq!(is_refused(&kind.into()), expected, "{kind}");
        check(ErrorKind::ReadOnlyFilesystem, true);
        check(ErrorKind::PermissionDenied, true);
        check(ErrorKind::NotFound, false);
        check(ErrorKind::StorageFull, false);
    }
}
