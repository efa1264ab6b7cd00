//! From the tags of a page to its tree, as browsers make it, in time proportional to the length of the page.
//! It bounds depth and number of elements; where a browser moves misplaced text, the order of the source is kept.

use std::collections::{BTreeMap, HashMap};

use html5gum::{HtmlString, SpanBound, Spanned, StartTag, State, Token, Tokenizer};

use super::kinds::{self, Kind};
use super::tree::{Node, Tree};

/// A page has no more elements than this; tags beyond are left out, and their text stays.
const MAX_ELEMENTS: usize = 1_000_000;

/// The attributes that tell something about text.
const ATTRIBUTES: [&str; 20] = [
    "aria-controls",
    "aria-hidden",
    "aria-level",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "title",
    "type",
    "xml:lang",
];

/// Makes the tree of a page in which no element stands deeper than `depth`; what would is held by the one above it.
pub(super) fn tree(source: &str, depth: usize) -> Tree {
    let mut builder = Builder::new(source, depth);
    let mut tokenizer = Tokenizer::new(source);
    while let Some(Ok(token)) = tokenizer.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = builder.start(tag) {
                    tokenizer.set_state(state);
                }
            }
            Token::EndTag(tag) => builder.end(&text_of(tag.name)),
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    builder.finish()
}

struct Builder<'a> {
    nodes: Vec<Node>,
    /// The elements that are open, the page itself first.
    open: Vec<usize>,
    /// The names of elements that are open beyond the bounds.
    beyond: Vec<String>,
    depth: usize,
    source: &'a str,
    /// How many end tags are still to come of elements without mark-up inside, by their names.
    to_come: HashMap<String, usize>,
    is_xml: bool,
    is_flattened: bool,
    /// Whether the text that follows is the inside of an element whose text is not read.
    skips: bool,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, depth: usize) -> Self {
        let is_xml = source.trim_start_matches(['\u{feff}', ' ', '\n', '\t']).starts_with("<?xml");
        Self {
            nodes: vec![Node { name: "html".to_owned(), ..Node::default() }],
            open: vec![0],
            beyond: Vec::new(),
            depth: depth.max(1),
            source,
            to_come: HashMap::new(),
            is_xml,
            is_flattened: false,
            skips: false,
        }
    }

    /// Opens an element; tells how its inside is to be read, if that is no mark-up.
    fn start(&mut self, tag: StartTag<()>) -> Option<State> {
        let name = text_of(tag.name);
        let attributes = attributes(tag.attributes);
        let closed =
            kinds::kind(&name) == Kind::Void || (tag.self_closing && (self.is_xml || kinds::is_foreign(&name)));
        if is_page(&name) {
            self.merge(attributes);
            return None;
        }
        self.close_implied(&name);
        let holds_all = closed || !self.has_room();
        if self.nodes.len() < MAX_ELEMENTS {
            let number = self.add(Node { name: name.clone(), attributes, ..Node::default() });
            if !holds_all {
                self.open.push(number);
            }
        }
        if closed {
            return None;
        }
        if holds_all {
            self.is_flattened |= self.open.len() >= self.depth;
            self.beyond.push(name.clone());
        }
        let state = raw_state(&name).filter(|_| self.will_close(&name));
        self.skips = state.is_some() && !self.is_read(&name);
        state
    }

    /// Whether the text of an element without mark-up inside is of use.
    fn is_read(&self, name: &str) -> bool {
        let data = name == "script" && self.nodes.last().is_some_and(|node| node.lower("type").contains("ld+json"));
        data || name == "title" || name == "xmp" || name == "plaintext"
    }

    /// Whether the end tag is still to come: where a page forgets to close its title, what follows is text.
    fn will_close(&mut self, name: &str) -> bool {
        let source = self.source;
        let to_come = self.to_come.entry(name.to_owned()).or_insert_with(|| count_ends(source, name));
        name == "plaintext" || *to_come > 0
    }

    fn has_room(&self) -> bool {
        self.open.len() < self.depth && self.nodes.len() < MAX_ELEMENTS && self.beyond.is_empty()
    }

    fn add(&mut self, mut node: Node) -> usize {
        let number = self.nodes.len();
        node.parent = self.open.last().copied().unwrap_or_default();
        node.end = number + 1;
        self.nodes.push(node);
        number
    }

    /// Nothing that stands for the page is opened: it is open already.
    fn merge(&mut self, attributes: Vec<(&'static str, String)>) {
        let Some(page) = self.nodes.first_mut() else { return };
        for (key, value) in attributes {
            if matches!(key, "lang" | "xml:lang") && page.attribute(key).is_none() {
                page.attributes.push((key, value));
            }
        }
    }

    fn end(&mut self, name: &str) {
        self.skips = false;
        if is_page(name) {
            return;
        }
        if let Some(to_come) = self.to_come.get_mut(name) {
            *to_come = to_come.saturating_sub(1);
        }
        if let Some(open) = self.beyond.iter().rev().take(kinds::REACH).position(|open| open == name) {
            self.beyond.truncate(self.beyond.len() - open - 1);
            // A boundary that words do not cross, as the end of the element would be.
            self.break_off(name);
            return;
        }
        if !self.beyond.is_empty() {
            return;
        }
        match self.find_open(|open| kinds::closes(name, open), |open| kinds::bars_end(name, open)) {
            Some(place) => self.close(place),
            // A stray `</p>` and `</br>` are a break to browsers.
            None if matches!(name, "p" | "br") => self.break_off(name),
            None => {}
        }
    }

    fn break_off(&mut self, name: &str) {
        if kinds::kind(name) != Kind::Inline && self.nodes.len() < MAX_ELEMENTS {
            self.add(Node { name: "br".to_owned(), ..Node::default() });
        }
    }

    /// Closes what a start tag of that name ends without saying so.
    fn close_implied(&mut self, name: &str) {
        while self.beyond.is_empty() {
            let implied = self.find_open(|open| kinds::ends(name, open), |open| kinds::bars_start(name, open));
            match implied {
                Some(place) => self.close(place),
                None => return,
            }
        }
    }

    /// The place among the open elements of the innermost one that `wanted` tells, unless one that `bars` holds it.
    fn find_open(&self, wanted: impl Fn(&str) -> bool, bars: impl Fn(&str) -> bool) -> Option<usize> {
        for (place, number) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.nodes.get(*number).map_or("", |node| node.name.as_str());
            if wanted(name) {
                return Some(place);
            }
            if bars(name) {
                return None;
            }
        }
        None
    }

    fn close(&mut self, place: usize) {
        let end = self.nodes.len();
        for number in self.open.drain(place..) {
            if let Some(node) = self.nodes.get_mut(number) {
                node.end = end;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skips {
            return;
        }
        let parent = self.open.last().copied().unwrap_or_default();
        match self.nodes.last_mut().filter(|last| last.name.is_empty() && last.parent == parent) {
            Some(last) => last.text.push_str(text),
            None => {
                self.add(Node { text: text.to_owned(), ..Node::default() });
            }
        }
    }

    fn finish(mut self) -> Tree {
        self.close(0);
        Tree { nodes: self.nodes, is_flattened: self.is_flattened }
    }
}

fn text_of(text: HtmlString) -> String {
    String::from_utf8_lossy(&text).into_owned()
}

fn attributes<S: SpanBound>(found: BTreeMap<HtmlString, Spanned<HtmlString, S>>) -> Vec<(&'static str, String)> {
    let known = |name: &[u8]| ATTRIBUTES.into_iter().find(|key| key.as_bytes() == name);
    found.into_iter().filter_map(|(name, value)| Some((known(&name)?, text_of(value.value)))).collect()
}

/// How the inside of an element is read that holds no mark-up.
fn raw_state(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "style" | "iframe" | "xmp" | "noembed" | "noframes" => Some(State::RawText),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}

/// Whether an element stands for the page or its head, which need no element of their own.
fn is_page(name: &str) -> bool {
    matches!(name, "html" | "head" | "body")
}

/// How many end tags of an element the page has.
fn count_ends(source: &str, name: &str) -> usize {
    let ends = source.match_indices("</");
    ends.filter(|(at, _)| {
        let found = source.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
    .count()
}
