//! How much text the elements of a page hold, and how much of it is links.
//! It counts what is not gone, and judges nothing.

use super::kinds::{self, Kind};
use super::tree::Tree;

/// The text that a node holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measure {
    /// Its words, cut at white space.
    pub(super) words: usize,
    /// Those of them that are links.
    pub(super) linked: usize,
}

impl Measure {
    /// The words that are no links.
    pub(super) fn prose(self) -> usize {
        self.words - self.linked
    }

    /// Whether at least half of it is links.
    pub(super) fn is_links(self) -> bool {
        self.linked * 2 >= self.words && self.linked > 0
    }
}

/// The text of each node, by their numbers.
pub(super) fn measures(tree: &Tree) -> Vec<Measure> {
    let mut found = vec![Measure::default(); tree.nodes.len()];
    let (mut gone, mut linked) = (0, 0);
    for (number, node) in tree.nodes.iter().enumerate() {
        if node.gone || kinds::kind(&node.name) == Kind::Silent {
            gone = gone.max(node.end);
        }
        if node.is("a") && node.attribute("href").is_some() {
            linked = linked.max(node.end);
        }
        if let Some(measure) = found.get_mut(number).filter(|_| number >= gone) {
            measure.words = node.text.split_whitespace().count();
            measure.linked = if number < linked { measure.words } else { 0 };
        }
    }
    for (number, node) in tree.nodes.iter().enumerate().skip(1).rev() {
        let part = found.get(number).copied().unwrap_or_default();
        if let Some(whole) = found.get_mut(node.parent) {
            whole.words += part.words;
            whole.linked += part.linked;
        }
    }
    found
}
