//! A text of OpenDocument: paragraphs, lists, tables, boxes, slides, as their elements come.
//! Tracked deletions, comments, page numbers and hidden text are left out.

use super::pages::Pages;
use super::styles::of_characters;
use crate::extract::Block;
use crate::extract::masked::host;
use crate::extract::office::draft::Draft;
use crate::extract::office::styles::{Look, PLAIN, Styles};
use crate::extract::xml::{Inside, Tag, Visitor};

/// What is left out with all that it holds.
const LEFT_OUT: [&str; 12] = [
    "tracked-changes",
    "annotation",
    "covered-table-cell",
    "note-citation",
    "page-number",
    "page-count",
    "ruby-text",
    "script",
    "scripts",
    "forms",
    "binary-data",
    "page-thumbnail",
];

/// Shapes that may hold paragraphs of their own.
const SHAPES: [&str; 13] = [
    "frame",
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "polygon",
    "regular-polygon",
    "polyline",
    "path",
    "line",
    "connector",
    "caption",
    "g",
];

/// Indexes, which repeat what the text says.
const INDEXES: [&str; 6] =
    ["table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index", "user-index"];

/// A text that is being read, in whichever part it stands.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    draft: Draft,
    region: Region,
    master: String,
    pages: Pages,
    /// Paragraphs that are open inside each other; `None` for a box or a note, where text is only in its paragraphs.
    open: Vec<Option<Paragraph>>,
    /// For each character style that is open, whether it hides its text.
    hidden: Vec<bool>,
    /// For each item that is open, whether its first paragraph is still to come.
    items: Vec<bool>,
    /// For each shape that is open, whether it holds the title of a slide.
    shapes: Vec<bool>,
    indexes: usize,
    slides: usize,
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Region {
    /// Where no text stands.
    #[default]
    Nowhere,
    Text,
    Margin,
}

/// What the properties of a paragraph say.
#[derive(Debug, Clone, Copy, Default)]
struct Paragraph {
    look: Look,
    level: Option<u8>,
}

impl<'a> Body<'a> {
    /// Nothing is read yet.
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            draft: Draft::new(),
            region: Region::Nowhere,
            master: String::new(),
            pages: Pages::default(),
            open: Vec::new(),
            hidden: Vec::new(),
            items: Vec::new(),
            shapes: Vec::new(),
            indexes: 0,
            slides: 0,
        }
    }

    /// All that was read so far; what is read next is a text of its own.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::replace(&mut self.draft, Draft::new()).finish()
    }

    /// What stands in the margins.
    pub(super) fn into_pages(self) -> Pages {
        self.pages
    }

    fn shows(&self) -> bool {
        let in_paragraph = self.open.last().copied().flatten().is_some_and(|paragraph| !paragraph.look.hidden);
        in_paragraph && !self.hidden.contains(&true)
    }

    /// Looks for what holds text.
    fn enter(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "body" => self.region = Region::Text,
            "master-page" => self.master = tag.attribute("name").unwrap_or_default(),
            name if is_margin(name) => self.region = Region::Margin,
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        let style = tag.attribute("style-name").unwrap_or_default();
        let mut look = self.styles.look(&style);
        look.contents |= self.indexes > 0;
        let own = tag.attribute("outline-level").and_then(|level| level.parse().ok()).filter(|level| *level > 0);
        let heading = if tag.name() == "h" { own.or(look.heading).or(Some(1)) } else { look.heading };
        let title = self.shapes.contains(&true).then_some(if self.slides > 1 { 2 } else { 1 });
        if self.region == Region::Text {
            self.pages.first_style.get_or_insert(style);
        }
        self.open.push(Some(Paragraph { look, level: title.or(heading) }));
    }

    fn end_paragraph(&mut self) {
        let Paragraph { look, level } = self.open.pop().flatten().unwrap_or_default();
        let first = self.items.last_mut().is_some_and(std::mem::take);
        self.draft.end_paragraph(look.setting(level, Some(first)));
    }

    /// Elements that part the text.
    fn structure(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "p" | "h" => self.begin_paragraph(tag),
            "list-item" | "numbered-paragraph" => self.items.push(true),
            "list-header" => self.items.push(false),
            "table" => self.draft.begin_table(),
            "table-row" => self.draft.begin_row(),
            "table-cell" => self.draft.begin_cell(),
            "page" => self.slides += 1,
            "note" => self.begin_aside(),
            name if INDEXES.contains(&name) => self.indexes += 1,
            name if SHAPES.contains(&name) => {
                self.shapes.push(tag.attribute("class").as_deref() == Some("title"));
                self.begin_aside();
            }
            _ => {}
        }
    }

    fn begin_aside(&mut self) {
        self.open.push(None);
        self.draft.begin_aside();
    }

    fn end_shape(&mut self) {
        self.shapes.pop();
        self.open.pop();
        self.draft.end_aside();
        // A box that stands in no paragraph follows what is before it, not what comes next.
        if self.open.is_empty() {
            self.draft.end_paragraph(PLAIN);
        }
    }

    /// Elements that stand for characters or links.
    fn inline(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "span" => {
                let style = tag.attribute("style-name").map(|name| of_characters(&name));
                self.hidden.push(style.is_some_and(|style| self.styles.look(&style).hidden));
            }
            "a" => {
                if let Some(host) = tag.attribute("href").as_deref().and_then(host) {
                    self.draft.link(host);
                }
            }
            "s" if self.shows() => self.draft.push(" "),
            "tab" if self.shows() => self.draft.push("\t"),
            "line-break" if self.shows() => self.draft.break_line(),
            _ => {}
        }
    }

    /// A part of the page's margin ends.
    fn end_margin(&mut self, kind: &str) {
        let blocks = self.take();
        self.pages.add(&self.master, kind, blocks);
        self.region = Region::Nowhere;
    }
}

fn is_margin(name: &str) -> bool {
    matches!(name, "header" | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first")
}

/// Whether an element says that it is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    let says = |name: &str, value: &str| tag.attribute(name).is_some_and(|said| said == value);
    match tag.name() {
        "section" => says("display", "none") || says("is-hidden", "true"),
        "hidden-text" | "hidden-paragraph" => says("is-hidden", "true"),
        _ => false,
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Inside {
        if LEFT_OUT.contains(&tag.name()) || is_hidden(tag) {
            return Inside::Skip;
        }
        if self.region == Region::Nowhere {
            self.enter(tag);
        } else {
            self.structure(tag);
            self.inline(tag);
        }
        Inside::Read
    }

    fn text(&mut self, text: &str) {
        if self.region != Region::Nowhere && self.shows() {
            self.draft.push(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "body" => self.region = Region::Nowhere,
            _ if self.region == Region::Nowhere => {}
            "p" | "h" => self.end_paragraph(),
            "span" => drop(self.hidden.pop()),
            "list-item" | "numbered-paragraph" | "list-header" => drop(self.items.pop()),
            "table" => self.draft.end_table(),
            "table-cell" => self.draft.end_cell(),
            "note" => {
                self.open.pop();
                self.draft.end_note();
            }
            name if INDEXES.contains(&name) => self.indexes -= 1,
            name if SHAPES.contains(&name) => self.end_shape(),
            name if self.region == Region::Margin && is_margin(name) => self.end_margin(name),
            _ => {}
        }
    }
}
