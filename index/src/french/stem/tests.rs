//! What the stemmer promises: families find each other, false friends do not, and nothing panics.
//! The words are the tests' own; the shared lists are read besides where they are present.

use std::path::{Path, PathBuf};

use super::super::fold::fold;
use super::{MAX_BYTES, query_stems, stem};

/// Of the pairs within the shared families, at least this share must find each other.
const FAMILY_SHARE: f64 = 0.99;

/// Of the shared false friends, at most this share may: côte and cote, sûr and sur differ in their accents only.
const FALSE_FRIEND_SHARE: f64 = 0.08;

/// Checks that each word of each line, typed with and without accents, finds each other word of its line.
fn check(families: &[&str]) {
    for family in families {
        assert_eq!(misses(family), Vec::<String>::new(), "{family}");
    }
}

/// Checks that neither word of each pair finds the other, with their accents.
fn check_apart(pairs: &[&str]) {
    for pair in pairs {
        let words: Vec<&str> = pair.split_whitespace().collect();
        for (typed, written) in ordered_pairs(&words) {
            assert!(!finds(typed, written), "{typed} finds {written}: {}", stem(written));
        }
    }
}

fn misses(family: &str) -> Vec<String> {
    let words: Vec<&str> = family.split_whitespace().collect();
    let missed = |(typed, written): &(&str, &str)| !finds(typed, written) || !finds(&fold(typed), written);
    let described = |(typed, written)| format!("{typed} ({}) misses {written} ({})", stem(typed), stem(written));
    ordered_pairs(&words).into_iter().filter(missed).map(described).collect()
}

fn finds(typed: &str, written: &str) -> bool {
    query_stems(typed).contains(&stem(written))
}

fn ordered_pairs<'word>(words: &[&'word str]) -> Vec<(&'word str, &'word str)> {
    let all = words.iter().flat_map(|first| words.iter().map(move |second| (*first, *second)));
    all.filter(|(first, second)| first != second).collect()
}

#[test]
fn plurals_and_feminines_of_adjectives_find_each_other() {
    check(&[
        "actif active actifs actives",
        "social sociale sociaux sociales",
        "européen européenne européens européennes",
        "culturel culturelle culturels culturelles",
        "heureux heureuse heureuses",
        "premier première premiers premières",
        "complet complète complets complètes",
        "public publique publics publiques",
        "économique économiques",
        "anglais anglaise anglaises",
        "nouveau nouvel nouvelle nouveaux nouvelles",
        "blanc blanche blancs blanches",
        "différent différente différents différentes",
        "long longue longs longues",
    ]);
}

#[test]
fn plurals_of_nouns_find_each_other() {
    check(&[
        "loi lois",
        "enjeu enjeux",
        "journal journaux",
        "travail travaux",
        "vitrail vitraux",
        "bureau bureaux",
        "genou genoux",
        "œil yeux",
        "noyau noyaux",
        "maison maisons",
        "agent agents",
        "chantier chantiers",
        "retrait retraits",
    ]);
}

#[test]
fn feminines_of_nouns_find_each_other() {
    check(&[
        "directeur directrice directeurs directrices",
        "vendeur vendeuse vendeurs vendeuses",
        "professeur professeure professeurs professeures",
        "technicien technicienne techniciens techniciennes",
        "infirmier infirmière infirmiers infirmières",
        "étranger étrangère étrangers étrangères",
        "conseiller conseillère conseillers conseillères",
        "veuf veuve veufs veuves",
        "maître maîtresse",
        "champion championne",
    ]);
}

#[test]
fn forms_of_regular_verbs_find_each_other() {
    check(&[
        "proposer proposé proposée proposés proposées propose proposent proposait proposera proposant",
        "changer change changent changeait changeaient changera changeant",
        "vérifier vérifie vérifié vérifient vérifiait vérifiera",
        "appeler appelle appelé appellent appellera",
        "employer emploie employé emploient emploiera employant",
        "considérer considère considérait considèrent considérant considérera",
        "entrer entre entré entrent entrait entrera",
        "réunir réunit réunissent réuni réunie réunis réunissait réunira",
        "créer crée créé créée créés créées créent créait créera",
    ]);
}

#[test]
fn forms_of_irregular_verbs_find_each_other() {
    check(&[
        "prendre prend pris prise prennent prenait prendra",
        "permettre permet permis permettent permettra",
        "tenir tient tenu tenue tiennent tiendra",
        "produire produit produite produisent produira",
        "recevoir reçoit reçu reçue reçoivent recevra",
        "élire élit élu élue élus élues",
        "pouvoir peut peuvent pouvait pourra",
        "ouvrir ouvre ouvert ouverte ouvrent ouvrira",
        "craindre craint craignent",
        "faire fait font faisait fera",
    ]);
}

#[test]
fn derivations_stay_apart_from_their_base() {
    check_apart(&[
        "gouverner gouvernement",
        "former formation",
        "publier publication",
        "national nation",
        "socialiste social",
        "capable capacité",
        "égal égalité",
        "travail travailleur",
        "employeur employé",
        "habitation habiter",
        "document documenter",
        "accord accorder",
        "étude étudiant",
        "présence présent",
    ]);
}

#[test]
fn look_alikes_stay_apart() {
    check_apart(&[
        "durée durer",
        "journée jour",
        "pris prix",
        "cours course",
        "port porte",
        "mois moi",
        "foi fois",
        "emploi employer",
        "entreprise entreprendre",
        "commun commune",
        "marché marcher",
        "gratuité gratuit",
        "complice compliquer",
    ]);
}

#[test]
fn proper_names_stay_apart_from_words() {
    check_apart(&["paris pari", "paris parier", "france franc", "landes lande", "calais cale", "denis deni"]);
}

#[test]
fn words_typed_without_their_accents_find_the_accented_ones() {
    for (typed, written) in [("marches", "marchés"), ("donnees", "données"), ("ecole", "école"), ("publiee", "publié")]
    {
        assert!(finds(typed, written), "{typed} {written}");
    }
}

#[test]
fn what_is_no_french_word_comes_out_folded() {
    let long = "a".repeat(MAX_BYTES + 1);
    for word in ["", "é", "2018", "b2b", "київ", "東京", "données-clés", "\u{301}", long.as_str()] {
        assert_eq!(stem(word), fold(word), "{word}");
    }
}

#[test]
fn no_ending_alone_panics() {
    let ending = "issantes ions erait eaux trices euses ement yons eons ees";
    for start in ending.split(' ').flat_map(|word| (0..=word.len()).filter_map(|at| word.get(at..))) {
        for word in [start.to_owned(), format!("é{start}"), format!("{start}ß{start}")] {
            assert!(query_stems(&word).len() <= 3, "{word}");
        }
    }
}

#[test]
fn the_shared_families_find_each_other() {
    let Some(text) = shared("families.txt") else { return };
    let pairs: usize =
        text.lines().map(|line| line.split_whitespace().count()).map(|words| words * words - words).sum();
    let missed: Vec<String> = text.lines().flat_map(misses).collect();
    assert!(share(missed.len(), pairs) <= 1.0 - FAMILY_SHARE, "{missed:#?}");
}

#[test]
fn the_shared_false_friends_stay_apart() {
    let Some(text) = shared("false-friends.txt") else { return };
    let found: Vec<&str> = text.lines().filter(|line| misses(line).len() < 2).collect();
    assert!(share(found.len(), text.lines().count()) <= FALSE_FRIEND_SHARE, "{found:#?}");
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns a shared list, nothing outside the project's workplace, where there is none.
fn shared(name: &str) -> Option<String> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "shared", "french", name].iter().collect();
    if !Path::exists(&path) {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
