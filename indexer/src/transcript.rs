//! The text of a source as it is indexed, written as Markdown: a block a line, a blank line between blocks.
//! What the text is about is told elsewhere; what only programs wrote about a file is no text of it.

use std::collections::HashSet;

use index::Paragraph;

use crate::defect::Defect;
use crate::describe::declared;
use crate::describe::publishers::Publishers;
use crate::extract::{Block, Content, Form};
use crate::json_lines;
use crate::{Format, Workers};

/// The text of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// Its blocks, without line breaks: the n-th, counted from 0, is to stand on line 2n + 1.
    pub blocks: Vec<String>,
    /// What could not be read.
    pub defects: Vec<Defect>,
}

/// The text of a source of that format: title and lead where its front matter has them, then all blocks as they stand.
///
/// Of JSON Lines, each document in its order, its title as a heading.
///
/// # Errors
/// Bytes that the format cannot have, or beyond the limits.
pub fn transcript(format: Format, bytes: &[u8], workers: &Workers) -> Result<Transcript, Defect> {
    if format == Format::JsonLines {
        return Ok(of_lines(bytes));
    }
    let Content { fields, blocks, mut defects, .. } = workers.content(format, bytes)?;
    let front = declared::describe(&fields, &Publishers::default(), &mut defects);
    let lead = front.lead.into_iter().map(|paragraph| Block { form: Form::Plain, paragraph });
    let blocks: Vec<Block> = front.title.map(heading).into_iter().chain(lead).chain(blocks).collect();
    Ok(Transcript { blocks: lines(&blocks), defects })
}

fn of_lines(bytes: &[u8]) -> Transcript {
    let mut transcript = Transcript::default();
    for (number, line) in json_lines::lines(bytes) {
        match json_lines::document(line, number) {
            Ok(reading) => {
                let document = reading.document;
                let text = document.sections.into_iter().flat_map(|section| section.paragraphs);
                let plain = |paragraph| Block { form: Form::Plain, paragraph };
                let body = document.lead.into_iter().chain(text).map(plain);
                let blocks: Vec<Block> = document.title.map(heading).into_iter().chain(body).collect();
                transcript.blocks.extend(lines(&blocks));
                transcript.defects.extend(reading.defects);
            }
            Err(defect) => transcript.defects.push(defect),
        }
    }
    transcript
}

fn heading(paragraph: Paragraph) -> Block {
    Block { form: Form::Heading(1), paragraph }
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let cut = blocks.iter().any(|block| block.paragraph.text.contains('\n'));
    let words = if cut { words(blocks) } else { HashSet::new() };
    let line = |block: &Block| {
        let text = whole_words(&block.paragraph.text, &words);
        match block.form {
            Form::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level.clamp(1, 6)))),
            Form::Item => format!("- {text}"),
            Form::Quote => format!("> {text}"),
            Form::Code => format!("    {text}"),
            Form::Plain | Form::Row => text,
        }
    };
    blocks.iter().map(line).collect()
}

/// The words of a text, in small letters.
fn words(blocks: &[Block]) -> HashSet<String> {
    let texts = blocks.iter().map(|block| block.paragraph.text.to_lowercase());
    let words = |text: String| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    texts.flat_map(words).collect()
}

/// The text with words that were cut at line ends put together; where both parts are words of the text and the whole is
/// none, as in `vice-président`, the hyphen belongs to them.
fn whole_words(text: &str, words: &HashSet<String>) -> String {
    let mut parts = text.split('\n');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = whole.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
        let first = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let second = part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let compound = words.contains(&first) && words.contains(&second) && !words.contains(&(first + &second));
        match (before.len() < whole.len(), compound) {
            (true, false) => whole.truncate(before.len()),
            (true, true) => {}
            (false, _) => whole.push(' '),
        }
        whole.push_str(part);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, source: &str, expected: &[&str]) {
        let found = transcript(format, source.as_bytes(), &Workers::new(None, crate::Limits::default())).unwrap();
        assert_eq!(found.blocks, expected);
    }

    #[test]
    fn blocks_are_written_as_markdown() {
        check(
            Format::Markdown,
            "---\ntitle: T\nchapeau: C\n---\n## Un\n\nTexte\nsuite.\n\n- a\n- b\n\n> cité\n",
            &["# T", "C", "## Un", "Texte suite.", "- a", "- b", "> cité"],
        );
        check(Format::JsonLines, "{\"id\": 1, \"title\": \"T\", \"text\": \"Un\\nDeux\"}\n", &["# T", "Un", "Deux"]);
    }

    #[test]
    fn words_cut_at_line_ends_are_put_together() {
        let words = HashSet::from(["vice", "président", "transformation"].map(str::to_owned));
        assert_eq!(
            whole_words("la transfor-\nmation du vice-\nprésident", &words),
            "la transformation du vice-président"
        );
        assert_eq!(whole_words("un\ndeux", &words), "un deux");
    }
}
