//! Headers and footers of pages: the one of the first page is a masthead, the others repeat what the text says.
//! Whatever stands in several of them is kept once.

use std::collections::HashSet;

use index::Role;

use crate::extract::Block;
use crate::shape;

/// Which margin a text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Margin {
    /// The header of the first page.
    Masthead,
    /// The header of another page.
    Header,
    /// The footer of a page.
    Footer,
}

/// Puts the masthead above the text and the other margins below it, all as frame. Page numbers are left out.
///
/// A line of the masthead that the text repeats is a running header, and stands below it too.
pub(super) fn around(blocks: Vec<Block>, margins: Vec<(Margin, Vec<Block>)>) -> Vec<Block> {
    // Only lines as short as those of the margins can be repeated there.
    let longest = margins.iter().flat_map(|(_, lines)| lines).map(|line| line.paragraph.text.len()).max();
    let texts = blocks.iter().map(|block| block.paragraph.text.as_str());
    let short = texts.filter(|text| longest.is_some_and(|longest| shape::width(text) <= longest));
    let own: HashSet<String> = short.map(shape::fold).collect();
    let mut seen = HashSet::new();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (margin, lines) in margins {
        for mut block in lines {
            let folded = shape::fold(&block.paragraph.text);
            let masthead = margin == Margin::Masthead && !own.contains(&folded);
            if !folded.contains(char::is_alphabetic) || !seen.insert(folded) {
                continue;
            }
            block.paragraph.role = Role::Frame;
            if masthead { above.push(block) } else { below.push(block) }
        }
    }
    above.into_iter().chain(blocks).chain(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;
    use crate::line::Line;

    #[test]
    fn each_line_of_the_margins_is_kept_once() {
        let lines = |texts: &[&str]| -> Vec<Block> {
            let block = |text: &&str| Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
            texts.iter().map(block).collect()
        };
        let margins = vec![
            (Margin::Masthead, lines(&["MINISTÈRE", "Un plan"])),
            (Margin::Header, lines(&["Un plan", "3"])),
            (Margin::Footer, lines(&["www.a.fr", "Ministère"])),
        ];
        let found = around(lines(&["Un plan", "Texte."]), margins);
        let found: Vec<_> = found.iter().map(|b| (b.paragraph.text.as_str(), b.paragraph.role)).collect();
        let expected = [
            ("MINISTÈRE", Role::Frame),
            ("Un plan", Role::Text),
            ("Texte.", Role::Text),
            ("Un plan", Role::Frame),
            ("www.a.fr", Role::Frame),
        ];
        assert_eq!(found, expected);
    }
}
