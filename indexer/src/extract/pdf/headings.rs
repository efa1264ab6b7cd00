//! Headings of a document that has no marks for them: paragraphs set larger than its text, bold or in capitals on lines
//! of their own; where nothing is set apart so, short lines before lists and paragraphs. It joins and drops nothing.

use super::paragraphs::Laid;
use crate::extract::Form;
use crate::shape;

/// A heading is larger than the text by this factor at least; smaller differences are moods of the layout.
const LARGER: f64 = 1.12;
/// Sizes this near to one another are of one level.
const SAME_LEVEL: f64 = 0.06;
/// A heading is no longer than this, in characters.
const LONGEST: usize = 200;
/// A heading that only bold letters tell is no longer than this.
const LONGEST_BOLD: usize = 120;
/// The level of headings that nothing tells the level of: below a title.
const PLAIN_LEVEL: u8 = 2;
/// Levels go no deeper.
const DEEPEST: u8 = 6;

/// Marks the headings, with levels by the ranks of their sizes; bold ones stand below all larger ones.
pub(super) fn mark(all: &mut [Laid]) {
    let Some(body) = body_size(all) else { return };
    let mostly_bold =
        all.iter().filter(|laid| laid.bold).map(letters).sum::<usize>() * 2 > all.iter().map(letters).sum::<usize>();
    let mut sizes: Vec<f64> = all.iter().filter(|laid| is_large(laid, body)).map(|laid| laid.size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|size, larger| *larger - *size <= SAME_LEVEL * *larger);
    let last = all.len().saturating_sub(1);
    let mut found = false;
    for (number, laid) in all.iter_mut().enumerate() {
        let rank = sizes.iter().take_while(|size| laid.size < **size * (1.0 - SAME_LEVEL)).count();
        let set_apart = (!mostly_bold && is_bold(laid, body)) || is_capitals(laid, body);
        if is_large(laid, body) {
            laid.form = Form::Heading(level(rank));
        } else if number < last && set_apart {
            laid.form = Form::Heading(level(sizes.len()));
        }
        found |= matches!(laid.form, Form::Heading(_));
    }
    if !found {
        mark_plain(all);
    }
}

/// Marks short lines that stand before a list or a paragraph.
fn mark_plain(all: &mut [Laid]) {
    let announces = |pair: &[Laid]| matches!(pair, [laid, next] if is_plain(laid) && !is_plain(next));
    let places: Vec<usize> = (0..).zip(all.windows(2)).filter(|(_, pair)| announces(pair)).map(|(at, _)| at).collect();
    for at in places {
        if let Some(laid) = all.get_mut(at) {
            laid.form = Form::Heading(PLAIN_LEVEL);
        }
    }
}

fn level(rank: usize) -> u8 {
    u8::try_from(rank + 1).unwrap_or(DEEPEST).min(DEEPEST)
}

/// The size that most letters have.
fn body_size(all: &[Laid]) -> Option<f64> {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for laid in all {
        match sizes.iter_mut().find(|(size, _)| (*size - laid.size).abs() <= 0.3) {
            Some((_, count)) => *count += letters(laid),
            None => sizes.push((laid.size, letters(laid))),
        }
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

fn letters(laid: &Laid) -> usize {
    shape::width(&laid.paragraph.text)
}

fn may_be(laid: &Laid, longest: usize) -> bool {
    let text = laid.paragraph.text.as_str();
    let runs = laid.form == Form::Plain && laid.paragraph.role == index::Role::Text;
    let words = text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let sentence = text.ends_with(['.', ';', ',']) && !text.ends_with("...");
    runs && words && !sentence && shape::width(text) <= longest && !shape::is_contents_line(text)
}

fn is_large(laid: &Laid, body: f64) -> bool {
    laid.size >= body * LARGER && may_be(laid, LONGEST)
}

fn is_bold(laid: &Laid, body: f64) -> bool {
    laid.bold && laid.size > body * 0.9 && may_be(laid, LONGEST_BOLD) && !shape::goes_on(&laid.paragraph.text)
}

fn is_capitals(laid: &Laid, body: f64) -> bool {
    let text = laid.paragraph.text.as_str();
    laid.lines == 1 && laid.size > body * 0.9 && may_be(laid, LONGEST_BOLD) && shape::is_capitals(text)
}

/// Whether it is a line that ends early, without the end of a sentence; dates and addresses of mastheads are none.
fn is_plain(laid: &Laid) -> bool {
    let text = laid.paragraph.text.as_str();
    let line = laid.lines == 1 && !laid.full && may_be(laid, LONGEST_BOLD) && !shape::ends_sentence(text);
    let masthead = text.contains(['@', '/']) || crate::calendar::read(text).is_some();
    line && !masthead && text.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::pdf::order::Stretch;
    use crate::extract::pdf::paragraphs::paragraphs;
    use crate::extract::pdf::strip::Strip;

    /// Lines 30 points apart, `size text`, bold after a `*`, and how they are set.
    fn check(lines: &[(f64, &str)], expected: &[Form]) {
        let strip = |(number, (size, text)): (u32, &(f64, &str))| Strip {
            text: text.trim_start_matches('*').to_owned(),
            right: text.len() as f64 * 5.0,
            baseline: f64::from(number) * 30.0,
            size: *size,
            bold: text.starts_with('*'),
            page: 1,
            ..Strip::default()
        };
        let strips = (1..).zip(lines).map(strip).collect();
        let mut all = paragraphs([Stretch::Lines(strips)]);
        mark(&mut all);
        assert_eq!(all.iter().map(|laid| laid.form).collect::<Vec<_>>(), expected);
    }

    const TEXT: &str = "Le plan d’action comporte vingt-six engagements pour la France et ses administrations.";

    #[test]
    fn levels_are_the_ranks_of_sizes_and_bold_lines_stand_below() {
        use Form::{Heading, Plain};
        check(
            &[(20.0, "Le plan"), (14.0, "Sa démarche"), (11.0, TEXT), (11.0, "*Son bilan"), (11.0, TEXT)],
            &[Heading(1), Heading(2), Plain, Heading(3), Plain],
        );
    }

    #[test]
    fn short_lines_are_headings_only_where_nothing_is_set_apart() {
        use Form::{Heading, Plain};
        check(&[(11.0, "Ses priorités"), (11.0, TEXT)], &[Heading(2), Plain]);
        check(&[(11.0, "Paris, le 3 avril 2018"), (11.0, TEXT)], &[Plain, Plain]);
        check(&[(16.0, "Le plan"), (11.0, "Ses priorités"), (11.0, TEXT)], &[Heading(1), Plain, Plain]);
    }
}
