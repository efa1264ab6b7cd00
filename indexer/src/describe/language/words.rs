//! The words that tell languages apart, found in running text as it is scanned.
//! What a text of so many of them is in, is decided elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

/// Languages that a word speaks for: [`FRENCH`], [`OTHER_SCRIPT`] or any of [`others`].
pub(super) type Languages = u16;

/// The word is one of those that French has and other languages have not.
pub(super) const FRENCH: Languages = 1;
/// The word has letters that are not Latin ones.
pub(super) const OTHER_SCRIPT: Languages = 2;

/// Words that French has and other languages have not; of an elision, what stands before the word.
const FRENCH_WORDS: &str = "l' d' qu' n' s' c' j' le les des du et est une dans pour qui sur par au aux ce cette ces \
    sont il elle nous vous ses leur leurs avec pas plus ou être à où été";

/// The commonest words of languages that share the letters of French, by their codes.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("en", "the of and to in is for that with are on by from this as be it was have which"),
    ("de", "der die das und ist den von mit für auf im dem nicht eine ein des zu sich werden"),
    ("es", "el los las y del que en una por con para se es al su como más lo"),
    ("it", "il di che della per una con del sono dei nel alla delle più gli si è"),
    ("pt", "o os as e do da que em uma para com dos das não por mais ao no na"),
    ("nl", "het een van en dat is op te voor met zijn niet aan er ook door wordt"),
];

/// The last eight bytes of a word in UTF-8, each made lower case by [`pushed`].
type Key = u64;

/// Words of more bytes are in none of the lists.
const LONGEST: u32 = 6;

/// Bytes from this on begin letters of other scripts, and next to no Latin ones.
const OTHER_LETTERS: u8 = 0xCE;

static KNOWN: LazyLock<HashMap<Key, Languages, FxBuildHasher>> = LazyLock::new(|| {
    let lists = std::iter::once((FRENCH, FRENCH_WORDS));
    let lists = lists.chain(OTHER_WORDS.iter().map(|(code, words)| (others(code), *words)));
    let mut known = HashMap::default();
    for (language, word) in lists.flat_map(|(language, words)| words.split(' ').map(move |word| (language, word))) {
        let key = word.bytes().fold(0, pushed);
        *known.entry(key).or_default() |= language;
    }
    known
});

/// What a word speaks for if it is among the commonest of the language with this code; nothing for other scripts.
pub(super) fn others(code: &str) -> Languages {
    OTHER_WORDS.iter().position(|(known, _)| *known == code).map_or(OTHER_SCRIPT, |at| OTHER_SCRIPT << (at + 1))
}

/// The key with one more byte. The bit that makes ASCII letters lower case does so in the second byte of `É` too.
fn pushed(key: Key, byte: u8) -> Key {
    key << 8 | Key::from(byte | 0x20)
}

/// The words of a text, each as the languages that it speaks for; case makes no difference.
pub(super) fn words(text: &str) -> impl Iterator<Item = Languages> {
    let known = &*KNOWN;
    let mut bytes = text.bytes();
    std::iter::from_fn(move || {
        let (mut key, mut script) = (0, 0);
        while let Some(byte) = bytes.next() {
            // What ends a word: all else of ASCII; `«` and such, of two bytes; dashes and such, of three.
            let mark = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => None,
                ..0x80 => Some(byte),
                0xC2 => bytes.next(),
                0xE2 => bytes.next().zip(bytes.next()).map(|mark| if mark == (0x80, 0x99) { b'\'' } else { b' ' }),
                _ => None,
            };
            match mark {
                None => {
                    key = pushed(key, byte);
                    script |= if byte >= OTHER_LETTERS { OTHER_SCRIPT } else { 0 };
                }
                Some(_) if key == 0 => {}
                Some(b'\'') => {
                    key = pushed(key, b'\'');
                    break;
                }
                Some(_) => break,
            }
        }
        let found = || if key >> (8 * LONGEST) == 0 { known.get(&key).copied().unwrap_or_default() } else { 0 };
        (key != 0).then(|| script | found())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Languages]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_speak_for_their_languages_in_any_case() {
        check("La FRANCE et « ÊTRE »", &[0, 0, FRENCH, FRENCH]);
        check("The end, werden", &[others("en"), 0, others("de")]);
        check("que", &[others("es") | others("pt")]);
        check("les règlements", &[FRENCH, 0]);
    }

    #[test]
    fn elisions_speak_for_french_with_either_apostrophe() {
        check("L'école d’où aujourd'hui l", &[FRENCH, 0, FRENCH, FRENCH, 0, 0, 0]);
        check("' ’ 12 —", &[]);
    }

    #[test]
    fn letters_of_other_scripts_are_told_from_latin_ones() {
        check("œuvre Škoda αβγ", &[0, 0, OTHER_SCRIPT]);
    }
}
