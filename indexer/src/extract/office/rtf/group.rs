//! Groups of RTF: what a group inherits from the one around it, and what the words that begin one say of its text.

use crate::extract::office::margins::Margin;

/// What is in force in a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Where its text goes.
    pub(super) destination: Destination,
    /// What its end ends; not inherited.
    pub(super) ends: Option<Ends>,
    /// The number of the font.
    pub(super) font: i32,
    /// How many bytes stand for those who cannot read a `\u`.
    pub(super) fallback: usize,
    /// Whether its text is hidden or deleted.
    pub(super) hidden: bool,
    /// What holds for the paragraph.
    pub(super) paragraph: Paragraph,
}

/// What is in force for a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph {
    pub(super) style: i32,
    pub(super) level: Option<u8>,
    pub(super) item: bool,
    pub(super) in_table: bool,
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the document.
    Text,
    /// Nowhere.
    Nowhere,
    /// Nowhere, but a box inside has text.
    Shape,
    /// Into the table of fonts.
    Fonts,
    /// Into the names of styles.
    Styles,
    /// Nowhere, but groups inside are properties.
    Information,
    /// Into a property.
    Property,
    /// Into the instruction of a field.
    Instruction,
}

/// What the end of a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Note,
    Box,
    Field,
    Margin(Margin, Page),
    Style,
    Property(&'static str),
}

/// Which pages a header is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    First,
    Other,
}

/// Groups whose text is nowhere in the document; those of unknown words that a `\*` announces are not either.
const NOWHERE: [&str; 31] = [
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "falt",
    "filetbl",
    "fontemb",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "levelnumbers",
    "leveltext",
    "listname",
    "listoverridetable",
    "listtable",
    "nonesttables",
    "nonshppict",
    "objdata",
    "panose",
    "pict",
    "private",
    "rxe",
    "shprslt",
    "tc",
    "themedata",
    "xe",
];

/// Properties, and the keys under which they are noted.
const PROPERTIES: [(&str, &str); 8] = [
    ("title", "title"),
    ("author", "creator"),
    ("company", "company"),
    ("keywords", "keywords"),
    ("subject", "subject"),
    ("doccomm", "description"),
    ("creatim", "created"),
    ("revtim", "modified"),
];

impl Group {
    /// The group of the whole file.
    pub(super) fn outermost() -> Self {
        Self {
            destination: Destination::Text,
            ends: None,
            font: -1,
            fallback: 1,
            hidden: false,
            paragraph: Paragraph::default(),
        }
    }

    /// Takes in the word that begins the group, if it is one that says where its text goes.
    ///
    /// Returns whether it is.
    pub(super) fn direct(&mut self, word: &str) -> bool {
        let (destination, ends) = match word {
            word if NOWHERE.contains(&word) => (Destination::Nowhere, None),
            "fonttbl" => (Destination::Fonts, None),
            "stylesheet" => (Destination::Styles, None),
            "info" => (Destination::Information, None),
            "fldinst" => (Destination::Instruction, None),
            "shpinst" | "do" => (Destination::Shape, None),
            "field" => (self.destination, Some(Ends::Field)),
            "footnote" => (Destination::Text, Some(Ends::Note)),
            "shptxt" | "dptxbxtext" => (Destination::Text, Some(Ends::Box)),
            "headerf" => (Destination::Text, Some(Ends::Margin(Margin::Header, Page::First))),
            "header" | "headerl" | "headerr" => (Destination::Text, Some(Ends::Margin(Margin::Header, Page::Other))),
            "footer" | "footerl" | "footerr" | "footerf" => {
                (Destination::Text, Some(Ends::Margin(Margin::Footer, Page::Other)))
            }
            word => match PROPERTIES.iter().find(|(name, _)| *name == word) {
                Some((_, key)) if self.destination == Destination::Information => {
                    (Destination::Property, Some(Ends::Property(key)))
                }
                _ => return false,
            },
        };
        self.destination = destination;
        self.ends = ends;
        true
    }
}
