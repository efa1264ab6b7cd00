//! JSON Lines: one document a line, described by its own fields.
//! It opens no file, finds no headings in texts, and judges one line at a time.

use std::borrow::Cow;

use index::{About, Document, Found, LineStart, Origin, Paragraph, Role, Section};

use crate::calendar;
use crate::defect::{Defect, Reading};
use crate::describe::declared::language;
use crate::describe::guide::Guide;
use crate::describe::{acronyms, emptiness, kind, plan};
use crate::extract::html_text;
use crate::extract::json_lines::{Fields, fields};
use crate::line::append;

/// The lines of a file that hold something, with their numbers, counted from 1.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.trim_ascii().is_empty())
}

/// Reads line `number` of a file.
///
/// Keys: `id` (text or number) and, where known, `title`, `text`, `lead`, `date`, `publisher`, `kind`, `plan` and `tags`
/// (text or list), `url`, `language`; others are left out, `null` is as if absent. Line breaks in `text` and `lead` part
/// paragraphs, and line numbers count the lines of the field they stand in, from 1. Tags of HTML are no text.
///
/// Fails on what is not JSON or not UTF-8, on other types, and without an id. A date that cannot be read is a defect of
/// the reading, and the document is kept without it; one without any text is kept too.
pub fn document(line: &[u8], number: u32) -> Result<Reading, Defect> {
    guided(line, number, &Guide::default())
}

/// Reads line `number` of a file, and describes it as the guide says.
pub(crate) fn guided(line: &[u8], number: u32, guide: &Guide<'_>) -> Result<Reading, Defect> {
    let fields = fields(line, number)?;
    let mut defects = Vec::new();
    let id = fields.id.0.trim().to_owned();
    let mut about = about(&fields, number, &mut defects);
    if let Some(publisher) = &mut about.publisher
        && let Some(name) = guide.publishers().known(&publisher.value)
    {
        name.clone_into(&mut publisher.value);
    }
    guide.complete(&id, &mut about);
    guide.correct(&id, &mut about);
    about.publisher_acronyms = acronyms(&about, guide.publishers());
    let title = guide.title(&id).map_or_else(|| title(&fields.title.0), title);
    let text = paragraphs(&fields.text.0);
    let sections = if text.is_empty() { Vec::new() } else { vec![Section { paragraphs: text, ..Section::default() }] };
    let mut document = Document { id, title, lead: paragraphs(&fields.lead.0), about, sections };
    crate::describe::language::mark(&mut document, "");
    defects.extend(emptiness(&document, Some(number)));
    let title_origin = document.title.as_ref().map(|_| Origin::Declared);
    Ok(Reading { document, title_origin, defects })
}

fn about(fields: &Fields<'_>, number: u32, defects: &mut Vec<Defect>) -> About {
    let said = |text: &Cow<'_, str>| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    let date = said(&fields.date.0).and_then(|text| {
        let date = index::Date::parse_iso(&text).or_else(|| calendar::read(&text));
        if date.is_none() {
            let text = text.chars().take(40).collect::<String>();
            defects.push(Defect::on_line(number, format!("`{text}` is not a date: write it as 2018-04-03")));
        }
        date
    });
    About {
        date: date.map(declared),
        publisher: said(&fields.publisher.0).map(declared),
        kind: said(&fields.kind.0).map(|name| declared(kind::canonical(&name))),
        plans: fields.plan.0.iter().filter_map(said).map(|name| declared(plan::canonical(&name))).collect(),
        tags: fields.tags.0.iter().filter_map(said).collect(),
        language: language(&fields.language.0),
        url: said(&fields.url.0),
        ..About::default()
    }
}

fn declared<T>(value: T) -> Found<T> {
    Found { value, origin: Origin::Declared }
}

fn title(text: &str) -> Option<Paragraph> {
    let mut parts = paragraphs(&one_line(text)).into_iter();
    let mut title = parts.next()?;
    parts.for_each(|part| append(&mut title, part, " "));
    Some(title)
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) { Cow::Owned(text.replace(['\n', '\r'], " ")) } else { Cow::Borrowed(text) }
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    if text.contains('<') {
        return html_text::paragraphs(text);
    }
    let mut found = Vec::new();
    for (line, text) in (1..).zip(text.split('\n')) {
        let text = text.trim();
        if !text.is_empty() {
            let lines = vec![LineStart { offset: 0, line }];
            found.push(Paragraph { text: single_spaced(text), lines, role: Role::Text, links: Vec::new() });
        }
    }
    found
}

/// White space runs made one space; no-break spaces are kept. Most texts have none to change and are copied whole.
fn single_spaced(text: &str) -> String {
    let bytes = text.as_bytes();
    let odd = bytes.iter().any(|byte| matches!(byte, 0..b' ')) || bytes.windows(2).any(|pair| pair == b"  ");
    if !odd {
        return text.to_owned();
    }
    let words = text.split(|c: char| c == ' ' || c.is_control()).filter(|word| !word.is_empty());
    words.fold(String::with_capacity(text.len()), |mut joined, word| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
        joined
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_defect(line: &[u8], says: &str) {
        let defect = document(line, 7).unwrap_err();
        assert_eq!(defect.line, Some(7));
        assert!(defect.to_string().contains(says), "{defect}");
    }

    fn read(line: &str) -> Document {
        let reading = document(line.as_bytes(), 1).unwrap();
        assert_eq!(reading.defects, []);
        reading.document
    }

    #[test]
    fn all_fields_are_read_and_unknown_ones_left_out() {
        let document = read(
            r#"{"id": 7, "title": "Un\ntitre", "text": "Un.\r\n\n  Deux\t trois.\n", "lead": "Chapeau", "date": "2018-04",
               "kind": "Rapport", "plan": "2015 - 2017", "tags": ["a", "b"], "language": "fr-FR", "url": null, "x": [{}]}"#,
        );
        assert_eq!(document.id, "7");
        assert_eq!(document.title, Some(Paragraph::on_line("Un titre", 1)));
        assert_eq!(document.lead, [Paragraph::on_line("Chapeau", 1)]);
        assert_eq!(
            document.sections[0].paragraphs,
            [Paragraph::on_line("Un.", 1), Paragraph::on_line("Deux trois.", 3)]
        );
        let about = document.about;
        assert_eq!(about.date.unwrap().value.to_string(), "2018-04");
        assert_eq!((about.kind.unwrap().value.as_str(), about.language.as_str()), ("rapport", "fr"));
        assert_eq!((about.plans[0].value.as_str(), about.tags.len(), about.url), ("2015-2017", 2, None));
    }

    #[test]
    fn tags_of_html_are_no_text() {
        let document =
            read(r#"{"id": "a", "title": "Le 2<sup>e</sup><br> plan", "text": "<p>Un</p><p>a < b</p>\nDeux"}"#);
        assert_eq!(document.title, Some(Paragraph::on_line("Le 2e plan", 1)));
        let expected = [("Un", 1), ("a < b", 1), ("Deux", 2)];
        assert_eq!(document.sections[0].paragraphs, expected.map(|(text, line)| Paragraph::on_line(text, line)));
    }

    #[test]
    fn a_line_without_any_text_is_a_defect_and_the_document_is_kept() {
        let reading = document(br#"{"id": "a", "title": " ", "text": "<p> </p>"}"#, 3).unwrap();
        assert_eq!(reading.document, Document { id: "a".to_owned(), ..Document::default() });
        let [defect] = reading.defects.as_slice() else { panic!("{:?}", reading.defects) };
        assert!(defect.line == Some(3) && defect.message.starts_with("holds no text"), "{defect}");
    }

    #[test]
    fn bad_lines_are_defects_that_name_their_line() {
        check_defect(b"{\"id\": \"a\"", "EOF");
        check_defect(b"{\"text\": \"a\"}", "no id");
        check_defect(b"{\"id\": \" \"}", "no id");
        check_defect(b"{\"id\": \"a\", \"title\": 3}", "expected a string");
        check_defect(b"{\"id\": \"a\", \"tags\": [1]}", "expected a string");
        check_defect(b"{\"id\": \"a\", \"text\": \"\xff\"}", "unicode");
        check_defect(b"[1]", "JSON");
    }

    #[test]
    fn a_bad_date_is_a_defect_and_the_document_is_kept() {
        let reading = document(br#"{"id": "a", "title": "A", "date": "hier"}"#, 3).unwrap();
        assert_eq!((reading.document.about.date, reading.defects.len()), (None, 1));
        assert_eq!(reading.defects[0].line, Some(3));
    }

    #[test]
    fn blank_lines_are_counted_and_left_out() {
        let numbers: Vec<u32> = lines(b"{}\n\r\n{}\n").map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 3]);
    }
}
