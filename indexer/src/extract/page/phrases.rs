//! What the text of an element gives away: buttons that share, print or accept cookies, headings of links to other pages.
//! It marks elements as gone by what is written in them, in French and English.

use super::kinds::{self, Kind};
use super::measure::{Measure, measures};
use super::tree::Tree;
use crate::shape;

/// A button's or a link's label is no longer than this, in characters.
const LABEL: usize = 60;
/// A cookie banner has no more words than this.
const BANNER: usize = 200;

/// A trail through the site has no more words than this.
const MOST_TRAIL: usize = 30;
/// Comparisons look at no more of a text than this, in bytes.
const MOST_TEXT: usize = 2_000;
/// How many elements around a button are looked at.
const REACH: usize = 8;
/// What stands above links to other pages is said in no more words than this.
const FEW: usize = 10;

/// What a link or button that does something to the page is called, whole.
const ACTIONS: [&str; 30] = [
    "aller au contenu",
    "aller au contenu principal",
    "aller au menu",
    "accueil du site",
    "contenu",
    "copier le lien",
    "copier dans le presse-papier",
    "courriel",
    "envoyer par courriel",
    "envoyer par email",
    "envoyer par mail",
    "facebook",
    "fermer",
    "haut de page",
    "imprimer",
    "imprimer la page",
    "linkedin",
    "lire la suite",
    "menu",
    "menu principal",
    "partager",
    "partager la page",
    "rechercher",
    "retour",
    "retour a la liste",
    "retour en haut",
    "retour en haut de page",
    "twitter",
    "skip to content",
    "x",
];

/// What such a label begins with.
const ACTION_STARTS: [&str; 13] = [
    "acceder au contenu",
    "acceder au menu",
    "aller a la recherche",
    "aller a la navigation",
    "imprimer cet",
    "partager cet",
    "partager par ",
    "partager sur ",
    "passer au contenu",
    "retour a l'accueil",
    "share on ",
    "suivez-nous",
    "suivre sur ",
];

/// What is written on the buttons of a cookie banner.
const CONSENTS: [&str; 22] = [
    "accept",
    "accept all",
    "accepter",
    "accepter et fermer",
    "accepter tous les cookies",
    "accepter tout",
    "continuer sans accepter",
    "decline",
    "en savoir plus et parametrer",
    "gerer les cookies",
    "gerer mes choix",
    "j'accepte",
    "je refuse",
    "ok, j'accepte",
    "ok, tout accepter",
    "parametrer",
    "personnaliser",
    "refuser",
    "refuser tout",
    "tout accepter",
    "tout refuser",
    "reject all",
];

/// What stands above links to other pages.
const RELATED: [&str; 32] = [
    "a decouvrir",
    "a decouvrir aussi",
    "a lire",
    "a lire aussi",
    "articles associes",
    "articles lies",
    "contenus associes",
    "articles similaires",
    "autres actualites",
    "actualites liees",
    "contenus lies",
    "dans la meme rubrique",
    "derniers articles",
    "en ce moment",
    "laisser un commentaire",
    "lire aussi",
    "lire en complement",
    "les plus lus",
    "nos reseaux sociaux",
    "partager",
    "partager l'article",
    "partager la page",
    "partager cet article",
    "pages liees",
    "related",
    "sur le meme sujet",
    "sur le meme theme",
    "suivez-nous",
    "voir aussi",
    "a voir aussi",
    "pour aller plus loin sur le site",
    "actualites associees",
];

/// Marks what its text tells to be no text of the page.
pub(super) fn remove(tree: &mut Tree) {
    let all = measures(tree);
    let (mut gone, mut last_text) = (0, 0);
    for number in 1..tree.nodes.len() {
        let node = tree.node(number);
        if number < gone || node.gone {
            gone = gone.max(node.end);
            continue;
        }
        if !node.text.trim().is_empty() {
            last_text = number;
        }
        let words = |number: usize| all.get(number).map_or(0, |measure| measure.words);
        if matches!(node.name.as_str(), "a" | "button") {
            let label = folded(tree, number);
            if CONSENTS.contains(&label.as_str()) {
                remove_banner(tree, number, &words);
            } else if is_action(&label) {
                tree.remove(number);
            }
        } else if kinds::heading(&node.name).is_some() {
            if is_related(&folded(tree, number)) {
                remove_related(tree, &all, (number, last_text));
            }
        } else if kinds::kind(&node.name) == Kind::Block
            && (1..=MOST_TRAIL).contains(&words(number))
            && is_trail(&folded(tree, number))
        {
            tree.remove(number);
        }
    }
}

/// The text of an element for comparisons, without the signs around it.
pub(super) fn folded(tree: &Tree, number: usize) -> String {
    let folded = shape::fold(&tree.text(number, MOST_TEXT));
    folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')')).to_owned()
}

/// The title that the head of a page gives, for comparisons.
pub(super) fn page_title(tree: &Tree) -> String {
    tree.nodes.iter().position(|node| node.is("title")).map(|title| folded(tree, title)).unwrap_or_default()
}

/// Whether a page's title begins with this heading of two words or more: the rest of it then names the site.
pub(super) fn opens(title: &str, heading: &str) -> bool {
    title.starts_with(heading) && shape::words(heading) > 1
}

/// Whether a text tells what the site does with cookies or whose the site is.
pub(super) fn is_notice(folded: &str) -> bool {
    let starts = ["©", "copyright", "mentions legales", "tous droits reserves", "plan du site"];
    starts.iter().any(|start| folded.starts_with(start))
        || is_about_cookies(folded)
        || folded.contains("tous droits reserves")
}

fn is_about_cookies(folded: &str) -> bool {
    folded.contains("cookie") || folded.contains("traceurs")
}

fn is_action(label: &str) -> bool {
    ACTIONS.contains(&label)
        || (shape::width(label) <= LABEL && ACTION_STARTS.iter().any(|start| label.starts_with(start)))
}

fn is_related(heading: &str) -> bool {
    RELATED.contains(&heading)
}

/// Whether a text tells where in the site the page stands.
fn is_trail(folded: &str) -> bool {
    let marks = folded.matches(['>', '›', '»']).count();
    let trail = folded.starts_with("accueil") && marks > 0 && !shape::ends_sentence(folded);
    trail || folded.starts_with("vous etes ici")
}

/// Leaves out the smallest element around a button of consent that speaks of cookies.
fn remove_banner(tree: &mut Tree, button: usize, words: &impl Fn(usize) -> usize) {
    let mut around = tree.node(button).parent;
    for _ in 0..REACH {
        if around == 0 || words(around) > BANNER {
            return;
        }
        if is_about_cookies(&folded(tree, around)) {
            return tree.remove(around);
        }
        around = tree.node(around).parent;
    }
}

/// Leaves out a heading with the links that it stands above; `last_text` is the last piece of text before it.
fn remove_related(tree: &mut Tree, all: &[Measure], (heading, last_text): (usize, usize)) {
    let measure = |number: usize| all.get(number).copied().unwrap_or_default();
    let mut top = heading;
    let mut around = tree.node(heading).parent;
    while around != 0 && measure(around).words == measure(heading).words {
        (top, around) = (around, tree.node(around).parent);
    }
    let few = measure(around).prose() <= measure(heading).words + FEW;
    if around != 0 && last_text < around && (few || are_teasers(tree, &measure, (around, heading))) {
        return tree.remove(around);
    }
    let leads_away = |part: &usize| measure(*part).is_links() || are_teasers(tree, &measure, (*part, heading));
    let lists: Vec<usize> =
        tree.following(top).filter(|part| measure(*part).words > 0).take_while(leads_away).collect();
    lists.into_iter().for_each(|list| tree.remove(list));
    tree.remove(top);
}

/// Whether every heading of a part but the one above it is a link, as those of teasers are.
fn are_teasers(tree: &Tree, measure: &impl Fn(usize) -> Measure, (part, above): (usize, usize)) -> bool {
    let is_heading = |number: &usize| kinds::heading(&tree.node(*number).name).is_some() && *number != above;
    let mut headings = tree.inside(part).filter(is_heading).peekable();
    headings.peek().is_some() && headings.all(|heading| measure(heading).is_links())
}
