//! DOCX to blocks: which parts the file has, and in which order they make a text.
//! What stands in a part is read by `body`; embedded documents and pictures are not read.

mod body;
mod parts;
mod sections;

use std::collections::HashSet;

use super::margins::{self, Margin};
use super::opened::Opened;
use super::properties::Properties;
use super::relations::Relations;
use super::styles::Styles;
use crate::defect::Defect;
use crate::extract::{Block, Content, flow, numbered};
use crate::limits::Limits;
use body::Body;
use sections::Sections;

/// Where the text stands if nothing tells.
const MAIN: &str = "word/document.xml";

/// What a DOCX file holds, with its properties. Blocks are numbered as they are printed.
///
/// Fails on what is no package, has no text, is protected, or unpacks beyond the limits.
pub(crate) fn content(bytes: &[u8], limits: &Limits) -> Result<Content, Defect> {
    let mut file = Opened::new(bytes, limits)?;
    let root = Relations::of(&mut file, "")?;
    let main = root.part_of_kind("officeDocument").unwrap_or_else(|| MAIN.to_owned());
    let relations = Relations::of(&mut file, &main)?;
    let styles = parts::styles(&mut file, &relations)?;
    let mut body = Body::new(&styles, &relations);
    body.asides = parts::asides(&mut file, &relations, &styles)?;
    if !file.read(&main, &mut body)? {
        return Err(Defect::of_whole("holds no text of Word: open it and save it as DOCX"));
    }
    if body.embedded > 0 {
        let message = "embeds other documents, which are not read: open it and save it again to make them its own";
        file.defects.push(Defect::of_whole(message));
    }
    let text = flow::mend(body.take());
    let margins = margins(&mut file, &relations, &body.sections, &styles)?;
    let mut blocks = margins::around(text, margins);
    numbered::number_blocks(&mut blocks);
    let properties = properties(&mut file, &root)?.fields();
    Ok(Content { properties, blocks, defects: file.defects, ..Content::default() })
}

fn margins(
    file: &mut Opened<'_>,
    relations: &Relations,
    sections: &Sections,
    styles: &Styles,
) -> Result<Vec<(Margin, Vec<Block>)>, Defect> {
    let mut read = HashSet::new();
    let mut margins = Vec::new();
    for (margin, id) in sections.margins() {
        let Some(path) = relations.part(id).filter(|path| read.insert(path.clone())) else { continue };
        let own = Relations::of(file, &path)?;
        let mut body = Body::new(styles, &own);
        file.read(&path, &mut body)?;
        margins.push((margin, body.take()));
    }
    Ok(margins)
}

fn properties(file: &mut Opened<'_>, root: &Relations) -> Result<Properties, Defect> {
    let mut properties = Properties::default();
    for (kind, usual) in [("core-properties", "docProps/core.xml"), ("extended-properties", "docProps/app.xml")] {
        let path = root.part_of_kind(kind).unwrap_or_else(|| usual.to_owned());
        file.read(&path, &mut properties)?;
    }
    Ok(properties)
}

#[cfg(test)]
mod tests;
