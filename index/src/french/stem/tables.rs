//! The tables of the stemmer: exceptions, look-alikes of verb forms, and conjugations, read once from `data/`.
//! They hold no rule: what regular endings do is in `noun` and `verb`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fold::fold;

const EXCEPTIONS: &str = include_str!("../data/exceptions.tsv");
const APART: &str = include_str!("../data/apart.txt");
const LOOKALIKES: &str = include_str!("../data/lookalikes.txt");
const VERBS: &str = include_str!("../data/verbs.tsv");
const ACCENTED: &str = include_str!("../data/accented.tsv");

/// Ends every key of a table, so that none is also the stem of a rule (`emploi` the noun, `emploi` of `employer`).
const MARK: &str = "_";

static KEYS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut keys = HashMap::new();
    add_exceptions(&mut keys);
    add_apart(&mut keys);
    add_lookalikes(&mut keys);
    add_verbs(&mut keys);
    keys
});

static ACCENTED_KEYS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let mut keys = HashMap::new();
    for (key, forms) in entries(ACCENTED) {
        keys.extend(forms.split('\t').map(|form| (form, format!("{key}{MARK}"))));
    }
    keys
});

static RESTORED_KEYS: LazyLock<HashMap<String, &str>> =
    LazyLock::new(|| ACCENTED_KEYS.iter().map(|(form, key)| (fold(form), key.as_str())).collect());

/// Returns the key of a folded form that stands in a table.
pub(super) fn key(folded: &str) -> Option<&'static str> {
    KEYS.get(folded).map(String::as_str)
}

/// Returns the key of a form that only its accents tell from another word (`marché`, not `marche`).
pub(super) fn accented_key(word: &str) -> Option<&'static str> {
    if word.is_ascii() { None } else { ACCENTED_KEYS.get(word).map(String::as_str) }
}

/// Returns the key that a form typed without accents would have with the accents of [`accented_key`].
pub(super) fn key_with_accents_restored(folded: &str) -> Option<&'static str> {
    RESTORED_KEYS.get(folded).copied()
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table).flat_map(str::split_whitespace)
}

/// Yields the two columns of each line; a line without a tab gives itself twice.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).map(|line| line.split_once('\t').unwrap_or((line, line)))
}

fn add_exceptions(keys: &mut HashMap<String, String>) {
    for family in lines(EXCEPTIONS) {
        let key = family.split('\t').next().unwrap_or(family);
        for form in family.split('\t') {
            add_with_endings(keys, form, &["", "s"], key);
        }
    }
}

fn add_apart(keys: &mut HashMap<String, String>) {
    // Words before plurals: fois is no plural of foi.
    for ending in ["", "s"] {
        for word in words(APART) {
            add_with_endings(keys, word, &[ending], word);
        }
    }
}

fn add_lookalikes(keys: &mut HashMap<String, String>) {
    for word in words(LOOKALIKES) {
        add_with_endings(keys, word, &["", "s", "e", "es"], word);
    }
}

fn add_verbs(keys: &mut HashMap<String, String>) {
    let sets: HashMap<&str, &str> = entries(VERBS).filter(|(name, _)| name.starts_with('@')).collect();
    for (radicals, endings) in entries(VERBS).filter(|(name, _)| !name.starts_with('@')) {
        let endings: Vec<String> = endings.split(' ').flat_map(|ending| expanded(ending, &sets)).collect();
        let Some(infinitive) = endings.first() else { continue };
        for radical in radicals.split(' ').map(blank_if_dash) {
            let key = format!("{radical}{infinitive}");
            add_with_endings(keys, &key, &["", "s"], &key);
            for ending in &endings {
                add_with_endings(keys, radical, &[ending], &key);
            }
        }
    }
}

/// Returns the endings that one item of `verbs.tsv` stands for: itself, or for `x@set` x before each of the set.
/// Sets may use sets that stand above them.
fn expanded(item: &str, sets: &HashMap<&str, &str>) -> Vec<String> {
    let Some(at) = item.find('@') else { return vec![blank_if_dash(item).to_owned()] };
    let (before, name) = item.split_at(at);
    let endings = sets.get(name).copied().unwrap_or_default();
    endings.split(' ').flat_map(|ending| expanded(&format!("{before}{}", blank_if_dash(ending)), sets)).collect()
}

fn blank_if_dash(item: &str) -> &str {
    if item == "-" { "" } else { item }
}

/// Adds `form` with each ending under `key`; a form that is known already keeps its first key.
fn add_with_endings(keys: &mut HashMap<String, String>, form: &str, endings: &[&str], key: &str) {
    let form = fold(form);
    let key = fold(key) + MARK;
    for ending in endings {
        if *ending == "s" && form.ends_with(['s', 'x', 'z']) {
            continue;
        }
        keys.entry(fold(&format!("{form}{ending}"))).or_insert_with(|| key.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_well_formed() {
        for line in [EXCEPTIONS, APART, LOOKALIKES, ACCENTED, VERBS].into_iter().flat_map(lines) {
            let words = line.trim_start_matches('@').split(['\t', ' ']);
            for word in words {
                let plain = word.replace('@', "");
                assert!(
                    !plain.is_empty() && plain.chars().all(|c| c == '-' || c.is_lowercase()),
                    "{word:?} in {line:?}"
                );
            }
        }
    }

    #[test]
    fn every_verb_has_endings_and_every_set_is_defined() {
        let sets: HashMap<&str, &str> = entries(VERBS).filter(|(name, _)| name.starts_with('@')).collect();
        for (radicals, endings) in entries(VERBS) {
            assert_ne!(radicals, endings, "a line of verbs.tsv needs a tab");
            for item in endings.split(' ').filter(|item| item.contains('@')) {
                assert!(!expanded(item, &sets).iter().all(String::is_empty), "{item} in {radicals}");
            }
        }
    }

    #[test]
    fn accents_tell_apart_only_what_has_accents() {
        for form in ACCENTED_KEYS.keys() {
            assert!(!form.is_ascii(), "{form}");
        }
    }
}
