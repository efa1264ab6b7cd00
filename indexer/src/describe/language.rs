//! The languages of a document: its main one, and those of the parts that are in another.
//! It judges runs of text by their words and letters; it reads no metadata and nothing shorter than a few lines.

use std::sync::LazyLock;

use index::{Document, Section};
use whatlang::{Detector, Lang};

/// A text is judged from this many letters on; below, letters and chance look alike.
const ENOUGH: usize = 200;
/// A paragraph with as many letters is judged by itself if its words leave no doubt.
const FEW: usize = 50;
/// No doubt is left where one word in this many is one of a language's own.
const CLEAR_WORD_IN: usize = 4;
/// No more of a text is looked at, in characters: more makes the judgement no better.
const MOST: usize = 2_000;
/// French has at least one word in this many that other languages have not.
const FRENCH_WORD_IN: usize = 8;
/// How sure a judgement is that counts, 1 being certain.
const SURE: f64 = 0.9;

/// A text in another language has at least one in this many of its commonest words: lists of names have none.
const COMMON_WORD_IN: usize = 12;

/// Languages that archives hold beside French, their codes, and the commonest words of those that share its letters.
const LANGUAGES: [(Lang, &str, &str); 12] = [
    (Lang::Eng, "en", "the of and to in is for that with are on by from this as be it was have which"),
    (Lang::Deu, "de", "der die das und ist den von mit für auf im dem nicht eine ein des zu sich werden"),
    (Lang::Spa, "es", "el los las y del que en una por con para se es al su como más lo"),
    (Lang::Ita, "it", "il di che della per una con del sono dei nel alla delle più gli si è"),
    (Lang::Por, "pt", "o os as e do da que em uma para com dos das não por mais ao no na"),
    (Lang::Nld, "nl", "het een van en dat is op te voor met zijn niet aan er ook door wordt"),
    (Lang::Ara, "ar", ""),
    (Lang::Rus, "ru", ""),
    (Lang::Ukr, "uk", ""),
    (Lang::Ell, "el", ""),
    (Lang::Cmn, "zh", ""),
    (Lang::Jpn, "ja", ""),
];

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
    let others = LANGUAGES.iter().map(|(language, ..)| *language);
    Detector::with_allowlist(others.chain([Lang::Fra]).collect())
});

/// Tells the main language of a document, unless it is declared, and the language of each part that is in another.
/// A section in two languages becomes two sections, the second without heading. What is too short goes with its neighbours.
pub(crate) fn mark(document: &mut Document) {
    let judged = Judged::of(&document.sections);
    let languages = settled(judged.languages);
    if document.about.language.is_empty()
        && let Some(main) = main(&languages, &judged.letters).filter(|main| *main != "fr")
    {
        document.about.language = main.to_owned();
    }
    let main = if document.about.language.is_empty() { "fr" } else { document.about.language.as_str() };
    if languages.iter().all(|language| language.is_none_or(|language| language == main)) {
        return;
    }
    let mut others: Vec<String> = Vec::new();
    for language in languages.iter().copied().flatten().filter(|language| *language != main) {
        if !others.iter().any(|other| other == language) {
            others.push(language.to_owned());
        }
    }
    let main = main.to_owned();
    let mut next = languages.into_iter().map(|language| language.filter(|l| *l != main).unwrap_or_default());
    let sections = std::mem::take(&mut document.sections);
    document.sections = sections.into_iter().flat_map(|section| parted(section, &mut next)).collect();
    document.about.other_languages = others;
}

/// The sections that a section makes, one for each run of paragraphs in one language.
fn parted(section: Section, languages: &mut impl Iterator<Item = &'static str>) -> Vec<Section> {
    let Section { heading, paragraphs, .. } = section;
    let of_heading = heading.as_ref().and_then(|_| languages.next()).unwrap_or_default();
    let mut found = vec![Section { heading, language: of_heading.to_owned(), paragraphs: Vec::new() }];
    for (paragraph, language) in paragraphs.into_iter().zip(languages) {
        match found.last_mut() {
            // A heading is in the language of what stands under it.
            Some(last) if last.language == language || last.paragraphs.is_empty() => {
                language.clone_into(&mut last.language);
                last.paragraphs.push(paragraph);
            }
            _ => found.push(Section { heading: None, language: language.to_owned(), paragraphs: vec![paragraph] }),
        }
    }
    found
}

/// What each heading and paragraph of a text was judged to be, in their order.
#[derive(Default)]
struct Judged {
    languages: Vec<Option<&'static str>>,
    letters: Vec<usize>,
}

impl Judged {
    /// Judges long paragraphs by themselves and short ones together with their neighbours.
    fn of(sections: &[Section]) -> Self {
        let mut judged = Self::default();
        let mut open = String::new();
        let (mut first, mut letters) = (0, 0);
        for text in sections.iter().flat_map(texts) {
            let long = letters_of(text);
            let clear = Some(text).filter(|_| (FEW..ENOUGH).contains(&long)).and_then(clear_language);
            if clear.is_some() {
                judged.languages.push(clear);
                // Short statements and titles in a list of links do not make a text theirs.
                judged.letters.push(if clear == Some("fr") { long } else { 0 });
                open.clear();
                letters = 0;
                continue;
            }
            if long >= ENOUGH {
                open.clear();
                letters = 0;
            }
            if open.is_empty() {
                first = judged.languages.len();
            }
            judged.languages.push(None);
            judged.letters.push(long);
            open.push_str(text);
            open.push('\n');
            letters += long;
            if letters >= ENOUGH {
                let language = language(&open);
                judged.languages.iter_mut().skip(first).for_each(|known| *known = language);
                open.clear();
                letters = 0;
            }
        }
        judged
    }
}

fn texts(section: &Section) -> impl Iterator<Item = &str> {
    section
        .heading
        .iter()
        .map(|heading| &heading.text)
        .chain(&section.paragraphs)
        .map(|paragraph| paragraph.text.as_str())
}

/// What was not judged goes with what stands before it, at the beginning with what follows.
fn settled(judged: Vec<Option<&'static str>>) -> Vec<Option<&'static str>> {
    let mut before = judged.iter().copied().flatten().next();
    judged
        .into_iter()
        .map(|language| {
            before = language.or(before);
            before
        })
        .collect()
}

/// The language of most letters.
fn main(languages: &[Option<&'static str>], letters: &[usize]) -> Option<&'static str> {
    let mut totals: Vec<(&'static str, usize)> = Vec::new();
    for (language, letters) in languages.iter().zip(letters).filter_map(|(language, l)| Some(((*language)?, *l))) {
        match totals.iter_mut().find(|(known, _)| *known == language) {
            Some((_, total)) => *total += letters,
            None => totals.push((language, letters)),
        }
    }
    let french = totals.iter().any(|(language, _)| *language == "fr");
    let most = totals.into_iter().rev().max_by_key(|(_, total)| *total)?;
    // Of a few lines in two languages nobody can say which is the main one.
    Some(if french && most.1 < ENOUGH { "fr" } else { most.0 })
}

/// The language of a text that has letters enough; `None` where it is not sure.
fn language(text: &str) -> Option<&'static str> {
    let text = text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    if french_words(text, FRENCH_WORD_IN) {
        return Some("fr");
    }
    let found = DETECTOR.detect(text).filter(|found| found.confidence() >= SURE)?;
    let (_, code, common) = LANGUAGES.iter().find(|(language, ..)| *language == found.lang())?;
    (common.is_empty() || has_words(text, common, COMMON_WORD_IN)).then_some(*code)
}

/// The language of a paragraph that is short but leaves no doubt.
fn clear_language(text: &str) -> Option<&'static str> {
    if french_words(text, CLEAR_WORD_IN) {
        return Some("fr");
    }
    let mut others = LANGUAGES.iter().filter(|(_, _, common)| !common.is_empty());
    let (language, code, _) = others.find(|(_, _, common)| has_words(text, common, CLEAR_WORD_IN))?;
    DETECTOR.detect(text).filter(|found| found.lang() == *language && found.confidence() >= SURE).map(|_| *code)
}

/// Whether one word in `so_many` is one of the `common` ones.
fn has_words(text: &str, common: &str, so_many: usize) -> bool {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_common = |word: &&str| common.split(' ').any(|common| common.eq_ignore_ascii_case(word));
    words().filter(is_common).count() * so_many >= words().count()
}

/// Whether one word in `so_many` is one that French has and other languages have not: most texts are known by that.
fn french_words(text: &str, so_many: usize) -> bool {
    let (mut french, mut all) = (0, 0);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '\u{a0}')).filter(|w| !w.is_empty())
    {
        all += 1;
        french += usize::from(is_french_word(word));
    }
    french * so_many >= all
}

fn is_french_word(word: &str) -> bool {
    let elided = word.split_once(['\'', '’']).map(|(before, _)| before);
    matches!(elided, Some("l" | "d" | "qu" | "n" | "s" | "c" | "j" | "L" | "D" | "Qu" | "C" | "J" | "N" | "S"))
        || matches!(
            word,
            "le" | "les" | "des" | "du" | "et" | "est" | "une" | "dans" | "pour" | "qui" | "sur" | "par" | "au" | "aux"
        )
        || matches!(word, "ce" | "cette" | "ces" | "sont" | "il" | "elle" | "nous" | "vous" | "ses" | "leur" | "leurs")
        || matches!(word, "avec" | "pas" | "plus" | "ou" | "être" | "à" | "où" | "été" | "Le" | "Les" | "Des" | "Il")
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count()
}

#[cfg(test)]
mod tests {
    use index::Paragraph;

    use super::*;

    const FRENCH: &str = "Le Partenariat pour un gouvernement ouvert est une alliance qui regroupe des gouvernements et \
        des organisations de la société civile, et la France y a pris des engagements pour la transparence de l'action \
        publique, l'ouverture des données et la participation des citoyens à la décision.";
    const ENGLISH: &str = "The Open Government Partnership is an alliance of governments and civil society organisations \
        that promote transparent, participatory and accountable government. France joined it in 2014 and has since then \
        published three national action plans, which were written together with citizens.";

    fn check(sections: &[&[&str]], main: &str, expected: &[(&str, usize)]) -> Document {
        let section = |texts: &&[&str]| Section {
            paragraphs: texts.iter().map(|text| Paragraph::on_line(*text, 1)).collect(),
            ..Section::default()
        };
        let mut document = Document { sections: sections.iter().map(section).collect(), ..Document::default() };
        mark(&mut document);
        let found = document.sections.iter().map(|section| (section.language.as_str(), section.paragraphs.len()));
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert_eq!(document.about.language, main);
        document
    }

    #[test]
    fn a_french_text_needs_no_mark() {
        check(&[&[FRENCH, "Contact : presse@a.fr"], &["Fin."]], "", &[("", 2), ("", 1)]);
        let names = "M. Bolo, M. Martineau, Mme Morel, M. Balanant, Mme Bannier, M. Blanchet, M. Cosson, Mme Ferrari, ";
        check(&[&[FRENCH, &names.repeat(3)]], "", &[("", 2)]);
        check(&[&["Anne Dupont, John Smith, Peter Miller"]], "", &[("", 1)]);
    }

    #[test]
    fn an_english_half_is_told_and_parted() {
        let document = check(&[&[FRENCH, FRENCH, FRENCH, ENGLISH, "Press contact"]], "", &[("", 3), ("en", 2)]);
        assert_eq!(document.about.other_languages, ["en"]);
        check(&[&[FRENCH, FRENCH], &[ENGLISH]], "", &[("", 2), ("en", 1)]);
    }

    #[test]
    fn a_short_statement_in_english_is_told_where_its_words_leave_no_doubt() {
        let french = "Le Gouvernement a invité les élus à Paris pour parler de la mer.";
        let english = "The Government invited the elected representatives to Paris to talk about the sea and the \
            protection of the oceans with all the participating countries.";
        let document = check(&[&[french, english]], "", &[("", 1), ("en", 1)]);
        assert_eq!(document.about.other_languages, ["en"]);
        check(&[&[french, "Open Government Partnership, Global Summit, Paris Declaration, Toolbox"]], "", &[("", 2)]);
    }

    #[test]
    fn a_text_that_is_mostly_english_is_english() {
        let document = check(&[&[ENGLISH, ENGLISH], &[FRENCH]], "en", &[("", 2), ("fr", 1)]);
        assert_eq!(document.about.other_languages, ["fr"]);
    }

    #[test]
    fn short_lines_are_judged_together() {
        let lines: Vec<&str> = ENGLISH.split(' ').collect();
        let lines: Vec<String> = lines.chunks(6).map(|words| words.join(" ")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        check(&[&[FRENCH, FRENCH], &lines], "", &[("", 2), ("en", lines.len())]);
    }
}
