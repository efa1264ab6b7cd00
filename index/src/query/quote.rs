//! Double quotes of all kinds: which characters they are, where a quotation ends, and which words it holds.
//! Apostrophes and single quotes are none of them.

use super::is_space;

/// Whether `c` begins or ends a quotation.
pub(super) fn is_quote(c: char) -> bool {
    opens(c) || matches!(c, '»' | '”')
}

/// Whether `c` can begin a quotation. `»` and `”` only end one.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '"' | '«' | '“' | '„' | '‟')
}

/// Where in `text`, which follows `opener`, its quotation ends; `None` if it does not.
///
/// The closing quote of its kind is looked for first, then one of another kind: keyboards and editors mix them.
pub(super) fn end(text: &[char], opener: char) -> Option<usize> {
    match opener {
        '«' => nested_end(text, opener, '»'),
        '“' => nested_end(text, opener, '”').or_else(|| text.iter().position(|&c| c == '"')),
        '"' => text.iter().position(|&c| c == '"').or_else(|| text.iter().position(|&c| c == '”')),
        _ => text.iter().position(|&c| matches!(c, '“' | '”' | '"')),
    }
}

/// The closing quote of the same level or, where levels do not close, the last one.
fn nested_end(text: &[char], open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut last = None;
    for (at, &c) in text.iter().enumerate() {
        if c == open {
            depth += 1;
        } else if c == close {
            last = Some(at);
            match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => break,
            }
        }
    }
    last
}

/// The runs of a quotation between white space; quotes inside count as white space.
pub(super) fn runs(text: &[char]) -> Vec<String> {
    text.split(|&c| is_space(c) || is_quote(c)).filter(|run| !run.is_empty()).map(|run| run.iter().collect()).collect()
}
