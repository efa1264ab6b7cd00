//! What things weigh in the ranking.

use super::plan::Likeness;
use crate::passage::Zone;

/// One set of weights for all collections.
pub struct Weights {
    pub title: f32,
    pub heading: f32,
    pub frame: f32,
    pub letters: f32,
    pub form: f32,
    pub link: f32,
    pub k1: f32,
    pub b: f32,
    pub exact: f32,
    pub pair: f32,
    pub passage: f32,
    pub pk1: f32,
    pub far: f32,
    pub enough: f32,
    pub coord: f32,
    pub idfp: f32,
    pub all: f32,
    pub least: f32,
    pub tk1: f32,
    pub widened: f32,
    pub tb: f32,
    pub ptitle: f32,
}

/// TUNING
pub static WEIGHTS: std::sync::LazyLock<Weights> = std::sync::LazyLock::new(|| {
    let env = std::env::var("LAB").unwrap_or_default();
    let get = |name: &str, default: f32| {
        env.split(',').find_map(|p| p.split_once('=').filter(|(k, _)| *k == name).and_then(|(_, v)| v.parse().ok())).unwrap_or(default)
    };
    Weights {
        title: get("title", 2.0),
        heading: get("heading", 1.5),
        frame: get("frame", 0.1),
        letters: get("letters", 1.0),
        form: get("form", 0.8),
        link: get("link", 0.3),
        k1: get("k1", 1.2),
        b: get("b", 0.6),
        exact: get("exact", 0.3),
        pair: get("pair", 0.5),
        passage: get("passage", 0.3),
        pk1: get("pk1", 1.0),
        far: get("far", 8.0),
        enough: get("enough", 10.0),
        coord: get("coord", 1.5),
        idfp: get("idfp", 1.0),
        all: get("all", 1.0),
        least: get("least", 0.0),
        tk1: get("tk1", 1.2),
        widened: get("widened", 0.4),
        tb: get("tb", 0.75),
        ptitle: get("ptitle", 1.5),
    }
});

/// What a word weighs in a zone.
pub fn of_zone(zone: Zone) -> f32 {
    match zone {
        Zone::Title => WEIGHTS.ptitle,
        Zone::Heading => WEIGHTS.heading,
        Zone::Body => 1.0,
        Zone::Frame => WEIGHTS.frame,
    }
}

/// What a form weighs beside the exact word.
pub fn of_likeness(likeness: Likeness) -> f32 {
    match likeness {
        Likeness::Exact => 1.0,
        Likeness::Letters => WEIGHTS.letters,
        Likeness::Form => WEIGHTS.form,
    }
}

/// Where fewer documents than this have all the words, those with most of them are answers too: a page of ten.
pub static ENOUGH: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| WEIGHTS.enough as u64);
