//! What metadata declares: which keys mean what, in French and in English.
//! It reads no text of the body.

use index::{About, Found, Origin, Paragraph};

use super::publishers::{Publishers, family};
use super::{kind, plan, properties};
use crate::calendar;
use crate::defect::Defect;
use crate::extract::front_matter::{Entry, Field};
use crate::extract::{Form, markdown};
use crate::line::Line;
use crate::shape;

const TITLES: [&str; 2] = ["title", "titre"];
/// What a page about a person, a post or a thing is called by; a title in the text outranks it.
const NAMES: [&str; 4] = ["nom", "name", "role", "linktitle"];
const LEADS: [&str; 8] = ["chapeau-text", "chapeau", "lead", "summary", "excerpt", "description", "resume", "résumé"];
const DATES: [&str; 4] = ["date", "date_publie", "published_at", "publication_date"];
const PUBLISHERS: [&str; 8] = [
    "publisher",
    "ministere",
    "ministère",
    "emetteur",
    "émetteur",
    "author_organization",
    "organisation",
    "organization",
];
/// Who wrote it: mostly a person, and a publisher only if it is a body.
const AUTHORS: [&str; 4] = ["author", "auteur", "authors", "service"];
const TAGS: [&str; 5] = ["tags", "étiquettes", "etiquettes", "keywords", "mots-clés"];
const PLANS: [&str; 2] = ["plan", "plans"];
const LANGUAGES: [&str; 4] = ["lang", "language", "langue", "locale"];
const ADDRESSES: [&str; 4] = ["canonical_url", "canonical", "url", "permalink"];

/// What metadata says about a document.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) title: Option<Paragraph>,
    pub(super) name: Option<Paragraph>,
    pub(crate) lead: Vec<Paragraph>,
    pub(super) about: About,
    /// The kind that the layout of its site gives it, where nothing better is known.
    pub(super) layout: Option<Found<String>>,
}

/// Reads what the fields declare. A date that cannot be read is a defect, and the document is kept without it.
pub(crate) fn describe(fields: &[Field], known: &Publishers, defects: &mut Vec<Defect>) -> Declared {
    let all = |keys: &[&str]| field(fields, keys).map_or(&[][..], |field| field.values.as_slice());
    let one = |keys: &[&str]| all(keys).first();
    let text = |keys: &[&str]| one(keys).map(|entry| entry.text.trim().to_owned());
    let about = About {
        date: field(fields, &DATES).and_then(|field| date(field, defects)),
        publisher: publisher(text(&PUBLISHERS), text(&AUTHORS), known),
        kind: kind_of(fields).map(declared),
        plans: all(&PLANS).iter().map(|entry| declared(plan::canonical(&entry.text))).collect(),
        tags: tags(all(&TAGS)),
        language: text(&LANGUAGES).map(|code| language(&code)).unwrap_or_default(),
        url: ADDRESSES.iter().filter_map(|key| text(&[key])).find(|address| is_absolute(address)),
        ..About::default()
    };
    let says_something = |title: &Paragraph| !title.text.is_empty() && !is_missing(&title.text);
    let title = one(&TITLES).map(paragraph).filter(says_something);
    let name = one(&NAMES).map(paragraph).filter(|name| !name.text.is_empty());
    let lead = LEADS.iter().find_map(|key| one(&[key])).map(lead).unwrap_or_default();
    Declared { title, name, lead, about, layout: kind_of_layout(fields) }
}

/// A body by its canonical name; a publisher that no list has as it is written.
fn publisher(said: Option<String>, author: Option<String>, known: &Publishers) -> Option<Found<String>> {
    let canonical = |name: &str| known.known(name).map(str::to_owned).or_else(|| family::name(name));
    let author = || author.and_then(|name| canonical(&name));
    said.map(|name| canonical(&name).unwrap_or(name)).or_else(author).map(declared)
}

/// Words that stand where a title is missing. A person may well call a page `Note`.
fn is_missing(title: &str) -> bool {
    properties::is_placeholder(title) && ["sans titre", "untitled"].iter().any(|none| shape::fold(title).contains(none))
}

/// The language as two letters: `fr-FR` is `fr`.
pub(crate) fn language(code: &str) -> String {
    let letters = code.trim().split(['-', '_']).next().unwrap_or_default();
    if letters.len() == 2 { letters.to_ascii_lowercase() } else { String::new() }
}

fn field<'a>(fields: &'a [Field], keys: &[&str]) -> Option<&'a Field> {
    keys.iter().find_map(|key| fields.iter().find(|field| field.key == *key))
}

fn declared<T>(value: T) -> Found<T> {
    Found { value, origin: Origin::Declared }
}

fn date(field: &Field, defects: &mut Vec<Defect>) -> Option<Found<index::Date>> {
    let entry = field.values.first()?;
    let date = calendar::read(&entry.text);
    if date.is_none() {
        let said = entry.text.chars().take(40).collect::<String>();
        let unread = || format!("`{said}` is not a date: write it as 2018-04-03");
        defects.push(Defect::on_line(field.line, calendar::misnamed(&entry.text).unwrap_or_else(unread)));
    }
    date.map(declared)
}

fn kind_of(fields: &[Field]) -> Option<String> {
    let said = field(fields, &["kind", "type", "genre"]).and_then(|field| field.values.first());
    let category = || {
        let categories = field(fields, &["categories", "category", "catégorie"])?;
        categories.values.iter().find_map(|entry| kind::known(&entry.text))
    };
    let attached = || {
        let keys = ["communique_file", "communique", "dossier_file"];
        let key = keys.into_iter().find(|key| field(fields, &[key]).is_some())?;
        kind::known(key.trim_end_matches("_file"))
    };
    said.map(|entry| kind::canonical(&entry.text)).or_else(category).or_else(attached)
}

/// What Jekyll lays out as a post is an article, where nothing else is said.
fn kind_of_layout(fields: &[Field]) -> Option<Found<String>> {
    let layout = field(fields, &["layout"])?.values.first()?;
    (layout.text.trim() == "post").then(|| Found { value: "article".to_owned(), origin: Origin::Inferred })
}

/// A list as it is, or one text cut at its commas.
fn tags(entries: &[Entry]) -> Vec<String> {
    let cut = |entry: &Entry| entry.text.split(',').map(|tag| tag.trim().to_owned()).collect::<Vec<_>>();
    let whole = |entry: &Entry| vec![entry.text.trim().to_owned()];
    let listed = entries.iter().flat_map(|entry| if entries.len() == 1 { cut(entry) } else { whole(entry) });
    listed.filter(|tag| !tag.is_empty()).collect()
}

fn is_absolute(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn paragraph(entry: &Entry) -> Paragraph {
    let mut line = Line::default();
    let characters = entry.text.char_indices();
    characters.for_each(|(at, c)| line.push(c, entry.lines.line(at)));
    line.trimmed().paragraph
}

/// A lead holds Markdown. Headings and marks in it are only text.
fn lead(entry: &Entry) -> Vec<Paragraph> {
    let blocks = markdown::blocks(&entry.text, &entry.lines);
    let text = blocks.into_iter().filter(|block| block.form != Form::Code || shape::words(&block.paragraph.text) > 0);
    text.map(|block| block.paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::front_matter;

    fn check(yaml: &str, expected: fn(&Declared) -> bool, defects: usize) {
        let mut found = Vec::new();
        let text = format!("---\n{yaml}\n---\n");
        let declared = describe(&front_matter::split(&text).fields, &Publishers::default(), &mut found);
        assert!(expected(&declared), "{declared:?}");
        assert_eq!(found.len(), defects, "{found:?}");
    }

    #[test]
    fn french_and_english_keys_mean_the_same() {
        check(
            "titre: Oui : non\nministère: Justice",
            |d| d.title.as_ref().unwrap().text == "Oui : non" && d.about.publisher.as_ref().unwrap().value == "Justice",
            0,
        );
        check("title: Sans titre", |d| d.title.is_none(), 0);
    }

    #[test]
    fn publishers_have_their_canonical_name_and_authors_are_mostly_none() {
        let publisher = |d: &Declared| d.about.publisher.clone().map_or(String::new(), |publisher| publisher.value);
        check("publisher: etalab", |_| true, 0);
        let cases = [
            ("publisher: DINSIC", "Direction interministérielle du numérique et du système"),
            ("author: A. Dupont", ""),
        ];
        for (yaml, expected) in cases {
            let text = format!("---\n{yaml}\n---\n");
            let declared = describe(&front_matter::split(&text).fields, &Publishers::default(), &mut Vec::new());
            let found = publisher(&declared);
            assert!(found.starts_with(expected) && found.is_empty() == expected.is_empty(), "{yaml}: {found}");
        }
    }

    #[test]
    fn tags_are_a_list_or_parted_by_commas() {
        check("tags: données, OGP", |d| d.about.tags == ["données", "OGP"], 0);
        check("tags: [a, 'b, c']", |d| d.about.tags == ["a", "b, c"], 0);
    }

    #[test]
    fn kinds_are_said_outright_or_by_category_or_by_attachment() {
        check("categories:\n- Article", |d| d.about.kind.as_ref().unwrap().value == "article", 0);
        check("communique_file: /a.docx", |d| d.about.kind.as_ref().unwrap().value == "communique", 0);
        check("type: Circulaire", |d| d.about.kind.as_ref().unwrap().value == "circulaire", 0);
        check("layout: post", |d| d.layout.as_ref().unwrap().origin == Origin::Inferred, 0);
    }

    #[test]
    fn a_bad_date_is_a_defect_and_nothing_more() {
        check("title: T\ndate: bientôt", |d| d.about.date.is_none() && d.title.is_some(), 1);
    }

    #[test]
    fn only_absolute_addresses_are_kept() {
        check("permalink: /a/\nurl: https://a.fr/b", |d| d.about.url.as_deref() == Some("https://a.fr/b"), 0);
    }
}
