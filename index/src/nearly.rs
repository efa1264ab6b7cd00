//! Automata that accept what is nearly a word: a few typing errors away from it.
//! Which words are tried, and how many errors are thought of, is decided elsewhere.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};

/// Accepts what is at most `edits` (1 or 2) edits away from `word`, an exchange of neighbours being one.
pub(crate) fn nearly(word: &str, edits: u8) -> DFA {
    // Their tables depend on the number of edits alone, and take longer to make than any automaton.
    static BUILDERS: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
        LazyLock::new(|| [1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));
    let [one, two] = &*BUILDERS;
    if edits > 1 { two } else { one }.build_dfa(word)
}
