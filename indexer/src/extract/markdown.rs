//! Markdown to blocks of text with their lines. HTML, kramdown attributes and addresses are not text.
//! It does not tell titles from mastheads, nor headings from lines that only look like one.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::layout::{FirstOfItem, Layout};
use super::masked::{Masked, Veil, host};
use super::{Block, Content, encoding, flow, front_matter, html, kramdown};
use crate::defect::Defect;
use crate::line::{End, LineMap};

/// What a Markdown file holds, with the front matter it may have.
///
/// Fails on bytes that are no text. Lines are those of the file, front matter included.
pub(crate) fn content(bytes: &[u8]) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let source = encoding::decode(bytes, &mut defects)?;
    let parts = front_matter::split(&source);
    defects.extend(parts.defects);
    let map = LineMap::of_text(parts.body, parts.first_line);
    let blocks = flow::mend(blocks(parts.body, &map));
    Ok(Content { fields: parts.fields, blocks, defects, ..Content::default() })
}

/// The blocks of a Markdown text, whose lines `map` knows.
pub(crate) fn blocks(source: &str, map: &LineMap) -> Vec<Block> {
    let mut masked = Masked::new(source);
    let (code, html) = code_and_html(source);
    html::mask(&mut masked, source, &html);
    kramdown::mask(&mut masked, source, &code);
    let text = masked.text();
    let mut builder =
        Builder { source: &text, masked: &masked, links: &masked.links, map, layout: Layout::default(), images: 0 };
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        builder.take(event, range);
    }
    builder.layout.finish()
}

/// Only what these sources use; smart punctuation would rewrite what was published.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

fn code_and_html(source: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut code, mut html) = (Vec::new(), Vec::new());
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => code.push(range),
            Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => html.push(range),
            _ => {}
        }
    }
    (code, html)
}

struct Builder<'a> {
    source: &'a str,
    masked: &'a Masked,
    links: &'a [(usize, String)],
    map: &'a LineMap,
    layout: Layout,
    images: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.text(&text, range),
            Event::Code(code) => {
                let inside = self.source.get(range.clone()).and_then(|all| all.find(&*code)).unwrap_or_default();
                self.text(&code, range.start + inside..range.start + inside + code.len());
            }
            Event::SoftBreak => self.layout.end_line(End::Soft),
            Event::HardBreak => self.layout.end_line(End::Hard),
            Event::Rule => self.layout.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, place: usize) {
        match tag {
            Tag::Link { dest_url, .. } => self.layout.link(host(&dest_url)),
            Tag::Image { .. } => self.images += 1,
            Tag::TableCell | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            block => {
                self.layout.flush();
                match block {
                    Tag::Heading { level, .. } => self.layout.heading = Some(depth(level)),
                    Tag::Item => {
                        let marker = self.source.get(place..).and_then(|rest| rest.trim_start().chars().next());
                        self.layout.item = marker.map(FirstOfItem);
                    }
                    Tag::BlockQuote(_) => self.layout.quotes += 1,
                    Tag::TableHead | Tag::TableRow => self.layout.rows += 1,
                    Tag::CodeBlock(_) => self.layout.codes += 1,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::TableCell => self.layout.push(' ', 0),
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            block => {
                self.layout.flush();
                match block {
                    TagEnd::Heading(_) => self.layout.heading = None,
                    TagEnd::Item => self.layout.item = None,
                    TagEnd::BlockQuote(_) => self.layout.quotes = self.layout.quotes.saturating_sub(1),
                    TagEnd::TableHead | TagEnd::TableRow => self.layout.rows = self.layout.rows.saturating_sub(1),
                    TagEnd::CodeBlock => self.layout.codes = self.layout.codes.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    /// Adds text that stands at `range`. Where it is written otherwise there, as entities are, its start is its place.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        let verbatim = self.source.get(range.clone()) == Some(text);
        let mut line = self.map.line(range.start);
        let mut word = false;
        for (at, c) in text.char_indices() {
            let place = if verbatim { range.start + at } else { range.start };
            if verbatim && (!word || c.is_whitespace()) {
                line = self.map.line(place);
            }
            word = !c.is_whitespace();
            match self.masked.veil(place).filter(|_| verbatim) {
                None => self.layout.push(c, line),
                Some(Veil::Nothing) => {}
                Some(Veil::Space) => self.layout.push(' ', line),
                Some(Veil::Break) => self.layout.end_line(End::Block),
            }
        }
        let passed = self.links.partition_point(|(place, _)| *place < range.end);
        let (passed, rest) = self.links.split_at(passed);
        self.layout.link(passed.iter().map(|(_, host)| host.clone()));
        self.links = rest;
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;

    fn check(source: &str, expected: &[(Form, &str, u32)]) {
        let found = blocks(source, &LineMap::of_text(source, 1));
        let found: Vec<(Form, &str, u32)> = found
            .iter()
            .map(|block| (block.form, block.paragraph.text.as_str(), block.paragraph.lines[0].line))
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn blocks_know_their_form_and_line() {
        check(
            "# Un **titre**\nTexte\n\n- a\n- b\n\n> cité\n\n| c | d |\n|---|---|\n| 1 | 2 |\n\n```rust\nx\ny\n```\n",
            &[
                (Form::Heading(1), "Un titre", 1),
                (Form::Plain, "Texte", 2),
                (Form::Item, "a", 4),
                (Form::Item, "b", 5),
                (Form::Quote, "cité", 7),
                (Form::Row, "c d", 9),
                (Form::Row, "1 2", 11),
                (Form::Code, "x y", 14),
            ],
        );
    }

    #[test]
    fn addresses_are_text_only_where_a_reader_sees_them() {
        check(
            "[lien](http://a.fr \"t\") ![alt](b.png) <http://c.fr/d> https://e.fr &amp; l’\\*été\\*",
            &[(Form::Plain, "lien http://c.fr/d https://e.fr & l’*été*", 1)],
        );
    }

    #[test]
    fn hosts_are_kept_once_in_lower_case() {
        let source =
            "[a](https://WWW.a.fr/x) [b](//www.a.fr) <a href='http://u@b.fr:80/'>c</a> [d](/e) [f](mailto:g@h.fr)";
        let found = blocks(source, &LineMap::of_text(source, 1));
        assert_eq!(found[0].paragraph.links, ["www.a.fr", "b.fr"]);
    }

    #[test]
    fn a_sum_with_its_sign_is_no_list() {
        check("+ 700\n\n+ mille", &[(Form::Plain, "+ 700", 1), (Form::Item, "mille", 3)]);
    }

    #[test]
    fn footnotes_are_text_and_their_calls_are_not() {
        check("Un[^1] mot.\n\n[^1]: La note.\n", &[(Form::Plain, "Un mot.", 1), (Form::Plain, "La note.", 3)]);
    }
}
