//! Sections of a DOCX text, as far as their margins go: which headers and footers they have.
//! What stands in those is a text like any other.

use crate::extract::office::margins::Margin;
use crate::extract::xml::Tag;

use super::parts::is_on;

/// The sections that were met.
#[derive(Debug, Default)]
pub(super) struct Sections {
    closed: Vec<Section>,
    open: Section,
}

#[derive(Debug, Default)]
struct Section {
    references: Vec<Reference>,
    /// Its first page has margins of its own.
    title_page: bool,
}

#[derive(Debug)]
struct Reference {
    margin: Margin,
    of_first_page: bool,
    id: String,
}

impl Sections {
    /// An element begins, which may be one of a section's properties.
    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        let margin = match tag.name() {
            "headerReference" => Margin::Header,
            "footerReference" => Margin::Footer,
            "titlePg" => {
                self.open.title_page = is_on(tag);
                return;
            }
            _ => return,
        };
        let of_first_page = tag.attribute("type").as_deref() == Some("first");
        let Some(id) = tag.attribute("id") else { return };
        self.open.references.push(Reference { margin, of_first_page, id });
    }

    /// The properties of a section end.
    pub(super) fn close(&mut self) {
        self.closed.push(std::mem::take(&mut self.open));
    }

    /// The identifiers of the parts in the margins: the header of the first page first, then headers, then footers.
    pub(super) fn margins(&self) -> Vec<(Margin, &str)> {
        let mut found = Vec::new();
        for (number, section) in self.closed.iter().enumerate() {
            for reference in &section.references {
                let masthead =
                    number == 0 && reference.margin == Margin::Header && reference.of_first_page == section.title_page;
                found.push((if masthead { Margin::Masthead } else { reference.margin }, reference.id.as_str()));
            }
        }
        found.sort_by_key(|(margin, _)| *margin);
        found
    }
}
