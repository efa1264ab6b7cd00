//! The tree of a page: its elements and pieces of text in the order of the source.
//! How it is made from tags is told in `parse`; what its parts mean, elsewhere.

use super::kinds::{self, Kind};

/// The nodes of a page in the order of its source, each before what it holds.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The first is the page itself, an element without name.
    pub(super) nodes: Vec<Node>,
    /// Whether elements that stood too deep are held by the one above them.
    pub(super) is_flattened: bool,
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
    /// Those that tell something about text, by their names.
    pub(super) attributes: Vec<(&'static str, String)>,
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

    /// The numbers of what follows a node in the same element, what is gone left out.
    pub(super) fn following(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.node(self.node(number).parent).end;
        let after = move |node: &usize| Some(self.node(*node).end).filter(|next| *next < end);
        std::iter::successors(after(&number), after).filter(|node| !self.node(*node).gone)
    }

    /// The text of an element up to about `most` bytes and nodes, pieces that blocks part being parted by spaces.
    pub(super) fn text(&self, number: usize, most: usize) -> String {
        let mut text = String::new();
        for node in self.inside(number).take(most).map(|inside| self.node(inside)) {
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
