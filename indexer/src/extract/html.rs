//! HTML inside other text: its tags, comments, scripts and styles are masked, its text stays.
//! It keeps every byte's place, so offsets and lines hold; it builds no tree and judges no nesting.

use std::ops::Range;

use super::elements::{BLOCKS, INLINE, SILENT};
use super::masked::{Masked, Veil, host};

/// Units that an exponent belongs to: `m²` is one word, where a number after another word calls a footnote.
const UNITS: [&str; 7] = ["m", "cm", "dm", "mm", "km", "hm", "dam"];

/// A tag, a comment or a declaration.
struct Mark<'a> {
    range: Range<usize>,
    /// The element's name in lower case, empty for comments and declarations; closing tags have the same name.
    name: String,
    closing: bool,
    source: &'a str,
}

/// Where tags of HTML and closed comments stand in a text that nothing else tells to be HTML, in ascending order.
///
/// What only looks like a tag is text: an unknown name, words after it that are no attributes (`a <b et c> d`).
pub(super) fn ranges(source: &str) -> Vec<Range<usize>> {
    let last_comment = source.rfind("-->").unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = source.get(at..).and_then(|rest| rest.find('<')).map(|start| at + start) {
        let rest = source.get(start..).unwrap_or_default();
        // A tag holds no other `<`, so that nothing is looked through twice.
        let end = rest.get(1..).and_then(|rest| rest.find('<')).map_or(source.len(), |next| start + 1 + next);
        let mark = match rest.starts_with("<!--") {
            true if start < last_comment => mark_at(source, start, source.len()),
            true => None,
            false => mark_at(source, start, end).filter(|mark| is_known(&mark.name) && is_tag(mark)),
        };
        at = mark.as_ref().map_or(start + 1, |mark| mark.range.end);
        found.extend(mark.map(|mark| mark.range));
    }
    found
}

fn is_known(name: &str) -> bool {
    const OTHERS: [&str; 6] = ["br", "td", "th", "thead", "tbody", "tfoot"];
    [&INLINE[..], &BLOCKS, &SILENT, &OTHERS].iter().any(|names| names.contains(&name))
}

/// Whether what stands after the name can be attributes.
fn is_tag(mark: &Mark<'_>) -> bool {
    let tag = mark.source.get(mark.range.clone()).unwrap_or_default();
    let after = tag.trim_start_matches(['<', '/']).get(mark.name.len()..).unwrap_or_default();
    after.contains('=') || after.trim_end_matches(['/', '>']).trim().is_empty()
}

/// Masks all HTML inside `ranges` of the text, which hold whole tags, in ascending order.
pub(super) fn mask(masked: &mut Masked, source: &str, ranges: &[Range<usize>]) {
    let mut done = 0;
    let mut open_ended: Vec<&str> = Vec::new();
    for range in ranges {
        let mut at = range.start.max(done);
        // Beyond the last `>` no tag closes: looking for one again and again would take time without bound.
        let last =
            source.get(range.clone()).and_then(|text| text.rfind('>')).map_or(range.start, |last| range.start + last);
        while let Some(found) = source.get(at..range.end).and_then(|rest| rest.find('<')).map(|found| at + found) {
            let comment = source.get(found..).is_some_and(|rest| rest.starts_with("<!--"));
            let closes = found < last || comment;
            let Some(mark) = closes.then(|| mark_at(source, found, range.end)).flatten() else {
                at = found + 1;
                if closes { continue } else { break }
            };
            at = mark.range.end;
            hide(masked, &mark);
            let silent = SILENT.iter().find(|name| **name == mark.name && !mark.closing);
            if let Some(name) = silent.filter(|name| !open_ended.contains(name)) {
                match closing_tag(source, at, name) {
                    Some(end) => {
                        masked.hide(at..end, Veil::Space);
                        at = end;
                    }
                    None => open_ended.push(name),
                }
            }
        }
        done = done.max(at);
    }
}

fn mark_at(source: &str, start: usize, end: usize) -> Option<Mark<'_>> {
    let rest = source.get(start..end)?;
    if let Some(comment) = rest.strip_prefix("<!--") {
        let length = comment.find("-->").map_or(rest.len(), |at| at + "<!---->".len());
        return Some(Mark { range: start..start + length, name: String::new(), closing: false, source });
    }
    let closing = rest.starts_with("</");
    let inner = rest.get(if closing { 2 } else { 1 }..)?;
    let first = inner.chars().next()?;
    if !(first.is_ascii_alphabetic() || (!closing && matches!(first, '!' | '?'))) {
        return None;
    }
    let name = inner.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next()?.to_ascii_lowercase();
    let length = tag_length(rest)?;
    Some(Mark { range: start..start + length, name, closing, source })
}

/// Up to the `>` that is not inside a quoted attribute.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') if before == '=' => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        before = c;
    }
    tag.find('>').map(|at| at + 1)
}

fn closing_tag(source: &str, from: usize, name: &str) -> Option<usize> {
    let rest = source.get(from..)?;
    let closing = rest.match_indices("</").find(|(at, _)| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|candidate| candidate.eq_ignore_ascii_case(name))
    })?;
    let end = rest.get(closing.0..)?.find('>')?;
    Some(from + closing.0 + end + 1)
}

fn hide(masked: &mut Masked, mark: &Mark<'_>) {
    let name = mark.name.as_str();
    let veil = match name {
        "sup" if !mark.closing && calls_a_note(mark) => Veil::Space,
        "" => Veil::Nothing,
        name if INLINE.contains(&name) => Veil::Nothing,
        name if BLOCKS.contains(&name) => Veil::Break,
        _ => Veil::Space,
    };
    if name == "a"
        && let Some(address) = href(mark.source.get(mark.range.clone()).unwrap_or_default())
        && let Some(host) = host(address)
    {
        masked.links.push((mark.range.start, host));
    }
    masked.hide(indent_of(mark)..mark.range.end, veil);
}

/// Where the white space before a tag at the start of a line begins: left alone, it would make the line code.
fn indent_of(mark: &Mark<'_>) -> usize {
    let before = mark.source.get(..mark.range.start).unwrap_or_default();
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let starts_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
    if starts_line && indent >= 4 { mark.range.start - indent } else { mark.range.start }
}

/// Whether a `<sup>` holds the call to a footnote.
fn calls_a_note(mark: &Mark<'_>) -> bool {
    let after = mark.source.get(mark.range.end..).unwrap_or_default();
    let before = mark.source.get(..mark.range.start).unwrap_or_default().trim_end_matches(['*', '_']);
    is_note_call(before, after.split('<').next().unwrap_or_default())
}

/// Whether a raised text is a number that belongs to no unit before it: a call to a footnote, which is a word of its own.
pub(super) fn is_note_call(before: &str, raised: &str) -> bool {
    let number = raised.trim();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && !UNITS.contains(&word)
}

fn href(tag: &str) -> Option<&str> {
    let lower = tag.to_ascii_lowercase();
    let value = tag.get(lower.find("href")? + "href".len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value.get(1..)?.split(quote).next(),
        None => value.split(|c: char| c.is_whitespace() || c == '>').next(),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::markdown::blocks;
    use crate::line::LineMap;

    fn check(source: &str, expected: &[&str]) {
        let found = blocks(source, &LineMap::of_text(source, 1));
        assert_eq!(found.iter().map(|block| block.paragraph.text.as_str()).collect::<Vec<_>>(), expected, "{source}");
    }

    #[test]
    fn tags_attributes_and_comments_go_and_text_stays() {
        check(
            "<b>Un</b> <a href=\"x.html\" title='>'>deux</a> <!-- non --> tr<i>o</i>is &eacute;lus",
            &["Un deux trois élus"],
        );
        check("<figure class='x'>\n<img src=\"a.png\"/></figure>Pour **progresser**", &["Pour progresser"]);
    }

    #[test]
    fn markdown_inside_html_is_markdown() {
        check("<div>\n## Titre\n    <p>_Un_ [lien](http://a.fr)</p>\n</div>", &["Titre", "Un lien"]);
    }

    #[test]
    fn scripts_and_styles_are_no_text() {
        check(
            "Avant\n\n<script>\nlet a = '<b>';\n\nb();\n</script>\n\nAprès <style>p{}</style>fin",
            &["Avant", "Après fin"],
        );
        check("Avant\n\n<SCRIPT>\n\njamais fermé", &["Avant", "jamais fermé"]);
    }

    #[test]
    fn exponents_are_glued_and_calls_to_notes_are_not() {
        check("2<sup>e</sup>, 3 m<sup>2</sup>", &["2e, 3 m2"]);
        check("2015-2017**<sup>1</sup>. plan<sup>2</sup>", &["2015-2017** 1. plan 2"]);
    }

    #[test]
    fn code_keeps_its_tags() {
        check("`<b>` et\n\n```html\n<p>un</p>\n```", &["<b> et", "<p>un</p>"]);
    }
}
