//! Folding: `élève` becomes `eleve`, `œuvre` becomes `oeuvre`, so that words compare without accents.
//! It neither changes case nor splits words, and leaves other scripts than the Latin one as they are.

/// Returns `word` without accents, letter by letter.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Appends `word` to `out` without accents, cedillas, strokes and ligatures.
///
/// Expects lower case: capital letters of ASCII are kept, others become lower case when they bear a mark.
/// Covers Latin-1, Latin Extended-A, the comma-below letters of Romanian, the Latin ligatures of Unicode block
/// "Alphabetic Presentation Forms"; a combining mark (U+0300 to U+036F) is dropped, wherever it stands.
pub(super) fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.push_str(word);
        return;
    }
    out.reserve(word.len());
    for letter in word.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else if !is_combining_mark(letter) {
            push_folded(letter, out);
        }
    }
}

fn is_combining_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn push_folded(letter: char, out: &mut String) {
    match base_letters(letter) {
        Some(base) => out.push_str(base),
        None => out.push(letter),
    }
}

/// Returns the plain letters that stand for `letter`, or nothing where it has none.
fn base_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'À'..='Å' | 'Ā'..='ą' | 'ª' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'ð' | 'Ð' => "d",
        'è'..='ë' | 'È'..='Ë' | 'Ē'..='ě' | 'ẽ' | 'Ẽ' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'ì'..='ï' | 'Ì'..='Ï' | 'Ĩ'..='ı' => "i",
        'ĳ' | 'Ĳ' => "ij",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'ñ' | 'Ñ' | 'Ń'..='ŋ' => "n",
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'Ō'..='ő' | 'º' => "o",
        'œ' | 'Œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'ș' | 'Ș' | 'ſ' => "s",
        'ß' | 'ẞ' => "ss",
        'Ţ'..='ŧ' | 'ț' | 'Ț' => "t",
        'þ' | 'Þ' => "th",
        'ù'..='ü' | 'Ù'..='Ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'ý' | 'ÿ' | 'Ý' | 'Ŷ' | 'ŷ' | 'Ÿ' => "y",
        'Ź'..='ž' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn check(table: &[(&str, &str)]) {
        for (word, folded) in table {
            assert_eq!(fold(word), *folded, "{word}");
        }
    }

    #[test]
    fn accents_and_cedillas_are_taken_off() {
        check(&[("élève", "eleve"), ("français", "francais"), ("hôpital", "hopital"), ("naïf", "naif"), ("où", "ou")]);
    }

    #[test]
    fn ligatures_become_letters() {
        check(&[
            ("œuvre", "oeuvre"),
            ("ex æquo", "ex aequo"),
            ("eﬃcacité", "efficacite"),
            ("ﬁn", "fin"),
            ("straße", "strasse"),
        ]);
    }

    #[test]
    fn decomposed_accents_are_dropped() {
        check(&[("donne\u{301}es", "donnees"), ("c\u{327}a", "ca")]);
    }

    #[test]
    fn names_of_neighbours_are_folded() {
        check(&[("łódź", "lodz"), ("šibenik", "sibenik"), ("çeşme", "cesme"), ("århus", "arhus"), ("ñandú", "nandu")]);
    }

    #[test]
    fn other_scripts_and_digits_stay() {
        check(&[("київ", "київ"), ("αθήνα", "αθήνα"), ("東京", "東京"), ("2018", "2018"), ("", "")]);
    }
}
