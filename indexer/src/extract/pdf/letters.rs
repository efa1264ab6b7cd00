//! From what fonts say of characters to letters: ligatures, accents painted apart, bullets of symbol fonts.
//! It works within a line; words cut at line ends are another matter.

use index::{LineStart, Paragraph};
use unicode_normalization::UnicodeNormalization;

use super::page::UNKNOWN;

/// What a character that no letter is known for is shown as where it starts a line: symbol fonts hold bullets.
const BULLET: char = '•';
/// So many dots in a row, with or without spaces, are leaders.
const LEADERS: usize = 4;

/// Where a character is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After the one before.
    After,
    /// Over the one before, as accents are.
    Over,
}

/// Adds what a painted character stands for, ligatures taken apart, accents over their letters.
pub(super) fn push(text: &mut String, new: &str, place: Place) {
    for c in new.chars() {
        match (c, place) {
            ('\u{fb00}'..='\u{fb06}', _) => text.extend(std::iter::once(c).nfkc()),
            (c, Place::Over) if accent(c).is_some() => text.extend(accent(c)),
            (c, Place::Over) if c.is_alphabetic() => push_under_accent(text, c),
            ('\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}', _) => text.push(' '),
            (c, _) if c.is_control() => {}
            (c, _) => text.push(c),
        }
    }
}

/// Adds a letter; an accent that was painted before it, at the same place, goes on top of it.
fn push_under_accent(text: &mut String, letter: char) {
    let letter = match letter {
        'ı' => 'i',
        letter => letter,
    };
    let over = text.chars().next_back().and_then(|last| Some((last, accent(last)?)));
    if let Some((painted, mark)) = over {
        text.truncate(text.len() - painted.len_utf8());
        text.push(letter);
        text.push(mark);
    } else {
        text.push(letter);
    }
}

/// The combining form of an accent.
fn accent(c: char) -> Option<char> {
    Some(match c {
        '`' | 'ˋ' | '\u{300}' => '\u{300}',
        '´' | 'ˊ' | '\u{301}' => '\u{301}',
        '^' | 'ˆ' | '\u{302}' => '\u{302}',
        '~' | '˜' | '\u{303}' => '\u{303}',
        '¨' | '\u{308}' => '\u{308}',
        '¸' | '\u{327}' => '\u{327}',
        _ => return None,
    })
}

/// The text of a line: accents composed, soft hyphens only at its end, private characters gone or made bullets,
/// leaders without spaces.
pub(super) fn clean(text: &str) -> String {
    let trimmed = text.trim();
    let mut line = String::with_capacity(trimmed.len());
    for (at, c) in trimmed.nfc().enumerate() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if is_symbol(c) && at == 0 => line.push(BULLET),
            c if is_symbol(c) => line.push(UNKNOWN),
            c => line.push(c),
        }
    }
    if trimmed.ends_with('\u{ad}') {
        line.push('\u{ad}');
    }
    if line.starts_with(BULLET) && line.chars().nth(1).is_some_and(char::is_alphanumeric) {
        line.insert(BULLET.len_utf8(), ' ');
    }
    if line.contains(". .") || line.contains("....") { shorten_leaders(&line) } else { line }
}

/// Whether a character stands for nothing that can be read.
pub(super) fn is_symbol(c: char) -> bool {
    c == UNKNOWN || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Takes out what stands for nothing; the places of the rest follow.
pub(super) fn forget_symbols(paragraph: &mut Paragraph) {
    if !paragraph.text.contains(is_symbol) {
        return;
    }
    let mut kept = String::with_capacity(paragraph.text.len());
    let mut starts = std::mem::take(&mut paragraph.lines).into_iter().peekable();
    for (at, c) in paragraph.text.char_indices() {
        while let Some(start) = starts.next_if(|start| start.offset as usize <= at) {
            let offset = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            paragraph.lines.push(LineStart { offset, line: start.line });
        }
        let double = c == ' ' && (kept.is_empty() || kept.ends_with(' '));
        if !is_symbol(c) && !double {
            kept.push(c);
        }
    }
    kept.truncate(kept.trim_end().len());
    paragraph.text = kept;
}

fn shorten_leaders(line: &str) -> String {
    let mut short = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('.') {
        let (before, dots) = rest.split_at(start);
        short.push_str(before);
        let end = dots.find(|c: char| c != '.' && !c.is_whitespace()).unwrap_or(dots.len());
        let (dots, after) = dots.split_at(end);
        let leaders = dots.matches('.').count() >= LEADERS;
        short.push_str(if leaders { " ... " } else { dots });
        rest = after;
    }
    short.push_str(rest);
    short.trim().replace("  ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(painted: &[(&str, Place)], expected: &str) {
        let mut text = String::new();
        painted.iter().for_each(|(new, place)| push(&mut text, new, *place));
        assert_eq!(clean(&text), expected);
    }

    #[test]
    fn ligatures_are_taken_apart_and_french_ones_stay() {
        check(&[("ﬁ", Place::After), ("n o\u{fb03}ce œuvre", Place::After)], "fin office œuvre");
    }

    #[test]
    fn accents_painted_before_or_after_their_letter_are_composed() {
        check(&[("´", Place::After), ("e", Place::Over), ("t", Place::After), ("e", Place::After)], "éte");
        check(&[("e", Place::After), ("´", Place::Over)], "é");
        check(&[("ˆ", Place::After), ("ı", Place::Over), ("le", Place::After)], "île");
        check(&[("e\u{301}", Place::After)], "é");
    }

    #[test]
    fn private_characters_are_bullets_at_the_start() {
        check(&[("\u{f0b7}", Place::After), ("Une", Place::After)], "• Une");
    }

    #[test]
    fn soft_hyphens_are_kept_at_the_end_only() {
        check(&[("trans\u{ad}for\u{ad}", Place::After)], "transfor\u{ad}");
    }

    #[test]
    fn leaders_lose_their_spaces() {
        check(&[("Bilan . . . . . . 12", Place::After)], "Bilan ... 12");
        check(&[("Voir... ici. Fin", Place::After)], "Voir... ici. Fin");
    }
}
