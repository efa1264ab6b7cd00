//! Markdown to blocks of text with their lines. HTML, kramdown attributes and addresses are not text.
//! It does not tell titles from mastheads, nor headings from lines that only look like one.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::masked::{Masked, Veil, host};
use super::{Block, Content, Form, encoding, flow, front_matter, html, kramdown, lines};
use crate::defect::Defect;
use crate::line::{End, Line, LineMap};

/// What a Markdown file holds, with the front matter it may have.
///
/// Fails on bytes that are no text. Lines are those of the file, front matter included.
pub(crate) fn content(bytes: &[u8]) -> Result<Content, Defect> {
    let mut defects = Vec::new();
    let source = encoding::decode(bytes, &mut defects)?;
    let parts = front_matter::split(&source);
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
    let mut builder = Builder { source: &text, masked: &masked, links: &masked.links, map, state: State::default() };
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        builder.take(event, range);
    }
    builder.flush();
    builder.state.blocks
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
    state: State,
}

/// What is open, and what was closed.
#[derive(Default)]
struct State {
    blocks: Vec<Block>,
    lines: Vec<Line>,
    line: Line,
    heading: Option<u8>,
    item: Option<FirstOfItem>,
    quotes: usize,
    rows: usize,
    codes: usize,
    images: usize,
}

/// The next block is the first of a list item, which starts with this character.
struct FirstOfItem(char);

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
            Event::SoftBreak => self.end_line(End::Soft),
            Event::HardBreak => self.end_line(End::Hard),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, place: usize) {
        match tag {
            Tag::Link { dest_url, .. } => self.state.line.paragraph.links.extend(host(&dest_url)),
            Tag::Image { .. } => self.state.images += 1,
            Tag::TableCell | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            block => {
                self.flush();
                match block {
                    Tag::Heading { level, .. } => self.state.heading = Some(depth(level)),
                    Tag::Item => {
                        let marker = self.source.get(place..).and_then(|rest| rest.trim_start().chars().next());
                        self.state.item = marker.map(FirstOfItem);
                    }
                    Tag::BlockQuote(_) => self.state.quotes += 1,
                    Tag::TableHead | Tag::TableRow => self.state.rows += 1,
                    Tag::CodeBlock(_) => self.state.codes += 1,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.state.images = self.state.images.saturating_sub(1),
            TagEnd::TableCell => self.state.line.push(' ', 0),
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            block => {
                self.flush();
                match block {
                    TagEnd::Heading(_) => self.state.heading = None,
                    TagEnd::Item => self.state.item = None,
                    TagEnd::BlockQuote(_) => self.state.quotes = self.state.quotes.saturating_sub(1),
                    TagEnd::TableHead | TagEnd::TableRow => self.state.rows = self.state.rows.saturating_sub(1),
                    TagEnd::CodeBlock => self.state.codes = self.state.codes.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    /// Adds text that stands at `range`. Where it is written otherwise there, as entities are, its start is its place.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.state.images > 0 {
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
                None => self.state.line.push(c, line),
                Some(Veil::Nothing) => {}
                Some(Veil::Space) => self.state.line.push(' ', line),
                Some(Veil::Break) => self.end_line(End::Block),
            }
        }
        let passed = self.links.partition_point(|(place, _)| *place < range.end);
        let (passed, rest) = self.links.split_at(passed);
        self.state.line.paragraph.links.extend(passed.iter().map(|(_, host)| host.clone()));
        self.links = rest;
    }

    fn end_line(&mut self, end: End) {
        let mut line = std::mem::take(&mut self.state.line).trimmed();
        if line.is_empty() {
            self.state.line.paragraph.links = line.paragraph.links;
            return;
        }
        let mut seen = Vec::new();
        for host in line.paragraph.links.drain(..).filter(|host| !host.is_empty()) {
            if !seen.contains(&host) {
                seen.push(host);
            }
        }
        line.paragraph.links = seen;
        line.end = end;
        self.state.lines.push(line);
    }

    fn flush(&mut self) {
        self.end_line(End::Block);
        self.state.line = Line::default();
        let mut lines = std::mem::take(&mut self.state.lines);
        if lines.is_empty() {
            return;
        }
        let first_of_item = self.state.item.take().filter(|item| !is_sum(item, &mut lines));
        let form = match (self.state.heading, first_of_item) {
            (Some(level), _) => Form::Heading(level),
            _ if self.state.codes > 0 => Form::Code,
            _ if self.state.rows > 0 => Form::Row,
            (_, Some(FirstOfItem(_))) => Form::Item,
            _ if self.state.quotes > 0 => Form::Quote,
            _ => Form::Plain,
        };
        self.state.blocks.extend(lines::blocks(form, lines));
    }
}

/// Whether an item is a sum such as `+ 700` rather than an item; its sign is then put back.
fn is_sum(item: &FirstOfItem, lines: &mut [Line]) -> bool {
    let [line] = lines else { return false };
    let number = line.paragraph.text.as_str();
    let sum = item.0 == '+' && number.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '%');
    if sum {
        line.paragraph.text = format!("+ {number}");
    }
    sum
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
