//! The files of the box, each release as it was published. A released file never changes: sites hold its digest.
//! They are made by `box/release.js`; how they are used is the business of `snippet`.

use std::sync::Arc;

use warp::reply::Response;

use crate::asked::Asked;
use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::site::Site;

/// A file as it was released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// The version of the box, such as `1.0.0`.
    pub version: &'static str,
    /// Its name, such as `box.js`.
    pub name: &'static str,
    /// What it holds.
    pub text: &'static str,
}

/// Includes a file of a release.
macro_rules! file {
    ($version:literal, $name:literal) => {
        File {
            version: $version,
            name: $name,
            text: include_str!(concat!("../../box/releases/", $version, "/", $name)),
        }
    };
}

/// All files of all releases, the newest release first.
pub const FILES: &[File] = &[file!("1.0.0", "box.js"), file!("1.0.0", "frame.js"), file!("1.0.0", "frame.css")];

/// What `box/release.js` notes of each file: version, name, digest.
const DIGESTS: &str = include_str!("../../box/releases/digests");

/// The folder of the newest release, whose files may change.
pub(super) const NEWEST: &str = "v1";

impl File {
    /// Its digest as `integrity` wants it.
    pub fn digest(&self) -> &'static str {
        let line =
            |line: &'static str| line.strip_prefix(self.version)?.trim().strip_prefix(self.name)?.strip_prefix(' ');
        DIGESTS.lines().find_map(line).unwrap_or_default()
    }

    /// Its path below the server's root, which is this release's for ever.
    pub fn path(&self) -> String {
        format!("box/v{}/{}", self.version, self.name)
    }

    fn media(&self) -> Media {
        if self.name.ends_with(".css") { Media::Css } else { Media::Script }
    }
}

/// The newest release of a file.
pub fn newest(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

/// Answers with a file of the box: below `v1` the newest, below `v1.0.0` that very one.
///
/// # Errors
/// There is no such file.
pub(crate) async fn reply(_site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let below = asked.path.strip_prefix("/box/").and_then(|path| path.split_once('/'));
    let (folder, name) = below.ok_or(Problem::NoSuchPath)?;
    let version = folder.strip_prefix('v').ok_or(Problem::NoSuchPath)?;
    let exact = || FILES.iter().find(|file| file.name == name && file.version == version);
    let (file, fresh) = match folder {
        NEWEST => (newest(name), Fresh::Hour),
        _ => (exact(), Fresh::Forever),
    };
    let file = file.ok_or(Problem::NoSuchPath)?;
    let tag = format!("\"{}\"", file.digest());
    if asked.holds(&tag) {
        return Ok(reply::unchanged(fresh, &tag));
    }
    Ok(reply::tagged(reply::body(file.media(), fresh, file.text), &tag))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use sha2::{Digest, Sha384};

    use super::*;

    fn compressed(text: &str) -> usize {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap().len()
    }

    #[test]
    fn released_files_have_the_digests_that_sites_hold() {
        for file in FILES {
            let digest = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(file.text)));
            assert_eq!(file.digest(), digest, "{} {}", file.version, file.name);
        }
        assert_eq!(DIGESTS.lines().count(), FILES.len());
    }

    #[test]
    fn every_release_on_disk_is_served() {
        let mut found = Vec::new();
        for release in
            fs::read_dir("box/releases").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
        {
            for file in fs::read_dir(&release).unwrap() {
                found.push((release.file_name().unwrap().to_owned(), file.unwrap().file_name()));
            }
        }
        assert_eq!(found.len(), FILES.len(), "{found:?}");
    }

    #[test]
    fn the_script_is_small() {
        let script = newest("box.js").unwrap().text;
        assert!(compressed(script) <= 6000, "{} bytes, style included", compressed(script));
        let style = script.split('"').find(|part| part.starts_with(":host{")).unwrap();
        assert!(compressed(style) <= 2000, "{} bytes", compressed(style));
    }

    #[test]
    fn the_newest_release_is_the_first() {
        let newest = FILES.first().unwrap().version;
        let numbers = |version: &str| version.split('.').map(|part| part.parse::<u32>().unwrap()).collect::<Vec<_>>();
        assert!(FILES.iter().all(|file| numbers(file.version) <= numbers(newest)));
        assert!(newest.starts_with(&NEWEST[1..]));
    }
}
