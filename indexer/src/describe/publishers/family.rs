//! Families of bodies that nobody can list, such as prefectures: how their names begin and are written.
//! It knows no single body.

use super::key;
use crate::shape;

/// What the names of bodies that nobody can list start with, as keys.
const FAMILIES: [&str; 54] = [
    "ministere de",
    "ministere d",
    "ministere du",
    "ministere des",
    "ministere charge",
    "ministere delegue",
    "ministere aupres",
    "secretariat d etat",
    "secretariat general",
    "haut commissariat",
    "commissariat general",
    "commissariat a",
    "direction generale",
    "direction interministerielle",
    "direction interregionale",
    "direction regionale",
    "direction departementale",
    "direction nationale",
    "direction centrale",
    "direction de l",
    "direction de la",
    "direction du",
    "direction des",
    "delegation interministerielle",
    "delegation generale",
    "delegation ministerielle",
    "delegation regionale",
    "mission interministerielle",
    "service interministeriel",
    "inspection generale",
    "prefecture",
    "sous prefecture",
    "academie de",
    "academie d",
    "rectorat",
    "agence regionale",
    "agence nationale",
    "agence francaise",
    "autorite de",
    "autorite nationale",
    "ambassade de france",
    "consulat general de france",
    "conseil departemental",
    "conseil regional",
    "conseil national",
    "haut conseil",
    "institut national",
    "office national",
    "office francais",
    "centre national",
    "caisse nationale",
    "tribunal",
    "cour d appel",
    "cabinet du premier ministre",
];

/// Families whose names end with a place, which has a capital.
const PLACED: [&str; 6] = ["prefecture", "sous prefecture", "academie", "rectorat", "agence regionale", "cour d appel"];

/// Words that have no capital in the name of a place.
const SMALL_WORDS: [&str; 17] =
    ["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "sous", "aux", "au", "a", "region", "sante"];

/// What the names of bodies start with where a letterhead sets them on several lines.
const FIRST_WORDS: [&str; 17] = [
    "ministere",
    "secretariat",
    "direction",
    "delegation",
    "haut",
    "commissariat",
    "prefecture",
    "agence",
    "service",
    "services",
    "autorite",
    "commission",
    "conseil",
    "presidence",
    "institut",
    "caisse",
    "office",
];

/// A name has no more words than this.
const MAX_WORDS: usize = 24;

/// What a sentence about a body begins with.
const ARTICLES: [&str; 4] = ["Le ", "La ", "Les ", "L'"];

/// No name ends with one of these words, as a line that breaks off does.
const OPEN_WORDS: [&str; 18] =
    ["de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "sa", "son", "ses", "en", "pour", "par"];

/// Whether all of `text` is a name as a family of bodies has them: no article before it, no sentence after it.
pub(crate) fn is_name(text: &str) -> bool {
    let key = key(text);
    let starts = |family: &str| key.strip_prefix(family).is_some_and(|rest| rest.starts_with(' '));
    let named = FAMILIES.iter().any(|family| starts(family));
    let proper = text.starts_with(char::is_uppercase) && !ARTICLES.iter().any(|article| text.starts_with(article));
    let ends = key.rsplit(' ').next().is_some_and(|word| !OPEN_WORDS.contains(&word));
    named && proper && ends && key.split(' ').count() <= MAX_WORDS
}

/// The name of a body of a family, if `text` is one: that of a prefecture, where its head stands for it.
pub(crate) fn name(text: &str) -> Option<String> {
    let named = Some(text.trim()).filter(|text| is_name(text))?;
    let (first, rest) = named.split_once(' ')?;
    let head = |word: &str| matches!(word.trim_start_matches("sous-"), "prefet" | "prefete");
    let folded = shape::fold(first);
    let body = if folded.starts_with("sous-") { "Sous-préfecture" } else { "Préfecture" };
    let body = if shape::is_capitals(named) { body.to_uppercase() } else { body.to_owned() };
    Some(if head(&folded) { format!("{body} {rest}") } else { named.to_owned() })
}

/// Whether `text` may be the first line of the name of a body.
pub(crate) fn opens_name(text: &str) -> bool {
    let key = key(text);
    key.split(' ').next().is_some_and(|word| FIRST_WORDS.contains(&word))
}

/// A name of which only capitals are known, with small letters: `PRÉFECTURE DU GARD` as `Préfecture du Gard`.
pub(crate) fn in_small_letters(name: &str) -> String {
    let small = name.to_lowercase();
    let folded = key(name);
    let placed = PLACED.iter().any(|family| folded.starts_with(family));
    let mut written = String::with_capacity(small.len());
    for (number, word) in small.split_inclusive(|c: char| !c.is_alphanumeric()).enumerate() {
        let bare = shape::fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let capital = number == 0 || (placed && !SMALL_WORDS.contains(&bare.as_str()));
        let mut characters = word.chars();
        match characters.next().filter(|_| capital) {
            Some(first) => written.extend(first.to_uppercase().chain(characters)),
            None => written.push_str(word),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_their_first_words() {
        for name in ["Préfet de la région Occitanie", "MINISTÈRE DU PLAN", "Direction régionale de l'Insee"] {
            assert!(is_name(name), "{name}");
        }
        for text in
            ["Ministère ouvert", "Direction", "Le Ministère de la Mer, à travers sa", "Ministère de la Mer et de"]
        {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn places_keep_their_capitals() {
        assert_eq!(in_small_letters("PRÉFECTURE DU VAL-D'OISE"), "Préfecture du Val-d'Oise");
        assert_eq!(in_small_letters("DIRECTION DU NUMÉRIQUE"), "Direction du numérique");
    }
}
