//! What the control words and symbols of RTF mean: destinations, settings, characters, ends.
//! Words that are not known here mean nothing for the text.

use super::Reader;
use crate::extract::office::rtf::characters;
use crate::extract::office::rtf::group::{Destination, Ends, Paragraph};
use crate::extract::office::rtf::sheet::Sheet;
use crate::extract::office::styles::outlined;

impl Reader {
    /// Takes in a control word.
    pub(super) fn word(&mut self, name: &str, value: Option<i32>) {
        self.flush();
        let starred = std::mem::take(&mut self.starred);
        self.fresh = false;
        if name == "ud" && starred {
            self.say_again();
        }
        if self.group.destination == Destination::Nowhere
            || self.characters.is_fallback(characters::named(name).is_some())
        {
            return;
        }
        if matches!(name, "listtext" | "pntext") {
            self.marked = true;
            self.group.destination = Destination::Nowhere;
        } else if self.group.direct(name) {
            self.begin();
        } else if name == "upr" || (starred && name != "ud") {
            self.group.destination = Destination::Nowhere;
        } else {
            self.header.word(self.group.destination, name, value.unwrap_or_default());
            self.format(name, value);
            self.character(name, value);
        }
    }

    /// A group of two, of which the first said the same without Unicode, and was left out: this one is read.
    fn say_again(&mut self) {
        let around = self.outer.len().checked_sub(2).and_then(|place| self.outer.get(place));
        if let Some(around) = around {
            self.group.destination = around.destination;
        }
    }

    /// Begins what the first word of the group begins.
    fn begin(&mut self) {
        match self.group.ends {
            Some(Ends::Note | Ends::Box) => {
                self.sheet.begin_aside();
                self.group.paragraph = Paragraph::default();
            }
            Some(Ends::Field) => self.fields.begin(),
            Some(Ends::Property(_)) => self.header.begin_property(),
            Some(Ends::Margin(..)) => {
                self.around.push(std::mem::replace(&mut self.sheet, Sheet::new()));
                self.group.paragraph = Paragraph::default();
            }
            Some(Ends::Style) | None => {}
        }
    }

    /// Words that say how what follows is set.
    fn format(&mut self, name: &str, value: Option<i32>) {
        let on = value != Some(0);
        let number = value.unwrap_or_default();
        let paragraph = &mut self.group.paragraph;
        match name {
            "f" => self.group.font = number,
            "plain" => (self.group.font, self.group.hidden) = (-1, false),
            "v" | "deleted" => self.group.hidden = on,
            "uc" => self.group.fallback = usize::try_from(number).unwrap_or_default(),
            "pard" => *paragraph = Paragraph::default(),
            "s" => paragraph.style = number,
            "outlinelevel" => paragraph.level = u32::try_from(number).ok().map(outlined),
            "ls" => paragraph.item = number > 0,
            "intbl" => paragraph.in_table = on,
            "itap" => paragraph.in_table = number > 0,
            "titlepg" => self.title_page = true,
            "fldrslt" => {
                if let Some(host) = self.fields.result()
                    && let Some(draft) = self.draft()
                {
                    draft.link(host);
                }
            }
            _ => {}
        }
    }

    /// Words that stand for characters, or end something.
    fn character(&mut self, name: &str, value: Option<i32>) {
        match name {
            "u" => self.unicode(value.unwrap_or_default()),
            "par" | "sect" | "nestcell" => self.end_paragraph(),
            "line" | "lbr" | "page" | "column" => {
                if let Some(draft) = self.draft() {
                    draft.break_line();
                }
            }
            "cell" if self.group.destination == Destination::Text => {
                let setting = self.setting();
                self.sheet.end_cell(setting);
            }
            "row" if self.group.destination == Destination::Text => self.sheet.end_row(),
            name => {
                if let Some(text) = characters::named(name) {
                    self.emit(text);
                }
            }
        }
    }

    /// Takes in a control symbol.
    pub(super) fn symbol(&mut self, symbol: u8) {
        self.flush();
        if self.characters.is_fallback(matches!(symbol, b'~' | b'_' | b'-' | b'\\' | b'{' | b'}')) {
            return;
        }
        match symbol {
            b'*' => self.starred = self.fresh,
            b'~' => self.emit("\u{a0}"),
            b'_' => self.emit("\u{2011}"),
            b'\r' | b'\n' if self.group.destination == Destination::Text => self.end_paragraph(),
            b'\t' => self.emit("\t"),
            b'\\' | b'{' | b'}' => self.text(&[symbol]),
            _ => {}
        }
    }
}
