//! The files that pages bring: their style, their script and their sign. They are part of the program, and the name of
//! each holds a digest of its bytes, so that a browser keeps it for good.

use std::sync::Arc;

use warp::reply::Response;

use crate::asked::Asked;
use crate::problem::Problem;
use crate::reply::{self, Fresh, Media};
use crate::site::Site;

/// A file that pages bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asset {
    name: &'static str,
    media: Media,
    bytes: &'static [u8],
    digest: u64,
}

/// How pages look.
pub(crate) const STYLE: Asset = Asset::new("style.css", Media::Css, include_bytes!("../../assets/style.css"));

/// Keys that step through the marks of a document.
pub(crate) const SCRIPT: Asset = Asset::new("marks.js", Media::Script, include_bytes!("../../assets/marks.js"));

/// The sign of the service in tabs and bookmarks.
pub(crate) const ICON: Asset = Asset::new("icon.svg", Media::Svg, include_bytes!("../../assets/icon.svg"));

const ALL: [Asset; 3] = [STYLE, SCRIPT, ICON];

impl Asset {
    const fn new(name: &'static str, media: Media, bytes: &'static [u8]) -> Self {
        Self { name, media, bytes, digest: digest(bytes) }
    }

    /// Where it lies, below the base path.
    pub(crate) fn path(self) -> String {
        format!("/assets/{:016x}/{}", self.digest, self.name)
    }
}

/// FNV-1a, in 64 bits: it tells versions of a file apart, and a compiler can do it.
const fn digest(bytes: &[u8]) -> u64 {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = bytes;
    while let Some((&byte, others)) = rest.split_first() {
        digest = (digest ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
        rest = others;
    }
    digest
}

/// `/assets/{digest}/{name}`. Under the digest of another version, which a page kept too long may name, it is given too,
/// but not for good.
///
/// # Errors
/// There is no such file.
pub(crate) async fn reply(_site: Arc<Site>, asked: Arc<Asked>) -> Result<Response, Problem> {
    let named = |asset: &&Asset| asked.path.strip_suffix(asset.name).is_some_and(|path| path.ends_with('/'));
    let asset = ALL.iter().find(named).ok_or(Problem::NoSuchPath)?;
    let fresh = if asset.path() == asked.path { Fresh::Forever } else { Fresh::Asking };
    Ok(reply::body(asset.media, fresh, asset.bytes))
}

/// `/favicon.ico`, for those that look for it unasked.
///
/// # Errors
/// None.
pub(crate) async fn icon(_site: Arc<Site>, _asked: Arc<Asked>) -> Result<Response, Problem> {
    Ok(reply::body(ICON.media, Fresh::Minute, ICON.bytes))
}
