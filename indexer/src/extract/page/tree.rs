//! The tree of a page, made from its tags as browsers would, in time proportional to its length.
//! It keeps the order of the text and bounds depth and number of elements; where a browser moves misplaced text, it does not.

use std::collections::HashMap;

use html5gum::{HtmlString, StartTag, State, Token, Tokenizer};

use super::kinds::{self, Kind};

/// A page has no more elements than this; tags beyond are left out, and their text stays.
const MAX_ELEMENTS: usize = 1_000_000;

/// The attributes that tell something about text.
const ATTRIBUTES: [&str; 19] = [
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
    "type",
    "xml:lang",
];

/// The nodes of a page in the order of its source, each before what it holds.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The first is the page itself, an element without name.
    pub(super) nodes: Vec<Node>,
}

/// An element or a piece of text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// In lower case; empty for text.
    pub(super) name: String,
    /// Its text, entities resolved; empty for elements.
    pub(super) text: String,
    /// The number of the element that holds it.
    pub(super) parent: usize,
    /// The number of the first node after all that it holds.
    pub(super) end: usize,
    /// Whether it and all that it holds are left out.
    pub(super) gone: bool,
    attributes: Vec<(&'static str, String)>,
}

impl Node {
    /// The value of an attribute, empty where it has none; `None` where the element has not got it.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// The value of an attribute in lower case, without white space around it.
    pub(super) fn lower(&self, name: &str) -> String {
        self.attribute(name).unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether it is an element of that name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

impl Tree {
    /// Makes the tree of a page in which no element stands deeper than `depth`; what would is held by the one above it.
    pub(super) fn parse(source: &str, depth: usize) -> Self {
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

    /// Leaves an element out, with all that it holds.
    pub(super) fn remove(&mut self, number: usize) {
        if let Some(node) = self.nodes.get_mut(number) {
            node.gone = true;
        }
    }

    /// The numbers of what an element holds, itself first, what is gone left out.
    pub(super) fn inside(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.node(number).end;
        let mut next = number;
        std::iter::from_fn(move || {
            while next < end && next != number && self.node(next).gone {
                next = self.node(next).end;
            }
            let found = (next < end).then_some(next);
            next += 1;
            found
        })
    }

    /// The numbers of what stands directly in an element, what is gone left out.
    pub(super) fn children(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.node(number).end;
        let after = move |child: &usize| Some(self.node(*child).end).filter(|next| *next < end);
        let first = Some(number + 1).filter(|first| *first < end);
        std::iter::successors(first, after).filter(|child| !self.node(*child).gone)
    }

    /// The text of an element up to about `most` bytes, pieces that blocks part being parted by spaces.
    pub(super) fn text(&self, number: usize, most: usize) -> String {
        let mut text = String::new();
        for node in self.inside(number).map(|inside| self.node(inside)) {
            if text.len() >= most {
                break;
            }
            if !node.name.is_empty() && kinds::kind(&node.name) != Kind::Inline {
                text.push(' ');
            }
            text.push_str(&node.text);
        }
        text
    }

    /// The node of that number; the page itself where there is none.
    pub(super) fn node(&self, number: usize) -> &Node {
        static NOTHING: Node =
            Node { name: String::new(), text: String::new(), parent: 0, end: 0, gone: true, attributes: Vec::new() };
        self.nodes.get(number).unwrap_or(&NOTHING)
    }
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
        Tree { nodes: self.nodes }
    }
}

fn text_of(text: HtmlString) -> String {
    String::from_utf8_lossy(&text).into_owned()
}

fn attributes<S: html5gum::SpanBound>(
    found: std::collections::BTreeMap<HtmlString, html5gum::Spanned<HtmlString, S>>,
) -> Vec<(&'static str, String)> {
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
