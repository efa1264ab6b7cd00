//! The latest event that a text tells of as past: a document without a date is not older than that.
//! Plans, deadlines and days that nothing is said to have happened on do not count.

use index::{Date, Found, Origin, Role};

use crate::calendar::{self, Mention};
use crate::extract::{Block, Form};
use crate::shape;

/// How many words on each side of a day its verb is looked for.
const REACH: usize = 40;

/// What stands further from a day than this, in bytes, is not looked at.
const NEIGHBOURHOOD: usize = 400;

/// How many words may stand between an auxiliary and its participle.
const PARTICIPLE_REACH: usize = 3;

/// How many words before a day say that it is a deadline.
const DEADLINE_REACH: usize = 4;

/// Words before a day that is still to come, in small letters.
const DEADLINES: [&str; 22] = [
    "ici",
    "avant",
    "jusqu",
    "compter",
    "partir",
    "tard",
    "prévu",
    "prévue",
    "prévus",
    "prévues",
    "attendu",
    "attendue",
    "attendus",
    "attendues",
    "prochain",
    "prochaine",
    "limite",
    "échéance",
    "venir",
    "vous",
    "fixé",
    "fixée",
];

/// How many words before a day say that it is the day of a law: `loi n° 78-17 du 6 janvier 1978`.
const LAW_REACH: usize = 8;

/// A life is no event that a document follows: `né le 26 février 1802`.
const LIVES: [&str; 10] = ["né", "née", "nés", "nées", "mort", "morte", "décédé", "décédée", "naissance", "disparu"];

/// Texts that are called by their day, which is no event; in small letters.
const LAWS: [&str; 12] = [
    "loi",
    "lois",
    "décret",
    "décrets",
    "arrêté",
    "ordonnance",
    "circulaire",
    "directive",
    "règlement",
    "convention",
    "constitution",
    "article",
];

/// Headings of what is still to come hold one of these, folded.
const PLANNED: [&str; 8] =
    ["prochain", "a venir", "calendrier", "agenda", "echeance", "perspectives", "et apres", "suites"];

const AUXILIARIES: [&str; 7] = ["a", "ont", "avons", "ai", "avait", "avaient", "ayant"];
const PAST: [&str; 6] = ["était", "étaient", "fut", "furent", "eut", "eurent"];
const BEING: [&str; 2] = ["est", "sont"];
/// Participles that make a past with `être`.
const OF_BEING: [&str; 14] = [
    "venu",
    "devenu",
    "devenue",
    "paru",
    "parue",
    "parus",
    "parues",
    "entré",
    "entrée",
    "entrés",
    "intervenu",
    "intervenue",
    "achevé",
    "achevée",
];
/// Words between a participle and its day: `signé le 3 mai`.
const DAY_WORDS: [&str; 5] = ["le", "du", "les", "en", "dès"];
/// Before a participle they make it a present or a future.
const NOT_YET: [&str; 7] = ["sera", "seront", "être", "est", "sont", "soit", "serait"];
/// Words that end as participles do.
const NO_PARTICIPLES: [&str; 21] = [
    "lieu",
    "lieux",
    "qui",
    "ainsi",
    "aussi",
    "plus",
    "sous",
    "nous",
    "vous",
    "mais",
    "puis",
    "depuis",
    "lundi",
    "mardi",
    "jeudi",
    "samedi",
    "société",
    "parmi",
    "vis",
    "lui",
    "pays",
];
/// Words that end as futures do.
const NO_FUTURES: [&str; 8] = ["opéra", "caméra", "cetera", "extra", "ultra", "infra", "front", "affront"];
const WILL: [&str; 6] = ["va", "vont", "doit", "doivent", "devrait", "devraient"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
}

/// The month of the latest day that the document's own text tells of as past, no later than `today`.
pub(super) fn latest_month(blocks: &[Block], today: Date) -> Option<Found<Date>> {
    let mut planned = false;
    let mut latest: Option<Date> = None;
    for block in blocks.iter().filter(|block| block.paragraph.role == Role::Text) {
        let text = block.paragraph.text.as_str();
        if matches!(block.form, Form::Heading(_)) {
            let folded = shape::fold(text);
            planned = PLANNED.iter().any(|sign| folded.contains(sign));
        } else if !planned {
            latest = latest.max(past_days(text).filter(|date| *date <= today).max());
        }
    }
    latest.map(|date| Found { value: Date { day: None, ..date }, origin: Origin::Inferred })
}

/// The days that `text` tells of as past.
fn past_days(text: &str) -> impl Iterator<Item = Date> {
    let mentions = calendar::mentions(text).into_iter().filter(|mention| mention.last.day.is_some());
    mentions.filter(|mention| tense(text, mention) == Some(Tense::Past)).map(|mention| mention.last)
}

/// The tense of the verb next to the day, in its sentence.
fn tense(text: &str, mention: &Mention) -> Option<Tense> {
    let ends = |text: &str| text.find(['.', '!', '?', ';']);
    let before = shape::before(text, mention.range.start, NEIGHBOURHOOD);
    let before = before.get(before.rfind(['.', '!', '?', ';']).map_or(0, |at| at + 1)..)?;
    let after = shape::after(text, mention.range.end, NEIGHBOURHOOD);
    let after = after.get(..ends(after).unwrap_or(after.len()))?;
    let (before, after) = (words(before), words(after));
    let near = before.iter().rev().take(DEADLINE_REACH);
    if before.iter().rev().take(LAW_REACH).any(|word| LAWS.contains(&word.as_str())) {
        return None;
    }
    if near.clone().any(|word| LIVES.contains(&word.as_str())) {
        return None;
    }
    if near.clone().any(|word| DEADLINES.contains(&word.as_str())) {
        return Some(Tense::Future);
    }
    if is_done(&before) {
        return Some(Tense::Past);
    }
    (1..=REACH).find_map(|distance| {
        let earlier = before.len().checked_sub(distance).and_then(|at| verb(&before, at));
        earlier.or_else(|| verb(&after, distance - 1))
    })
}

/// Whether a day stands after its participle: `lancée le`, `tenu à Paris le`.
fn is_done(before: &[String]) -> bool {
    let [rest @ .., participle, day] = before else { return false };
    let mut earlier = rest.iter().rev().take(PARTICIPLE_REACH).map(String::as_str);
    let not_yet = earlier.clone().next().is_none() || earlier.any(|word| NOT_YET.contains(&word) || is_future(word));
    DAY_WORDS.contains(&day.as_str()) && is_participle(participle) && !not_yet
}

/// The tense that a verb begins at this place, if one does.
fn verb(words: &[String], at: usize) -> Option<Tense> {
    let word = words.get(at)?.as_str();
    let following = || words.iter().skip(at + 1).take(PARTICIPLE_REACH).map(String::as_str);
    let reflexive = at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|before| before == "s");
    let being = || {
        BEING.contains(&word)
            && (following().any(|next| OF_BEING.contains(&next)) || (reflexive && following().any(is_participle)))
    };
    if PAST.contains(&word) || (AUXILIARIES.contains(&word) && following().any(is_participle)) || being() {
        return Some(Tense::Past);
    }
    (is_future(word) || WILL.contains(&word)).then_some(Tense::Future)
}

fn is_future(word: &str) -> bool {
    let inflected = word.ends_with("ra") || word.ends_with("ront") || word.ends_with("rons");
    inflected && shape::width(word) >= 4 && !NO_FUTURES.contains(&word)
}

fn is_participle(word: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "é", "ée", "és", "ées", "i", "ie", "is", "ies", "it", "ite", "ites", "u", "ue", "us", "ues", "ert", "erte",
        "fait",
    ];
    shape::width(word) >= 2 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !NO_PARTICIPLES.contains(&word)
}

/// Words in small letters, accents kept: `a` is a verb and `à` is none.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    const TODAY: Date = Date { year: 2024, month: Some(6), day: Some(30) };

    fn check(cases: &[(&[&str], &str)]) {
        for (texts, expected) in cases {
            let block = |text: &&str| match text.strip_prefix("# ") {
                Some(heading) => Block { form: Form::Heading(2), paragraph: Line::plain(heading, 1).paragraph },
                None => Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph },
            };
            let blocks: Vec<Block> = texts.iter().map(block).collect();
            let found = latest_month(&blocks, TODAY);
            assert_eq!(found.map_or("–".to_owned(), |found| found.value.to_string()), *expected, "{texts:?}");
        }
    }

    #[test]
    fn what_has_happened_counts() {
        check(&[
            (
                &["Deux forums le 27 mai 2021 et la collaboration le 17 juin 2021 ont réuni des administrations."],
                "2021-06",
            ),
            (&["Le sommet s'est tenu le 17 juin 2021."], "2021-06"),
            (&["La plateforme lancée le 3 mars 2021 permettra de suivre le plan."], "2021-03"),
            (&["Le plan a été publié le 3 mars 2021. Le bilan paraîtra le 4 mai 2022."], "2021-03"),
        ]);
    }

    #[test]
    fn what_is_to_come_and_what_is_only_named_does_not() {
        check(&[
            (&["Le sommet se tiendra le 17 juin 2021."], "–"),
            (&["Les réponses sont attendues d'ici le 17 juin 2021 : la consultation a été ouverte."], "–"),
            (&["Un atelier est organisé le 17 juin 2021."], "–"),
            (&["Une réunion aura lieu le 17 juin 2021 à Paris."], "–"),
            (&["Le plan sera enfin publié le 17 juin 2021."], "–"),
            (&["Simone Veil est née le 13 juillet 1927."], "–"),
            (&["Le rapport a été remis le 1er juillet 2024."], "–"),
            (&["# Prochaines étapes", "Le 17 juin 2021, ce qui a été recueilli sera publié."], "–"),
            (&["Loi du 17 juillet 1978"], "–"),
            (&["La loi pour une République numérique du 7 octobre 2016 a ouvert les codes."], "–"),
        ]);
    }
}
