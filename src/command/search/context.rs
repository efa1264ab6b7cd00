//! `-C N`: the lines of the source around each passage.
//! Lines that the passage shows already are left out.

use index::{Answer, Collection, Excerpt, IndexError, StoredDocument};

use crate::format::{Around, Surroundings};

/// For each passage of each hit, up to `lines` lines before it and as many after.
///
/// # Errors
/// The index cannot be read.
pub(super) fn around(collection: &Collection, answer: &Answer, lines: usize) -> Result<Surroundings, IndexError> {
    let of_hit = |hit: &index::Hit| {
        let document = index::document(collection, &hit.id)?;
        let of_passage = |passage| document.as_ref().map_or_else(Around::default, |doc| beside(doc, passage, lines));
        Ok(hit.passages.iter().map(of_passage).collect())
    };
    answer.hits.iter().map(of_hit).collect()
}

fn beside(document: &StoredDocument, passage: &Excerpt, lines: usize) -> Around {
    let shown = spaced(&passage.text);
    let all: Vec<&(u32, String)> = document.passages.iter().flat_map(|passage| &passage.lines).collect();
    let (before, after) = all.split_at(all.partition_point(|(line, _)| *line < passage.line));
    let is_new = |line: &&&(u32, String)| line.0 != passage.line && !shown.contains(&spaced(&line.1));
    let mut before: Vec<_> = before.iter().rev().filter(is_new).take(lines).map(|&line| line.clone()).collect();
    before.reverse();
    Around { before, after: after.iter().filter(is_new).take(lines).map(|&line| line.clone()).collect() }
}

/// `text` with single spaces, so that lines are found again in the paragraphs that they make up.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use index::{About, Excerpt, StoredDocument, StoredPassage};

    use super::beside;

    #[test]
    fn lines_of_the_passage_itself_are_no_context() {
        let lines = ["un", "deux", "trois", "quatre", "cinq"];
        let document = StoredDocument {
            id: "d".into(),
            title: "d".into(),
            about: About::default(),
            source: "d.md".into(),
            passages: vec![StoredPassage {
                anchor: "p1".into(),
                heading: Vec::new(),
                lines: (1..).zip(lines.map(str::to_owned)).collect(),
            }],
        };
        let passage = Excerpt {
            anchor: "p1".into(),
            heading: Vec::new(),
            line: 4,
            text: "trois\nquatre".into(),
            highlights: vec![(6, 12)],
            language: None,
        };
        let around = beside(&document, &passage, 1);
        assert_eq!(around.before, [(2, "deux".to_owned())]);
        assert_eq!(around.after, [(5, "cinq".to_owned())]);
    }
}
