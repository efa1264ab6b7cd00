//! What is suggested from small collections, with filters and without.
//! What filters mean is tested where they are.

use super::*;
use crate::document::{About, Document, Found, Origin, Paragraph, Section};
use crate::writer::{Mode, Writer};

fn document(id: &str, title: &str, text: &str) -> Document {
    let found = |value: &str| Found { value: value.to_owned(), origin: Origin::Declared };
    let about = About {
        publisher: Some(found("Ministère de la Culture")),
        plans: vec![found("2018-2020")],
        tags: vec!["Données ouvertes".to_owned()],
        ..About::default()
    };
    let paragraphs = text.lines().zip(2..).map(|(line, number)| Paragraph::on_line(line, number)).collect();
    let sections = vec![Section { paragraphs, ..Section::default() }];
    Document { id: id.to_owned(), title: Some(Paragraph::on_line(title, 1)), about, sections, ..Document::default() }
}

/// A collection of three documents, of which the last was removed.
fn collection(dir: &std::path::Path) -> Collection {
    let open = |mode| Writer::open(dir, 1, mode).unwrap();
    let writer = open(Mode::Full);
    let pgo = "Le Partenariat pour un gouvernement ouvert (PGO) publie des données ouvertes avec Etalab.";
    writer.add("a", &document("a", "La transparence en France", pgo)).unwrap();
    writer
        .add("b", &document("b", "Un rendez-vous", "Les données du théâtre, un rendez-vous et des ouvrages."))
        .unwrap();
    writer.add("c", &document("c", "Disparu", "Rien que des donjons.")).unwrap();
    writer.commit("2026-01-01T00:00:00Z".to_owned()).unwrap();
    let writer = open(Mode::Update);
    writer.remove("c");
    writer.commit("2026-01-02T00:00:00Z".to_owned()).unwrap();
    Collection::open(dir).unwrap()
}

#[track_caller]
fn check(collection: &Collection, typed: &str, expected: &[&str]) {
    check_among(collection, &[], typed, expected);
}

#[track_caller]
fn check_among(collection: &Collection, filters: &[Filter], typed: &str, expected: &[&str]) {
    let typing = Typing { text: typed.to_owned(), filters: filters.to_vec(), limit: 10 };
    let found = suggest(collection, &typing).unwrap();
    let shown = |suggestion: &Suggestion| {
        let mut marked = suggestion.text.clone();
        for &(from, to) in suggestion.highlights.iter().rev() {
            marked.insert(to, ']');
            marked.insert(from, '[');
        }
        format!("{} {marked} {}", suggestion.kind, suggestion.count)
    };
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{typed:?} {filters:?}");
}

#[test]
fn words_names_and_titles_are_completed_as_published() {
    let dir = tempfile::tempdir().unwrap();
    let collection = collection(dir.path());
    check(&collection, "don", &["word [don]nées 2", "tag [Don]nées ouvertes 2"]);
    check(&collection, "DONNÉ", &["word [donné]es 2", "tag [Donné]es ouvertes 2"]);
    check(&collection, "fra", &["word [Fra]nce 1", "title La transparence en [Fra]nce 1"]);
    check(&collection, "minis", &["publisher [Minis]tère de la Culture 2"]);
    check(&collection, "PG", &["acronym [PG]O 1"]);
    check(&collection, "2018-20", &["plan [2018]-[20]20 2"]);
    check(&collection, "rendezv", &["word [rendez-v]ous 1", "title Un [rendez-v]ous 1", "word [rendez] 1"]);
}

#[test]
fn words_before_narrow_what_comes_next() {
    let dir = tempfile::tempdir().unwrap();
    let collection = collection(dir.path());
    check(&collection, "le ministère de la cul", &["publisher [Ministère] de la [Cul]ture 2"]);
    check(&collection, "théâtre ouv", &["word [théâtre] [ouv]rages 1"]);
    check(&collection, "introuvable don", &[]);
    check(&collection, "transparence ", &["title La [transparence] en France 1"]);
}

#[test]
fn typing_errors_are_forgiven_in_longer_words() {
    let dir = tempfile::tempdir().unwrap();
    let collection = collection(dir.path());
    check(&collection, "donéne", &["word [donnée]s 2", "tag [Donnée]s ouvertes 2"]);
    check(&collection, "dno", &[]);
    check(&collection, "transprenc", &["word [transparenc]e 1", "title La [transparenc]e en France 1"]);
}

#[test]
fn nothing_is_suggested_for_nothing_and_for_what_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let collection = collection(dir.path());
    let long = "a".repeat(10_000);
    for typed in ["", " ", "de la ", "avec", "\0\u{1b}", "…", "donjons", "Dispa", &long] {
        check(&collection, typed, &[]);
    }
    let limited = |limit| suggest(&collection, &Typing { text: "don".to_owned(), limit, ..Typing::default() }).unwrap();
    assert_eq!((limited(0).len(), limited(1).len()), (0, 1));
}

#[test]
fn filters_keep_out_what_no_document_has_that_passes_and_count_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::open(dir.path(), 1, Mode::Full).unwrap();
    for (id, plan, text) in [
        ("a", "2018-2020", "Les données de santé, un donjon et la Commission nationale (CN)."),
        ("b", "2021-2023", "Les données de santé, un donateur."),
        ("c", "2021-2023", "La donnée de la commission nationale."),
    ] {
        let mut document = document(id, "Un titre de santé", text);
        document.about.plans = vec![Found { value: plan.to_owned(), origin: Origin::Declared }];
        document.about.tags = vec![format!("Santé {plan}")];
        writer.add(id, &document).unwrap();
    }
    writer.commit("2026-01-01T00:00:00Z".to_owned()).unwrap();
    let collection = Collection::open(dir.path()).unwrap();
    let plan = |plan: &str| Filter::Plan(plan.to_owned());
    let check = |filters: &[Filter], typed: &str, expected: &[&str]| check_among(&collection, filters, typed, expected);
    check(&[plan("2018-2020")], "donjo", &["word [donjo]n 1"]);
    check(&[plan("2021-2023")], "donjo", &[]);
    check(&[plan("2021-2023")], "donné", &["word [donné]es 1"]);
    check(&[plan("2021-2023")], "donat", &["word [donat]eur 1"]);
    let of_2018 = ["word [san]té 1", "tag [San]té 2018-2020 1", "title Un titre de [san]té 1"];
    check(&[plan("2018-2020")], "san", &of_2018);
    check(&[plan("2018-2020")], "CN", &["acronym [CN] 1"]);
    check(&[plan("2021-2023")], "CN", &[]);
    check(&[plan("2021-2023")], "santé don", &["word [santé] [don]ateur 1", "word [santé] [don]nées 1"]);
    // Alternatives are as good as none where they let everything through; conditions that no document meets leave nothing.
    let both = [plan("2018-2020"), plan("2021-2023")];
    for typed in ["don", "san", "santé don", "20", "nat", "minis"] {
        let all = suggest(&collection, &Typing { text: typed.to_owned(), limit: 10, ..Typing::default() }).unwrap();
        let typing = Typing { text: typed.to_owned(), filters: both.to_vec(), limit: 10 };
        assert_eq!(suggest(&collection, &typing).unwrap(), all, "{typed}");
        check(&[plan("2030")], typed, &[]);
        check(&[plan("2018-2020"), Filter::Kind("rapport".to_owned())], typed, &[]);
    }
}
