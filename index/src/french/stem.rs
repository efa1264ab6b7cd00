//! Stemming: the forms of one French word (`élu`, `élues`; `publier`, `publient`) get one key, its stem.
//! It joins inflections, not derivations: `national` does not find `nation`. It does not split, filter or rank words.

mod noun;
mod tables;
#[cfg(test)]
mod tests;
mod verb;

use super::fold::fold_into;

/// Longer words are folded only: no French word is that long, and the cost of a word stays bounded.
const MAX_BYTES: usize = 40;

/// Shorter words are looked up, and otherwise folded only: their endings cannot be told from the word.
const MIN_BYTES: usize = 4;

/// Accentless spellings shorter than this are not widened in a query: they are grammatical words (`du` for `dû`).
const MIN_WIDENED_BYTES: usize = 4;

/// Returns the stem of `word`.
pub fn stem(word: &str) -> String {
    let mut stem = String::with_capacity(word.len());
    stem_into(word, &mut stem);
    stem
}

/// Appends to `out` the stem of one lower-case word in composed Unicode (NFC), with its accents.
///
/// The stem is a key without accents, not a word; one from a table ends in `_`, so that no rule makes the same one.
/// Words of other scripts or with digits, very long and very short ones come out folded. The tables (`data/`) are asked
/// first, then the rules for nouns and adjectives, then those for verbs.
pub(super) fn stem_into(word: &str, out: &mut String) {
    if let Some(key) = tables::accented_key(word) {
        out.push_str(key);
        return;
    }
    let start = out.len();
    fold_into(word, out);
    let Some(folded) = out.get(start..) else { return };
    if let Some(key) = tables::key(folded) {
        out.truncate(start);
        out.push_str(key);
    } else if follows_rules(folded) {
        let stem = by_rules(folded);
        out.truncate(start);
        out.push_str(&stem);
    }
}

/// Returns the keys under which a typed `word` is looked for, one to three, [`stem`] first.
///
/// A text's word is found when its stem is among them. The others are the stems of words that are written like `word`
/// but for accents that the person may have left out (`marches` for `marchés`).
pub fn query_stems(word: &str) -> Vec<String> {
    let mut keys = vec![stem(word)];
    if word.is_ascii()
        && word.len() >= MIN_WIDENED_BYTES
        && let Some(key) = tables::key_with_accents_restored(word)
    {
        keys.push(key.to_owned());
    }
    keys
}

fn follows_rules(folded: &str) -> bool {
    (MIN_BYTES..=MAX_BYTES).contains(&folded.len()) && folded.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn by_rules(folded: &str) -> String {
    let singular = noun::singular(folded);
    if let Some(masculine) = noun::masculine(&singular) {
        return masculine;
    }
    if let Some(radical) = verb::radical(folded, &singular) {
        return noun::tidy(radical);
    }
    noun::without_final_e(&singular).unwrap_or_else(|| singular.into_owned())
}
