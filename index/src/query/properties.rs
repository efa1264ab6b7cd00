//! What holds for any text: it has a reading, the limits hold, the tree is sound and its text is read back the same.
//! What single queries mean is in `tests`.

use proptest::prelude::*;

use super::note::Note;
use super::{MAX_CHARACTERS, MAX_DEPTH, MAX_DISTANCE, MAX_TERMS, Node, Query, has_word, is_space, parse, quote};

/// What the language gives a meaning to, and what is easily mistaken for it.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "(",
    ")",
    "(",
    ")",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "„",
    "‟",
    "'",
    "’",
    "-",
    "--",
    "–",
    "*",
    "~",
    "~1",
    "~5",
    ":",
    ",",
    ".",
    "…",
    "..",
    "/",
    "\\",
    "+",
    "#",
    "\0",
    "\u{7f}",
    "\u{a0}",
    "\u{200b}",
    "\u{301}",
    "🎉",
    "👩\u{200d}🔬",
    "ET",
    "OU",
    "SAUF",
    "NOT",
    "PROCHE",
    "NEAR/5",
    "PROCHE/500",
    " ET ",
    " OU ",
    " OR ",
    " SAUF ",
    " PROCHE/3 ",
    " NEAR ",
    "titre:",
    "title:",
    "ministère:",
    "type:",
    "plan:",
    "date:",
    "année:",
    "avant:",
    "après:",
    "jusque:",
    "source:",
    "zorglub:",
    "http://",
    "2016",
    "2018",
    "2018-04-03",
    "2016..2018",
    "2018..2016",
    "12",
    "a",
    "b",
    "données",
    "l'élu",
    "e\u{301}mis",
    "agent(e)s",
    "C++",
    "n°",
    "18:00",
    "ﬁn",
    "İ",
    "ß",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![12 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let runs = prop_oneof![12 => Just(1_usize), 1 => 2..60_usize];
    prop::collection::vec((piece, runs).prop_map(|(piece, times)| piece.repeat(times)), 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// What a tree holds, gathered on a walk through it.
#[derive(Debug, Default, PartialEq)]
struct Measure {
    terms: usize,
    depth: usize,
}

/// Measures `node` and checks what is promised of every node of a parsed tree.
fn measure(node: &Node) -> Measure {
    match node {
        Node::Words(parts) | Node::All(parts) | Node::Any(parts) => {
            let own = |part: &Node| std::mem::discriminant(part) == std::mem::discriminant(node);
            assert!(parts.len() > 1 && !parts.iter().any(own), "{node:?}");
            deepest(parts)
        }
        Node::Not(inner) => {
            assert!(!matches!(**inner, Node::Not(_)), "{node:?}");
            deepest(std::slice::from_ref(inner))
        }
        Node::Within { node: inner, .. } => {
            assert!(!matches!(**inner, Node::Within { .. } | Node::Filter(_)), "{node:?}");
            deepest(std::slice::from_ref(inner))
        }
        Node::Near { parts, distance } => {
            let words = |part: &Node| matches!(part, Node::Word(_) | Node::Exact(_) | Node::Phrase(_));
            assert!(parts.len() > 1 && parts.iter().all(words), "{node:?}");
            assert!((1..=MAX_DISTANCE).contains(distance), "{node:?}");
            Measure { depth: 1, ..deepest(parts) }
        }
        Node::Word(text) | Node::Exact(text) | Node::Prefix(text) | Node::Fuzzy { word: text, .. } => {
            assert!(has_word(text) && !text.contains(|c| is_space(c) || quote::is_quote(c)), "{node:?}");
            Measure { terms: 1, depth: 1 }
        }
        Node::Phrase(text) => {
            assert!(text.contains(' ') && !text.contains(quote::is_quote), "{node:?}");
            Measure { terms: 1, depth: 1 }
        }
        Node::Filter(_) => Measure { terms: 1, depth: 1 },
        Node::Nothing => unreachable!("nothing inside a tree"),
    }
}

fn deepest<N: std::borrow::Borrow<Node>>(parts: &[N]) -> Measure {
    let measures: Vec<Measure> = parts.iter().map(|part| measure(part.borrow())).collect();
    let depth = measures.iter().map(|measure| measure.depth).max().unwrap_or_default();
    Measure { terms: measures.iter().map(|measure| measure.terms).sum(), depth: depth + 1 }
}

/// Checks all that holds for any text, and returns its reading.
#[track_caller]
fn check(text: &str) -> Query {
    let query = parse(text);
    if query.root != Node::Nothing {
        let Measure { terms, depth } = measure(&query.root);
        // Each pair of brackets adds a group of each kind, a negation and a field at most.
        assert!(terms <= MAX_TERMS && depth <= 6 * (MAX_DEPTH + 1), "{terms} terms, {depth} deep");
    }
    let displayed = query.root.to_string();
    if displayed.chars().count() <= MAX_CHARACTERS {
        assert_eq!(parse(&displayed).root, query.root, "{text:?} is displayed as {displayed:?}");
    }
    query
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_the_language_has_a_reading_that_is_read_back(text in pieces()) {
        check(&text);
    }

    #[test]
    fn any_text_has_a_reading_that_is_read_back(text in any::<String>()) {
        check(&text);
    }
}

/// What could make a reader slow or deep if it stood there often enough.
const HEAPED: &[&str] = &[
    "(",
    ")",
    "()",
    "-(",
    "titre:(",
    "SAUF (",
    "a OU (",
    "((a)",
    "\"",
    "« ",
    "“",
    "”",
    "“\" ",
    "„",
    "OU ",
    "a OU ",
    "SAUF ",
    "-",
    "*",
    "~",
    "a*",
    "PROCHE/5 ",
    "a PROCHE/5 ",
    "titre:",
    "date:x ",
    "type:(a ",
    "\"a b\"~5 ",
    "a(e)",
    "\0",
    "\u{301}",
    "🎉",
    "a",
];

#[test]
fn a_hundred_thousand_characters_of_anything_have_a_reading() {
    for piece in HEAPED {
        let query = check(&piece.repeat(100_000 / piece.chars().count()));
        assert!(query.notes.contains(&Note::TooLong) || query.root == Node::Nothing, "{piece}: {:?}", query.notes);
        assert_eq!(query.clone(), query);
    }
}

#[test]
fn what_goes_beyond_a_limit_is_left_out_and_said() {
    let words = |count: usize| (0..count).map(|n| format!("m{n}")).collect::<Vec<_>>().join(" ");
    let cases = [
        (words(MAX_TERMS), words(MAX_TERMS), vec![]),
        (words(MAX_TERMS + 1), words(MAX_TERMS), vec![Note::TooManyTerms]),
        (format!("{} OU -titre:x", words(MAX_TERMS)), words(MAX_TERMS), vec![Note::TooManyTerms]),
        (
            format!("a \"{}\"~5", words(MAX_TERMS)),
            format!("a \"{}\"~5", words(MAX_TERMS - 1)),
            vec![Note::TooManyTerms],
        ),
        (format!("budget {}", "a".repeat(MAX_CHARACTERS)), "budget".to_owned(), vec![Note::TooLong]),
        ("a".repeat(MAX_CHARACTERS + 1), "a".repeat(MAX_CHARACTERS), vec![Note::TooLong]),
        (format!("{}a", " ".repeat(MAX_CHARACTERS)), "a".to_owned(), vec![]),
        (format!("({})", words(MAX_TERMS + 1)), words(MAX_TERMS), vec![Note::TooManyTerms]),
        (nested(MAX_DEPTH), nested(MAX_DEPTH), vec![]),
        (
            nested(MAX_DEPTH + 1),
            format!("{}-a a{}", "-(a ".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH)),
            vec![Note::TooDeep],
        ),
    ];
    for (typed, displayed, notes) in cases {
        let query = check(&typed);
        let expected = parse(&displayed);
        assert_eq!((query.root, query.notes), (expected.root, notes), "for {typed}");
        assert_eq!(expected.notes, [], "for {displayed}");
    }
}

/// Brackets `depth` deep, with something in each that keeps them.
fn nested(depth: usize) -> String {
    format!("{}a{}", "-(a ".repeat(depth), ")".repeat(depth))
}
