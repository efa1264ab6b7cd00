//! Where an index lies on disk: a directory with one generation of tantivy files and a pointer to it.
//! A full rebuild is a new generation beside the old one; moving the pointer is the commit.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use tantivy::schema::Schema;

use crate::error::{IndexError, said};
use crate::files::{Files, Texts};
use crate::french::CHAIN;
use crate::schema::{SCHEMA, schema};

/// The file that names the generation in use.
const POINTER: &str = "current";

/// The file that a writer holds locked.
const LOCK: &str = "writer.lock";

/// tantivy's file about the last commit of a generation.
const META: &str = "meta.json";

/// What every generation's directory name begins with.
const GENERATION: &str = "generation-";

/// Bytes of stored text that are compressed together: larger packs better, smaller is read faster.
pub(crate) const STORE_BLOCK: usize = 49_152;

/// The generation in use, if there is an index in `dir`.
pub(crate) fn current(dir: &Path) -> Result<Option<PathBuf>, IndexError> {
    let pointer = dir.join(POINTER);
    match fs::read_to_string(&pointer) {
        Ok(name) if name.starts_with(GENERATION) && !name.contains(['/', '\\']) => Ok(Some(dir.join(name.trim_end()))),
        Ok(name) => Err(damaged(dir, format!("{POINTER} holds {:?}", name.chars().take(40).collect::<String>()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IndexError::File { path: pointer, error }),
    }
}

/// Tells the last commit of the index in `dir` from all others, as [`Collection::version`](crate::Collection::version) does, by
/// reading two small files; `None` where there is no index.
///
/// # Errors
/// The files cannot be read, or are not what they should be.
pub fn latest_version(dir: &Path) -> Result<Option<String>, IndexError> {
    #[derive(serde::Deserialize)]
    struct Meta {
        opstamp: u64,
    }
    let Some(generation) = current(dir)? else { return Ok(None) };
    let path = generation.join(META);
    let text = fs::read(&path).map_err(|error| IndexError::File { path, error })?;
    let meta: Meta = serde_json::from_slice(&text).map_err(|error| damaged(dir, format!("{META}: {error}")))?;
    Ok(Some(version(&generation, meta.opstamp)))
}

/// How the commit `opstamp` of `generation` is called.
pub(crate) fn version(generation: &Path, opstamp: u64) -> String {
    let name = generation.file_name().unwrap_or_default().to_string_lossy();
    format!("{}.{opstamp}", name.rsplit('-').next().unwrap_or_default())
}

/// Takes the index in `dir` for writing, until the file is dropped or its process ends, however it ends.
pub(crate) fn lock(dir: &Path) -> Result<fs::File, IndexError> {
    let path = dir.join(LOCK);
    let open = || {
        fs::create_dir_all(dir)?;
        fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path)
    };
    let file = open().map_err(|error| IndexError::not_written(dir, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(IndexError::Locked(dir.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(IndexError::File { path, error }),
    }
}

/// A directory for a generation that does not exist yet, nor did before: whoever knows its number need not know the index.
pub(crate) fn new_generation(dir: &Path) -> Result<PathBuf, IndexError> {
    fs::create_dir_all(dir).map_err(|error| IndexError::not_written(dir, error))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let named = |number: u128| dir.join(format!("{GENERATION}{number}"));
    let path = (now..).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(now));
    fs::create_dir(&path).map_err(|error| IndexError::not_written(dir, error))?;
    Ok(path)
}

/// Makes `generation` the one in use, in one step that either happens or does not, and removes the others.
pub(crate) fn adopt(dir: &Path, generation: &Path) -> Result<(), IndexError> {
    let name = generation.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (pointer, draft) = (dir.join(POINTER), dir.join(format!("{POINTER}.new")));
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&draft)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &pointer)
    };
    // Where the generation is in use already, its own commit was all there was to do.
    if current(dir)?.as_deref() != Some(generation) {
        write().map_err(|error| IndexError::not_written(dir, error))?;
    }
    remove_others(dir, &name);
    Ok(())
}

/// Removes `generation` unless it is the one in use.
pub(crate) fn remove_unused(dir: &Path, generation: &Path) {
    if current(dir).is_ok_and(|current| current.as_deref() != Some(generation)) {
        // What cannot be removed now is by the next run that commits.
        let _later = fs::remove_dir_all(generation);
    }
}

/// Removes generations that nobody points to: what a killed rebuild left, and what a finished one replaced.
pub(crate) fn remove_others(dir: &Path, keep: &str) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(GENERATION) && name != keep {
            // A reader may still have it open; where the system forbids removing it then, the next run does.
            let _later = fs::remove_dir_all(entry.path());
        }
    }
}

/// Creates an empty generation of `files`.
pub(crate) fn create(files: Files) -> Result<tantivy::Index, IndexError> {
    let settings = tantivy::IndexSettings { docstore_blocksize: STORE_BLOCK, ..tantivy::IndexSettings::default() };
    let index = tantivy::Index::create(files, schema().0, settings)?;
    Ok(index)
}

/// The files of a generation of `dir`.
pub(crate) fn files(dir: &Path, generation: &Path, texts: Texts) -> Result<Files, IndexError> {
    Files::open(generation, texts).map_err(|error| damaged(dir, said(&error)))
}

/// Opens a generation of `dir` that is made of `files`, refusing what another version made.
pub(crate) fn open(dir: &Path, files: Files) -> Result<tantivy::Index, IndexError> {
    let index = tantivy::Index::open(files).map_err(|error| damaged(dir, said(&error)))?;
    let payload = Payload::of(&index.load_metas()?);
    if payload.schema != SCHEMA || payload.french != CHAIN || !same_fields(&index.schema()) {
        return Err(IndexError::OtherVersion { dir: dir.to_owned(), schema: payload.schema, french: payload.french });
    }
    Ok(index)
}

fn same_fields(schema: &Schema) -> bool {
    *schema == self::schema().0
}

fn damaged(dir: &Path, what: String) -> IndexError {
    IndexError::Damaged { dir: dir.to_owned(), what }
}

/// What a commit says about itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Payload {
    /// The version of the layout.
    pub schema: String,
    /// The version of the French chain.
    pub french: String,
    /// When the commit was made, RFC 3339 in UTC.
    pub built: String,
}

impl Payload {
    /// The payload of a commit made now by this version.
    pub fn now(built: String) -> Self {
        Self { schema: SCHEMA.to_owned(), french: CHAIN.to_owned(), built }
    }

    /// The payload of the last commit; of this version, and of no time, where nothing was committed yet.
    pub fn of(meta: &tantivy::IndexMeta) -> Self {
        match &meta.payload {
            None => Self::now(String::new()),
            Some(text) => serde_json::from_str(text).unwrap_or_else(|_| Self {
                schema: "unknown".to_owned(),
                french: "unknown".to_owned(),
                built: String::new(),
            }),
        }
    }
}
