//! Words cut at line ends: joined, or kept with the hyphen that belongs to them.
//!
//! The words of the document itself decide first: what stands elsewhere, joined or with a hyphen, is how it is written.
//! Then French does: some parts never stand without a hyphen (`peut-être`, `-t-il`, `vingt-`), nor do addresses lose
//! theirs. What remains is joined where lines of the document often break within words; where they rarely do, its author
//! wrote the hyphen, if what stands around it is made of words.

use std::collections::HashSet;

use index::Paragraph;

/// Parts that a hyphen stands after, and that are no syllables of other words.
const FIRSTS: &str = "peut rendez vis vis-à c'est c'est-à vingt trente quarante cinquante soixante quatre quatre-vingt \
    ceux celui celle celles après demi quasi semi savoir";
/// Parts that a hyphen stands after, but that are syllables, too: `co-construire`, `comité`.
const PREFIXES: &str = "co ex non mi vice e au par sous haut bas dix cent grand porte chef mot contre avant micro \
    éco socio franco libre peu";
/// Parts that a hyphen stands before, but that are syllables, too: `est-ce`, `service`.
const SECONDS: &str = "ci là même mêmes il elle on ils elles je tu nous vous ce moi toi lui leur leurs y en t delà dessus \
    dessous dehors";

/// What parts compounds and addresses.
const PARTS: [char; 4] = ['-', '.', '/', '@'];

/// A part of fewer letters is no word that tells anything.
const SHORTEST_WORD: usize = 4;

/// Lines of a text break within words where that happens to one word in so many, and more often.
const WORDS_TO_A_CUT: usize = 120;

/// The words that stand somewhere in a document, in small letters, with and without hyphens.
pub(super) struct Words {
    known: HashSet<String>,
    hyphenated: bool,
}

impl Words {
    /// The words of some texts, those cut at line ends left out.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self { known: HashSet::new(), hyphenated: false };
        let mut number = 0;
        let mut cuts = Vec::new();
        for text in texts {
            for piece in text.split([' ', '\u{a0}', '\u{202f}']) {
                number += 1;
                match piece.split_once("-\n").or_else(|| piece.split_once('\n')) {
                    Some(cut) => cuts.push(cut),
                    None => words.add(piece),
                }
            }
        }
        // Compounds say nothing about how lines break.
        cuts.retain(|(first, second)| !keeps_hyphen(first, second, &words));
        words.hyphenated = cuts.len() * WORDS_TO_A_CUT > number;
        words
    }

    fn add(&mut self, piece: &str) {
        let word = bare(piece);
        let word = word.rsplit('\'').next().unwrap_or(&word);
        if word.contains('-') {
            self.known.extend(word.split('-').map(str::to_owned));
        }
        self.known.insert(word.to_owned());
    }

    fn has(&self, word: &str) -> bool {
        self.known.contains(word)
    }
}

/// In small letters, with plain apostrophes, without what stands around it.
fn bare(part: &str) -> String {
    part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}

/// Joins the words that line ends cut in a paragraph.
pub(super) fn mend(paragraph: &mut Paragraph, words: &Words) {
    while let Some(at) = paragraph.text.find('\n') {
        let (before, after) = paragraph.text.split_at(at);
        let after = after.trim_start_matches('\n');
        let first = before.rsplit([' ', '\u{a0}', '\n']).next().unwrap_or_default();
        let second = after.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let Some((first, hyphen)) = first.char_indices().next_back().and_then(|(end, c)| Some((first.get(..end)?, c)))
        else {
            break;
        };
        let kept = hyphen != '\u{ad}' && keeps_hyphen(first, second, words);
        let length = before.len() - if kept { 0 } else { hyphen.len_utf8() };
        let joined = format!("{}{after}", before.get(..length).unwrap_or(before));
        let gone = u32::try_from(paragraph.text.len() - joined.len()).unwrap_or_default();
        for start in paragraph.lines.iter_mut().filter(|start| start.offset as usize > length) {
            start.offset = start.offset.saturating_sub(gone);
        }
        paragraph.text = joined;
    }
}

fn keeps_hyphen(first: &str, second: &str, words: &Words) -> bool {
    let (whole, second) = (bare(first), bare(second));
    let first = whole.rsplit('\'').next().unwrap_or(&whole);
    let last = first.rsplit(PARTS).next().unwrap_or(first);
    let next = second.split(PARTS).next().unwrap_or(&second);
    if words.has(&format!("{first}-{second}")) || words.has(&format!("{last}-{next}")) {
        return true;
    }
    if words.has(&format!("{first}{second}")) || words.has(&format!("{last}{next}")) {
        return false;
    }
    let is_address = first.contains(['/', '@']) || second.contains(['/', '@', '.']);
    let is_word = |part: &str| part.chars().count() >= SHORTEST_WORD && words.has(part);
    let listed = |list: &str, part: &str| list.split_whitespace().any(|one| one == part);
    let prefixed = listed(PREFIXES, first) && (!words.hyphenated || is_word(next));
    let followed = listed(SECONDS, next) && (!words.hyphenated || words.has(last));
    let known = [last, next].into_iter().filter(|part| is_word(part)).count();
    let compound = known == 2 || (known == 1 && (first.contains('-') || !words.hyphenated));
    is_address || listed(FIRSTS, first) || listed(FIRSTS, &whole) || prefixed || followed || compound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::{Line, append};

    fn check(document: &str, first: &str, second: &str, expected: &str) {
        let mut paragraph = Line::plain(first, 1).paragraph;
        append(&mut paragraph, Line::plain(second, 2).paragraph, "\n");
        let words = Words::of([document, paragraph.text.clone().as_str()].into_iter());
        mend(&mut paragraph, &words);
        assert_eq!(paragraph.text, expected);
        assert_eq!(paragraph.lines.last().map(|start| start.line), Some(2));
    }

    #[test]
    fn the_document_decides_before_french_does() {
        check("une co-construction", "la co-", "construction utile", "la co-construction utile");
        check("la coopération", "la co-", "opération", "la coopération");
        check("", "la transfor-", "mation de l’État", "la transformation de l’État");
        check("a transfor-\nmé la col-\nlecte", "le mi-", "nistère", "le ministère");
    }

    #[test]
    fn parts_that_always_have_a_hyphen_keep_it() {
        check("", "elle-", "même", "elle-même");
        check("", "y a-t-", "il", "y a-t-il");
        check("", "c’est-à-", "dire", "c’est-à-dire");
        check("", "vingt-", "six", "vingt-six");
        check("une porte, une parole", "un porte-", "parole", "un porte-parole");
    }

    #[test]
    fn an_author_s_hyphen_stays_where_lines_rarely_break_within_words() {
        let long = "six webinaires ouverts ".repeat(100);
        check(&long, "six macro-", "ouverts", "six macro-ouverts");
        check("des ouverts transfor-\nmés", "six macro-", "ouverts", "six macroouverts");
        check("", "suivi-gouvernement-", "ouvert@etalab.gouv.fr", "suivi-gouvernement-ouvert@etalab.gouv.fr");
    }

    #[test]
    fn soft_hyphens_are_never_kept() {
        check("", "vingt\u{ad}", "six", "vingtsix");
    }
}
