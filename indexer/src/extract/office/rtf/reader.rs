//! Reads the tokens of RTF into a text: which group's text goes where, in which encoding, in which paragraph.
//! What words mean is told by `words`; how the parts make a document is decided by the caller.

mod words;

use super::characters::Characters;
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
use crate::extract::office::styles::Setting;

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
    characters: Characters,
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
            characters: Characters::default(),
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
        self.characters.end_fallback();
        if self.outer.len() >= self.depth {
            let depth = self.depth;
            return Err(Defect::of_whole(format!(
                "has groups more than {depth} deep in each other, read up to there: save it again, or raise the limit with --max-depth"
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
        self.characters.end_fallback();
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

    fn text(&mut self, bytes: &[u8]) {
        self.fresh = false;
        self.characters.push(bytes);
    }

    fn unicode(&mut self, number: i32) {
        let text = self.characters.unicode(number, self.group.fallback);
        self.emit(&text);
    }

    /// Tells the characters of the bytes that were met.
    fn flush(&mut self) {
        if let Some(text) = self.characters.take(self.header.charset(self.group.font)) {
            self.emit(&text);
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
