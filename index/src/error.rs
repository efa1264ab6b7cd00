//! What can go wrong with an index, told with what to do about it.

use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Why an index could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none.
    #[error("no index in {0}: make one with `communiques index PATH…`")]
    Missing(PathBuf),
    /// It was made by another version of the program.
    #[error(
        "the index in {dir} was made by another version (schema {schema}, French chain {french}): rebuild it with `communiques index --full PATH…`"
    )]
    OtherVersion {
        /// Where it is.
        dir: PathBuf,
        /// Its layout.
        schema: String,
        /// Its analysis.
        french: String,
    },
    /// Somebody else is writing.
    #[error("another run is writing to the index in {0}: wait until it ends, or give another one with --index")]
    Locked(PathBuf),
    /// The files are not what they should be.
    #[error("the index in {dir} is damaged ({what}): rebuild it with `communiques index --full PATH…`")]
    Damaged {
        /// Where it is.
        dir: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The system does not let it be written.
    #[error(
        "the index in {dir} could not be written and is as it was ({}): make room on its disk, check its permissions, or give another directory with --index",
        said(error)
    )]
    NotWritten {
        /// Where it is.
        dir: PathBuf,
        /// What the system says.
        error: tantivy::TantivyError,
    },
    /// The answer was not found before the request's deadline.
    #[error("the question takes too long: ask with fewer words, prefixes or phrases")]
    TookTooLong,
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Whatever tantivy reports.
    #[error("the index could not be used: {}", said(.0))]
    Engine(#[from] tantivy::TantivyError),
}

impl IndexError {
    /// What comes of `error` while the index in `dir` is written.
    pub(crate) fn not_written(dir: &Path, error: impl Into<tantivy::TantivyError>) -> Self {
        Self::NotWritten { dir: dir.to_owned(), error: error.into() }
    }
}

/// What `error` says to people: of files, what the system says of them, where tantivy shows how it is made.
pub(crate) fn said(error: &TantivyError) -> String {
    let of_file = |error: &std::io::Error, path: &Path| format!("{}: {error}", path.display());
    match error {
        TantivyError::IoError(error) => error.to_string(),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => of_file(io_error, filepath),
        TantivyError::OpenReadError(error) => error.to_string(),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => of_file(io_error, filepath),
        TantivyError::OpenWriteError(error) => error.to_string(),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, directory_path }) => {
            of_file(io_error, directory_path)
        }
        TantivyError::OpenDirectoryError(error) => error.to_string(),
        TantivyError::LockFailure(LockError::IoError(error), _) => format!("it cannot be locked: {error}"),
        TantivyError::LockFailure(error, _) => error.to_string(),
        error => error.to_string(),
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.into())
    }
}
