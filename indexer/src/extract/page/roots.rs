//! Where the text of a page stands: its main part, its articles, or what is densest in prose.
//! It drops what stands outside; how the rest becomes blocks is told in `walk`.

use super::kinds::{self, Kind};
use super::measure::{Measure, measures};
use super::tree::{Node, Tree};
use super::{boilerplate, phrases};
use crate::calendar;

/// A main part with this many words of prose is taken as it is.
const ENOUGH: usize = 50;
/// A part of the page outside its text is kept if it has this many words of prose.
const SENTENCE: usize = 8;
/// A bare line has at least this many words.
const LINE: usize = 3;
/// A date stands alone in a part with no more words than this.
const DATE: usize = 20;
/// A menu has at least this many links.
const MENU: usize = 3;
/// A link of a menu mostly has no more words than this.
const MENU_WORDS: usize = 5;

/// What parts of the text are called that may be short.
const TELLING_NAMES: [&str; 20] = [
    "accroche",
    "auteur",
    "author",
    "byline",
    "chapeau",
    "chapo",
    "date",
    "headline",
    "horodatage",
    "intro",
    "lead",
    "meta",
    "publication",
    "published",
    "signature",
    "soustitre",
    "submitted",
    "surtitre",
    "title",
    "titre",
];

/// Marks what is not the text of a page; tells the elements that hold it, in the order of the page.
pub(super) fn find(tree: &mut Tree) -> Vec<usize> {
    boilerplate::remove_hidden(tree);
    let headline = headline(tree);
    boilerplate::remove(tree);
    let measures = measures(tree);
    if words(&measures, 0) == 0 {
        // All of it looks like a menu: better that than nothing.
        boilerplate::remove_hidden(tree);
        return vec![0];
    }
    let found = main_parts(tree, &measures).or_else(|| articles(tree, &measures));
    let mut roots = found.unwrap_or_else(|| {
        remove_outside(tree, &measures);
        vec![0]
    });
    let has_headline = roots.iter().any(|root| tree.inside(*root).any(|inside| tree.node(inside).is("h1")));
    if let Some(headline) = headline.filter(|headline| !has_headline && roots.first() > Some(headline)) {
        roots.insert(0, headline);
    }
    roots
}

fn words(measures: &[Measure], number: usize) -> usize {
    measures.get(number).map_or(0, |measure| measure.words)
}

fn prose(measures: &[Measure], number: usize) -> usize {
    measures.get(number).map_or(0, |measure| measure.prose())
}

/// The highest heading that the title of the page begins with, which may stand in a banner.
fn headline(tree: &Tree) -> Option<usize> {
    let title = phrases::page_title(tree);
    let mut headings = tree.inside(0).filter(|number| tree.node(*number).is("h1"));
    headings.find(|heading| phrases::opens(&title, &phrases::folded(tree, *heading)))
}

fn main_parts(tree: &Tree, measures: &[Measure]) -> Option<Vec<usize>> {
    let found = outermost(tree, "main");
    let inside: usize = found.iter().map(|number| prose(measures, *number)).sum();
    (inside >= ENOUGH || (inside > 0 && inside * 5 >= prose(measures, 0))).then_some(found)
}

/// The articles that hold much of the page's prose. Beside one that has most of it, teasers are left out.
fn articles(tree: &Tree, measures: &[Measure]) -> Option<Vec<usize>> {
    let found = outermost(tree, "article");
    let inside: usize = found.iter().map(|number| prose(measures, *number)).sum();
    if inside == 0 || inside * 5 < prose(measures, 0) * 2 {
        return None;
    }
    let dominant = found.iter().copied().find(|number| prose(measures, *number) * 5 >= inside * 4);
    Some(dominant.map_or(found, |dominant| vec![dominant]))
}

/// Elements of that name or role that stand in no other of it.
fn outermost(tree: &Tree, name: &str) -> Vec<usize> {
    let mut end = 0;
    let mut found = Vec::new();
    for number in tree.inside(0) {
        let node = tree.node(number);
        if number >= end && (node.is(name) || node.lower("role") == name) {
            found.push(number);
            end = node.end;
        }
    }
    found
}

/// Marks what stands around the part of the page that is densest in prose and says nothing.
fn remove_outside(tree: &mut Tree, measures: &[Measure]) {
    let mut core = 0;
    let inner = |tree: &Tree, core| tree.children(core).find(|child| is_core(tree, measures, (core, *child)));
    while let Some(inner) = inner(tree, core) {
        let outside: Vec<usize> = tree.children(core).filter(|child| *child != inner).collect();
        for part in outside {
            if words(measures, part) > 0 && !says_something(tree, measures, part) {
                tree.remove(part);
            }
        }
        core = inner;
    }
    let parts: Vec<usize> = tree.children(core).filter(|part| words(measures, *part) > 0).collect();
    let edge = |part: &&usize| is_edge(tree, measures, **part);
    let before = parts.iter().take_while(edge).count();
    let after = parts.iter().rev().take_while(edge).count().min(parts.len() - before);
    let edges = parts.iter().take(before).chain(parts.iter().rev().take(after));
    edges.for_each(|part| tree.remove(*part));
}

/// Whether an element of `core` holds most of its prose, in blocks of its own.
fn is_core(tree: &Tree, measures: &[Measure], (core, inner): (usize, usize)) -> bool {
    let node = tree.node(inner);
    let most = prose(measures, inner) * 10 >= prose(measures, core) * 7 && prose(measures, inner) > 0;
    let holder = kinds::kind(&node.name) == Kind::Block && !kinds::is_paragraph(&node.name);
    let parts_text = |node: &Node| kinds::kind(&node.name) == Kind::Block || node.is("br");
    let blocks = || tree.inside(inner).skip(1).any(|number| parts_text(tree.node(number)));
    most && holder && blocks()
}

fn says_something(tree: &Tree, measures: &[Measure], part: usize) -> bool {
    let measure = measures.get(part).copied().unwrap_or_default();
    let folded = phrases::folded(tree, part);
    if phrases::is_notice(&folded) {
        return false;
    }
    let headed = || tree.inside(part).any(|number| matches!(tree.node(number).name.as_str(), "h1" | "h2" | "h3"));
    let dated = || measure.words <= DATE && calendar::read(&tree.text(part, 400)).is_some();
    let sentence = measure.prose() >= SENTENCE && !measure.is_links();
    // A line that stands bare beside the text: old pages set titles so.
    let bare = kinds::kind(&tree.node(part).name) == Kind::Inline && measure.linked == 0 && measure.words >= LINE;
    sentence
        || bare
        || (!measure.is_links() && headed())
        || dated()
        || boilerplate::is_called(tree.node(part), &TELLING_NAMES)
}

/// Whether a part at the beginning or the end of the text is a menu or a notice.
fn is_edge(tree: &Tree, measures: &[Measure], part: usize) -> bool {
    let measure = measures.get(part).copied().unwrap_or_default();
    let is_link = |number: &usize| tree.node(*number).is("a") && tree.node(*number).attribute("href").is_some();
    let links = || tree.inside(part).filter(is_link).count();
    let menu = measure.linked * 10 >= measure.words * 8 && links() >= MENU.max(measure.linked.div_ceil(MENU_WORDS));
    menu || (measure.words <= 60 && phrases::is_notice(&phrases::folded(tree, part)))
}
