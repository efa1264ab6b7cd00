//! What can go wrong with an index, told with what to do about it.

use std::path::PathBuf;

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
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Whatever tantivy reports.
    #[error("the index could not be used: {0}")]
    Engine(#[from] tantivy::TantivyError),
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.into())
    }
}
