//! What programs wrote about a document: properties of office files and PDFs, `meta` elements of pages.
//! They are taken only where a program is unlikely to have written them by habit.

use index::{Date, Found, Origin};

use super::declared::language as language_code;
use super::publishers::{Publishers, family};
use crate::calendar;
use crate::extract::front_matter::Field;
use crate::shape;

/// Days of publication that pages declare, the surest first.
const PUBLISHED: [&str; 6] =
    ["article:published_time", "datepublished", "dcterms.date", "dcterms.issued", "dc.date", "date"];
/// Who declares itself publisher, the surest first.
const PUBLISHERS: [&str; 4] = ["publisher", "dcterms.publisher", "dc.publisher", "og:site_name"];
/// Who wrote it, or on whose machine: a hint, the surest first.
const AUTHORS: [&str; 4] = ["author", "company", "creator", "dc.creator"];
const ADDRESSES: [&str; 2] = ["canonical", "og:url"];

/// What parts a page's title from its site's name; a colon does only beside a name that is known to be the site's.
const SITE_MARKS: [&str; 8] = [" | ", " – ", " — ", " · ", " • ", " - ", " :: ", " : "];

/// The name of a site has no more words than this, where nothing says what it is.
const MAX_SITE_WORDS: usize = 4;

/// What stands as a title in properties and says nothing, folded.
const PLACEHOLDERS: [&str; 22] = [
    "sans titre",
    "(sans titre)",
    "sans nom",
    "untitled",
    "untitled document",
    "document",
    "document sans titre",
    "nouveau document",
    "titre",
    "title",
    "titre du document",
    "accueil",
    "home",
    "index",
    "page d'accueil",
    "presentation powerpoint",
    "powerpoint presentation",
    "mise en page 1",
    "diapositive 1",
    "modele",
    "note",
    "communique",
];

/// Programs that put their name before that of the file, folded.
const PROGRAMS: [&str; 6] =
    ["microsoft word", "microsoft powerpoint", "microsoft office", "libreoffice", "openoffice", "pages - "];

/// Endings of file names.
const ENDINGS: [&str; 20] = [
    ".doc", ".docx", ".docm", ".dot", ".odt", ".ott", ".rtf", ".pdf", ".indd", ".qxd", ".ppt", ".pptx", ".odp", ".xls",
    ".txt", ".md", ".html", ".htm", ".pub", ".tex",
];

/// The value of a property; `None` where it has none.
pub(super) fn text<'a>(fields: &'a [Field], key: &str) -> Option<&'a str> {
    let field = fields.iter().find(|field| field.key == key)?;
    field.values.first().map(|entry| entry.text.trim()).filter(|text| !text.is_empty())
}

/// The title of a page as it stands on the page: without the name of the site.
pub(super) fn page_title(fields: &[Field], known: &Publishers) -> Option<String> {
    let titles = ["og:title", "dc.title", "page_title"].into_iter().filter_map(|key| text(fields, key));
    let titles = titles.map(|title| without_site(title, text(fields, "og:site_name"), known));
    titles.into_iter().find(|title| !is_placeholder(title))
}

/// The title that an office file or a PDF has, if it can be one.
pub(super) fn file_title(fields: &[Field]) -> Option<String> {
    text(fields, "title").filter(|title| !is_placeholder(title)).map(str::to_owned)
}

/// The day of publication that a page declares.
pub(super) fn published(fields: &[Field]) -> Option<Found<Date>> {
    let value = PUBLISHED.iter().find_map(|key| calendar::read(text(fields, key)?))?;
    Some(Found { value, origin: Origin::Declared })
}

/// The day that a page shows in a `time` element near its title.
pub(super) fn shown(fields: &[Field]) -> Option<Found<Date>> {
    let value = calendar::read(text(fields, "time")?)?;
    Some(Found { value, origin: Origin::Read })
}

/// The day a file was made: mostly near that of publication, and never more than a hint.
pub(super) fn created(fields: &[Field]) -> Option<Found<Date>> {
    let value = calendar::read(text(fields, "created")?)?;
    Some(Found { value, origin: Origin::Inferred })
}

/// The body that properties name. What is neither a known body nor one of a family is a person or a program.
pub(super) fn publisher(fields: &[Field], known: &Publishers) -> Option<Found<String>> {
    let value = PUBLISHERS.iter().find_map(|key| body(text(fields, key)?, known))?;
    Some(Found { value, origin: Origin::Declared })
}

/// The body that a page's title names as its site, or else that stands as author: weaker than what a text says.
pub(super) fn hinted_publisher(fields: &[Field], known: &Publishers) -> Option<Found<String>> {
    let site = |mark: &str| {
        let title = text(fields, "page_title")?;
        let (first, last) = (title.split_once(mark), title.rsplit_once(mark));
        last.and_then(|(_, site)| body(site, known)).or_else(|| first.and_then(|(site, _)| body(site, known)))
    };
    let author = || AUTHORS.iter().find_map(|key| body(text(fields, key)?, known));
    let value = SITE_MARKS.iter().filter(|mark| **mark != " : ").find_map(|mark| site(mark)).or_else(author)?;
    Some(Found { value, origin: Origin::Inferred })
}

fn body(name: &str, known: &Publishers) -> Option<String> {
    known.known(name).map(str::to_owned).or_else(|| family::name(name))
}

/// The keywords, parted by commas or semicolons.
pub(super) fn tags(fields: &[Field]) -> Vec<String> {
    let field = fields.iter().find(|field| field.key == "keywords");
    let entries = field.into_iter().flat_map(|field| &field.values);
    let tags = entries.flat_map(|entry| entry.text.split([',', ';'])).map(str::trim);
    tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// The language that a page says to be in; that of an office file is often the program's.
pub(super) fn language(fields: &[Field]) -> String {
    text(fields, "lang").map(language_code).unwrap_or_default()
}

/// The address that a page says to be its own.
pub(super) fn address(fields: &[Field]) -> Option<String> {
    let absolute = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    ADDRESSES.iter().filter_map(|key| text(fields, key)).find(absolute).map(str::to_owned)
}

/// Whether a title says nothing: a name of a file or a program, a word that stands for a missing title.
pub(super) fn is_placeholder(title: &str) -> bool {
    let folded = shape::fold(title);
    let file = ENDINGS.iter().any(|ending| folded.ends_with(ending)) || (!folded.contains(' ') && folded.contains('_'));
    let numbered = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let wordless = !folded.contains(char::is_alphabetic);
    file || wordless
        || PLACEHOLDERS.contains(&numbered.trim_end())
        || PROGRAMS.iter().any(|program| folded.starts_with(program))
}

fn without_site(title: &str, site: Option<&str>, known: &Publishers) -> String {
    let is_site = |part: &str| {
        let address = !part.contains(' ') && part.contains('.');
        site.is_some_and(|site| shape::fold(site) == shape::fold(part)) || address || known.known(part).is_some()
    };
    for mark in SITE_MARKS {
        let (first, last) = (title.split_once(mark), title.rsplit_once(mark));
        if let Some((before, _)) = last.filter(|(_, after)| is_site(after.trim())) {
            return before.trim().to_owned();
        }
        if let Some((_, after)) = first.filter(|(before, _)| is_site(before.trim())) {
            return after.trim().to_owned();
        }
        let short = |(before, after): &(&str, &str)| {
            mark == " | " && shape::words(after) <= MAX_SITE_WORDS && shape::words(before) > 1
        };
        if let Some((before, _)) = last.filter(short) {
            return before.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::front_matter::Entry;
    use crate::line::LineMap;

    fn fields(pairs: &[(&str, &str)]) -> Vec<Field> {
        let entry = |text: &str| vec![Entry { text: text.to_owned(), lines: LineMap::default() }];
        pairs.iter().map(|(key, text)| Field { key: (*key).to_owned(), values: entry(text), line: 1 }).collect()
    }

    #[test]
    fn a_page_title_is_cut_from_the_name_of_its_site() {
        let cases = [
            ("La loi est votée | Portail de la modernisation", "La loi est votée"),
            ("La loi est votée - Etalab", "La loi est votée"),
            ("Etalab : la loi est votée", "la loi est votée"),
            ("Le plan - un succès", "Le plan - un succès"),
            ("Le plan - Mon site", "Le plan"),
            ("Accueil", "–"),
        ];
        for (title, expected) in cases {
            let found =
                page_title(&fields(&[("page_title", title), ("og:site_name", "Mon site")]), &Publishers::default());
            assert_eq!(found.as_deref().unwrap_or("–"), expected, "{title}");
        }
    }

    #[test]
    fn names_of_files_and_programs_are_no_titles() {
        for title in
            ["Microsoft Word - note.docx", "Document1", "Sans titre", "CP_2018_vf", "note.odt", "2018", "- 1 -"]
        {
            assert!(is_placeholder(title), "{title}");
        }
        assert!(!is_placeholder("Plan d'action") && !is_placeholder("Microsoft et l'État"));
    }

    #[test]
    fn only_bodies_publish() {
        let check = |pairs: &[(&str, &str)], expected: Option<&str>| {
            let (fields, known) = (fields(pairs), Publishers::default());
            let found = publisher(&fields, &known).or_else(|| hinted_publisher(&fields, &known));
            assert_eq!(found.map(|found| found.value).as_deref(), expected, "{pairs:?}");
        };
        check(&[("creator", "Jean Dupont"), ("company", "DINUM")], Some("Direction interministérielle du numérique"));
        check(&[("creator", "Jean Dupont"), ("producer", "LibreOffice")], None);
        check(&[("og:site_name", "Préfet du Gard")], Some("Préfecture du Gard"));
        check(&[("page_title", "Une réforme | Ministère de l'Économie")], Some("Ministère de l'Économie"));
        check(&[("page_title", "Un plan – un succès")], None);
        assert!(publisher(&fields(&[("author", "MINEFI")]), &Publishers::default()).is_none(), "an author is a hint");
    }

    #[test]
    fn dates_of_pages_are_declared_and_those_of_files_are_hints() {
        let page = fields(&[("datepublished", "2018-04-03T10:00:00+02:00"), ("created", "2019-01-01")]);
        assert_eq!(published(&page).map(|found| found.value.to_string()).as_deref(), Some("2018-04-03"));
        assert_eq!(created(&page).map(|found| found.origin), Some(Origin::Inferred));
    }
}
