//! Zip packages, as office files are: their members by name, unpacked in memory and within limits.
//! No name of a member touches the file system, and what a member holds is not looked at.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::defect::Defect;
use crate::limits;

/// No office file has nearly as many members; a list of millions would fill the memory before anything is unpacked.
const MAX_MEMBERS: usize = 50_000;
/// Deflate makes no more bytes than this of one.
const MAX_RATIO: u64 = 1032;
/// What each member is announced with in the list at the end of a package.
const MEMBER_MARK: &[u8] = b"PK\x01\x02";

/// A package whose members can be unpacked.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    places: HashMap<String, usize>,
    left: u64,
    limit: u64,
}

impl<'a> Package<'a> {
    /// Opens a package of which no more than `unpacked_bytes` will be unpacked in all.
    ///
    /// Fails on bytes without a sound list of members.
    pub(crate) fn open(bytes: &'a [u8], unpacked_bytes: u64) -> Result<Self, Defect> {
        let marks = bytes.windows(MEMBER_MARK.len()).filter(|window| *window == MEMBER_MARK);
        if marks.take(MAX_MEMBERS + 1).count() > MAX_MEMBERS {
            return Err(Defect::of_whole(format!("packs more than {MAX_MEMBERS} files: leave it out")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Defect::of_whole(format!("is a damaged package ({error}): save or download it again")))?;
        let names = archive.file_names_raw().map(String::from_utf8_lossy).enumerate();
        let places = names.map(|(place, name)| (plain(&name), place)).collect();
        Ok(Self { archive, places, left: unpacked_bytes, limit: unpacked_bytes })
    }

    /// The names of the members, in lower case and in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Unpacks the member of that name, capitals aside; `None` where there is none.
    ///
    /// Of a damaged member, what comes before the damage is given, and a defect added. Fails on encrypted members, and
    /// where all that was unpacked exceeds the limit, whatever size the member declares.
    pub(crate) fn member(&mut self, name: &str, defects: &mut Vec<Defect>) -> Result<Option<Vec<u8>>, Defect> {
        let Some(place) = self.places.get(&plain(name)) else { return Ok(None) };
        let mut unpacked = Vec::new();
        let outcome = match self.archive.by_index(*place) {
            // One that admits to be too large need not be unpacked to know it.
            Ok(member) if member.size() > self.left => return Err(beyond(self.limit)),
            Ok(member) => {
                let size = member.size().min(member.compressed_size().saturating_mul(MAX_RATIO));
                unpacked.reserve(usize::try_from(size).unwrap_or_default());
                member.take(self.left.saturating_add(1)).read_to_end(&mut unpacked).map_err(|error| error.to_string())
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(protected()),
            Err(error) => Err(error.to_string()),
        };
        self.left = match self.left.checked_sub(unpacked.len() as u64) {
            Some(left) => left,
            None => return Err(beyond(self.limit)),
        };
        if let Err(error) = outcome {
            defects.push(Defect::of_whole(format!("has a damaged part, {name} ({error}): save or download it again")));
        }
        Ok(Some(unpacked))
    }
}

/// The defect of a file that only a password opens.
pub(crate) fn protected() -> Defect {
    Defect::of_whole("is protected by a password: save it without one")
}

fn beyond(limit: u64) -> Defect {
    let what = format!("unpacks to more than {}", limits::bytes(limit));
    Defect::of_whole(format!(
        "{what}: leave it out, or, if it can be trusted, raise the limit with --max-unpacked-size"
    ))
}

/// The name as it is looked for: some programs write `\` between folders, a `/` before them, or other capitals.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    /// A package of these members.
    pub(crate) fn packed(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn check(bytes: &[u8], expected: Result<Option<&str>, &str>, defects: usize) {
        let mut found = Vec::new();
        let member = Package::open(bytes, 1 << 20).and_then(|mut package| package.member("Word/un.xml", &mut found));
        match (member, expected) {
            (Ok(member), Ok(text)) => assert_eq!(member.as_deref(), text.map(str::as_bytes)),
            (Err(defect), Err(message)) => assert!(defect.message.contains(message), "{defect}"),
            (member, expected) => panic!("{member:?} instead of {expected:?}"),
        }
        assert_eq!(found.len(), defects, "{found:?}");
    }

    #[test]
    fn members_are_found_whatever_their_capitals_and_slashes() {
        check(&packed(&[("\\word\\UN.xml", "oui")]), Ok(Some("oui")), 0);
        check(&packed(&[("word/deux.xml", "non")]), Ok(None), 0);
    }

    #[test]
    fn a_bomb_is_a_defect_however_small_it_is_packed() {
        let bomb = packed(&[("word/un.xml", &"0".repeat(2 << 20))]);
        check(&bomb, Err("unpacks to more than 1 MB"), 0);
        // The sizes that it declares, in its list and before its member, are made small.
        let size = (2u32 << 20).to_le_bytes();
        let mut lying = bomb.clone();
        for at in 0..bomb.len() - size.len() {
            if bomb[at..].starts_with(&size) {
                lying[at..at + size.len()].copy_from_slice(&9u32.to_le_bytes());
            }
        }
        assert_ne!(lying, bomb);
        check(&lying, Ok(Some("")), 1);
    }

    #[test]
    fn a_damaged_member_is_told_and_read_as_far_as_it_goes() {
        let text = (0..20_000).map(|number| number.to_string()).collect::<String>();
        let mut bytes = packed(&[("word/un.xml", &text)]);
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8].fill(0xff);
        let mut found = Vec::new();
        let read = Package::open(&bytes, 1 << 20).unwrap().member("word/un.xml", &mut found).unwrap().unwrap();
        assert!(read.starts_with(b"01234567891011"));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn bytes_without_a_list_of_members_are_a_defect() {
        check(b"PK\x03\x04 et rien", Err("is a damaged package"), 0);
        check(&MEMBER_MARK.repeat(MAX_MEMBERS + 1), Err("packs more than"), 0);
    }
}
