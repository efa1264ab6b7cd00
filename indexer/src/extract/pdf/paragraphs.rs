//! Paragraphs from the lines of columns: told apart by white, indents, sizes and lines that end early.
//! Headings are told elsewhere, from the paragraphs of the whole document.

use index::{Paragraph, Role};

use super::order::Stretch;
use super::strip::Strip;
use crate::extract::Form;
use crate::extract::lines::is_cut_word;
use crate::line::{Line, append, cut_front};
use crate::shape;

mod column;

use column::{Shape, same_size};

/// So many paragraphs back, notes at the foot of a page may stand between the two halves of one that goes on.
const MAX_NOTES: usize = 12;

/// A paragraph with what its layout says.
#[derive(Debug)]
pub(super) struct Laid {
    /// Item, row, or running text.
    pub(super) form: Form,
    /// Its text; lines count pages.
    pub(super) paragraph: Paragraph,
    /// The size of its letters, in points.
    pub(super) size: f64,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// Of how many lines it is made.
    pub(super) lines: usize,
    /// Whether its last line reaches the right edge of its column.
    pub(super) full: bool,
}

/// The paragraphs of the stretches of all pages, in their order.
pub(super) fn paragraphs(stretches: impl IntoIterator<Item = Stretch>) -> Vec<Laid> {
    let mut all: Vec<Laid> = Vec::new();
    for stretch in stretches {
        match stretch {
            Stretch::Row(cells) => all.extend(row(&cells)),
            Stretch::Lines(strips) => {
                for (number, laid) in column(strips).into_iter().enumerate() {
                    let goes_on = if number == 0 { half_of(&all, &laid) } else { None };
                    match goes_on.and_then(|at| all.get_mut(at)) {
                        Some(before) => before.go_on(laid),
                        None => all.push(laid),
                    }
                }
            }
        }
    }
    all
}

impl Laid {
    fn new(strip: &Strip) -> Self {
        let line = line(strip);
        let bullet = line.bullet();
        let mut paragraph = line.paragraph;
        if let Some(length) = bullet {
            cut_front(&mut paragraph, length);
        }
        if strip.running {
            paragraph.role = Role::Frame;
        }
        let form = if bullet.is_some() { Form::Item } else { Form::Plain };
        Self { form, paragraph, size: strip.size, bold: strip.bold, lines: 1, full: false }
    }

    fn add(&mut self, strip: &Strip) {
        join(&mut self.paragraph, line(strip).paragraph);
        self.bold &= strip.bold;
        self.lines += 1;
    }

    fn go_on(&mut self, rest: Laid) {
        join(&mut self.paragraph, rest.paragraph);
        self.lines += rest.lines;
        self.full = rest.full;
    }
}

/// A strip as a line of text that stands on its page.
fn line(strip: &Strip) -> Line {
    Line::plain(&strip.text, strip.page)
}

/// Joins a line to a paragraph: a cut word keeps its hyphen and break until the words of the document are known.
fn join(paragraph: &mut Paragraph, next: Paragraph) {
    let text = paragraph.text.as_str();
    let compound = text.strip_suffix(['-', '\u{2010}']).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let elided = text.strip_suffix(['’', '\'']).is_some_and(|before| before.ends_with(char::is_alphabetic));
    let glue = match next.text.chars().next() {
        _ if is_cut(text, &next.text) => "\n",
        Some(c) if (compound && c.is_alphanumeric()) || (elided && c.is_alphabetic()) => "",
        _ => " ",
    };
    append(paragraph, next, glue);
}

/// Whether a line ends within a word, in small letters or in capitals; `Saint-Denis` is two words.
fn is_cut(text: &str, next: &str) -> bool {
    let before = text.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
    let capitals =
        before.len() < text.len() && before.ends_with(char::is_uppercase) && next.starts_with(char::is_uppercase);
    capitals || is_cut_word(text, next)
}

/// The cells of a row as one paragraph; the lines of a cell are joined first.
fn row(cells: &[Vec<Strip>]) -> Option<Laid> {
    let mut row: Option<Laid> = None;
    for cell in cells {
        let mut lines = cell.iter();
        let Some(mut laid) = lines.next().map(Laid::new) else { continue };
        lines.for_each(|strip| laid.add(strip));
        match &mut row {
            Some(row) => append(&mut row.paragraph, laid.paragraph, " "),
            None => row = Some(Laid { form: Form::Row, ..laid }),
        }
    }
    row
}

/// The paragraphs of one column.
fn column(strips: Vec<Strip>) -> Vec<Laid> {
    let shape = Shape::of(&strips);
    let mut all: Vec<Laid> = Vec::new();
    let mut before: Option<(&Strip, f64)> = None;
    for strip in &strips {
        let starts = before.is_none_or(|(before, left)| shape.parts(before, strip, left));
        match all.last_mut().filter(|_| !starts) {
            Some(laid) => laid.add(strip),
            None => all.push(Laid::new(strip)),
        }
        if let Some(laid) = all.last_mut() {
            laid.full = shape.is_full(strip, strips.len());
        }
        let left = before.filter(|_| !starts).map_or(f64::INFINITY, |(before, left)| left.min(before.left));
        before = Some((strip, left));
    }
    all
}

/// The place of the paragraph whose second half this is, at the head of a column or page.
fn half_of(all: &[Laid], laid: &Laid) -> Option<usize> {
    let running = |laid: &Laid| laid.paragraph.role == Role::Text;
    if laid.form != Form::Plain || !running(laid) {
        return None;
    }
    let mut back = all.iter().enumerate().rev().take(MAX_NOTES);
    // Notes at the foot of the page are set smaller; frames stand where pages meet.
    let (at, before) =
        back.find(|(_, before)| running(before) && (before.size > laid.size || same_size(before.size, laid.size)))?;
    let (text, next) = (before.paragraph.text.as_str(), laid.paragraph.text.as_str());
    let alike = same_size(before.size, laid.size) && before.bold == laid.bold;
    let open = !shape::ends_sentence(text) && !shape::is_contents_line(text);
    let flows = matches!(before.form, Form::Plain | Form::Item) && alike && open;
    let broken = shape::breaks_off(text) && shape::goes_on(next);
    let filled = before.full && shape::breaks_off(text) && (laid.lines > 1 || shape::ends_sentence(next));
    (flows && (is_cut(text, next) || broken || filled)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines `left right baseline text`, 10 points large; a blank line ends a page.
    fn check(pages: &[&str], expected: &[(Form, &str)]) {
        let strip = |page: u32, line: &str| {
            let mut parts = line.trim().splitn(4, ' ');
            let mut number = || parts.next().unwrap().parse().unwrap();
            let (left, right, baseline) = (number(), number(), number());
            let text = parts.next().unwrap().to_owned();
            Strip { text, left, right, baseline, size: 10.0, page, ..Strip::default() }
        };
        let page =
            |(number, lines): (u32, &&str)| Stretch::Lines(lines.lines().map(|line| strip(number, line)).collect());
        let found = paragraphs((1..).zip(pages).map(page));
        assert_eq!(found.iter().map(|laid| (laid.form, laid.paragraph.text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn paragraphs_part_at_white_indents_and_early_ends() {
        check(
            &["50 400 100 Le plan comporte vingt-six
               50 200 112 engagements.
               50 398 124 Un premier bilan sera réalisé
               50 300 136 dans un an pour
               50 300 160 La suite"],
            &[
                (Form::Plain, "Le plan comporte vingt-six engagements."),
                (Form::Plain, "Un premier bilan sera réalisé dans un an pour"),
                (Form::Plain, "La suite"),
            ],
        );
    }

    #[test]
    fn bullets_are_items_with_their_wrapped_lines() {
        check(
            &["50 400 100 • une ouverture toujours plus
               60 200 112 grande ;
               50 400 124 • une autre"],
            &[(Form::Item, "une ouverture toujours plus grande ;"), (Form::Item, "une autre")],
        );
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        check(
            &["50 400 700 Les données étant", "50 400 100 présentées en open data."],
            &[(Form::Plain, "Les données étant présentées en open data.")],
        );
        check(
            &["50 400 700 C’est la transfor-", "50 400 100 mation."],
            &[(Form::Plain, "C’est la transfor-\nmation.")],
        );
        check(&["50 400 700 Fin.", "50 400 100 et puis"], &[(Form::Plain, "Fin."), (Form::Plain, "et puis")]);
    }

    #[test]
    fn compounds_and_elisions_at_a_line_end_need_no_space() {
        check(
            &["50 400 100 à Saint-\n50 400 112 Denis en 2018-\n50 400 124 2020 avec l’\n50 400 136 État"],
            &[(Form::Plain, "à Saint-Denis en 2018-2020 avec l’État")],
        );
    }
}
