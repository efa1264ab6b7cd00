//! Whether a text that came out of a PDF is one: letters rather than symbols, and words of French or English.
//! It compares what two engines made of a file; it does not judge what a text says.

use crate::extract::Block;
use crate::shape;

/// Of the characters of a text that can be read, at most this part stands for nothing.
const MOST_UNREAD: f64 = 0.1;
/// In so many words and more, some must be common ones.
const WORDS: usize = 60;
/// Of the words of French and English texts, tables and lists included, this part at least is very common.
const COMMON: f64 = 0.04;
/// Words of one or more letters that make up a third of French and English prose.
const COMMON_WORDS: [&str; 44] = [
    "de", "la", "le", "les", "et", "des", "en", "du", "un", "une", "a", "dans", "pour", "par", "que", "qui", "sur",
    "au", "est", "il", "ne", "pas", "ce", "aux", "avec", "ou", "se", "son", "sont", "plus", "vous", "nous", "the",
    "of", "and", "to", "in", "is", "for", "that", "on", "with", "as", "are",
];
/// Of the letters of French and English about 45 in a hundred are vowels; ciphers have far fewer or more.
const VOWELS: std::ops::Range<f64> = 0.25..0.65;

/// How well a text reads; better texts are greater.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub(super) struct Quality {
    /// 1 for a text, 0 for none or garbled letters.
    reads: u8,
    /// Its words.
    words: usize,
}

impl Quality {
    /// Judges blocks of which `unread` characters stood for nothing.
    pub(super) fn of(blocks: &[Block], unread: usize) -> Self {
        let texts = || blocks.iter().map(|block| block.paragraph.text.as_str());
        let characters: usize = texts().map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum();
        let words = texts().map(shape::words).sum();
        let unread = unread as f64 > MOST_UNREAD * (characters + unread) as f64;
        Self { reads: u8::from(words > 0 && !unread && are_words(texts())), words }
    }

    /// Whether it is a text that needs no second reading.
    pub(super) fn is_good(self) -> bool {
        self.reads > 0
    }
}

/// Whether words look like those of a language: common ones among them, or at least vowels.
fn are_words<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut words, mut common, mut letters, mut vowels, mut other) = (0, 0, 0, 0, 0);
    for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty()) {
        let folded = shape::fold(word);
        words += 1;
        common += usize::from(COMMON_WORDS.contains(&folded.as_str()));
        letters += folded.chars().filter(char::is_ascii_lowercase).count();
        vowels += folded.chars().filter(|c| "aeiouy".contains(*c)).count();
        // Arabic, Chinese and the like have no such vowels and are no ciphers.
        other += folded.chars().filter(|c| *c as u32 >= 0x370).count();
    }
    if words < WORDS || other > letters || common as f64 >= COMMON * words as f64 {
        return true;
    }
    VOWELS.contains(&(vowels as f64 / letters.max(1) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;
    use crate::line::Line;

    fn check(text: &str, unread: usize, good: bool) {
        let block = Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
        assert_eq!(Quality::of(&[block], unread).is_good(), good, "{text}");
    }

    #[test]
    fn prose_reads_and_ciphers_do_not() {
        let prose = "Le plan d'action national de la France comporte vingt-six engagements. ".repeat(8);
        // Each letter replaced by the third one after it, as fonts with codes of their own make of it.
        let shifted = |c: char| if c.is_ascii_lowercase() { char::from((c as u8 - b'a' + 3) % 26 + b'a') } else { c };
        check(&prose, 0, true);
        check(&prose.chars().map(shifted).collect::<String>(), 0, false);
    }

    #[test]
    fn characters_that_stand_for_nothing_make_a_text_unreadable() {
        check("Le plan d'action", 1, true);
        check("Le plan d'action", 9, false);
        check("", 0, false);
    }
}
