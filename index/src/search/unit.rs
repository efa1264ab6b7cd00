//! What was typed, cut by the French chain into units: a word, or a compound with its parts and its joined form.
//! Knows no collection.

use crate::french::{Entry, Lexicon, Share, Token, cut_into, is_question_word, query_stems};
use crate::query::Node;

/// A typed word or compound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// As typed.
    pub written: String,
    /// The word, or the forms of the whole compound; lower case.
    pub forms: Vec<String>,
    /// The parts of a compound that are not stop words, lower case.
    pub parts: Vec<String>,
    /// Its place among the words of the text.
    pub position: u32,
}

impl Unit {
    /// Whether there is nothing in it to look for.
    pub(super) fn is_grammatical(&self) -> bool {
        self.forms.is_empty() && self.parts.is_empty()
    }
}

/// The units of `text` in order.
pub(super) fn units(text: &str, lexicon: &mut Lexicon) -> Vec<Unit> {
    units_and_places(text, lexicon).0
}

/// The units of `text` in order, and how many places they take among typed words.
pub(super) fn units_and_places(text: &str, lexicon: &mut Lexicon) -> (Vec<Unit>, u32) {
    let tokens = tokens(text, lexicon);
    let places = tokens.last().map_or(0, |token| token.position + 1);
    let mut units: Vec<(u32, Unit)> = Vec::new();
    for token in tokens {
        if units.last().is_none_or(|(number, _)| *number != token.unit) {
            units.push((token.unit, Unit { position: token.position, ..Unit::default() }));
        }
        let Some((_, unit)) = units.last_mut() else { continue };
        let entry = lexicon.entry(token.entry);
        let written = text.get(token.from as usize..token.to as usize).unwrap_or_default();
        if written.len() > unit.written.len() {
            written.clone_into(&mut unit.written);
        }
        let is_part = matches!(token.share, Share::Part | Share::Address);
        let list = if is_part { &mut unit.parts } else { &mut unit.forms };
        let word = entry.word.to_string();
        if !entry.grammatical && (is_part || !list.contains(&word)) {
            list.push(word);
        }
    }
    // `numéro 8`: the mark stands at the place of its number, and may be left out.
    let held: Vec<bool> =
        units.windows(2).map(|pair| matches!(pair, [(_, a), (_, b)] if a.position == b.position)).collect();
    let is_mark = |at: usize| held.get(at).copied().unwrap_or(false);
    (units.into_iter().enumerate().filter(|(at, _)| !is_mark(*at)).map(|(_, (_, unit))| unit).collect(), places)
}

/// The ways to read `text` as a phrase: by the parts of its compounds, and by their joined forms where it has any.
/// Each place of a way lists the forms that may stand there.
pub(super) fn sequences(text: &str, lexicon: &mut Lexicon) -> Vec<Vec<Vec<String>>> {
    let units = units(text, lexicon);
    let parted = units.iter().flat_map(|unit| match unit.parts.len() {
        0 => vec![unit.forms.clone()],
        _ => unit.parts.iter().map(|part| vec![part.clone()]).collect(),
    });
    let joined = units.iter().flat_map(|unit| match unit.forms.len() {
        0 => unit.parts.iter().map(|part| vec![part.clone()]).collect(),
        _ => vec![unit.forms.clone()],
    });
    let clean = |places: Vec<Vec<String>>| places.into_iter().filter(|forms| !forms.is_empty()).collect::<Vec<_>>();
    let mut ways = vec![clean(parted.collect())];
    let joined = clean(joined.collect());
    if !ways.contains(&joined) {
        ways.push(joined);
    }
    ways
}

/// Whether a part of a query is a word that puts the question rather than says what is asked for.
pub(super) fn only_asks(part: &Node) -> bool {
    matches!(part, Node::Word(text) if is_question_word(&text.to_lowercase()))
}

/// Whether some of `parts` says what is asked for.
pub(super) fn say_something(parts: &[Node]) -> bool {
    parts.iter().any(|part| !only_asks(part) && !matches!(part, Node::Not(_) | Node::Filter(_)))
}

/// The keys under which the forms of a lower-case word stand.
pub(super) fn stems(word: &str) -> Vec<String> {
    if !word.chars().all(char::is_alphabetic) {
        return vec![Entry::new(word).stem.into_string()];
    }
    let mut stems = query_stems(word);
    stems.dedup();
    stems
}

fn tokens(text: &str, lexicon: &mut Lexicon) -> Vec<Token> {
    let mut tokens = Vec::new();
    cut_into(text, lexicon, &mut tokens);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&[&str]]]) {
        let found = sequences(text, &mut Lexicon::default());
        let found: Vec<Vec<Vec<&str>>> = found
            .iter()
            .map(|way| way.iter().map(|forms| forms.iter().map(String::as_str).collect()).collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn compounds_are_read_in_parts_and_joined() {
        check("plan d’action", &[&[&["plan"], &["action"]]]);
        check("co-construire un plan", &[&[&["co"], &["construire"], &["plan"]], &[&["coconstruire"], &["plan"]]]);
        check("2018-2020", &[&[&["2018"], &["2020"]]]);
        check("citoyen·ne·s", &[&[&["citoyens", "citoyennes"]]]);
        check("le la les", &[&[]]);
    }
}
