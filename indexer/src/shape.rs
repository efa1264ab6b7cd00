//! What a line of text looks like: capitals, ends of sentences, bullets, contents lines.
//! It judges one text at a time and knows neither formats nor documents.

/// The text for comparisons: lower case, French accents and ligatures undone, plain apostrophes, single spaces.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        match c {
            'à' | 'â' | 'ä' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'î' | 'ï' => folded.push('i'),
            'ô' | 'ö' => folded.push('o'),
            'ù' | 'û' | 'ü' => folded.push('u'),
            'ç' => folded.push('c'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '’' | 'ʼ' => folded.push('\''),
            '\u{300}'..='\u{36f}' => {}
            c => folded.push(c),
        }
    }
    folded
}

/// Whether it is set in capitals: `UN RENDEZ-VOUS DU 7 au 9 DÉCEMBRE` is too, one small letter in eight being let pass.
pub(crate) fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    capitals >= 3 && small * 8 <= capitals
}

/// Whether it ends as a sentence, a clause or an announcement does; closing quotes and brackets are looked through.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "»”\")]’'*_".contains(c));
    let closed_quotation = text.trim_end().ends_with(['»', '”']);
    closed_quotation || bare.ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether it breaks off: its last character is a letter, a digit or a comma.
pub(crate) fn breaks_off(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',')
}

/// Whether it goes on with something begun before: a small letter first, and no address or host name.
pub(crate) fn goes_on(text: &str) -> bool {
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let address = first_word.trim_end_matches(['.', ',', ')', ';', ':']).contains(['.', '/', '@', ':']);
    text.chars().next().is_some_and(char::is_lowercase) && !address
}

/// Whether it is a line of a table of contents: dotted leaders, then a page number.
pub(crate) fn is_contents_line(text: &str) -> bool {
    let without_page = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let leaders = without_page.trim_end();
    without_page.len() < text.trim_end().len() && (leaders.ends_with("...") || leaders.ends_with('…'))
}

/// Length in bytes of the bullet that a line starts with, its space included; `None` where there is none.
///
/// A dash is one too, although wrapped text may have one at the start of a line: see [`is_dash`].
pub(crate) fn bullet(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, first) = characters.next()?;
    let (after, space) = characters.next()?;
    let marks = "▶►➤➢•◦●○▪■◆‣⁃·✓✔–—-";
    (marks.contains(first) && space.is_whitespace()).then_some(after + space.len_utf8())
}

/// Whether the bullet that a line starts with is a dash, which may also be punctuation.
pub(crate) fn is_dash(text: &str) -> bool {
    text.starts_with(['–', '—', '-'])
}

/// The part of `text` before byte `at`, not much longer than `length` bytes; empty inside a character.
pub(crate) fn before(text: &str, at: usize, length: usize) -> &str {
    let text = text.get(..at).unwrap_or_default();
    let start = (text.len().saturating_sub(length)..text.len()).find(|start| text.is_char_boundary(*start));
    text.get(start.unwrap_or(text.len())..).unwrap_or_default()
}

/// The part of `text` after byte `at`, not much longer than `length` bytes; empty inside a character.
pub(crate) fn after(text: &str, at: usize, length: usize) -> &str {
    let text = text.get(at..).unwrap_or_default();
    let end = (length.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// How many words it has, as cut at white space.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How many characters it has.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(judge: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(judge(text), "should be: {text}");
        }
        for text in no {
            assert!(!judge(text), "should not be: {text}");
        }
    }

    #[test]
    fn capitals_may_have_a_few_small_letters() {
        check(
            is_capitals,
            &["BILAN À DATE", "LE SOMMET #OGP16 DU 7 au 9 DÉCEMBRE"],
            &["Bilan à date", "La DITP", "2016"],
        );
    }

    #[test]
    fn a_sentence_may_end_inside_a_closing_quotation() {
        check(
            ends_sentence,
            &["Fin.", "« Fin »", "(Fin.)", "trois principes :"],
            &["toutes les données étant", "a (b)"],
        );
    }

    #[test]
    fn an_address_does_not_go_on_with_a_sentence() {
        check(goes_on, &["présentées en open data"], &["data.gouv.fr est", "https://data.gouv.fr", "Une phrase"]);
    }

    #[test]
    fn contents_lines_have_leaders_and_a_page() {
        check(is_contents_line, &["LA DÉMARCHE ..... 3", "Annexe … 12"], &["En 2016", "la suite...", "..."]);
    }

    #[test]
    fn surroundings_are_cut_between_characters() {
        assert_eq!((before("éàü-5", 7, 3), after("5-éàü", 2, 3), before("é", 1, 3)), ("ü-", "éà", ""));
        assert_eq!((before("ab", 2, 9), after("ab", 0, 9), after("ab", 9, 9)), ("ab", "ab", ""));
    }

    #[test]
    fn folding_undoes_accents_ligatures_and_spaces() {
        assert_eq!(fold("  Cœur de l’ÉTAT\u{a0}: "), "coeur de l'etat :");
    }
}
