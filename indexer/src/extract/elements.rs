//! The elements of HTML by what they do to text: which stand inside a line, which end a paragraph, which hold no text.
//! It knows no document and reads no tag.

/// Elements inside a line of text, whose tags separate nothing.
pub(super) const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "figure", "font", "i", "img", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "u", "wbr",
];

/// Elements that end one paragraph and begin another.
pub(super) const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "title",
];

/// Elements whose content is no text.
pub(super) const SILENT: [&str; 3] = ["script", "style", "template"];
