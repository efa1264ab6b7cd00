//! A text of WordprocessingML: paragraphs, runs, tables, boxes, as their elements come.
//! Deletions, comments, instructions of fields, hidden text and second renderings of the same thing are left out.

use std::collections::HashMap;

use super::parts::is_on;
use super::sections::Sections;
use crate::extract::Block;
use crate::extract::masked::host;
use crate::extract::office::draft::{Draft, notes};
use crate::extract::office::fields::Fields;
use crate::extract::office::relations::Relations;
use crate::extract::office::styles::{Look, Styles, outlined};
use crate::extract::office::symbols;
use crate::extract::xml::{Inside, Tag, Visitor};

/// What is left out with all that it holds: deletions, former properties, comments, readings above words.
const LEFT_OUT: [&str; 15] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sdtPr",
    "rt",
    "comment",
    "binData",
];

/// Texts beside the text, by the identifiers that it refers to them with.
#[derive(Debug, Default)]
pub(super) struct Asides {
    pub(super) footnotes: HashMap<String, Vec<Block>>,
    pub(super) endnotes: HashMap<String, Vec<Block>>,
    pub(super) diagrams: HashMap<String, Vec<Block>>,
}

/// A text that is being read.
pub(super) struct Body<'a> {
    /// What the text refers to; each is taken where it is referred to first.
    pub(super) asides: Asides,
    /// Which headers and footers its sections have.
    pub(super) sections: Sections,
    /// How many other documents are embedded in it.
    pub(super) embedded: usize,
    styles: &'a Styles,
    relations: &'a Relations,
    draft: Draft,
    /// Paragraphs that are open inside each other.
    paragraphs: Vec<Paragraph>,
    /// Whether each run that is open is hidden, where it says so.
    runs: Vec<Option<bool>>,
    fields: Fields,
    /// Whether the first of several renderings was met, for each place that has several.
    renderings: Vec<bool>,
    place: Place,
}

/// What the properties of a paragraph say.
#[derive(Debug, Default)]
struct Paragraph {
    look: Look,
    level: Option<u8>,
    item: Option<bool>,
    /// Its end is deleted, or it is the large first letter of the next one: it goes on with that.
    goes_on: bool,
}

/// Where in a paragraph the reader is.
#[derive(Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Between,
    /// In the properties of the paragraph.
    Properties,
    /// In characters that a reader sees.
    Text,
    /// In the instruction of a field.
    Instruction,
}

impl<'a> Body<'a> {
    /// Nothing is read yet.
    pub(super) fn new(styles: &'a Styles, relations: &'a Relations) -> Self {
        Self {
            asides: Asides::default(),
            sections: Sections::default(),
            embedded: 0,
            styles,
            relations,
            draft: Draft::new(),
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Fields::default(),
            renderings: Vec::new(),
            place: Place::Between,
        }
    }

    /// All that was read so far; what is read next is a text of its own.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::replace(&mut self.draft, Draft::new()).finish()
    }

    fn shows(&self) -> bool {
        let by_style = self.paragraphs.last().is_some_and(|paragraph| paragraph.look.hidden);
        !self.runs.last().copied().flatten().unwrap_or(by_style) && self.fields.show()
    }

    /// Elements that part the text.
    fn structure(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.runs.push(None),
            "pPr" => self.place = Place::Properties,
            "t" => self.place = Place::Text,
            "instrText" => self.place = Place::Instruction,
            "tbl" => self.draft.begin_table(),
            "tr" => self.draft.begin_row(),
            "tc" => self.draft.begin_cell(),
            "txbxContent" => self.draft.begin_aside(),
            "AlternateContent" => self.renderings.push(false),
            "altChunk" => self.embedded += 1,
            _ => {}
        }
    }

    /// Properties of paragraphs and runs.
    fn property(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val");
        if tag.name() == "vanish" && self.place != Place::Properties {
            if let Some(run) = self.runs.last_mut() {
                *run = Some(is_on(tag));
            }
            return;
        }
        if tag.name() == "rStyle" && self.place != Place::Properties {
            let hidden = value().is_some_and(|id| self.styles.look(&id).hidden);
            if let Some(run) = self.runs.last_mut().filter(|_| hidden) {
                *run = Some(true);
            }
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.place == Place::Properties) else { return };
        match tag.name() {
            "pStyle" => paragraph.look = self.styles.look(&value().unwrap_or_default()),
            "outlineLvl" => paragraph.level = value().and_then(|level| level.parse().ok()).map(outlined),
            "numId" => paragraph.item = Some(value().as_deref() != Some("0")),
            "del" | "moveFrom" => paragraph.goes_on = true,
            "framePr" => paragraph.goes_on |= tag.attribute("dropCap").is_some_and(|kind| kind != "none"),
            _ => {}
        }
    }

    /// Elements that stand for characters, notes or links.
    fn inline(&mut self, tag: &Tag<'_>) {
        let id = || tag.attribute("id").unwrap_or_default();
        match tag.name() {
            "tab" | "ptab" if self.shows() => self.draft.push("\t"),
            "br" | "cr" if self.shows() => self.draft.break_line(),
            "noBreakHyphen" if self.shows() => self.draft.push("\u{2011}"),
            "sym" if self.shows() => self.symbol(tag),
            "footnoteReference" => {
                let blocks = self.asides.footnotes.remove(&id()).unwrap_or_default();
                self.draft.put_aside(notes(blocks));
            }
            "endnoteReference" => {
                let blocks = self.asides.endnotes.remove(&id()).unwrap_or_default();
                self.draft.put_aside(notes(blocks));
            }
            "relIds" => {
                let blocks = self.asides.diagrams.remove(&tag.attribute("dm").unwrap_or_default());
                self.draft.put_aside(blocks.unwrap_or_default());
            }
            "hyperlink" => self.link(self.relations.address(&id()).and_then(host)),
            "fldSimple" => {
                self.fields.begin();
                self.fields.instruct(&tag.attribute("instr").unwrap_or_default());
                let host = self.fields.result();
                self.link(host);
            }
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => {
                    let host = self.fields.result();
                    self.link(host);
                }
                _ => self.fields.end(),
            },
            _ => {}
        }
    }

    fn link(&mut self, host: Option<String>) {
        if let Some(host) = host {
            self.draft.link(host);
        }
    }

    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
        if let Some(c) = symbols::of_font(code) {
            self.draft.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.paragraphs.pop().unwrap_or_default();
        if paragraph.goes_on {
            return;
        }
        self.fields.end_paragraph();
        self.draft.end_paragraph(paragraph.look.setting(paragraph.level, paragraph.item));
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        let name = tag.name();
        let second = match name {
            "Choice" => self.renderings.last_mut().is_some_and(|met| std::mem::replace(met, true)),
            "Fallback" => self.renderings.last().copied().unwrap_or_default(),
            _ => false,
        };
        if self.place == Place::Properties {
            self.property(tag);
        }
        if second || LEFT_OUT.contains(&name) {
            return Inside::Skip;
        }
        match &self.place {
            Place::Properties => self.sections.open(tag),
            _ => {
                self.structure(tag);
                self.property(tag);
                self.inline(tag);
                self.sections.open(tag);
            }
        }
        Inside::Read
    }

    fn text(&mut self, text: &str) {
        match self.place {
            Place::Text if self.shows() => self.draft.push(text),
            Place::Instruction => self.fields.instruct(text),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => drop(self.runs.pop()),
            "pPr" | "t" | "instrText" => self.place = Place::Between,
            "tbl" => self.draft.end_table(),
            "tc" => self.draft.end_cell(),
            "txbxContent" => self.draft.end_aside(),
            "AlternateContent" => drop(self.renderings.pop()),
            "fldSimple" => self.fields.end(),
            "sectPr" => self.sections.close(),
            _ => {}
        }
    }
}
