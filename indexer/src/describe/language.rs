//! The languages of a document: its main one, and those of the parts that are in another.
//! How a run of text is judged stands in `judge`; it reads no metadata and nothing shorter than a few lines.

mod words;

mod judge;

use index::{Document, Section};

/// A text is judged from this many letters on; below, letters and chance look alike.
const ENOUGH: usize = 200;
/// A paragraph with as many letters is judged by itself if its words leave no doubt.
const FEW: usize = 50;

/// Tells the main language of a document, unless it is declared, and the language of each part that is in another.
/// A section in two languages becomes two sections, the second without heading. What is too short goes with its neighbours.
///
/// `hint` is what a program wrote about the whole, often by habit: it counts where the text tells nothing.
pub(crate) fn mark(document: &mut Document, hint: &str) {
    let parts = judged(&document.sections);
    if document.about.language.is_empty() {
        let main = main(&parts).unwrap_or(hint);
        document.about.language = if main == "fr" { String::new() } else { main.to_owned() };
    }
    let main = if document.about.language.is_empty() { "fr" } else { document.about.language.as_str() };
    if parts.iter().all(|part| part.language.is_none_or(|language| language == main)) {
        return;
    }
    let mut others: Vec<String> = Vec::new();
    for language in parts.iter().filter_map(|part| part.language).filter(|language| *language != main) {
        if !others.iter().any(|other| other == language) {
            others.push(language.to_owned());
        }
    }
    let languages: Vec<_> = parts.iter().map(|part| part.language.filter(|l| *l != main).unwrap_or_default()).collect();
    let mut next = languages.into_iter();
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

/// A heading or paragraph, with what it was judged to be.
struct Part<'a> {
    text: &'a str,
    letters: usize,
    language: Option<&'static str>,
}

/// Judges long paragraphs by themselves and short ones together with their neighbours.
fn judged(sections: &[Section]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = sections.iter().flat_map(texts).map(Part::of).collect();
    let (mut first, mut letters) = (0, 0);
    for at in 0..parts.len() {
        let Some(part) = parts.get_mut(at) else { break };
        let own = part.letters;
        if (FEW..ENOUGH).contains(&own)
            && let Some(clear) = judge::of_paragraph(part.text)
        {
            part.language = Some(clear);
            // Short statements and titles in a list of links do not make a text theirs.
            part.letters = if clear == "fr" { own } else { 0 };
            (first, letters) = (at + 1, 0);
            continue;
        }
        if own >= ENOUGH {
            (first, letters) = (at, 0);
        }
        letters += own;
        if letters >= ENOUGH {
            let run = parts.get_mut(first..=at).unwrap_or_default();
            let language = judge::of_run(run.iter().map(|part| part.text));
            run.iter_mut().for_each(|part| part.language = language);
            (first, letters) = (at + 1, 0);
        }
    }
    settle(&mut parts);
    parts
}

fn texts(section: &Section) -> impl Iterator<Item = &str> {
    let heading = section.heading.iter().map(|heading| &heading.text);
    heading.chain(&section.paragraphs).map(|paragraph| paragraph.text.as_str())
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, letters: letters_of(text), language: None }
    }
}

/// How many letters a text has; more than enough are not counted.
fn letters_of(text: &str) -> usize {
    let mut letters = 0;
    for bytes in text.as_bytes().chunks(u8::MAX.into()) {
        letters += usize::from(bytes.iter().map(|byte| u8::from(begins_letter(*byte))).sum::<u8>());
        if letters >= ENOUGH {
            return ENOUGH;
        }
    }
    letters
}

/// Bytes that begin letters, and next to nothing else: quotation marks, dashes and apostrophes begin with others.
fn begins_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || (byte >= 0xC3 && byte != 0xE2)
}

/// What was not judged goes with what stands before it, at the beginning with what follows.
fn settle(parts: &mut [Part<'_>]) {
    let mut before = parts.iter().find_map(|part| part.language);
    for part in parts {
        before = part.language.or(before);
        part.language = before;
    }
}

/// The language of most letters.
fn main(parts: &[Part<'_>]) -> Option<&'static str> {
    let mut totals: Vec<(&'static str, usize)> = Vec::new();
    for (language, letters) in parts.iter().filter_map(|part| Some((part.language?, part.letters))) {
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
        mark(&mut document, "");
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
