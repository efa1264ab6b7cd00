//! Ministries and public bodies by their names: one canonical name for all spellings of a body.
//! Where a name stands in a text, and whether it is the publisher's, is told elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::shape;

pub(crate) mod family;

/// The bodies that everyone knows.
const DATA: &str = include_str!("data/publishers.txt");

static KNOWN: LazyLock<Spellings> = LazyLock::new(|| {
    let mut known = Spellings::default();
    for line in DATA.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut names = line.split('|').map(str::trim);
        let Some(name) = names.next() else { continue };
        known.add(name, names);
    }
    known
});

/// A name has no more words than this.
const MAX_WORDS: usize = 30;

/// The names of bodies: those that everyone knows, and those that the user adds, which win.
#[derive(Debug, Clone, Default)]
pub(crate) struct Publishers {
    added: Spellings,
}

#[derive(Debug, Clone, Default)]
struct Spellings {
    names: HashMap<String, Name>,
    /// By canonical name.
    acronyms: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone)]
struct Name {
    canonical: String,
    acronym: bool,
}

impl Publishers {
    /// Adds a body with its other spellings.
    pub(crate) fn add<'a>(&mut self, name: &'a str, spellings: impl Iterator<Item = &'a str>) {
        self.added.add(name, spellings);
    }

    /// The canonical name of the body that all of `text` names, an acronym beside the name being looked through.
    pub(crate) fn known(&self, text: &str) -> Option<&str> {
        let text = text.trim().trim_end_matches(['.', ':', ',']);
        self.exactly(text).or_else(|| {
            let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(before, _)| before);
            let dashed = [" - ", " – ", " — ", " | ", "/"].iter().find_map(|dash| text.split_once(dash));
            bracket.and_then(|name| self.exactly(name)).or_else(|| {
                let (before, after) = dashed?;
                self.exactly(before).or_else(|| self.exactly(after))
            })
        })
    }

    /// The acronyms of the body of that canonical name, which people look for as well.
    pub(crate) fn acronyms(&self, name: &str) -> Vec<String> {
        let of = |spellings: &Spellings| spellings.acronyms.get(name).cloned().unwrap_or_default();
        of(&self.added).into_iter().chain(of(&KNOWN)).collect()
    }

    /// The canonical name of the longest known name that `text` starts with, and what follows it.
    pub(crate) fn opening<'t>(&self, text: &'t str) -> Option<(&str, &'t str)> {
        let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
        let ends: Vec<usize> = ends.take(MAX_WORDS).collect();
        ends.into_iter().rev().find_map(|end| {
            let (name, rest) = text.split_at_checked(end)?;
            Some((self.exactly(name)?, rest))
        })
    }

    fn exactly(&self, name: &str) -> Option<&str> {
        let (key, acronym) = (key(name), is_acronym(name));
        let found = self.added.names.get(&key).or_else(|| KNOWN.names.get(&key))?;
        (!found.acronym || acronym).then_some(found.canonical.as_str())
    }
}

impl Spellings {
    fn add<'a>(&mut self, canonical: &'a str, spellings: impl Iterator<Item = &'a str>) {
        for spelling in std::iter::once(canonical).chain(spellings) {
            let name = Name { canonical: canonical.to_owned(), acronym: is_acronym(spelling) && spelling != canonical };
            if name.acronym {
                self.acronyms.entry(canonical.to_owned()).or_default().push(spelling.to_owned());
            }
            // The first body of the list keeps a spelling that two have.
            self.names.entry(key(spelling)).or_insert(name);
        }
    }
}

/// Capitals and digits alone, as acronyms are written; dots between them are looked through.
fn is_acronym(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// What spellings of one name have in common: words without accents, case, articles before them and marks between them.
fn key(text: &str) -> String {
    let dotted = text.contains('.') && text.split('.').all(|part| part.trim().chars().count() <= 1);
    let text = if dotted { text.replace(['.', ' '], "") } else { text.replace('&', " et ") };
    let folded = shape::fold(&text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    let articles = words.iter().take_while(|word| ["le", "la", "les", "l"].contains(*word)).count();
    words.drain(..articles);
    if let [first @ ("ministre" | "secretaire" | "prefet" | "prefete"), ..] = words.as_mut_slice() {
        *first = match *first {
            "ministre" => "ministere",
            "secretaire" => "secretariat",
            _ => "prefecture",
        };
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, Option<&str>)]) {
        let mut publishers = Publishers::default();
        publishers.add("Bureau des communs", ["BDC", "Communs de l'État"].into_iter());
        for (text, expected) in cases {
            assert_eq!(publishers.known(text), *expected, "{text}");
        }
    }

    #[test]
    fn spellings_of_a_body_have_one_name() {
        let ministry = Some("Ministère de l'Économie et des Finances");
        let ditp = Some("Direction interministérielle de la transformation publique");
        check(&[
            ("MINISTERE DE L'ECONOMIE ET DES FINANCES", ministry),
            ("ministère de l’économie & des finances", ministry),
            ("Le ministre de l'Économie et des Finances", ministry),
            ("DITP", ditp),
            ("D.I.T.P.", ditp),
            ("Direction Interministérielle de la Transformation Publique (DITP)", ditp),
            ("DITP - Direction interministérielle de la transformation publique", ditp),
            ("Secrétaire d'Etat chargé du numérique", Some("Secrétariat d'État chargé du Numérique")),
        ]);
    }

    #[test]
    fn ministries_that_changed_their_name_are_others() {
        check(&[
            ("Ministère de la Transition écologique", Some("Ministère de la Transition écologique")),
            (
                "Ministère de la Transition écologique et solidaire",
                Some("Ministère de la Transition écologique et solidaire"),
            ),
        ]);
    }

    #[test]
    fn persons_software_and_words_are_no_bodies() {
        check(&[
            ("Jean Dupont", None),
            ("Microsoft Word", None),
            ("art", None),
            ("Ministère ouvert", None),
            ("", None),
        ]);
    }

    #[test]
    fn users_add_bodies_of_their_own() {
        check(&[
            ("BDC", Some("Bureau des communs")),
            ("les communs de l'Etat", Some("Bureau des communs")),
            ("bdc", None),
        ]);
    }

    #[test]
    fn a_name_ends_where_the_sentence_goes_on() {
        let found = Publishers::default();
        let (name, rest) = found.opening("Le ministère de la Culture et de la Communication publie").unwrap();
        assert_eq!((name, rest), ("Ministère de la Culture et de la Communication", " publie"));
        assert_eq!(found.opening("La culture publie"), None);
    }
}
