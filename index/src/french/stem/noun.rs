//! Nouns and adjectives: plural to singular, feminine to masculine, by their endings.
//! It knows no word: those that do not follow these endings stand in the tables.

use std::borrow::Cow;

/// No rule leaves fewer letters than this: shorter remainders no longer tell words apart (`rue`, `vie`).
const MIN_STEM: usize = 3;

/// Plural endings and their singular, the longest first. Those in -ail, -au (`travaux`, `noyaux`) stand in the tables.
const PLURALS: [(&str, &str); 5] = [("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("oux", "ou"), ("s", "")];

/// Feminine and masculine endings with the one ending that stands for both, the longest first.
///
/// -eur and -eux share `eu`, because -euse is the feminine of both; -if shares `iv` with the verbs (`actif`, `activer`).
/// -ais and -ois have lost their s as if it were a plural, and so has their feminine.
const GENDERS: [(&str, &str); 18] = [
    ("trice", "teu"),
    ("ienne", "ien"),
    ("eenne", "een"),
    ("yenne", "yen"),
    ("iere", "i"),
    ("illere", "ill"),
    ("chere", "ch"),
    ("aise", "ai"),
    ("oise", "oi"),
    ("euse", "eu"),
    ("eure", "eu"),
    ("eur", "eu"),
    ("ive", "iv"),
    ("if", "iv"),
    ("ic", "iqu"),
    ("ion", "ion"),
    ("eau", "eau"),
    ("eu", "eu"),
];

/// Endings in -ment of verbs (`forment`, `consomment`, `expriment`): all other words in -ment are nouns and adverbs.
const VERBS_IN_MENT: [&str; 11] = [
    "rment", "omment", "iriment", "priment", "stiment", "animent", "dament", "clament", "nfirment", "sument", "fument",
];

/// Endings of radicals that are written in two ways within one word: `emploie`, `employer`; `appelle`, `appeler`.
const TWIN_RADICALS: [(&str, &str); 3] = [("y", "i"), ("ell", "el"), ("ett", "et")];

/// Returns the singular of a folded word, itself where it has no plural ending.
pub(super) fn singular(word: &str) -> Cow<'_, str> {
    if word.ends_with("ss") {
        return Cow::Borrowed(word);
    }
    replaced(word, &PLURALS).unwrap_or(Cow::Borrowed(word))
}

/// Returns the stem of a singular that ends like a noun, an adjective or a form in -e, nothing where the rules for
/// verbs have to look at it.
pub(super) fn masculine(singular: &str) -> Option<String> {
    if let Some(stem) = replaced(singular, &GENDERS) {
        return Some(stem.into_owned());
    }
    if is_noun_in_ment(singular) {
        // Without its t, the noun stays apart from the verb made of it: document, documenter.
        return singular.strip_suffix('t').map(str::to_owned);
    }
    if singular.ends_with("ante") { None } else { without_final_e(singular) }
}

/// Returns the stem of a singular in -e or -ee, nothing where too little would be left.
pub(super) fn without_final_e(word: &str) -> Option<String> {
    let stems = [word.strip_suffix("ee"), word.strip_suffix('e')];
    stems.into_iter().flatten().find(|stem| stem.len() >= MIN_STEM).map(|stem| tidy(stem.to_owned()))
}

/// Returns `radical` in the one spelling that all forms of its word share.
pub(super) fn tidy(radical: String) -> String {
    match replaced(&radical, &TWIN_RADICALS) {
        Some(Cow::Owned(tidied)) => tidied,
        _ => radical,
    }
}

fn is_noun_in_ment(word: &str) -> bool {
    word.ends_with("ment") && !VERBS_IN_MENT.iter().any(|ending| word.ends_with(ending))
}

fn replaced<'word>(word: &'word str, endings: &[(&str, &str)]) -> Option<Cow<'word, str>> {
    let (start, replacement) =
        endings.iter().find_map(|(ending, replacement)| Some((word.strip_suffix(ending)?, replacement)))?;
    if start.len() + replacement.len() < MIN_STEM {
        return None;
    }
    if replacement.is_empty() {
        return Some(Cow::Borrowed(start));
    }
    Some(Cow::Owned(format!("{start}{replacement}")))
}
