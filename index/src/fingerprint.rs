//! Fingerprints of texts: near for texts that are nearly the same, far apart for all others (SimHash, Charikar 2002).
//! Which texts are copies of one another is decided over a whole collection, elsewhere.

mod distinct;
mod votes;
mod words;

use distinct::Distinct;
use votes::Votes;
use words::{Kind, Word, add_all, add_telling, mix};

use crate::document::{Document, Paragraph, Role};

/// Fingerprints of copies differ in no more bits than this.
const MOST_BITS: u32 = 3;

/// Runs of so many words are compared: single words say little of a text, longer runs are all changed by one word.
const RUN: usize = 3;

/// Shorter texts are too much like each other to be copies unless they are the same, word for word.
const LEAST_WORDS: usize = 40;

/// Texts of fewer words, title and all, are no copies of anything: `À venir.` says nothing twice.
const LEAST_SAME: usize = 10;

/// A run with a figure weighs two to this power beside others: texts made from one template differ in their figures.
const TELLING: u32 = 2;

/// Words take about so many bytes of a text with what is between them: room is made for all at once.
const BYTES_OF_WORD: usize = 6;

/// The bit that tells fingerprints of long texts from those of short ones.
const LONG: u64 = 1;

/// The fingerprint of a document; `None` where it has no text to compare.
///
/// Title, frames, datelines, lists of names and very short paragraphs count for nothing, nor do accents, case and
/// punctuation; but texts of less than 40 words have to be the same, title and all.
pub(crate) fn fingerprint(document: &Document) -> Option<u64> {
    let lead = document.lead.iter();
    let body = lead.chain(document.sections.iter().flat_map(|section| &section.paragraphs));
    let own = body.filter(|paragraph: &&Paragraph| paragraph.role == Role::Text);
    let bytes: usize = own.clone().map(|paragraph| paragraph.text.len()).sum();
    let room = bytes / BYTES_OF_WORD;
    let (mut words, mut telling) = (Vec::with_capacity(room), Vec::with_capacity(room));
    for paragraph in own {
        let before = words.len();
        add_all(&mut words, &paragraph.text);
        add_telling(&mut telling, words.get(before..).unwrap_or_default());
    }
    if telling.len() >= LEAST_WORDS {
        return Some(near(&telling) | LONG);
    }
    let has_text = !words.is_empty();
    document.title.iter().for_each(|title| add_all(&mut words, &title.text));
    (has_text && words.len() >= LEAST_SAME).then(|| exact(&words) & !LONG)
}

/// Whether two fingerprints are those of copies.
pub(crate) fn are_copies(a: u64, b: u64) -> bool {
    a == b || (may_be_near(a & b) && (a ^ b).count_ones() <= MOST_BITS)
}

/// Whether other fingerprints than the same one may be those of copies.
pub(crate) fn may_be_near(fingerprint: u64) -> bool {
    fingerprint & LONG == LONG
}

/// The majority of the bits of all runs of words, each run counted once however often it stands there.
fn near(words: &[Word]) -> u64 {
    let mut votes = Votes::default();
    let mut seen = Distinct::with_room(words.len());
    for run in words.windows(RUN) {
        let hash = run.iter().fold(0, |hash, word| mix(hash, word.hash));
        if seen.insert(hash) {
            let is_telling = run.iter().any(|word| word.kind == Kind::Figure);
            votes.add(hash, if is_telling { TELLING } else { 0 });
        }
    }
    votes.majority()
}

/// A hash of all words in their order.
fn exact(words: &[Word]) -> u64 {
    words.iter().fold(0, |hash, word| mix(hash, word.hash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;

    /// Sentences that have no run of words in common.
    const SENTENCES: [&str; 8] = [
        "Le Gouvernement publie ce matin son plan national pour une action publique transparente et collaborative.",
        "Vingt et un engagements concrets associent administrations, chercheurs, associations et entreprises du numérique.",
        "Les données de référence seront diffusées librement sur une plateforme commune avant la fin du semestre prochain.",
        "Chaque ministère rendra compte deux fois par an des résultats obtenus devant un comité indépendant de suivi.",
        "La participation des citoyens à la préparation des lois sera expérimentée dans plusieurs régions volontaires.",
        "Des agents formés accompagneront les communes rurales qui souhaitent ouvrir leurs registres et leurs marchés.",
        "Un fonds doté de plusieurs millions soutiendra les logiciels libres développés au sein de services publics.",
        "Cette démarche prolonge les travaux conduits avec nos partenaires étrangers lors du sommet tenu à Paris.",
    ];

    fn document(title: &str, paragraphs: &[&str]) -> Document {
        let paragraphs = paragraphs.iter().map(|text| Paragraph::on_line(*text, 1)).collect();
        let sections = vec![Section { paragraphs, ..Section::default() }];
        Document { title: Some(Paragraph::on_line(title, 1)), sections, ..Document::default() }
    }

    fn check(a: &Document, b: &Document, expected: bool) {
        let (a_print, b_print) = (fingerprint(a).unwrap(), fingerprint(b).unwrap());
        assert_eq!(are_copies(a_print, b_print), expected, "{} bits\n{a:?}\n{b:?}", (a_print ^ b_print).count_ones());
    }

    #[test]
    fn title_header_date_and_typing_part_no_copies() {
        let copy = SENTENCES.map(|text| text.replace("’", "'").to_uppercase().to_lowercase());
        let mut copy: Vec<&str> = copy.iter().map(String::as_str).collect();
        copy.insert(0, "PREMIER MINISTRE");
        copy.insert(1, "Paris, le 3 avril 2018");
        copy.push("Mis à jour le jeudi 5 juillet 2018");
        copy.push("Mme Anne Martin, M. Jean Petit, Mme Zoé Durand, M. Luc Bernard");
        check(&document("Un plan", &SENTENCES), &document("Un plan pour l'action publique", &copy), true);
    }

    #[test]
    fn a_corrected_word_in_a_long_text_parts_no_copies() {
        // Ten times as long, each part with words of its own.
        let long: Vec<String> =
            (0..10).flat_map(|n| SENTENCES.map(|text| text.replace(' ', &format!(" w{n}")))).collect();
        let corrected: Vec<String> = long.iter().map(|text| text.replace("w3rendra", "w3rendrait")).collect();
        let of = |texts: &[String]| document("Un", &texts.iter().map(String::as_str).collect::<Vec<_>>());
        check(&of(&long), &of(&corrected), true);
    }

    #[test]
    fn texts_of_one_template_are_no_copies() {
        let mut other = SENTENCES;
        other[3] = "Le ministère de la Culture numérisera ses archives sonores avec l'appui de trois bibliothèques.";
        check(&document("Fiche", &SENTENCES), &document("Fiche", &other), false);
        let figures =
            ["Action n° 12 : 300 communes en 2021 et 12 millions d'euros.", SENTENCES[1], SENTENCES[2], SENTENCES[3]];
        let others =
            ["Action n° 13 : 450 communes en 2022 et 18 millions d'euros.", SENTENCES[1], SENTENCES[2], SENTENCES[3]];
        check(&document("Fiche", &figures), &document("Fiche", &others), false);
    }

    #[test]
    fn short_texts_have_to_be_the_same_with_their_titles() {
        let text = ["Supprimer l'alinéa 3 de cet article et les suivants."];
        check(&document("Article 5", &text), &document("Article 5", &text), true);
        check(&document("Article 5", &text), &document("Article 6", &text), false);
        check(
            &document("Article 5", &text),
            &document("Article 5", &["Supprimer l'alinéa 4 de cet article et les suivants."]),
            false,
        );
    }

    #[test]
    fn what_has_next_to_no_text_has_no_fingerprint() {
        assert_eq!(
            fingerprint(&document("Un titre de plus de dix mots ne fait pas un texte, pas même un court", &[])),
            None
        );
        assert_eq!(fingerprint(&document("Un titre", &["À venir."])), None);
    }
}
