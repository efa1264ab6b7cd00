//! The header of an RTF file: its fonts, styles and properties.
//! What they are good for is the text's business.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::charset::{self, Charset};
use super::group::Destination;
use crate::extract::front_matter::Field;
use crate::extract::office::properties::Properties;
use crate::extract::office::styles::{Style, Styles, outlined};

/// Programs that know no date write this year.
const NO_YEAR: i32 = 1601;

/// What the header says.
#[derive(Debug)]
pub(super) struct Header {
    /// By their numbers.
    pub(super) styles: Styles,
    /// The number of the font of text that names none.
    pub(super) default_font: i32,
    page: &'static Encoding,
    fonts: HashMap<i32, Charset>,
    properties: Properties,
    font: i32,
    style: (i32, Style),
    /// The name of a style or the text of a property, as far as it was met.
    text: String,
    /// Year, month and day.
    date: (i32, i32, i32),
}

impl Header {
    /// Nothing is read yet.
    pub(super) fn new() -> Self {
        Self {
            styles: Styles::default(),
            default_font: 0,
            page: WINDOWS_1252,
            fonts: HashMap::new(),
            properties: Properties::default(),
            font: 0,
            style: Default::default(),
            text: String::new(),
            date: Default::default(),
        }
    }

    /// What the bytes of a font are.
    pub(super) fn charset(&self, font: i32) -> Charset {
        let font = if font < 0 { self.default_font } else { font };
        self.fonts.get(&font).copied().unwrap_or(Charset::Encoded(self.page))
    }

    /// The properties of the file.
    pub(super) fn properties(self) -> Vec<Field> {
        self.properties.fields()
    }

    /// Takes in a word of the header or of one of its tables.
    pub(super) fn word(&mut self, place: Destination, name: &str, value: i32) {
        match (place, name) {
            (Destination::Text, "ansicpg") => self.page = charset::of_code_page(value),
            (Destination::Text, "mac") => self.page = charset::of_code_page(10_000),
            (Destination::Text, "deff") => self.default_font = value,
            (Destination::Fonts, "f") => self.font = value,
            (Destination::Fonts, "fcharset") => {
                let charset = charset::of_font(value).unwrap_or(Charset::Encoded(self.page));
                self.fonts.insert(self.font, charset);
            }
            (Destination::Fonts, "cpg") => {
                self.fonts.insert(self.font, Charset::Encoded(charset::of_code_page(value)));
            }
            (Destination::Styles, "s") => self.style.0 = value,
            (Destination::Styles, "sbasedon") => self.style.1.parent = Some(value.to_string()),
            (Destination::Styles, "outlinelevel") => {
                self.style.1.level = u32::try_from(value).ok().map(outlined);
            }
            (Destination::Styles, "ls") => self.style.1.item = Some(value > 0),
            (Destination::Property, "yr") => self.date.0 = value,
            (Destination::Property, "mo") => self.date.1 = value,
            (Destination::Property, "dy") => self.date.2 = value,
            _ => {}
        }
    }

    /// Takes in text of a table or a property.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A style begins.
    pub(super) fn begin_style(&mut self) {
        self.style = Default::default();
        self.text.clear();
    }

    /// The style ends.
    pub(super) fn end_style(&mut self) {
        let (number, mut style) = std::mem::take(&mut self.style);
        let name = std::mem::take(&mut self.text);
        style.name = name.trim().trim_end_matches(';').to_owned();
        style.parent = style.parent.filter(|parent| *parent != number.to_string());
        self.styles.insert(number.to_string(), style);
    }

    /// A property begins.
    pub(super) fn begin_property(&mut self) {
        self.text.clear();
        self.date = Default::default();
    }

    /// The property ends.
    pub(super) fn end_property(&mut self, key: &str) {
        let (year, month, day) = self.date;
        let text = std::mem::take(&mut self.text);
        let date = format!("{year:04}-{month:02}-{day:02}");
        self.properties.note(key, if year > NO_YEAR { &date } else { &text });
    }
}
