//! Finds the words of a text that begin as those asked for, without cutting what lies between them.
//! What is cut, and how, is the business of `cut`: this only tells where that has to begin.

use std::sync::LazyLock;

use super::beginning::{ANY, Beginnings, END};
use super::chars::is_hyphen;
use super::cut::{Cutter, Token};
use super::fold;
use super::lexicon::Lexicon;

/// Marks a byte that is not the second of a punctuation mark that begins with 0xE2.
const NO_DASH: u64 = 1 << 40;

/// Marks a byte that is not the second of a space or mark that begins with 0xC2.
const NO_SPACE: u64 = 1 << 41;

/// Marks a byte that makes, after 0xC3, a letter with which words begin that are asked for.
const ACCENTED: u64 = 1 << 42;

/// Marks the sign of a hashtag, whose humps are words, and every second byte.
const HUMPS: u64 = 1 << 43;

/// Finds words that begin as those asked for.
pub struct Seeker {
    asked: Beginnings,
    /// For each byte, after which second bytes it may begin one; what is in doubt may.
    first: [u64; 256],
    /// What each byte is as a second one.
    second: [u64; 256],
}

impl Seeker {
    /// Finds words that begin so.
    pub fn of(asked: Beginnings) -> Self {
        let mut seeker = Self { asked, first: [0; 256], second: [0; 256] };
        for (byte, (first, second)) in (0..=255_u8).zip(seeker.first.iter_mut().zip(&mut seeker.second)) {
            *first = first_of(byte, &asked);
            *second = second_of(byte, &asked);
        }
        seeker
    }

    /// Appends to `tokens` the words of `text` that are asked for, as [`cut_into`](super::cut_into) does, but for their
    /// places and units, which are not counted.
    pub fn seek_into(&self, text: &str, lexicon: &mut Lexicon, tokens: &mut Vec<Token>) {
        let text = text.get(..u32::MAX as usize).unwrap_or(text);
        lexicon.ask_for(self.asked);
        let mut cutter = Cutter::new(text, lexicon, tokens);
        let mut at = 0;
        while let Some(candidate) = self.next(text.as_bytes(), at) {
            at = stretch_of(text, at, candidate);
            while at <= candidate {
                let Some(run) = cutter.next_run(at) else { return };
                at = cutter.unit(run);
            }
        }
    }

    /// Where the next word may begin at or after `from`.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let mut within = 0;
        for (at, pair) in rest.windows(2).enumerate() {
            let &[byte, second] = pair else { continue };
            if self.begins(byte, second, within) {
                return Some(from + at);
            }
            let byte = usize::from(byte);
            within = within & GOES_ON[byte] | IS_WORD[byte];
        }
        let last = *rest.last()?;
        self.begins(last, b' ', within).then(|| bytes.len() - 1)
    }

    /// Whether a word may begin with these two bytes, where none goes on (0) or one does (1).
    #[inline]
    fn begins(&self, byte: u8, second: u8, within: u8) -> bool {
        // Within a word no other one begins, but for humps.
        let at_all = u64::from(within).wrapping_sub(1) | HUMPS;
        self.first[usize::from(byte)] & self.second[usize::from(second)] & at_all != 0
    }
}

/// For each byte, whether a word goes on after it where it went on before: it does within a letter of several bytes.
const GOES_ON: [u8; 256] = {
    let mut goes_on = [0; 256];
    let mut byte = 0x80;
    while byte < 0xC0 {
        // After 0xC3 these are the times and division signs.
        goes_on[byte] = (byte != 0x97 && byte != 0xB7) as u8;
        byte += 1;
    }
    goes_on
};

/// For each byte, whether a word goes on after it in any case.
const IS_WORD: [u8; 256] = {
    let mut is_word = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        is_word[byte] = ((byte as u8).is_ascii_alphanumeric() || byte == 0xC3) as u8;
        byte += 1;
    }
    is_word
};

fn first_of(byte: u8, asked: &Beginnings) -> u64 {
    match byte {
        // A number in groups begins with the digits of its first group, whatever follows these.
        b'0'..=b'9' if asked.after(byte) != 0 => ANY & !HUMPS,
        b'a'..=b'z' | b'A'..=b'Z' => asked.after(byte) & !HUMPS,
        b'#' => HUMPS,
        ..=0xBF => 0,
        0xC2 => NO_SPACE,
        0xC3 => ACCENTED,
        0xE2 => NO_DASH,
        _ => ANY & !HUMPS,
    }
}

fn second_of(byte: u8, asked: &Beginnings) -> u64 {
    let letter = match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => 1 << Beginnings::number(byte).unwrap_or(END),
        b' ' | b'\n' => 1 << END,
        _ => ANY & !(NO_DASH | NO_SPACE | ACCENTED),
    };
    let no_dash = if matches!(byte, 0x80 | 0x81) { 0 } else { NO_DASH };
    let no_space = if matches!(byte, 0xA0 | 0xAB | 0xAD | 0xB0 | 0xB7 | 0xBB) { 0 } else { NO_SPACE };
    let base = byte.checked_sub(0x80).and_then(|number| BASES.get(usize::from(number)));
    let is_asked_for = base.is_some_and(|base| !base.is_ascii() || asked.after(*base) != 0);
    HUMPS | letter | no_dash | no_space | if is_asked_for { ACCENTED } else { 0 }
}

/// The first letters of what `À` to `ÿ` are without their accents.
static BASES: LazyLock<[u8; 64]> = LazyLock::new(|| {
    let mut bases = [0; 64];
    for (base, letter) in bases.iter_mut().zip('À'..='ÿ') {
        *base = fold(letter.encode_utf8(&mut [0; 4])).bytes().next().unwrap_or_default();
    }
    bases
});

/// Where the stretch begins in which the word at `at` may be joined to others, at `from` or later: after a space or line
/// feed, unless a hyphen at a line's end or the groups of a number reach over it.
///
/// Looks no further back than `from`, so that a long text without spaces costs no more than any other.
fn stretch_of(text: &str, from: usize, at: usize) -> usize {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut before = text.get(from..at).unwrap_or_default();
    loop {
        let Some(space) = before.rfind([' ', '\n']) else { return from };
        let start = from + space + 1;
        before = text.get(from..start).unwrap_or_default().trim_end();
        let is_number = is_digit(start) && before.ends_with(|c: char| c.is_ascii_digit());
        if !is_number && !before.ends_with(is_hyphen) {
            return start;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Beginning, Beginnings, Lexicon, cut_into, fold};
    use super::Seeker;

    /// Whether the words of `text` that begin as one of `asked` are the same, however they are looked for.
    fn check(text: &str, asked: &[&str]) -> Result<(), TestCaseError> {
        let mut beginnings = Beginnings::NONE;
        asked.iter().for_each(|word| beginnings.add(Beginning::of(word)));
        let mut lexicon = Lexicon::default();
        lexicon.ask_for(beginnings);
        let (mut cut, mut sought) = (Vec::new(), Vec::new());
        cut_into(text, &mut lexicon, &mut cut);
        Seeker::of(beginnings).seek_into(text, &mut lexicon, &mut sought);
        let begins = |word: &str| {
            let word = fold(word);
            let start = |asked: &&str| fold(asked).chars().take(2).collect::<String>();
            asked.iter().any(|asked| word.chars().take(2).collect::<String>() == start(asked))
        };
        let found = |tokens: &[super::Token]| -> Vec<(u32, u32, String)> {
            let words = tokens.iter().map(|token| (token.from, token.to, lexicon.entry(token.entry).word.to_string()));
            words.filter(|(_, _, word)| begins(word)).collect()
        };
        prop_assert_eq!(found(&cut), found(&sought), "{:?} in {:?}", asked, text);
        Ok(())
    }

    const PIECES: [&str; 62] = [
        "données",
        "d’",
        "l'",
        "aujourd’hui",
        "école",
        "École",
        "ÉCOLE",
        "e\u{301}tat",
        "à",
        "y",
        "Y",
        "œuvre",
        "cœur",
        "co",
        "construire",
        "e",
        "mail",
        "P.G.O.",
        "agent(e)s",
        "citoyen·ne·s",
        "directeur",
        "trice",
        "1",
        "000",
        "12",
        "3,5",
        "1.234",
        "n°",
        "numéro",
        "8",
        "#GouvernementOuvert",
        "#",
        "http://www.data.gouv.fr/fr/plan",
        "a@b.fr",
        "data.gouv.fr",
        "m²",
        "×",
        "÷",
        "µ",
        "«",
        "»",
        "“",
        "–",
        "·",
        "(",
        ")",
        "/",
        ".",
        ",",
        ":",
        "_",
        "-",
        "‐",
        "\u{AD}",
        "\u{A0}",
        "\u{202F}",
        "\n",
        "\r\n",
        " ",
        "ﬁn",
        "Ωmega",
        "º",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_sought_is_what_cutting_finds(
            pieces in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..14),
            asked in proptest::collection::vec(0..PIECES.len(), 1..4),
        ) {
            let piece = |&(piece, spaced): &(usize, bool)| format!("{}{}", PIECES[piece], if spaced { " " } else { "" });
            let text: String = pieces.iter().map(piece).collect();
            let mut asked: Vec<&str> = asked.iter().map(|&piece| PIECES[piece]).collect();
            asked.retain(|word| word.starts_with(char::is_alphanumeric));
            check(&text, &asked)?;
        }
    }

    #[test]
    fn a_long_text_without_spaces_is_sought_through_once() {
        let text = "état/".repeat(200_000);
        let mut tokens = Vec::new();
        let mut asked = Beginnings::NONE;
        asked.add(Beginning::of("état"));
        Seeker::of(asked).seek_into(&text, &mut Lexicon::default(), &mut tokens);
        assert_eq!(tokens.len(), 200_000);
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        check("démo-\ncratie-x", &["cratie"]).unwrap();
        check("12 500-a", &["500"]).unwrap();
        for text in ["la démo-\n  cratie", "10 000 euros, 10 000-euros", "l’état d'état", "a×b", "«état»", "x#BonÉtat"]
        {
            for asked in ["démocratie", "euros", "10", "000", "état", "b", "cratie"] {
                check(text, &[asked]).unwrap();
            }
        }
    }
}
