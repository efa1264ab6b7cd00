//! Capitals in small letters: how a text itself writes elsewhere what stands in capitals.
//! It knows no names; where the text has none, its callers do with what they have.

use crate::extract::Block;
use crate::shape;

/// How the text writes what stands in capitals as `name`: the way with most capitals; `None` if it has it nowhere else.
pub(super) fn respelled(name: &str, blocks: &[Block]) -> Option<String> {
    let wanted = shape::fold(name);
    let texts = blocks.iter().map(|block| block.paragraph.text.as_str());
    let best = texts.flat_map(|text| spellings(text, &wanted)).filter(|spelling| !shape::is_capitals(spelling));
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
    best.max_by_key(|spelling| (capitals(spelling), std::cmp::Reverse(*spelling))).map(str::to_owned)
}

/// The places of `text` that fold to `wanted`.
fn spellings<'a>(text: &'a str, wanted: &str) -> Vec<&'a str> {
    let Some(initial) = wanted.chars().next() else { return Vec::new() };
    let length = shape::width(wanted);
    let is_initial = |c: char| shape::fold(c.encode_utf8(&mut [0; 4])).starts_with(initial);
    let mut found = Vec::new();
    let mut after_letter = false;
    for (start, c) in text.char_indices() {
        let begins = !std::mem::replace(&mut after_letter, c.is_alphanumeric());
        let candidate = || {
            let rest = text.get(start..)?;
            rest.get(..rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end))
        };
        found.extend(Some(begins && is_initial(c)).filter(|fits| *fits).and_then(|_| candidate()));
    }
    found.retain(|candidate| shape::fold(candidate) == wanted);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;
    use crate::line::Line;

    #[test]
    fn the_spelling_with_most_capitals_is_taken() {
        let block = |text: &str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
        let blocks = ["La carte de l’état.", "La Carte de l’État.", "LA CARTE"].map(block);
        assert_eq!(respelled("CARTE DE L'ETAT", &blocks).as_deref(), Some("Carte de l’État"));
        assert_eq!(respelled("CARTES", &blocks), None);
    }
}
