//! How answers are written: one file for each format.
//! Finding them is the business of `command::search`; escaping and marking for HTML, of `search_server::present`.

pub(crate) mod counts;
pub(crate) mod csv;
pub(crate) mod description;
pub(crate) mod explanation;
pub(crate) mod facets;
pub(crate) mod ids;
pub(crate) mod json;
pub(crate) mod jsonl;
pub(crate) mod lines;
pub(crate) mod screen;
pub(crate) mod trec;

/// Lines of the source around a passage, for each passage of each hit; empty where none were asked for.
pub(crate) type Surroundings = Vec<Vec<Around>>;

/// What stands before and after a passage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// Numbered lines before it, in the order of the source.
    pub(crate) before: Vec<(u32, String)>,
    /// Numbered lines after it, in the order of the source.
    pub(crate) after: Vec<(u32, String)>,
}

/// What stands around one passage of one hit.
fn around(surroundings: &Surroundings, hit: usize, passage: usize) -> Around {
    surroundings.get(hit).and_then(|passages| passages.get(passage)).cloned().unwrap_or_default()
}
