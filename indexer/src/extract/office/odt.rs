//! OpenDocument text and presentations to blocks, packed or flat: which parts there are, and in which order.
//! What stands in a part is read by `body`; embedded objects and pictures are not read.

mod body;
mod pages;
mod styles;

use super::margins;
use super::opened::Opened;
use super::properties::Properties;
use crate::defect::Defect;
use crate::extract::xml::{self, Part, Visitor};
use crate::extract::{Content, flow, numbered};
use crate::limits::Limits;
use crate::package;
use body::Body;
use styles::StyleReader;

/// The parts of a package: text, styles with headers and footers, properties.
const TEXT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const PROPERTIES: &str = "meta.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// What the manifest says of parts that are encrypted.
const ENCRYPTED: &[u8] = b"encryption-data";

/// What an OpenDocument file holds, with its properties. Blocks are numbered as they are printed.
///
/// Fails on what is neither a package nor flat, has no text, is protected, or unpacks beyond the limits.
pub(crate) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut file = match bytes.starts_with(b"PK") {
        true => File::Packed(Opened::new(bytes, limits)?),
        false => File::Flat(bytes, limits.depth, Vec::new()),
    };
    file.refuse_encrypted()?;
    let mut styles = StyleReader::default();
    file.read(STYLES, &mut styles)?;
    file.read_again(TEXT, &mut styles)?;
    let mut body = Body::new(&styles.styles);
    if !file.read(TEXT, &mut body)? {
        return Err(Defect::of_whole("holds no text of OpenDocument: open it and save it as ODT"));
    }
    let text = flow::mend(body.take());
    let mut pages = body.into_pages();
    if matches!(file, File::Packed(_)) {
        let mut of_styles = Body::new(&styles.styles);
        file.read_again(STYLES, &mut of_styles)?;
        pages.append(of_styles.into_pages());
    }
    let mut blocks = margins::around(text, pages.margins(&styles.masters));
    numbered::number_blocks(&mut blocks);
    let mut properties = Properties::default();
    file.read_again(PROPERTIES, &mut properties)?;
    Ok(Content { properties: properties.fields(), blocks, defects: file.defects(), ..Content::default() })
}

/// A file, whose parts are one where it is flat.
enum File<'a> {
    Packed(Opened<'a>),
    Flat(&'a [u8], usize, Vec<Defect>),
}

impl File<'_> {
    fn refuse_encrypted(&mut self) -> Result<(), Defect> {
        let Self::Packed(file) = self else { return Ok(()) };
        let manifest = file.package.member(MANIFEST, &mut file.defects)?.unwrap_or_default();
        let encrypted = manifest.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
        if encrypted { Err(package::protected()) } else { Ok(()) }
    }

    /// Reads a part into `visitor`, and tells whether there is one. Fails as [`Opened::read`] does.
    fn read(&mut self, name: &str, visitor: &mut impl Visitor) -> Result<bool, Defect> {
        match self {
            Self::Packed(file) => file.read(name, visitor),
            Self::Flat(bytes, depth, defects) => {
                xml::read(Part { name: "the file", bytes, depth: *depth }, visitor, defects);
                Ok(true)
            }
        }
    }

    /// Reads a part that is read before or after: what is wrong with it is told then.
    fn read_again(&mut self, name: &str, visitor: &mut impl Visitor) -> Result<bool, Defect> {
        let told = self.defects_mut().len();
        let found = self.read(name, visitor);
        self.defects_mut().truncate(told);
        found
    }

    fn defects_mut(&mut self) -> &mut Vec<Defect> {
        match self {
            Self::Packed(file) => &mut file.defects,
            Self::Flat(_, _, defects) => defects,
        }
    }

    fn defects(mut self) -> Vec<Defect> {
        std::mem::take(self.defects_mut())
    }
}

#[cfg(test)]
mod tests;
