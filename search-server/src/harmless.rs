//! Text that obeys nobody: what documents hold is shown by terminals, spreadsheets and feed readers, and must steer none.
//! Escaping for HTML is the business of `present`.

use std::borrow::Cow;

/// `text` on one line, without any character that a terminal could obey.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_white_control(c) || is_unsafe(c)) {
        Cow::Owned(text.chars().map(harmless).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` in characters that XML can hold, its line breaks kept.
pub(crate) fn legible(text: &str) -> String {
    let shown = |c| if matches!(c, '\n' | '\t') { c } else { harmless(c) };
    text.chars().map(shown).collect()
}

/// Whether a terminal obeys `c` or writes the text around it in another order than it stands, or `c` is no character.
pub fn is_unsafe(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // Not even in an XML document (XML 1.0, 2.2).
    let is_none = matches!(c, '\u{FFFE}' | '\u{FFFF}');
    turns || is_none || (c.is_control() && !is_white_control(c))
}

fn is_white_control(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t')
}

fn harmless(c: char) -> char {
    match c {
        c if is_white_control(c) => ' ',
        c if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_replaced() {
        assert_eq!(clean("données\tet\nplans"), "données et plans");
        assert_eq!(clean("\u{1b}[31mrouge\u{9b}0m\u{202e}"), "\u{fffd}[31mrouge\u{fffd}0m\u{fffd}");
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            legible("un\r\ndeux\u{0}\u{b}\u{fffe}\u{ffff}\u{202e}"),
            "un \ndeux\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}"
        );
    }
}
