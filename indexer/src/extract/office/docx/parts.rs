//! The parts of a DOCX file that its text refers to: styles, foot- and endnotes, diagrams.
//! The text itself is read by `body`.

use std::collections::HashMap;

use super::body::{Asides, Body};
use crate::defect::Defect;
use crate::extract::Block;
use crate::extract::office::opened::Opened;
use crate::extract::office::relations::Relations;
use crate::extract::office::styles::{Style, Styles, outlined};
use crate::extract::xml::{Inside, Tag, Visitor};

/// Reads the styles of the text with those relations; none where there is no such part.
pub(super) fn styles(file: &mut Opened<'_>, relations: &Relations) -> Result<Styles, Defect> {
    let mut reader = StyleReader::default();
    if let Some(path) = relations.part_of_kind("styles") {
        file.read(&path, &mut reader)?;
    }
    Ok(reader.styles)
}

/// Reads what stands aside of the text with those relations, to be put where the text refers to it.
pub(super) fn asides(file: &mut Opened<'_>, relations: &Relations, styles: &Styles) -> Result<Asides, Defect> {
    let mut asides = Asides::default();
    for (kind, notes) in [("footnotes", &mut asides.footnotes), ("endnotes", &mut asides.endnotes)] {
        let Some(path) = relations.part_of_kind(kind) else { continue };
        let own = Relations::of(file, &path)?;
        let mut reader = NoteReader { body: Body::new(styles, &own), id: String::new(), notes: HashMap::new() };
        file.read(&path, &mut reader)?;
        *notes = reader.notes;
    }
    for (id, path) in relations.parts_of_kind("diagramData") {
        let mut body = Body::new(styles, relations);
        file.read(&path, &mut body)?;
        asides.diagrams.insert(id, body.take());
    }
    Ok(asides)
}

#[derive(Default)]
struct StyleReader {
    styles: Styles,
    id: String,
    style: Style,
}

impl Visitor for StyleReader {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        let value = || tag.attribute("val");
        match tag.name() {
            "docDefaults" | "latentStyles" | "tblStylePr" => return Inside::Skip,
            "style" => {
                self.style = Style::default();
                self.id = tag.attribute("styleId").unwrap_or_default();
            }
            "name" => self.style.name = value().unwrap_or_default(),
            "basedOn" => self.style.parent = value(),
            "outlineLvl" => self.style.level = value().and_then(|level| level.parse().ok()).map(outlined),
            "numId" => self.style.item = Some(value().as_deref() != Some("0")),
            "numPr" => self.style.item = self.style.item.or(Some(true)),
            "vanish" => self.style.hidden = Some(is_on(tag)),
            _ => {}
        }
        Inside::Read
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, name: &str) {
        if name == "style" {
            self.styles.insert(std::mem::take(&mut self.id), std::mem::take(&mut self.style));
        }
    }
}

/// Whether a property that is on by its mere presence is on.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off"))
}

/// Reads a part of notes; each is a text of its own.
struct NoteReader<'a> {
    body: Body<'a>,
    id: String,
    notes: HashMap<String, Vec<Block>>,
}

impl Visitor for NoteReader<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        match tag.name() {
            // Separators are lines between text and notes.
            "footnote" | "endnote" if tag.attribute("type").is_some_and(|kind| kind != "normal") => Inside::Skip,
            "footnote" | "endnote" => {
                self.id = tag.attribute("id").unwrap_or_default();
                Inside::Read
            }
            _ => self.body.open(tag),
        }
    }

    fn text(&mut self, text: &str) {
        self.body.text(text);
    }

    fn close(&mut self, name: &str) {
        match name {
            "footnote" | "endnote" => drop(self.notes.insert(std::mem::take(&mut self.id), self.body.take())),
            _ => self.body.close(name),
        }
    }
}
