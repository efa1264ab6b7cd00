//! The kinds of documents: their names, and which one a title or a table of contents tells of.
//! It does not look at metadata or mastheads.

use index::{Found, Origin, Paragraph};

use crate::extract::Block;
use crate::shape;

/// What sources call the kinds, folded, with the name that documents have.
const NAMES: [(&str, &str); 17] = [
    ("communique", "communique"),
    ("communiques", "communique"),
    ("communique de presse", "communique"),
    ("press release", "communique"),
    ("dossier", "dossier"),
    ("dossier de presse", "dossier"),
    ("plan", "plan"),
    ("plan d'action", "plan"),
    ("rapport", "rapport"),
    ("report", "rapport"),
    ("fiche action", "fiche-action"),
    ("fiche-action", "fiche-action"),
    ("article", "article"),
    ("articles", "article"),
    ("actualite", "article"),
    ("discours", "discours"),
    ("speech", "discours"),
];

/// What titles start with, folded, with the kind they tell.
const OPENINGS: [(&str, &str); 6] = [
    ("communique de presse", "communique"),
    ("dossier de presse", "dossier"),
    ("discours de ", "discours"),
    ("discours d'", "discours"),
    ("rapport ", "rapport"),
    ("plan d'action ", "plan"),
];

/// A text with this many contents lines is a booklet: for the press, a dossier.
const MIN_CONTENTS_LINES: usize = 3;

/// The name of a declared kind; one that is not known is kept in lower case.
pub(crate) fn canonical(said: &str) -> String {
    known(said).unwrap_or_else(|| said.trim().to_lowercase())
}

/// The name of a kind, if it is one of those that documents have.
pub(super) fn known(said: &str) -> Option<String> {
    let folded = shape::fold(&said.replace('_', " "));
    NAMES.iter().find(|(name, _)| *name == folded).map(|(_, kind)| (*kind).to_owned())
}

/// The kind that a title or a table of contents tells.
pub(super) fn of(title: Option<&Paragraph>, blocks: &[Block]) -> Option<Found<String>> {
    let folded = shape::fold(title.map(|title| title.text.as_str()).unwrap_or_default());
    let opening = OPENINGS.iter().find(|(opening, _)| folded.starts_with(opening) || folded == opening.trim_end());
    if let Some((_, kind)) = opening {
        return Some(Found { value: (*kind).to_owned(), origin: Origin::Read });
    }
    let contents = blocks.iter().filter(|block| shape::is_contents_line(&block.paragraph.text)).count();
    (contents >= MIN_CONTENTS_LINES).then(|| Found { value: "dossier".to_owned(), origin: Origin::Inferred })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: Option<&str>) {
        let found = of(Some(&Paragraph::on_line(title, 1)), &[]);
        assert_eq!(found.map(|found| found.value).as_deref(), expected, "{title}");
    }

    #[test]
    fn a_title_tells_its_kind_by_its_first_words() {
        check("Rapport d'activité 2019", Some("rapport"));
        check("Discours de Mme la ministre", Some("discours"));
        check("Le rapport est publié", None);
    }

    #[test]
    fn unknown_kinds_are_kept_as_they_are() {
        assert_eq!(canonical("Communiqué de presse"), "communique");
        assert_eq!(canonical("Circulaire"), "circulaire");
    }
}
