//! A whole document with what of it answers a query, and titles marked as passages are.

mod program;

use index::{Collection, MarkedDocument, MarkedParagraph, Part, Request};
use program::Program;

const DOCUMENT: &str = "---
title: Les données du ministère
chapeau-text: Un plan pour les données ouvertes.
date: 2018-04-03
---

Le ministère publie
ses données.

## Bilan

Rien de neuf.

### Chiffres

Trois plans d'action pour la transparence de l'État.
";

fn with(documents: &[(&str, &str)]) -> anyhow::Result<(Program, Collection)> {
    let program = Program::new()?;
    for (name, text) in documents {
        program.write(&format!("archive/{name}"), text)?;
    }
    anyhow::ensure!(program.run(&["index", "archive", "--index", "index"])?.code == Some(0));
    let collection = Collection::open(&program.path("index"))?;
    Ok((program, collection))
}

fn paragraphs(document: &MarkedDocument) -> Vec<(Part, u32, String)> {
    let shown = |paragraph: &MarkedParagraph| {
        let mut text = paragraph.text.clone();
        for &(from, to) in paragraph.highlights.iter().rev() {
            text.insert(to, ']');
            text.insert(from, '[');
        }
        (paragraph.part, paragraph.lines[0].line, text)
    };
    document.passages.iter().flat_map(|passage| &passage.paragraphs).map(shown).collect()
}

#[test]
fn all_of_a_document_is_there_with_its_parts_and_marks() -> anyhow::Result<()> {
    let (_program, collection) = with(&[("a.md", DOCUMENT)])?;
    let check = |query: &str, expected: &[(Part, u32, &str)]| {
        let document = index::marked(&collection, "a", query)?.unwrap();
        let found = paragraphs(&document);
        let found: Vec<(Part, u32, &str)> =
            found.iter().map(|(part, line, text)| (*part, *line, text.as_str())).collect();
        assert_eq!(found, expected, "{query}");
        Ok::<MarkedDocument, anyhow::Error>(document)
    };
    let (bilan, chiffres) = (Part::Heading { depth: 1 }, Part::Heading { depth: 2 });
    let document = check(
        "donnée \"plans d'action\" sauf type:plan",
        &[
            (Part::Title, 2, "Les [données] du ministère"),
            (Part::Lead, 3, "Un plan pour les [données] ouvertes."),
            (Part::Text, 7, "Le ministère publie ses [données]."),
            (bilan, 10, "Bilan"),
            (Part::Text, 12, "Rien de neuf."),
            (chiffres, 14, "Chiffres"),
            (Part::Text, 16, "Trois [plans d'action] pour la transparence de l'État."),
        ],
    )?;
    assert_eq!(
        (document.title.as_str(), document.title_highlights.as_slice()),
        ("Les données du ministère", &[(4, 12)][..])
    );
    assert_eq!(
        document.passages.last().map(|passage| passage.heading.clone()),
        Some(vec!["Bilan".into(), "Chiffres".into()])
    );
    Ok(())
}

#[test]
fn an_empty_query_marks_nothing_and_an_unknown_id_is_no_document() -> anyhow::Result<()> {
    let (_program, collection) = with(&[("a.md", DOCUMENT)])?;
    let unmarked = index::marked(&collection, "a", "")?.unwrap();
    assert!(
        unmarked
            .passages
            .iter()
            .flat_map(|passage| &passage.paragraphs)
            .all(|paragraph| paragraph.highlights.is_empty())
    );
    assert_eq!((unmarked.copy_of, unmarked.also_at), (None, Vec::new()));
    assert_eq!(index::marked(&collection, "b", "")?, None);
    Ok(())
}

#[test]
fn passages_are_those_of_answers() -> anyhow::Result<()> {
    let (_program, collection) = with(&[("a.md", DOCUMENT)])?;
    let request = Request { query: "transparence données".into(), limit: 10, passages: 10, ..Request::default() };
    let hit = index::search(&collection, &request)?.hits.remove(0);
    assert_eq!(hit.title_highlights, [(4, 12)]);
    let document = index::marked(&collection, &hit.id, &request.query)?.unwrap();
    for excerpt in &hit.passages {
        let passage = document.passages.iter().find(|passage| passage.anchor == excerpt.anchor).unwrap();
        let text: Vec<&str> = passage.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!((text.join("\n"), &passage.heading), (excerpt.text.clone(), &excerpt.heading));
        let marks: usize = passage.paragraphs.iter().map(|paragraph| paragraph.highlights.len()).sum();
        assert_eq!(marks, excerpt.highlights.len());
    }
    Ok(())
}

#[test]
fn a_copy_names_the_others_and_the_earliest() -> anyhow::Result<()> {
    let text = "Le Gouvernement publie ce matin son plan national pour une action publique transparente et chacun peut le lire.\n\n\
        Vingt et un engagements concrets associent administrations, chercheurs, associations et entreprises de tout le pays.\n\n\
        Chaque ministère rendra compte deux fois par an des résultats obtenus devant un comité indépendant et ouvert à tous.\n";
    let dated = |title: &str, date: &str| format!("---\ntitle: {title}\ndate: {date}\n---\n\n{text}");
    let (_program, collection) =
        with(&[("a.md", &dated("Tard", "2019-01-01")), ("b.md", &dated("Tôt", "2018-01-01")), ("c.md", DOCUMENT)])?;
    let others = |id: &str| {
        let document = index::marked(&collection, id, "")?.unwrap();
        let name = |other: index::OtherCopy| format!("{} {}", other.id, other.title);
        Ok::<_, anyhow::Error>((document.also_at.into_iter().map(name).collect::<Vec<_>>(), document.copy_of.map(name)))
    };
    assert_eq!(others("a")?, (vec!["b Tôt".to_owned()], Some("b Tôt".to_owned())));
    assert_eq!(others("b")?, (vec!["a Tard".to_owned()], None));
    Ok(())
}

#[test]
fn passages_in_another_language_say_so() -> anyhow::Result<()> {
    let french = "Le ministère publie chaque année les données de toutes les administrations, pour que chacun puisse les lire, \
        les comparer et les employer comme il l'entend, sans avoir à demander la permission de qui que ce soit dans le pays. ";
    let english = "The ministry publishes every year the data of all public bodies, so that everyone may read them, compare \
        them and use them as they wish, without having to ask anybody for permission anywhere in the whole country today. ";
    let text = format!("# Les données\n\n## Français\n\n{}\n\n## English\n\n{}\n", french.repeat(4), english.repeat(2));
    let (_program, collection) = with(&[("a.md", &text)])?;
    let document = index::marked(&collection, "a", "country")?.unwrap();
    let languages: Vec<Option<&str>> = document.passages.iter().map(|passage| passage.language.as_deref()).collect();
    assert_eq!((languages.first(), languages.last()), (Some(&None), Some(&Some("en"))));
    let request = Request { query: "country".into(), limit: 1, passages: 1, ..Request::default() };
    let answer = index::search(&collection, &request)?;
    assert_eq!(answer.hits[0].passages[0].language.as_deref(), Some("en"));
    Ok(())
}
