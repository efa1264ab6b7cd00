//! Verbs: the radical of a regularly conjugated form, found by the French Snowball stemmer and then checked.
//! Irregular verbs, and nouns that end like verb forms, stand in the tables, which are asked before.

use rust_stemmers::{Algorithm, Stemmer};

/// No radical is shorter: shorter verbs stand in the tables (`oser`, `lier`).
const MIN_RADICAL: usize = 3;

/// What Snowball may take off as an ending of the first group. All else that it takes off would merge derivations.
/// Endings in ea- have the e that keeps a g soft (`engageait`).
const FIRST_GROUP: [&str; 21] = [
    "er", "ez", "ait", "aient", "ant", "ante", "era", "eras", "erai", "erais", "erait", "eraient", "erez", "eriez",
    "erons", "erions", "eront", "eait", "eaient", "eant", "eante",
];

/// What Snowball may take off as an ending of the second group; its i stays, as in the participle.
const SECOND_GROUP: [&str; 17] = [
    "ir", "ira", "irai", "irait", "iraient", "iras", "irez", "iront", "irons", "irent", "issant", "issante", "issent",
    "issait", "issaient", "issez", "issons",
];

/// Endings of the first person plural that are no plurals of nouns in -on. Other words in -ons are taken for nouns.
const FIRST_PERSON_PLURAL: [&str; 14] = [
    "eons", "yons", "quons", "guons", "posons", "lisons", "nisons", "risons", "entons", "aitons", "estons", "ettons",
    "issons", "cions",
];

/// Endings before -èrent of verbs whose infinitive is not in -érer.
const SIMPLE_PAST: [&str; 4] = ["ierent", "guerent", "querent", "cherent"];

/// Returns the radical of a conjugated form, nothing where `word` does not end like one.
///
/// `singular` is `word` without a final s; participles have a plural, futures and first persons have an s of their own.
pub(super) fn radical(word: &str, singular: &str) -> Option<String> {
    let form =
        if word.ends_with("rons") || word.ends_with("rions") || word.ends_with("rais") { word } else { singular };
    by_snowball(form)
        .or_else(|| after_first_vowel(form))
        .or_else(|| third_person_plural(form))
        .or_else(|| first_person_plural(word))
}

fn by_snowball(form: &str) -> Option<String> {
    let stemmer = Stemmer::create(Algorithm::French);
    let stem = stemmer.stem(form);
    let kept = form.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
    // Snowball halves a doubled letter (donner: don) and turns y into i (employer: emploi): both belong to the radical.
    (kept..=kept + 1).find_map(|at| checked_radical(form, at))
}

/// Finds the radical that Snowball does not, because the ending has the second vowel of the word: `entrer`, `armer`.
fn after_first_vowel(form: &str) -> Option<String> {
    if !form.starts_with(['a', 'e', 'i', 'o', 'u']) {
        return None;
    }
    (MIN_RADICAL..form.len()).find_map(|at| checked_radical(form, at))
}

fn checked_radical(form: &str, at: usize) -> Option<String> {
    let (radical, ending) = form.split_at_checked(at)?;
    if radical.len() < MIN_RADICAL {
        return None;
    }
    if FIRST_GROUP.contains(&ending) {
        return Some(radical.to_owned());
    }
    SECOND_GROUP.contains(&ending).then(|| format!("{radical}i"))
}

fn third_person_plural(form: &str) -> Option<String> {
    let ending = if SIMPLE_PAST.iter().any(|past| form.ends_with(past)) { "erent" } else { "ent" };
    without(form, ending)
}

fn first_person_plural(word: &str) -> Option<String> {
    if !FIRST_PERSON_PLURAL.iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    without(word, "eons").or_else(|| without(word, "ons"))
}

fn without(word: &str, ending: &str) -> Option<String> {
    word.strip_suffix(ending).filter(|radical| radical.len() >= MIN_RADICAL).map(str::to_owned)
}
