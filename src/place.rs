//! Where indexes lie: the one that is named, the user's own, and those kept for `--in`.
//! What is in them is the business of the engine.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use directories::ProjectDirs;

/// Names the index to use where no option does.
const VARIABLE: &str = "COMMUNIQUES_INDEX";

/// The option that names an index.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Directory of the index [default: $COMMUNIQUES_INDEX, else communiques/index in the user's data directory]
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
}

impl Place {
    /// The directory of the index.
    ///
    /// # Errors
    /// No option, no variable, and no home directory to have a default in.
    pub(crate) fn dir(&self) -> anyhow::Result<PathBuf> {
        let named = self.index.clone().or_else(|| variable().map(PathBuf::from));
        named.map_or_else(default_dir, Ok)
    }
}

/// The directory of the index where nothing names one.
///
/// # Errors
/// No home directory.
pub(crate) fn default_dir() -> anyhow::Result<PathBuf> {
    Ok(user()?.data_dir().join("index"))
}

fn variable() -> Option<OsString> {
    std::env::var_os(VARIABLE).filter(|value| !value.is_empty())
}

/// The directory of the index that is kept for exactly these paths, in whatever order they are given.
///
/// # Errors
/// A user without a cache directory.
pub(crate) fn kept_for(paths: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let mut paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    paths.sort();
    paths.dedup();
    let mut hash = blake3::Hasher::new();
    for path in paths {
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update(&[0]);
    }
    Ok(user()?.cache_dir().join("in").join(hash.finalize().to_hex().as_str()))
}

/// `paths` as they are whatever the current directory.
///
/// # Errors
/// A path that does not exist or cannot be reached.
pub(crate) fn canonical(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let canonical = |path: &PathBuf| path.canonicalize().with_context(|| format!("cannot read {}", path.display()));
    paths.iter().map(canonical).collect()
}

fn user() -> anyhow::Result<ProjectDirs> {
    ProjectDirs::from("", "", "communiques").context("no home directory: name the index with --index DIR")
}
