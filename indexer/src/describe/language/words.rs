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

/// Letters of a word, the last eight of them, each in a byte: no word of the lists has as many.
type Key = u64;

/// Words of more letters are in none of the lists.
const LONGEST: u32 = 6;

/// A letter that no word of the lists has.
const NO_LETTER: Key = 0xFF;

static KNOWN: LazyLock<HashMap<Key, Languages, FxBuildHasher>> = LazyLock::new(|| {
    let lists = std::iter::once((FRENCH, FRENCH_WORDS));
    let lists = lists.chain(OTHER_WORDS.iter().map(|(code, words)| (others(code), *words)));
    let mut known = HashMap::default();
    for (language, word) in lists.flat_map(|(language, words)| words.split(' ').map(move |word| (language, word))) {
        let key = word.chars().fold(0, |key, letter| key << 8 | Key::from(u32::from(letter)));
        *known.entry(key).or_default() |= language;
    }
    known
});

/// What a word speaks for if it is among the commonest of the language with this code; nothing for other scripts.
pub(super) fn others(code: &str) -> Languages {
    OTHER_WORDS.iter().position(|(known, _)| *known == code).map_or(OTHER_SCRIPT, |at| OTHER_SCRIPT << (at + 1))
}

/// The words of a text, each as the languages that it speaks for; case makes no difference.
pub(super) fn words(text: &str) -> impl Iterator<Item = Languages> {
    let known = &*KNOWN;
    let mut letters = text.chars();
    std::iter::from_fn(move || {
        let (mut key, mut script) = (0, 0);
        for letter in letters.by_ref() {
            match letter {
                'a'..='z' | 'A'..='Z' | 'À'..='ÿ' => key = key << 8 | Key::from(u32::from(letter) | 0x20),
                '\'' | '’' if key != 0 => {
                    key = key << 8 | Key::from(b'\'');
                    break;
                }
                ..='¿' | '\u{2000}'..='\u{206f}' if key != 0 => break,
                ..='¿' | '\u{2000}'..='\u{206f}' => {}
                _ if letter.is_alphabetic() => {
                    key = key << 8 | NO_LETTER;
                    script |= if letter > '\u{24f}' { OTHER_SCRIPT } else { 0 };
                }
                _ if key != 0 => break,
                _ => {}
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
