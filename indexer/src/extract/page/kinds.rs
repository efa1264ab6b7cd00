//! What the elements of a page do to text, and which of them end one another.
//! It extends what HTML inside Markdown needs to know; it sees names only.

use crate::extract::elements::{INLINE, SILENT};

/// How far an end tag beyond the bounds of a page looks for its start.
pub(super) const REACH: usize = 16;

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It stands inside a line.
    Inline,
    /// It ends one paragraph and begins another.
    Block,
    /// It holds nothing, and is inline.
    Void,
    /// It holds no text that a reader sees.
    Silent,
}

/// Elements inside a line that only pages have.
const MORE_INLINE: [&str; 19] = [
    "acronym", "basefont", "big", "blink", "button", "data", "label", "map", "math", "nobr", "output", "picture", "rp",
    "rt", "ruby", "samp", "time", "tt", "var",
];

const VOID: [&str; 16] = [
    "area", "base", "br", "col", "command", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
    "source", "wbr",
];

/// Elements without text of the page: scripts, controls, what other programs play.
const MORE_SILENT: [&str; 19] = [
    "applet", "audio", "canvas", "colgroup", "datalist", "dialog", "title", "iframe", "meter", "noembed", "noframes",
    "noscript", "object", "optgroup", "option", "progress", "select", "svg", "textarea",
];

/// Elements that a start tag of a block ends a paragraph before.
const ENDS_PARAGRAPH: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
    "plaintext",
];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// What an element of that name does to the text around it. Names with a colon are of Office and stand inside lines.
pub(super) fn kind(name: &str) -> Kind {
    let is_text = name.is_empty();
    if is_text || name != "figure" && INLINE.contains(&name) && !VOID.contains(&name) {
        Kind::Inline
    } else if VOID.contains(&name) {
        Kind::Void
    } else if SILENT.contains(&name) || MORE_SILENT.contains(&name) {
        Kind::Silent
    } else if MORE_INLINE.contains(&name) || name.contains(':') {
        Kind::Inline
    } else {
        Kind::Block
    }
}

/// The level of a heading element.
pub(super) fn heading(name: &str) -> Option<u8> {
    HEADINGS.iter().zip(1..).find(|(heading, _)| **heading == name).map(|(_, level)| level)
}

/// Whether an element is made for text of its own rather than for parts of a page.
pub(super) fn is_paragraph(name: &str) -> bool {
    HEADINGS.contains(&name)
        || matches!(
            name,
            "" | "p" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "blockquote" | "pre" | "figure" | "address"
        )
}

/// Whether an element is of another language than HTML, where tags may close themselves.
pub(super) fn is_foreign(name: &str) -> bool {
    matches!(
        name,
        "svg" | "math" | "path" | "use" | "g" | "circle" | "rect" | "line" | "polygon" | "polyline" | "ellipse"
    ) || name.contains(':')
}

/// Whether the start tag `name` ends the element `open`.
pub(super) fn ends(name: &str, open: &str) -> bool {
    match open {
        "p" => ENDS_PARAGRAPH.contains(&name),
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" | "caption" => matches!(name, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" => matches!(name, "tbody" | "thead" | "tfoot"),
        "option" => matches!(name, "option" | "optgroup"),
        "a" | "button" | "nobr" => name == open,
        open if HEADINGS.contains(&open) => HEADINGS.contains(&name),
        _ => false,
    }
}

/// Whether an open element keeps the start tag `name` from ending what stands above it.
pub(super) fn bars_start(name: &str, open: &str) -> bool {
    match name {
        "li" => matches!(open, "ul" | "ol" | "menu" | "dir") || is_wall(open),
        "dt" | "dd" => open == "dl" || is_wall(open),
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => open == "table",
        "a" | "button" | "nobr" | "option" | "optgroup" => kind(open) == Kind::Block,
        // What ends a paragraph holds none that was open before it.
        _ => is_wall(open) || (open != "p" && !HEADINGS.contains(&open) && ENDS_PARAGRAPH.contains(&open)),
    }
}

/// Whether the end tag `name` closes the element `open`: that of any heading closes each.
pub(super) fn closes(name: &str, open: &str) -> bool {
    name == open || (HEADINGS.contains(&name) && HEADINGS.contains(&open))
}

/// Whether an open element keeps the end tag `name` from closing what stands above it.
pub(super) fn bars_end(name: &str, open: &str) -> bool {
    match name {
        "table" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => open == "table",
        "li" => matches!(open, "ul" | "ol" | "menu" | "dir") || is_wall(open),
        name if kind(name) == Kind::Inline => kind(open) == Kind::Block,
        _ => is_wall(open),
    }
}

fn is_wall(open: &str) -> bool {
    matches!(open, "table" | "td" | "th" | "caption" | "template" | "object" | "button")
}
