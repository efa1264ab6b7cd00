//! What queries mean, in tables: the query, its tree in a compact notation, and its notes.
//! Properties that hold for any text are tested in `properties`.

use super::field::Field;
use super::filter::Filter;
use super::{Node, Query, parse};

/// `(words a b)`, `(near/5 a "b c")`, `=a` for an exact form, `titre:…` and `<date:2018>` for fields.
fn notation(node: &Node) -> String {
    let list =
        |name: &str, parts: &[Node]| format!("({name} {})", parts.iter().map(notation).collect::<Vec<_>>().join(" "));
    match node {
        Node::Words(parts) => list("words", parts),
        Node::All(parts) => list("all", parts),
        Node::Any(parts) => list("any", parts),
        Node::Not(node) => format!("(not {})", notation(node)),
        Node::Word(text) => text.clone(),
        Node::Exact(text) => format!("={text}"),
        Node::Phrase(text) => format!("\"{text}\""),
        Node::Near { parts, distance } => list(&format!("near/{distance}"), parts),
        Node::Prefix(text) => format!("{text}*"),
        Node::Fuzzy { word, distance } => format!("{word}~{}", distance.map_or("auto".to_owned(), |n| n.to_string())),
        Node::Within { field, node } => format!("{field}:{}", notation(node)),
        Node::Filter(Filter::Date { from, to }) => {
            format!("<{}..{}>", from.unwrap_or_default(), to.unwrap_or_default())
        }
        Node::Filter(filter) => format!("<{filter}>"),
        Node::Nothing => "nothing".to_owned(),
    }
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for (typed, tree, notes) in cases {
        let Query { root, notes: made } = parse(typed);
        let made = made.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
        assert_eq!((notation(&root).as_str(), made.as_str()), (*tree, *notes), "for {typed}");
        assert_eq!(parse(&root.to_string()).root, root, "{typed} is displayed as {root}");
    }
}

#[test]
fn words_pass_as_they_are_typed() {
    check(&[
        ("données ouvertes", "(words données ouvertes)", ""),
        ("  budget\t\u{a0}\n", "budget", ""),
        ("a\0b\u{7}c", "(words a b c)", ""),
        ("", "nothing", ""),
        (" … - ; !", "nothing", ""),
        ("n° 8", "(words n° 8)", ""),
        ("#OGP16", "#OGP16", ""),
        ("presse.mtftp@transformation.gouv.fr", "presse.mtftp@transformation.gouv.fr", ""),
        ("l'action d'État l’élu", "(words l'action d'État l’élu)", ""),
        ("plan+action C++", "(words plan+action C++)", ""),
        ("18h30 18:00 50 %", "(words 18h30 18:00 50)", ""),
        ("Objectif : ouvrir, vite !", "(words Objectif ouvrir vite)", ""),
        ("data.gouv.fr S.N.C.F.", "(words data.gouv.fr S.N.C.F.)", ""),
        ("https://data.gouv.fr/a?b=c", "https://data.gouv.fr/a?b=c", ""),
        ("agent(e)s acteur(trice)s", "(words agent(e)s acteur(trice)s)", ""),
        ("plan(2018)", "(words plan 2018)", ""),
        (r#"a\"b""#, r"(words a\ =b)", ""),
        ("🎉 fête", "fête", ""),
    ]);
}

#[test]
fn double_quotes_of_all_kinds_make_phrases() {
    check(&[
        ("\"plan d'action\"", "\"plan d'action\"", ""),
        ("« plan d’action »", "\"plan d’action\"", ""),
        ("“plan d'action”", "\"plan d'action\"", ""),
        ("„plan d'action“", "\"plan d'action\"", ""),
        ("“plan d'action\"", "\"plan d'action\"", ""),
        ("«a \"b\" c»", "\"a b c\"", ""),
        ("« a « b » c » d", "(words \"a b c\" d)", ""),
        ("« a « b » c", "(words \"a b\" c)", ""),
        ("\"Objectif : ouvrir\"", "\"Objectif : ouvrir\"", ""),
        ("\"ouvertes\"", "=ouvertes", ""),
        ("« SAUF ! »", "=SAUF", ""),
        ("l'\"open data\"", "(words l' \"open data\")", ""),
        ("'plan action' ’a ʼb", "(words 'plan action' ’a ʼb)", ""),
        ("plan \"données ouvertes", "(words plan \"données ouvertes\")", "guillemet fermé à la fin"),
        ("« plan", "=plan", "guillemet fermé à la fin"),
        ("plan\"", "plan", "guillemet isolé : ignoré"),
        ("plan » budget”", "(words plan budget)", "guillemet isolé : ignoré"),
        ("\"\" plan « »", "plan", "guillemets vides : ignorés"),
        ("\"a b\"*", "\"a b\"", "« * » : étoile ignorée (au moins deux lettres, puis l'étoile)"),
    ]);
}

#[test]
fn a_dash_negates_at_the_start_of_a_term_only() {
    check(&[
        ("-budget", "(not budget)", ""),
        ("plan -budget", "(words plan (not budget))", ""),
        ("plan SAUF budget NOT impôt", "(words plan (not budget) (not impôt))", ""),
        ("-\"plan d'action\"", "(not \"plan d'action\")", ""),
        ("-(a b) (-c)", "(words (not (words a b)) (not c))", ""),
        ("-titre:x", "(not titre:x)", ""),
        ("-type:plan", "(not <type:plan>)", ""),
        ("2018-2020 co-construire a - b", "(words 2018-2020 co-construire a b)", ""),
        ("--budget a -- b", "(words budget a b)", ""),
        ("–budget", "–budget", ""),
        ("-(-a)", "a", ""),
        ("\"a\"-b", "(words =a b)", ""),
        ("-\"\" a", "a", "guillemets vides : ignorés"),
        ("-! a", "a", ""),
        ("titre:-a", "titre:a", "« titre:- » : tiret ignoré (pour exclure : « -titre:… »)"),
        ("titre:(-a b)", "titre:(words (not a) b)", ""),
        ("SAUF -a", "(not a)", "opérateur « - » sans terme : ignoré"),
        ("sauf budget", "(words sauf budget)", ""),
    ]);
}

#[test]
fn operators_bind_from_not_through_and_and_or_to_juxtaposition() {
    check(&[
        ("a OU b", "(any a b)", ""),
        ("a OR b AND c", "(any a (all b c))", ""),
        ("a ET b OU c", "(any (all a b) c)", ""),
        ("plan données OU budget", "(words plan (any données budget))", ""),
        ("(plan données) OU budget", "(any (words plan données) budget)", ""),
        ("(a OU b) ET c", "(all (any a b) c)", ""),
        ("a ET SAUF x", "(all a (not x))", ""),
        ("SAUF a ET b", "(all (not a) b)", ""),
        ("SAUF (a ET b)", "(not (all a b))", ""),
        ("a OU (b OU (c)) (d e)", "(words (any a b c) d e)", ""),
        ("a ou b et c Or d", "(words a ou b et c Or d)", ""),
        ("a OU, b", "(any a b)", ""),
        ("OÙ", "OÙ", ""),
        ("a OU(b)", "(any a b)", ""),
    ]);
}

#[test]
fn operators_and_brackets_without_terms_are_left_out() {
    check(&[
        ("OU", "nothing", "opérateur « OU » sans terme : ignoré"),
        ("OU a", "a", "opérateur « OU » sans terme : ignoré"),
        ("a AND", "a", "opérateur « AND » sans terme : ignoré"),
        ("a OU OU b", "(any a b)", "opérateur « OU » sans terme : ignoré"),
        ("a OU ET b", "(any a b)", "opérateur « ET » sans terme : ignoré"),
        ("a ET OU b", "(any a b)", "opérateur « ET » sans terme : ignoré"),
        ("SAUF", "nothing", "opérateur « SAUF » sans terme : ignoré"),
        ("SAUF NOT a", "(not a)", "opérateur « NOT » sans terme : ignoré"),
        ("-OU a", "a", "opérateur « - » sans terme : ignoré | opérateur « OU » sans terme : ignoré"),
        ("(a OU) b", "(words a b)", "opérateur « OU » sans terme : ignoré"),
        ("() a ()", "a", ""),
        ("(a (b", "(words a b)", "parenthèse fermée à la fin"),
        ("a) b)", "(words a b)", "parenthèse fermante isolée : ignorée"),
        (")(", "nothing", "parenthèse fermante isolée : ignorée | parenthèse fermée à la fin"),
    ]);
}

#[test]
fn stars_and_tildes_stand_at_the_end_of_a_word() {
    let ignored = |text: &str| format!("« {text} » : étoile ignorée (au moins deux lettres, puis l'étoile)");
    check(&[
        ("transparen*", "transparen*", ""),
        ("(transparen*, ouver**)", "(words transparen* ouver*)", ""),
        ("-d'ouv*", "(not d'ouv*)", ""),
        ("t*", "t", &ignored("t*")),
        ("*", "nothing", &ignored("*")),
        ("*parence", "parence", &ignored("*parence")),
        ("trans*ence", "trans*ence", &ignored("trans*ence")),
        ("titre:transp*", "titre:transp*", ""),
        ("minstère~ minstère~1 minstère~2", "(words minstère~auto minstère~1 minstère~2)", ""),
        ("minstère~9", "minstère~2", "distance ramenée à 2"),
        ("minstère~0", "minstère~1", "distance ramenée à 1"),
        ("~ ~5 a~b", "(words ~5 a~b)", ""),
        ("transp*~", "transp*", "« transp*~ » : tilde ignoré"),
        ("\"mot\"~5", "=mot", "« mot » : tilde ignoré"),
    ]);
}

#[test]
fn proximity_holds_between_words_and_phrases() {
    check(&[
        ("\"données publiques\"~5", "(near/5 données publiques)", ""),
        ("\"données publiques\"~", "(near/10 données publiques)", ""),
        ("données PROCHE/5 publiques", "(near/5 données publiques)", ""),
        ("a NEAR b", "(near/10 a b)", ""),
        ("algorithmes PROCHE/6 \"codes sources\"", "(near/6 algorithmes \"codes sources\")", ""),
        ("a PROCHE/5 b PROCHE/3 « c »", "(near/5 a b =c)", ""),
        ("\"OU (x titre:y\"~3", "(near/3 OU (x titre:y)", ""),
        ("x a PROCHE/2 b OU c", "(words x (any (near/2 a b) c))", ""),
        ("-a PROCHE/2 \"b c\"", "(not (near/2 a \"b c\"))", ""),
        ("titre:a PROCHE/2 b", "titre:(near/2 a b)", ""),
        ("a PROCHE/500 b", "(near/100 a b)", "distance ramenée à 100"),
        ("a PROCHE/0 b", "(near/1 a b)", "distance ramenée à 1"),
        ("a PROCHE/x b", "(words a PROCHE/x b)", ""),
        ("a PROCHE/5", "a", "opérateur « PROCHE » sans terme : ignoré"),
        ("SAUF PROCHE a", "a", "opérateur « SAUF » sans terme : ignoré | opérateur « PROCHE » sans terme : ignoré"),
        ("a PROCHE (b c)", "(all a (words b c))", "proximité hors des mots et des expressions : ignorée"),
    ]);
}

#[test]
fn fields_have_names_in_two_languages_with_and_without_accents() {
    check(&[
        ("titre:mot Title:mot TITRE:mot", "(words titre:mot titre:mot titre:mot)", ""),
        ("titre:\"plan d'action\" titre:«a b»", "(words titre:\"plan d'action\" titre:\"a b\")", ""),
        ("titre:(a b) c", "(words titre:(words a b) c)", ""),
        ("titre:(a OU titre:b date:2018)", "titre:(words (any a titre:b) <20180101..20181231>)", ""),
        ("titre:(type:plan)", "<type:plan>", ""),
        ("titre:OU", "titre:OU", ""),
        ("ministère:\"Premier ministre\"", "<ministère:\"Premier ministre\">", ""),
        ("ministere:x e\u{301}metteur:y publisher:z", "(words <ministère:x> <ministère:y> <ministère:z>)", ""),
        ("type:(communiqué OU plan)", "(any <type:communiqué> <type:plan>)", ""),
        ("kind:(a -b)", "(words <type:a> (not <type:b>))", ""),
        ("plan:2015-2017 plan:2015–2017", "(words <plan:2015-2017> <plan:\"2015–2017\">)", ""),
        ("étiquette:OGP, tag:a/b langue:fr", "(words <étiquette:OGP> <étiquette:a/b> <langue:fr>)", ""),
        ("source:chemin/fichier.md", "<source:chemin/fichier.md>", ""),
        ("source:*.md tag:ouv*", "(words <source:\"*.md\"> <étiquette:\"ouv*\">)", ""),
    ]);
}

#[test]
fn what_is_no_field_is_words() {
    check(&[
        ("zorglub: mot", "(words zorglub mot)", ""),
        ("zorglub:mot qui:Hollande engagement:17", "(words zorglub:mot qui:Hollande engagement:17)", ""),
        ("qui:\"Emmanuel Macron\"", "(words qui \"Emmanuel Macron\")", ""),
        ("titre : mot", "(words titre mot)", ""),
        ("titre: mot", "(words titre mot)", "« titre: » sans valeur accolée : lu comme un mot"),
        ("(plan:)", "plan", "« plan: » sans valeur accolée : lu comme un mot"),
        ("titre:\"\" a", "a", "guillemets vides : ignorés | « titre: » sans valeur : ignoré"),
        ("type:() a", "a", "« type: » sans valeur : ignoré"),
        ("a:titre:b", "a:titre:b", ""),
    ]);
}

#[test]
fn dates_are_periods_with_both_ends_included() {
    check(&[
        ("année:2018 year:2018", "(words <20180101..20181231> <20180101..20181231>)", ""),
        ("date:2016..2018 année:2016-2018", "(words <20160101..20181231> <20160101..20181231>)", ""),
        ("date:2016-03..2017", "<20160301..20171231>", ""),
        ("date:2018-04-03", "<20180403..20180403>", ""),
        ("date:..2018 date:2018..", "(words <0..20181231> <20180101..0>)", ""),
        ("après:2018 from:2018-04", "(words <20180101..0> <20180401..0>)", ""),
        ("avant:2018 before:2018-03", "(words <0..20171231> <0..20180231>)", ""),
        ("avant:2018-03-15 avant:2018-03-01", "(words <0..20180314> <0..20180231>)", ""),
        ("to:2018 jusqu’à:2018-04-03", "(words <0..20181231> <0..20180403>)", ""),
        ("date:(2016 OU 2018)", "(any <20160101..20161231> <20180101..20181231>)", ""),
        ("date:hier a", "a", "« date:hier » : date illisible, ignorée"),
        ("date:2018-02-30", "nothing", "« date:2018-02-30 » : date illisible, ignorée"),
        (
            "après:2016..2018 avant:1000",
            "nothing",
            "« après:2016..2018 » : date illisible, ignorée | « avant:1000 » : date illisible, ignorée",
        ),
        ("date:2018..2016", "<20160101..20181231>", "« date:2018..2016 » : période remise à l'endroit"),
    ]);
}

#[test]
fn a_filter_that_cannot_be_read_says_why() {
    let cases = [
        ("titre", "mot", "« titre » se cherche dans le texte et ne filtre pas"),
        ("type", " ! ", "« type » sans valeur"),
        ("after", "hier", "« après:hier » : date illisible (attendu : 2018, 2018-04 ou 2018-04-03)"),
        ("date", "2018..2016", "« date:2018..2016 » : la période finit avant de commencer"),
        ("publisher", " Premier ministre ", "ministère:\"Premier ministre\""),
        ("before", "2018-01", "date:..2017"),
    ];
    for (name, value, expected) in cases {
        let read = Field::parse(name).map(|field| Filter::parse(field, value));
        let said = read.map(|read| read.map_or_else(|error| error.to_string(), |filter| filter.to_string()));
        assert_eq!(said.as_deref(), Some(expected), "for {name} {value}");
    }
}
