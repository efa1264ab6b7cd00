//! An office file that is being read: its package, the limits it is read within, and what was found wrong so far.
//! Which parts there are and what they mean is the format's business.

use crate::defect::Defect;
use crate::extract::xml::{self, Part, Visitor};
use crate::limits::Limits;
use crate::package::Package;

/// An office file that is being read.
pub(super) struct Opened<'a> {
    /// Its parts.
    pub(super) package: Package<'a>,
    /// What is wrong with what was read.
    pub(super) defects: Vec<Defect>,
    depth: usize,
}

impl<'a> Opened<'a> {
    /// Opens a file. Fails on bytes that are no package.
    pub(super) fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, Defect> {
        let package = Package::open(bytes, limits.unpacked_bytes)?;
        Ok(Self { package, defects: Vec::new(), depth: limits.depth })
    }

    /// Reads the part at `path` into `visitor`, and tells whether there is one.
    ///
    /// Fails on encrypted parts and beyond the limit of what may be unpacked; all else that is wrong is a defect noted.
    pub(super) fn read(&mut self, path: &str, visitor: &mut impl Visitor) -> Result<bool, Defect> {
        let Some(bytes) = self.package.member(path, &mut self.defects)? else { return Ok(false) };
        xml::read(Part { name: path, bytes: &bytes, depth: self.depth }, visitor, &mut self.defects);
        Ok(true)
    }
}
