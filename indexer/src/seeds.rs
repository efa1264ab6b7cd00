//! The five founding documents, read as a user would have them read.
//! It tests the whole of reading: what single rules do is tested beside them.

use std::collections::BTreeMap;
use std::path::Path;

use index::{Document, Paragraph, Role};

use crate::{Format, Limits, read};

pub(crate) const SEEDS: [&str; 5] = [
    "2015-07-17-plan-d-action-national-2015-2017",
    "2016-06-21-ministere-ouvert-1",
    "2018-04-03-plans-d-action-2018-2020",
    "2021-02-23-elaboration-du-plan-2021-2023",
    "2021-action-1-6-co-construire-un-plan-d-action",
];

fn source(id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds").join(id).with_extension("md");
    std::fs::read_to_string(path).unwrap()
}

fn document(id: &str) -> Document {
    let reading = read(Format::Markdown, id, source(id).as_bytes(), &Limits::default()).unwrap();
    assert_eq!(reading.defects, []);
    reading.document
}

fn body(document: &Document) -> impl Iterator<Item = &Paragraph> {
    document.sections.iter().flat_map(|s| s.heading.iter().map(|heading| &heading.text).chain(&s.paragraphs))
}

fn all(document: &Document) -> impl Iterator<Item = &Paragraph> {
    document.title.iter().chain(&document.lead).chain(body(document))
}

/// The paragraph that holds `text`, with the lines it comes from.
fn holding<'a>(document: &'a Document, text: &str) -> (&'a Paragraph, Vec<u32>) {
    let found = all(document).find(|paragraph| paragraph.text.contains(text)).expect(text);
    (found, found.lines.iter().map(|start| start.line).collect())
}

/// Description of a seed: title, date, kind, publisher, plans, as issue and archive tell it.
fn check(id: &str, expected: &str) {
    let Document { title, about, .. } = document(id);
    let said = |found: Option<(String, index::Origin)>| found.map_or("–".to_owned(), |(v, o)| format!("{v} {o:?}"));
    let lines = [
        title.map(|title| title.text).unwrap_or_default(),
        said(about.date.map(|date| (date.value.to_string(), date.origin))),
        said(about.kind.map(|kind| (kind.value, kind.origin))),
        said(about.publisher.map(|publisher| (publisher.value, publisher.origin))),
        about.plans.into_iter().map(|plan| said(Some((plan.value, plan.origin)))).collect::<Vec<_>>().join(", "),
    ];
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn the_seeds_are_described_as_a_reader_would_describe_them() {
    check(
        SEEDS[0],
        "Gouvernement ouvert : la France publie son plan d’action national\n\
         2015-07-17 Declared\narticle Declared\n–\n2015-2017 Read",
    );
    check(
        SEEDS[1],
        "Ministère ouvert #1\n2016-06-21 Read\ndossier Inferred\n\
         Secrétariat d'État chargé de la Réforme de l'État et de la Simplification Read\n2015-2017 Read",
    );
    check(
        SEEDS[2],
        "Ouverture du Gouvernement et du Parlement : la France renouvelle son engagement pour une action publique \
         transparente et collaborative\n2018-04-03 Declared\ncommunique Declared\n–\n2018-2020 Read, 2015-2017 Inferred",
    );
    check(
        SEEDS[3],
        "Partenariat pour un Gouvernement Ouvert : Amélie de Montchalin lance l'élaboration du plan d'action de la France \
         2021-2023\n2021-02-23 Read\ncommunique Read\n\
         Ministère de la Transformation et de la Fonction publiques Read\n2021-2023 Read, 2018-2020 Read",
    );
    check(
        SEEDS[4],
        "Co-construire un plan d'action national pour un Gouvernement ouvert\n2021-06 Inferred\nfiche-action Read\n\
         Direction interministérielle de la transformation publique Read\n2021-2023 Read",
    );
}

#[test]
fn a_title_stands_once_and_declared_ones_leave_the_headings_alone() {
    for id in SEEDS {
        let document = document(id);
        let title = document.title.as_ref().unwrap();
        assert!(!body(&document).any(|p| p.text == title.text && p.role == Role::Text), "{id}");
    }
    assert_eq!(document(SEEDS[0]).sections.len(), 4);
}

#[test]
fn a_sentence_cut_by_a_page_break_is_one_paragraph_on_two_lines() {
    let (_, lines) =
        holding(&document(SEEDS[3]), "(toutes les données étant présentées en open data sur data.gouv.fr)").clone();
    assert_eq!(lines, [31, 33]);
}

#[test]
fn an_infographic_can_be_read_aloud() {
    let (_, lines) = holding(&document(SEEDS[4]), "avec près de 100 participants 6 webinaires").clone();
    assert_eq!(lines.first().zip(lines.last()), Some((&13, &37)));
}

#[test]
fn exported_lines_are_paragraphs_and_their_bullets_are_no_text() {
    let document = document(SEEDS[2]);
    for (start, line) in
        [("une ouverture toujours plus", 22), ("Transparence et ouverture : ", 48), ("Afin d’adapter", 29)]
    {
        let (paragraph, lines) = holding(&document, start);
        assert!(paragraph.text.starts_with(start), "{}", paragraph.text);
        assert_eq!(lines, [line]);
    }
}

#[test]
fn frames_are_told_from_text() {
    let dossier = document(SEEDS[1]);
    let framed =
        |document: &Document| body(document).filter(|p| p.role == Role::Frame).map(|p| p.lines[0].line).collect();
    let lines: Vec<u32> = framed(&dossier);
    assert_eq!(lines, [12, 15, 19, 21, 22, 23, 24, 25, 26, 27, 28, 58, 59, 159, 161, 171, 173]);
    let lines: Vec<u32> = framed(&document(SEEDS[3]));
    assert_eq!(lines, [5, 7, 11, 15, 43, 45, 47]);
}

#[test]
fn addresses_are_links_and_not_text() {
    let document = document(SEEDS[0]);
    assert_eq!(document.lead[0].links, ["www.modernisation.gouv.fr"]);
    assert!(!all(&document).any(|p| p.text.contains("ogp") || p.text.contains("_blank") || p.text.contains("encadré")));
}

/// Words of letters, with how often they stand; in small letters, since a title in capitals is written as its text does.
fn words<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    counts
}

/// What a reader sees of a seed's source: its title and lead, and its body without mark-up, told by means of its own.
fn visible(source: &str) -> String {
    let mut seen = source.replace("\\n", " ").replace("\no\t", "\n").replace("<sup>", "").replace("</sup>", "");
    if let Some((front, body)) = source.strip_prefix("---").and_then(|rest| rest.split_once("\n---")) {
        let part =
            |from: &str, to: &str| front.split(from).nth(1).unwrap().split(to).next().unwrap().replace("\\n", " ");
        let lead = part("\nchapeau-text:", "\nune-ou-diaporama:");
        seen = format!("{} {lead} {}", part("\ntitle:", "\ndate:"), body.replace("\no\t", "\n"));
    }
    for (start, end) in [("](", ")"), ("{:", "}"), ("<figure", ">"), ("<img", ">"), ("<a ", ">"), ("</", ">")] {
        while let Some((before, rest)) = seen.split_once(start) {
            seen = format!("{before} {}", rest.split_once(end).unwrap().1);
        }
    }
    seen.replace("<b>", " ").replace("<i>", " ")
}

#[test]
fn no_word_of_a_seed_is_lost_or_said_twice() {
    for id in SEEDS {
        let (source, document) = (visible(&source(id)), document(id));
        assert_eq!(words(all(&document).map(|p| p.text.as_str())), words(std::iter::once(source.as_str())), "{id}");
    }
}

#[test]
fn every_piece_of_text_stands_on_the_line_it_names() {
    for id in SEEDS {
        let (source, document) = (source(id), document(id));
        let lines: Vec<&str> = source.lines().collect();
        for paragraph in all(&document) {
            assert_eq!(paragraph.lines[0].offset, 0, "{id}: {}", paragraph.text);
            let ends = paragraph.lines.iter().skip(1).map(|start| start.offset as usize).chain([paragraph.text.len()]);
            for (start, end) in paragraph.lines.iter().zip(ends) {
                let piece = &paragraph.text[start.offset as usize..end];
                let line = words(std::iter::once(lines[start.line as usize - 1]));
                let stray =
                    words(std::iter::once(piece)).into_keys().find(|w| !line.keys().any(|l| l.contains(w.as_str())));
                assert_eq!(stray, None, "{id}:{} {piece}", start.line);
            }
        }
    }
}

/// A stream of numbers that are as good as random and always the same.
pub(crate) fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    }
}

/// Puts a piece of mark-up or a byte in, or takes some out, somewhere in `bytes`.
fn spoil(bytes: &mut Vec<u8>, next: &mut impl FnMut(usize) -> usize) {
    const PIECES: [&str; 20] = [
        "---\n",
        "- ",
        "<b",
        "<!--",
        "-->",
        "<script>",
        "\u{a0}",
        "{:",
        "}",
        "](",
        "\t",
        "`",
        "&#x0;",
        "+ ",
        "É",
        "\r",
        "…3",
        "**",
        "\n\n",
        "<sup>1</sup>",
    ];
    let at = next(bytes.len());
    match next(3) {
        0 => drop(bytes.splice(at..at, PIECES[next(PIECES.len())].bytes())),
        1 => drop(bytes.splice(at..(at + next(40)).min(bytes.len()), [])),
        _ => bytes.insert(at, next(256) as u8),
    }
}

#[test]
fn no_bytes_make_reading_panic() {
    let mut next = numbers(0x9e37_79b9);
    for round in 0..600 {
        let mut bytes = source(SEEDS[round % SEEDS.len()]).into_bytes();
        bytes.truncate(next(3000));
        for _ in 0..next(30) {
            spoil(&mut bytes, &mut next);
        }
        for format in [Format::Markdown, Format::Text] {
            let _either_way = read(format, "essai", &bytes, &Limits::default());
        }
        let _either_way = crate::json_lines::document(&bytes, 1);
    }
}
