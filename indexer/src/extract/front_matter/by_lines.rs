//! Front matter that is not YAML: each field by itself, and line by line where it is not YAML either.
//! What is told is what people would not see at once; marks of YAML are never taken for text.

use super::{Raw, keys, parse, scalars};
use crate::defect::Defect;

/// Of one front matter no more defects than this are told.
const MOST_DEFECTS: usize = 10;

/// What the fields of `yaml`, which as a whole fails with `error`, most likely mean, in their order.
///
/// Each field that is read line by line is a defect, but for texts that only hold a colon: many are written so.
pub(super) fn texts(yaml: &str, error: &serde_saphyr::Error, defects: &mut Vec<Defect>) -> Vec<Vec<String>> {
    let mut harmless = 0;
    let mut found = Vec::new();
    let mut broken = Vec::new();
    for raw in keys(yaml) {
        let whole = format!("{}:{}", raw.key, raw.rest);
        found.push(match parse(&whole) {
            Ok(map) => map.values().flat_map(scalars).collect(),
            Err(_) if holds_a_colon(raw.rest) => {
                harmless += 1;
                by_lines(raw.rest)
            }
            Err(_) => {
                let is_text = !begins_with_a_mark(raw.rest);
                broken.push(defect(raw.line, if is_text { READ } else { LEFT_OUT }));
                if is_text { by_lines(raw.rest) } else { Vec::new() }
            }
        });
    }
    if broken.is_empty() && harmless == 0 {
        let what = "front matter is not YAML here, says a key twice, or is too long; it is read line by line";
        broken.push(Defect::on_line(line_of(error, yaml), format!("{what}: correct it")));
    }
    defects.extend(broken.into_iter().take(MOST_DEFECTS));
    found
}

const READ: &str = "is read line by line";
const LEFT_OUT: &str = "is left out";

fn defect(line: u32, done: &str) -> Defect {
    Defect::on_line(line, format!("front matter is not YAML here and {done}: write the value between single quotes"))
}

/// The line of the source on which a parser gave up; that of the first key where it does not tell.
fn line_of(error: &serde_saphyr::Error, yaml: &str) -> u32 {
    let first = || keys(yaml).next().map_or(1, |raw: Raw<'_>| raw.line);
    let told = error.location().and_then(|location| u32::try_from(location.line()).ok()).filter(|line| *line > 0);
    told.map_or_else(first, |line| line + 1)
}

/// Whether a value is one line of text that is no YAML only because of a colon: `Oui : non`.
fn holds_a_colon(rest: &str) -> bool {
    let text = rest.trim();
    let is_plain = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '«' | '(' | '“' | '‘' | '’'));
    is_plain && !text.contains('\n') && (text.contains(": ") || text.ends_with(':'))
}

/// Whether a value begins as only YAML begins: an alias, an anchor, or a list, map or quotation that nothing ends.
///
/// `[Communiqué] La France agit` is text: something follows the end of its bracket.
fn begins_with_a_mark(rest: &str) -> bool {
    let text = rest.trim();
    let goes_on_after = |open: char, close: char| {
        let inner = text.strip_prefix(open).and_then(|inner| inner.split_once(close));
        inner.is_some_and(|(_, after)| after.contains(char::is_alphanumeric))
    };
    match text.chars().next() {
        Some('*' | '&') => true,
        Some('[') => !goes_on_after('[', ']'),
        Some('{') => !goes_on_after('{', '}'),
        Some(quote @ ('"' | '\'')) => !goes_on_after(quote, quote),
        _ => false,
    }
}

/// What an invalid field most likely means: a list of its dashes, or all of its lines as one text.
fn by_lines(rest: &str) -> Vec<String> {
    let first = rest.lines().next().unwrap_or_default().trim();
    let items: Vec<&str> = rest.lines().skip(1).filter_map(|line| line.trim().strip_prefix("- ")).collect();
    if first.is_empty() && !items.is_empty() {
        return items.into_iter().map(unquoted).collect();
    }
    let block = matches!(first, "|" | ">" | "|-" | ">-" | "|+" | ">+");
    let lines = rest.lines().skip(usize::from(block)).map(str::trim).filter(|line| !line.is_empty());
    vec![unquoted(&lines.collect::<Vec<_>>().join(" "))]
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    inner.unwrap_or(text).to_owned()
}
