//! Characters of symbol fonts, which have codes of their own: bullets, arrows, ticks.
//! Only those that mean something to a reader of the text are known; all others are left out.

/// What stands at `c`: itself, the character that a symbol font shows there, or nothing that can be written.
/// Control characters other than tabs are spaces.
///
/// Symbol fonts are used by their private codes, U+F020 to U+F0FF.
pub(super) fn readable(c: char) -> Option<char> {
    match c {
        '\u{f0b7}' | '\u{f0a7}' | '\u{f06c}' | '\u{f06e}' | '\u{f09f}' | '\u{f0a8}' | '\u{f071}' | '\u{f076}' => {
            Some('•')
        }
        '\u{f0d8}' | '\u{f0d2}' => Some('➢'),
        '\u{f0ae}' | '\u{f0e0}' | '\u{f0e8}' | '\u{f0f0}' => Some('→'),
        '\u{f0fc}' | '\u{f0fe}' => Some('✓'),
        '\u{f020}' => Some(' '),
        '\u{f02d}' => Some('-'),
        '\u{f000}'..='\u{f0ff}' => None,
        c if c.is_control() && c != '\t' => Some(' '),
        c => Some(c),
    }
}

/// The character that a symbol font shows for a code that a file writes with or without the private range.
pub(super) fn of_font(code: u32) -> Option<char> {
    let private = if code < 0x100 { code + 0xf000 } else { code };
    char::from_u32(private).and_then(readable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_read_in_both_ways_of_writing_them() {
        assert_eq!([readable('\u{f0b7}'), of_font(0xb7), of_font(0xf0b7)], [Some('•'); 3]);
        assert_eq!([readable('é'), readable('\u{f041}')], [Some('é'), None]);
        assert_eq!([readable('\u{1b}'), readable('\t')], [Some(' '), Some('\t')]);
    }
}
