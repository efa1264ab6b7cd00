//! What things weigh in the ranking: one set for all collections, each with its reason.
//! Chosen on the four development sets of `benches/README.md`, where one command reports them.

use super::slot::Likeness;
use crate::passage::Zone;

/// Where fewer documents than this have all the words, those with most of them are answers too. Twenty pages of ten:
/// with 10, questions put in other words than their answer lost 4 points of nDCG@10; beyond 200 nothing more is gained.
pub(super) const ENOUGH: u64 = 200;

/// Where no more documents than this are found, those with most of the words as typed stand first, whatever they score: a
/// reader sees the whole list and expects that order. In longer lists it cost 4 to 8 points of nDCG@10, since long documents have
/// all words by chance.
pub(super) const READ_WHOLE: u64 = 20;

/// So many of the best documents are weighed again by where the words stand in them.
pub(super) const LOOKED_INTO: usize = 30;

/// BM25's saturation of counts in the text: above the usual 1.2, as documents are long and counts mean more.
pub(super) const K1: f32 = 1.6;

/// BM25's share of the length of the text.
pub(super) const B: f32 = 0.7;

/// What the title's own BM25 weighs beside the text's: titles are written to be found.
pub(super) const TITLE: f32 = 2.5;

/// BM25's saturation of counts in the title.
pub(super) const TITLE_K1: f32 = 1.2;

/// BM25's share of the length of the title, counted in words that say what it is about.
pub(super) const TITLE_B: f32 = 0.75;

/// What the exact word adds, once more, to the word in any form: enough to put `côté` before `côte`.
pub(super) const EXACT: f32 = 0.15;

/// What two neighbours of the query add when they are neighbours in the text, times the rarity of the rarer one.
pub(super) const PAIR: f32 = 0.8;

/// Words further apart than this are no neighbours.
pub(super) const FAR: u32 = 8;

/// What the best passage adds: a document that answers in one place is better than one that has the words here and there.
pub(super) const PASSAGE: f32 = 0.6;

/// Saturation of counts within a passage, which is short.
pub(super) const PASSAGE_K1: f32 = 1.0;

/// What a name concluded from acronyms or synonyms weighs beside what was typed.
pub(super) const WIDENED: f32 = 0.2;

/// What a link to a host weighs beside its name in the text.
pub(super) const LINK: f32 = 0.3;

/// What one occurrence weighs in a zone, within a passage or a text; the title's own BM25 is beside this.
pub(super) fn of_zone(zone: Zone) -> f32 {
    match zone {
        Zone::Title => 2.5,
        Zone::Heading => 2.0,
        Zone::Body => 1.0,
        // Contents lines and running headers repeat others: found where nothing else is, never above it.
        Zone::Frame => 0.1,
        // An address says where something is, seldom what is said.
        Zone::Address => 0.3,
        Zone::Label => 1.5,
    }
}

/// What a form weighs beside the exact word.
pub(super) fn of_likeness(likeness: Likeness) -> f32 {
    match likeness {
        Likeness::Exact | Likeness::Letters => 1.0,
        Likeness::Form => 0.9,
    }
}
