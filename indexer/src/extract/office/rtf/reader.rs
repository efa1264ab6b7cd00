//! Reads the tokens of RTF into a text: which group's text goes where, in which encoding, in which paragraph.
//! How its parts make a document is decided by the caller.

use super::charset::Charset;
use super::group::{Destination, Ends, Group, Page, Paragraph};
use super::header::Header;
use super::sheet::Sheet;
use super::token::{Token, Tokens};
use crate::defect::Defect;
use crate::extract::Block;
use crate::extract::front_matter::Field;
use crate::extract::office::draft::Draft;
use crate::extract::office::fields::Fields;
use crate::extract::office::margins::Margin;
use crate::extract::office::styles::{Setting, outlined};
use crate::extract::office::symbols;

/// What a file was read into.
pub(super) struct Parts {
    pub(super) blocks: Vec<Block>,
    pub(super) margins: Vec<(Margin, Page, Vec<Block>)>,
    pub(super) properties: Vec<Field>,
    /// The first page has margins of its own.
    pub(super) title_page: bool,
}

/// A file that is being read.
pub(super) struct Reader {
    header: Header,
    group: Group,
    outer: Vec<Group>,
    depth: usize,
    sheet: Sheet,
    /// The text around the margin that is being read.
    around: Vec<Sheet>,
    margins: Vec<(Margin, Page, Vec<Block>)>,
    fields: Fields,
    /// Bytes of text whose characters are still to be told.
    bytes: Vec<u8>,
    /// The first half of a character written as two numbers.
    half: Option<u16>,
    /// How many more bytes stand for a character that was read.
    fallback: usize,
    /// A `\*` says that the next word, if it is unknown, is left out with its group.
    starred: bool,
    /// The group has only begun: further on, a `\*` says nothing of it.
    fresh: bool,
    /// The paragraph has a bullet or a number.
    marked: bool,
    title_page: bool,
}

impl Reader {
    /// Nothing is read yet; groups may stand `depth` deep in each other.
    pub(super) fn new(depth: usize) -> Self {
        Self {
            header: Header::new(),
            group: Group::outermost(),
            outer: Vec::new(),
            depth,
            sheet: Sheet::new(),
            around: Vec::new(),
            margins: Vec::new(),
            fields: Fields::default(),
            bytes: Vec::new(),
            half: None,
            fallback: 0,
            starred: false,
            fresh: false,
            marked: false,
            title_page: false,
        }
    }

    /// Reads a file to its end. Fails where it breaks off or its groups are too deep; what is before that is read.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<(), Defect> {
        for token in Tokens::of(bytes) {
            match token {
                Token::Open => self.open()?,
                Token::Close => self.close(),
                Token::Word(name, value) => self.word(name, value),
                Token::Symbol(symbol) => self.symbol(symbol),
                Token::Text(text) => self.text(text),
                Token::Byte(byte) => self.text(&[byte]),
            }
        }
        self.flush();
        if self.outer.is_empty() { Ok(()) } else { Err(Defect::of_whole("breaks off: save it again")) }
    }

    /// All that was read. What is still open ends here.
    pub(super) fn finish(mut self) -> Parts {
        self.flush();
        while !self.outer.is_empty() {
            self.close();
        }
        self.end_paragraph();
        Parts {
            blocks: self.sheet.finish(),
            margins: self.margins,
            properties: self.header.properties(),
            title_page: self.title_page,
        }
    }

    fn open(&mut self) -> Result<(), Defect> {
        self.flush();
        self.fallback = 0;
        if self.outer.len() >= self.depth {
            let depth = self.depth;
            return Err(Defect::of_whole(format!(
                "has groups more than {depth} deep in each other, read up to there: save it again"
            )));
        }
        self.outer.push(self.group);
        let style = self.group.destination == Destination::Styles;
        self.group.ends = style.then_some(Ends::Style);
        if style {
            self.header.begin_style();
        }
        self.starred = false;
        self.fresh = true;
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.fallback = 0;
        match self.group.ends {
            None => {}
            Some(Ends::Style) => self.header.end_style(),
            Some(Ends::Property(key)) => self.header.end_property(key),
            Some(Ends::Field) => self.fields.end(),
            Some(Ends::Note) => self.end_aside(Draft::end_note),
            Some(Ends::Box) => self.end_aside(Draft::end_aside),
            Some(Ends::Margin(margin, page)) => {
                self.end_paragraph();
                let around = self.around.pop().unwrap_or_else(Sheet::new);
                let sheet = std::mem::replace(&mut self.sheet, around);
                self.margins.push((margin, page, sheet.finish()));
            }
        }
        // Text after the last group is none; more ends than beginnings end nothing.
        self.group = self.outer.pop().unwrap_or(Group { destination: Destination::Nowhere, ..self.group });
    }

    fn end_aside(&mut self, end: fn(&mut Draft)) {
        self.end_paragraph();
        self.sheet.end_aside(end);
    }

    fn word(&mut self, name: &str, value: Option<i32>) {
        self.flush();
        let starred = std::mem::take(&mut self.starred);
        self.fresh = false;
        if name == "ud" && starred {
            self.say_again();
        }
        if self.group.destination == Destination::Nowhere || self.is_fallback(named(name).is_some()) {
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
                if let Some(text) = named(name) {
                    self.emit(text);
                }
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.flush();
        if self.is_fallback(matches!(symbol, b'~' | b'_' | b'-' | b'\\' | b'{' | b'}')) {
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

    /// Whether a word only stands for a character that was read; words that are no characters never do.
    fn is_fallback(&mut self, character: bool) -> bool {
        let stands = character && self.fallback > 0;
        self.fallback = if stands { self.fallback - 1 } else { 0 };
        stands
    }

    fn text(&mut self, bytes: &[u8]) {
        self.fresh = false;
        let passed = self.fallback.min(bytes.len());
        self.fallback -= passed;
        self.bytes.extend_from_slice(bytes.get(passed..).unwrap_or_default());
    }

    fn unicode(&mut self, number: i32) {
        self.fallback = self.group.fallback;
        let Ok(unit) = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }) else { return };
        let units = [self.half.take(), Some(unit)];
        let mut text = String::new();
        for c in char::decode_utf16(units.into_iter().flatten()) {
            match c {
                Ok(c) => text.push(c),
                Err(half) if half.unpaired_surrogate() == unit => self.half = Some(unit),
                Err(_) => {}
            }
        }
        self.emit(&text);
    }

    /// Tells the characters of the bytes that were met.
    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.is_empty() {
            return;
        }
        match self.header.charset(self.group.font) {
            Charset::Encoded(encoding) => self.emit(&encoding.decode_without_bom_handling(&bytes).0),
            Charset::Symbols => {
                let text: String = bytes.iter().filter_map(|byte| symbols::of_font(u32::from(*byte))).collect();
                self.emit(&text);
            }
        }
    }

    fn emit(&mut self, text: &str) {
        match self.group.destination {
            Destination::Text => {
                if let Some(draft) = self.draft() {
                    draft.push(text);
                }
            }
            Destination::Instruction => self.fields.instruct(text),
            Destination::Styles | Destination::Property => self.header.text(text),
            Destination::Nowhere | Destination::Shape | Destination::Fonts | Destination::Information => {}
        }
    }

    /// Where text is to be written; `None` where it is not shown.
    fn draft(&mut self) -> Option<&mut Draft> {
        let shown = self.group.destination == Destination::Text && !self.group.hidden && self.fields.show();
        shown.then(|| match self.group.paragraph.in_table {
            true => self.sheet.in_cell(),
            false => self.sheet.in_text(),
        })
    }

    fn end_paragraph(&mut self) {
        if self.group.destination != Destination::Text {
            return;
        }
        self.fields.end_paragraph();
        let setting = self.setting();
        let draft = if self.group.paragraph.in_table { self.sheet.in_cell() } else { self.sheet.in_text() };
        draft.end_paragraph(setting);
    }

    fn setting(&mut self) -> Setting {
        let Paragraph { style, level, item, .. } = self.group.paragraph;
        let marked = std::mem::take(&mut self.marked);
        let look = self.header.styles.look(&style.to_string());
        look.setting(level, (item || marked).then_some(true))
    }
}

/// The characters that words stand for.
fn named(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}
