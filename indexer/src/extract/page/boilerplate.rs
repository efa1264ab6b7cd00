//! What of a page is not its text: hidden parts, controls, menus, banners, share buttons, footers.
//! It marks elements as gone, by what they are and are called; where the text itself stands is told in `roots`.

use std::collections::HashSet;

use super::kinds::{self, Kind};
use super::measure::{Measure, measures};
use super::phrases;
use super::tree::{Node, Tree};

/// A part with a telling name has no more words of prose than this, unless it is one of the roomy kind.
const SMALL: usize = 40;
/// A banner, a form or a footer inside the text has no more words of prose than this.
const ROOMY: usize = 150;
/// An aside with fewer words of prose than this is no box of the text.
const LEAST_ASIDE: usize = 12;

/// What small parts are called that are never text, as words of `class` and `id`.
const SMALL_NAMES: [&str; 41] = [
    "addthis",
    "addtoany",
    "ariane",
    "breadcrumb",
    "breadcrumbs",
    "evitement",
    "follow",
    "imprimer",
    "login",
    "mainmenu",
    "megamenu",
    "menu",
    "menus",
    "nav",
    "navbar",
    "navigation",
    "outils",
    "pager",
    "pagination",
    "partage",
    "partager",
    "readspeaker",
    "related",
    "reseaux",
    "search",
    "searchbox",
    "share",
    "sharedaddy",
    "shariff",
    "sharing",
    "sidemenu",
    "skip",
    "skiplink",
    "skiplinks",
    "social",
    "socials",
    "sociaux",
    "submenu",
    "toolbar",
    "topbar",
    "tags",
];

/// What parts with some text are called that are never the page's own.
const ROOMY_NAMES: [&str; 22] = [
    "axeptio",
    "comments",
    "consent",
    "cookie",
    "cookiebanner",
    "cookiebar",
    "cookies",
    "didomi",
    "disqus",
    "footer",
    "gdpr",
    "modal",
    "newsletter",
    "onetrust",
    "pied",
    "pieddepage",
    "popin",
    "popup",
    "recommandations",
    "rgpd",
    "sidebar",
    "tarteaucitron",
];

/// What the head of a site is called.
const HEADER_NAMES: [&str; 8] = ["bandeau", "banner", "entete", "header", "logo", "masthead", "slogan", "topbar"];

/// What is called so too is the head of a text.
const TEXT_NAMES: [&str; 9] = ["article", "content", "contenu", "entry", "node", "page", "post", "title", "titre"];

/// What is written for screen readers alone is called.
const UNSEEN_NAMES: [&str; 9] = [
    "fr-sr-only",
    "hidden",
    "invisible",
    "offscreen",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "element-invisible",
];

/// Marks what a reader does not see. What a button of the page opens counts as seen.
pub(super) fn remove_hidden(tree: &mut Tree) {
    let controls = tree.nodes.iter().filter_map(|node| node.attribute("aria-controls"));
    let opened: HashSet<String> = controls.flat_map(str::split_whitespace).map(str::to_owned).collect();
    let is_opened = |node: &Node| node.attribute("id").is_some_and(|id| opened.contains(id));
    for node in &mut tree.nodes {
        node.gone = kinds::kind(&node.name) == Kind::Silent
            || is_unseen(node)
            || (is_hidden(node) && (!is_opened(node) || is_dialog(node)));
    }
}

/// Marks what is not the text of the page, by what it is and what it is called.
pub(super) fn remove(tree: &mut Tree) {
    // Buttons tell banners: they must still be there.
    phrases::remove(tree);
    let measures = measures(tree);
    let all = measures.first().map_or(0, |page| page.prose());
    let mut places = Places::default();
    let mut gone = 0;
    for number in 1..tree.nodes.len() {
        places.enter(tree, number);
        let measure = measures.get(number).copied().unwrap_or_default();
        let node = tree.node(number);
        if number < gone || node.gone {
            gone = gone.max(node.end);
        } else if measure.prose() * 2 <= all.max(1) && is_boilerplate(tree, number, (measure, &places)) {
            gone = node.end;
            tree.remove(number);
        }
    }
}

/// Where in the page a node stands: up to which node the innermost elements of some kinds reach.
#[derive(Default)]
struct Places {
    text: usize,
    heading: usize,
    quotation: usize,
}

impl Places {
    fn enter(&mut self, tree: &Tree, number: usize) {
        let node = tree.node(number);
        let role = node.lower("role");
        if matches!(node.name.as_str(), "main" | "article") || matches!(role.as_str(), "main" | "article") {
            self.text = self.text.max(node.end);
        }
        if kinds::heading(&node.name).is_some() || node.is("summary") || role == "heading" {
            self.heading = self.heading.max(node.end);
        }
        if matches!(node.name.as_str(), "blockquote" | "figure") {
            self.quotation = self.quotation.max(node.end);
        }
    }
}

fn is_boilerplate(tree: &Tree, number: usize, (measure, places): (Measure, &Places)) -> bool {
    let node = tree.node(number);
    let inside = number < places.text;
    let small = measure.prose() <= SMALL || measure.is_links();
    let roomy = !inside || measure.prose() <= ROOMY;
    let banner = || !inside && !has_title(tree, number);
    let beside = !inside || measure.prose() < LEAST_ASIDE || measure.is_links();
    let of_element = match node.name.as_str() {
        "nav" => true,
        "footer" => number >= places.quotation,
        "header" => banner(),
        "aside" => beside,
        "form" | "fieldset" => roomy,
        "button" => number >= places.heading,
        "label" | "legend" => small,
        // What a word processor repeats on each page, as it writes it into a page of the web.
        "div" => matches!(node.attribute("title"), Some("header" | "footer")),
        _ => false,
    };
    let of_role = match node.lower("role").as_str() {
        "navigation" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar" | "tablist" | "search" => true,
        "tooltip" | "contentinfo" => true,
        "banner" => banner(),
        "complementary" => beside,
        _ => false,
    };
    let header = || !inside && small && is_header(tree, number);
    let called = || header() || (small && is_called(node, &SMALL_NAMES)) || (roomy && is_called(node, &ROOMY_NAMES));
    of_element || of_role || (number >= places.heading && is_part(node) && called())
}

/// Whether an element is a part of the page that its name may tell the use of. Articles are called by what they are
/// about: `category-cookies`.
fn is_part(node: &Node) -> bool {
    let name = node.name.as_str();
    kinds::kind(name) == Kind::Block && kinds::heading(name).is_none() && !matches!(name, "main" | "article")
}

/// Whether a header holds the heading of the text, rather than the name of the site.
fn has_title(tree: &Tree, number: usize) -> bool {
    let title = phrases::page_title(tree);
    let inside = tree.inside(number).filter(|inside| tree.node(*inside).is("h1"));
    inside.map(|heading| phrases::folded(tree, heading)).any(|heading| phrases::opens(&title, &heading))
}

/// Whether a part is called the header of the site rather than of a text, and holds no heading.
fn is_header(tree: &Tree, number: usize) -> bool {
    let heading = |inside: usize| matches!(tree.node(inside).name.as_str(), "h1" | "h2");
    let node = tree.node(number);
    is_called(node, &HEADER_NAMES) && !is_called(node, &TEXT_NAMES) && !tree.inside(number).any(heading)
}

/// Whether a word of its `class` or `id` is one of `names`.
pub(super) fn is_called(node: &Node, names: &[&str]) -> bool {
    let called = [node.lower("class"), node.lower("id")];
    let mut words = called.iter().flat_map(|called| called.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| names.contains(&word))
}

fn is_unseen(node: &Node) -> bool {
    let classes = node.lower("class");
    classes.split_whitespace().any(|class| UNSEEN_NAMES.contains(&class))
}

fn is_hidden(node: &Node) -> bool {
    let style: String = node.lower("style").split_whitespace().collect();
    node.attribute("hidden").is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found"))
        || node.lower("aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

fn is_dialog(node: &Node) -> bool {
    node.is("dialog") || matches!(node.lower("role").as_str(), "dialog" | "alertdialog" | "menu" | "navigation")
}
