//! Line numbers for formats without lines: those of the text that `communiques extract` prints.
//! It prints nothing itself, and leaves formats alone that have lines or pages of their own.

use index::LineStart;

use super::Block;

/// Gives each block the line that it is printed on: a block is one line, and a blank line follows it.
///
/// The first block stands on line 1, the next on line 3, whatever places they had before.
pub(super) fn number_blocks(blocks: &mut [Block]) {
    for (line, block) in (1..).step_by(2).zip(blocks) {
        block.paragraph.lines = vec![LineStart { offset: 0, line }];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Form;
    use crate::line::Line;

    #[test]
    fn blocks_stand_on_every_second_line() {
        let block = |text: &str| Block { form: Form::Plain, paragraph: Line::plain(text, 7).paragraph };
        let mut blocks = ["Un", "Deux", "Trois"].map(block);
        number_blocks(&mut blocks);
        assert_eq!(blocks.map(|block| block.paragraph.lines[0].line), [1, 3, 5]);
    }
}
