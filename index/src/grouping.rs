//! The copies of a collection: found at each commit and kept beside it; where the file is missing, found again.
//! What makes documents copies of one another is told by `copies`.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::collection::{Collection, strings};
use crate::copies::{Copies, Member, Place, group};
use crate::error::IndexError;
use crate::schema::column;
use crate::segment::Segment;

/// What the file names begin with; the number of the commit follows.
const PREFIX: &str = "copies-";

/// As they are kept, with what tells that the places are those of the same segments.
#[derive(Serialize, Deserialize)]
struct Stored {
    segments: Vec<(String, u32, u32)>,
    groups: Vec<Vec<Place>>,
}

/// The copies of `collection`; read when first asked for.
pub(crate) fn copies(collection: &Collection) -> Result<&Copies, IndexError> {
    if let Some(copies) = collection.copies.get() {
        return Ok(copies);
    }
    let bytes = fs::read(file(collection)).unwrap_or_default();
    let groups = match serde_json::from_slice::<Stored>(&bytes) {
        Ok(stored) if stored.segments == segments(collection) => stored.groups,
        _ => group(members(collection)?),
    };
    Ok(collection.copies.get_or_init(|| Copies::of_groups(groups)))
}

/// Writes the groups of a commit, and removes those of earlier ones.
///
/// Where there is no room for them, they are found again by whoever needs them.
pub(crate) fn write(collection: &Collection) -> Result<(), IndexError> {
    let path = file(collection);
    let stored = Stored { segments: segments(collection), groups: group(members(collection)?) };
    let bytes = serde_json::to_vec(&stored).map_err(std::io::Error::from)?;
    let draft = path.with_extension("new");
    let _found_again_by_readers = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, &path));
    for entry in fs::read_dir(&collection.generation)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.path() != path {
            // In the way of nothing: if not now, the next commit removes it.
            let _later = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn file(collection: &Collection) -> PathBuf {
    collection.generation.join(format!("{PREFIX}{}.json", collection.opstamp))
}

fn segments(collection: &Collection) -> Vec<(String, u32, u32)> {
    let name = |segment: &Segment| {
        let reader = &segment.reader;
        (reader.segment_id().uuid_string(), reader.max_doc(), reader.num_deleted_docs())
    };
    collection.segments.iter().map(name).collect()
}

/// What all documents are compared by.
fn members(collection: &Collection) -> Result<Vec<Member>, IndexError> {
    let mut members = Vec::new();
    for (number, segment) in (0..).zip(&collection.segments) {
        members_of(segment, number, &mut members)?;
    }
    Ok(members)
}

fn members_of(segment: &Segment, number: u32, members: &mut Vec<Member>) -> Result<(), IndexError> {
    let columns = segment.reader.fast_fields();
    let Some(fingerprints) = columns.column_opt::<u64>(column::FINGERPRINT)? else { return Ok(()) };
    let days = columns.column_opt::<u64>(column::FIRST_DAY)?;
    let ids = segment.ids.as_ref().map_or(Ok(Vec::new()), strings)?;
    for (document, &passage) in (0..).zip(&segment.first) {
        let Some(fingerprint) = fingerprints.first(passage) else { continue };
        // What has no date is no earlier than what has one.
        let day = days.as_ref().and_then(|days| days.first(passage)).unwrap_or(u64::MAX);
        let Some(id) = ids.get(segment.id_rank(document) as usize).cloned() else { continue };
        members.push(Member { fingerprint, day, id, place: (number, document) });
    }
    Ok(())
}
