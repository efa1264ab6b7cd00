//! Attributes of kramdown and tags of Liquid, as Jekyll sites have them: `{:target="_blank"}`, `{% … %}`, `{{ … }}`.
//! They are no text. It does not look inside code, where they mean themselves.

use std::borrow::Cow;
use std::ops::Range;

use super::masked::{Masked, Veil};

const MARKS: [(&str, &str); 3] = [("{:", "}"), ("{%", "%}"), ("{{", "}}")];

/// Masks all attributes and tags that stand outside `code`, whose ranges are in ascending order.
pub(super) fn mask(masked: &mut Masked, source: &str, code: &[Range<usize>]) {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if line.contains('{') {
            for range in in_line(line) {
                let range = start + range.start..start + range.end;
                let next = code.partition_point(|code| code.end <= range.start);
                if code.get(next).is_none_or(|code| code.start >= range.end) {
                    masked.hide(range, Veil::Nothing);
                }
            }
        }
        start += line.len();
    }
}

/// A text without the tags of Liquid and its like, as templates of pages hold them.
pub(super) fn without_liquid(text: &str) -> Cow<'_, str> {
    let tags = MARKS.into_iter().skip(1);
    tags.fold(Cow::Borrowed(text), |text, marks| match text.contains(marks.0) {
        true => Cow::Owned(without(&text, marks)),
        false => text,
    })
}

fn without(text: &str, (start, end): (&str, &str)) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once(start)
        && let Some((_, after)) = tag.split_once(end)
    {
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}

fn in_line(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = heading_attributes(line).into_iter().collect();
    for (start, end) in MARKS {
        let mut at = 0;
        while let Some(open) = line.get(at..).and_then(|rest| rest.find(start)).map(|open| at + open) {
            let Some(length) = line.get(open..).and_then(|rest| rest.find(end)).map(|close| close + end.len()) else {
                break;
            };
            found.push(open..open + length);
            at = open + length;
        }
    }
    found
}

/// `{#id}` and `{.class}` at the end of a heading.
fn heading_attributes(line: &str) -> Option<Range<usize>> {
    let line = line.strip_prefix('#').map(|_| line.trim_end())?;
    let open = line.rfind('{')?;
    let rest = line.get(open..)?;
    let attributes = (rest.starts_with("{#") || rest.starts_with("{.")) && rest.ends_with('}');
    attributes.then_some(open..line.len())
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
    fn attributes_are_no_text() {
        check("[Un](https://a.fr){:target=\"_blank\"} lien", &["Un lien"]);
        check("> Un encadré.\n> {: .encadré}\n", &["Un encadré."]);
        check("## Titre {#ancre}\n\nTexte", &["Titre", "Texte"]);
    }

    #[test]
    fn liquid_is_no_text_and_spoils_no_link() {
        check("{% include x.html %}[Un]({{ site.baseurl }}/a b){% y %}", &["[Un](/a b)"]);
        check("[Un]({{ site.baseurl }}/a)", &["Un"]);
    }

    #[test]
    fn code_and_unclosed_braces_are_left_alone() {
        check("`{{ x }}` et {: sans fin", &["{{ x }} et {: sans fin"]);
    }
}
