//! The kinds of documents: their names, and which one a label, a title, a file's name or a table of contents tells.
//! It does not look at metadata, and does not say where a label stands.

use index::{Found, Origin, Paragraph};

use crate::calendar;
use crate::extract::Block;
use crate::shape;

/// What sources call the kinds, folded, with the name that documents have.
const NAMES: [(&str, &str); 25] = [
    ("communique", "communique"),
    ("communiques", "communique"),
    ("communique de presse", "communique"),
    ("communiques de presse", "communique"),
    ("cp", "communique"),
    ("press release", "communique"),
    ("newsarticle", "article"),
    ("dossier", "dossier"),
    ("dossier de presse", "dossier"),
    ("dossiers de presse", "dossier"),
    ("dp", "dossier"),
    ("press kit", "dossier"),
    ("plan", "plan"),
    ("plan d'action", "plan"),
    ("action plan", "plan"),
    ("rapport", "rapport"),
    ("rapports", "rapport"),
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
const OPENINGS: [(&str, &str); 16] = [
    ("communique de presse", "communique"),
    ("communique :", "communique"),
    ("dossier de presse", "dossier"),
    ("discours de ", "discours"),
    ("discours d'", "discours"),
    ("discours du ", "discours"),
    ("discours prononce", "discours"),
    ("allocution d", "discours"),
    ("intervention de m", "discours"),
    ("fiche action", "fiche-action"),
    ("fiche-action", "fiche-action"),
    ("rapport ", "rapport"),
    ("plan d'action ", "plan"),
    ("plan d'actions ", "plan"),
    ("plan national ", "plan"),
    ("premier plan d'action", "plan"),
];

/// Those of them, or longer ones, that also stand on a line above a title.
const ABOVE_TITLES: [&str; 10] = [
    "discours de ",
    "discours d'",
    "discours du ",
    "discours prononce",
    "allocution d",
    "intervention de m",
    "rapport d'activite",
    "rapport annuel",
    "communique de presse",
    "dossier de presse",
];

/// What file names start with, their dates left out, with the kind they tell.
const FILE_OPENINGS: [(&str, &str); 12] = [
    ("communique", "communique"),
    ("communiques", "communique"),
    ("cp", "communique"),
    ("dossier de presse", "dossier"),
    ("dp", "dossier"),
    ("discours", "discours"),
    ("allocution", "discours"),
    ("rapport", "rapport"),
    ("fiche action", "fiche-action"),
    ("fiches actions", "fiche-action"),
    ("plan d action", "plan"),
    ("article", "article"),
];

/// Folders that hold one kind. One of plans also holds what is said about them.
const FOLDERS: [(&str, &str); 17] = [
    ("communique", "communique"),
    ("communiques", "communique"),
    ("communiques de presse", "communique"),
    ("cp", "communique"),
    ("dossiers", "dossier"),
    ("dossiers de presse", "dossier"),
    ("discours", "discours"),
    ("allocutions", "discours"),
    ("rapport", "rapport"),
    ("rapports", "rapport"),
    ("fiches action", "fiche-action"),
    ("fiches actions", "fiche-action"),
    ("article", "article"),
    ("articles", "article"),
    ("actualites", "article"),
    ("actus", "article"),
    ("posts", "article"),
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

/// The kind that a folded line names as its own label: `communique de presse n° 12`, `action n° 1-6`.
pub(super) fn label(folded: &str) -> Option<&'static str> {
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
    let numbered = |name: &str| folded.strip_prefix(name).is_some_and(|rest| is_number(rest.trim_start()));
    match folded {
        "communique" | "cp" => Some("communique"),
        text if says_no_more(text, "communique de presse") => Some("communique"),
        text if says_no_more(text, "dossier de presse") => Some("dossier"),
        text if says_no_more(text, "press release") => Some("communique"),
        text if says_no_more(text, "press kit") => Some("dossier"),
        text if text.starts_with("seul le prononce fait foi") => Some("discours"),
        "discours" | "allocution" => Some("discours"),
        "rapport" | "rapport annuel" | "rapport d'activite" | "rapport final" | "rapport d'etape" => Some("rapport"),
        "plan d'action" | "plan d'action national" | "plan national d'action" => Some("plan"),
        "fiche action" | "fiche-action" => Some("fiche-action"),
        _ if ["cp", "communique"].into_iter().any(numbered) => Some("communique"),
        _ if ["fiche action", "fiche-action", "action n", "fiche n"].into_iter().any(numbered) => Some("fiche-action"),
        _ => None,
    }
}

/// Whether a line is `label`, with at most a number, a day or an office after it: what stands after a mark is a title.
fn says_no_more(line: &str, label: &str) -> bool {
    let Some(rest) = line.strip_prefix(label) else { return false };
    let marked = rest.trim_start().starts_with([':', '-', '–', '—', '|', ']', ')']);
    let said = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.is_empty() || !marked || is_number(said) || calendar::read(said).is_some()
}

/// The kind that a line above a title tells by its first words: `Discours de Mme la ministre`.
pub(super) fn announced(folded: &str) -> Option<&'static str> {
    let opening = ABOVE_TITLES.iter().find(|opening| folded.starts_with(*opening))?;
    OPENINGS.iter().find(|(known, _)| opening.starts_with(known)).map(|(_, kind)| *kind)
}

/// `1-6`, `n° 1`, `° 1-6`.
fn is_number(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| "n°ºo. :".contains(c));
    bare.starts_with(|c: char| c.is_ascii_digit())
}

/// The kind that a title tells by its first words.
pub(super) fn of_title(title: &Paragraph) -> Option<Found<String>> {
    let folded = shape::fold(&title.text);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts = |opening: &str| folded.starts_with(opening) || folded == opening.trim_end();
    let opening = OPENINGS.iter().find(|(opening, _)| starts(opening));
    opening.map(|(_, kind)| Found { value: (*kind).to_owned(), origin: Origin::Read })
}

/// The kind that a file's name, or else one of its folders from the innermost out, tells; else a table of contents.
pub(super) fn inferred(id: &str, blocks: &[Block]) -> Option<Found<String>> {
    let mut parts = id.rsplit('/').map(plain);
    let name = parts.next().unwrap_or_default();
    let words = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let starts =
        |opening: &str| words.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let named = FILE_OPENINGS.iter().find(|(opening, _)| starts(opening)).map(|(_, kind)| *kind);
    let filed = || parts.find_map(|folder| FOLDERS.iter().find(|(name, _)| *name == folder).map(|(_, kind)| *kind));
    let contents = || blocks.iter().filter(|block| shape::is_contents_line(&block.paragraph.text)).count();
    let booklet = || (contents() >= MIN_CONTENTS_LINES).then_some("dossier");
    let kind = named.or_else(filed).or_else(booklet)?;
    Some(Found { value: kind.to_owned(), origin: Origin::Inferred })
}

/// A name with its words parted by single spaces, folded.
fn plain(name: &str) -> String {
    let folded = shape::fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_title(cases: &[(&str, Option<&str>)]) {
        for (title, expected) in cases {
            let found = of_title(&Paragraph::on_line(*title, 1));
            assert_eq!(found.map(|found| found.value).as_deref(), *expected, "{title}");
        }
    }

    #[test]
    fn a_title_tells_its_kind_by_its_first_words() {
        check_title(&[
            ("Rapport d'activité 2019", Some("rapport")),
            ("Discours de Mme la ministre", Some("discours")),
            ("[Communiqué de presse] La loi est votée", Some("communique")),
            ("Le rapport est publié", None),
            ("Rapporteur de la loi", None),
        ]);
    }

    #[test]
    fn labels_are_whole_lines() {
        assert_eq!(label("communique de presse n° 12"), Some("communique"));
        assert_eq!(label("action n° 1-6"), Some("fiche-action"));
        assert_eq!(label("fiche action n°3 : ouvrir"), Some("fiche-action"));
        assert_eq!(label("action nationale"), None);
        assert_eq!(label("press release"), Some("communique"));
        assert_eq!(label("dossier de presse du 3 avril 2018"), Some("dossier"));
        assert_eq!(label("dossier de presse - n° 3"), Some("dossier"));
        assert_eq!(label("dossier de presse : la rentree culturelle"), None);
    }

    #[test]
    fn names_and_folders_tell_a_kind_where_nothing_else_does() {
        let cases = [
            ("2018/CP_PAN_OGP_03_04_2018", Some("communique")),
            ("2018-04-03-dossier-de-presse", Some("dossier")),
            ("archives/Rapports/2018/etalab", Some("rapport")),
            ("cpe-orleans", None),
            ("plans/note", None),
        ];
        for (id, expected) in cases {
            assert_eq!(inferred(id, &[]).map(|found| found.value).as_deref(), expected, "{id}");
        }
    }

    #[test]
    fn unknown_kinds_are_kept_as_they_are() {
        assert_eq!(canonical("Communiqué de presse"), "communique");
        assert_eq!(canonical("Circulaire"), "circulaire");
    }
}
