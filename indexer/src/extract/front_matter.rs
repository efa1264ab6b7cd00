//! Front matter as Jekyll and Siteleaf write it: YAML between two lines of dashes, at the head of a file.
//! It gives every scalar and list of scalars as text with its lines; it does not know what a key means.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::defect::Defect;
use crate::line::LineMap;

mod by_lines;

/// No front matter of a text has more nodes or aliases than this; beyond, it is read line by line.
const MAX_EVENTS: usize = 20_000;

/// How far the text of a value may stray from its source, in characters: an escape is two to ten of them.
const MAX_STRAY: usize = 16;

/// One key with what it was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Field {
    /// In lower case.
    pub(crate) key: String,
    /// One for a scalar, several for a list; never empty texts. Maps inside are left out.
    pub(crate) values: Vec<Entry>,
    /// The line that the key stands on.
    pub(crate) line: u32,
}

/// One scalar.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Escapes resolved, quotes gone; line breaks are those that the value itself has.
    pub(crate) text: String,
    /// Where its parts stand in the source.
    pub(crate) lines: LineMap,
}

/// A source cut into its metadata and its body.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    /// In the order of the source; empty where there is no front matter.
    pub(crate) fields: Vec<Field>,
    /// What in it is not YAML.
    pub(crate) defects: Vec<Defect>,
    /// What follows the front matter.
    pub(crate) body: &'a str,
    /// The line that the body starts on.
    pub(crate) first_line: u32,
}

/// Cuts front matter off a text. Dashes that enclose no `key:` are a rule in the text, not front matter.
pub(crate) fn split(text: &str) -> Parts<'_> {
    cut(text).unwrap_or(Parts { fields: Vec::new(), defects: Vec::new(), body: text, first_line: 1 })
}

fn cut(text: &str) -> Option<Parts<'_>> {
    let (opening, inner) = text.split_once('\n').filter(|(opening, _)| opening.trim_end() == "---")?;
    let mut end = 0;
    for (number, line) in inner.split_inclusive('\n').enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = inner.get(..end)?;
            let mut defects = Vec::new();
            let fields = fields(yaml, &mut defects);
            let body = text.get(opening.len() + 1 + end + line.len()..)?;
            let first_line = u32::try_from(number + 3).ok()?;
            let front = !fields.is_empty() || yaml.trim().is_empty() || keys(yaml).next().is_some();
            return front.then_some(Parts { fields, defects, body, first_line });
        }
        end += line.len();
    }
    None
}

/// A key at the margin, with all that belongs to it.
struct Raw<'a> {
    key: &'a str,
    rest: &'a str,
    line: u32,
}

fn fields(yaml: &str, defects: &mut Vec<Defect>) -> Vec<Field> {
    let parsed = parse(yaml);
    let mut found = Vec::new();
    let lines = parsed.as_ref().err().map(|error| by_lines::texts(yaml, error, defects));
    let mut lines = lines.unwrap_or_default().into_iter();
    for raw in keys(yaml) {
        let texts = match &parsed {
            Ok(map) => map.get(raw.key).map(scalars).unwrap_or_default(),
            Err(_) => lines.next().unwrap_or_default(),
        };
        let entries = texts.into_iter().filter(|text| !text.trim().is_empty());
        let values = entries.map(|text| Entry { lines: align(&text, raw.rest, raw.line), text }).collect::<Vec<_>>();
        if !values.is_empty() {
            found.push(Field { key: raw.key.to_lowercase(), values, line: raw.line });
        }
    }
    found
}

fn parse(yaml: &str) -> Result<serde_json::Map<String, Value>, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_events: MAX_EVENTS, max_nodes: MAX_EVENTS },
    };
    let parsed: Option<_> = serde_saphyr::from_str_with_options(yaml, options)?;
    Ok(parsed.unwrap_or_default())
}

/// The keys that stand at the margin: a word, a colon, then white space or the line's end.
fn keys(yaml: &str) -> impl Iterator<Item = Raw<'_>> {
    let mut at = 0;
    let mut starts: Vec<(usize, u32)> = Vec::new();
    for (number, line) in (2..).zip(yaml.split_inclusive('\n')) {
        if key_of(line).is_some() {
            starts.push((at, number));
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(start, _)| *start).chain([yaml.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|((start, line), end)| {
        let field = yaml.get(start..end)?;
        let key = key_of(field)?;
        Some(Raw { key: key.trim_matches(['"', '\'']), rest: field.get(key.len() + 1..)?, line })
    })
}

fn key_of(line: &str) -> Option<&str> {
    let line = line.split('\n').next().unwrap_or_default();
    let (key, rest) = line.split_once(':')?;
    let named = key.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '"' || c == '\'');
    (named && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(key)
}

fn scalars(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![truth.to_string()],
        Value::Array(items) => items.iter().filter(|item| !item.is_array()).flat_map(scalars).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// Finds the lines of a value by walking its characters through its source, which has the same ones in the same order
/// beside quotes, escapes and line breaks.
fn align(text: &str, source: &str, first_line: u32) -> LineMap {
    let mut starts = vec![(0, first_line)];
    let mut line = first_line;
    let mut rest = source;
    for (offset, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let near = rest.char_indices().filter(|(_, c)| !c.is_whitespace()).take(MAX_STRAY);
        let Some((at, _)) = near.into_iter().find(|(_, candidate)| *candidate == c) else { continue };
        let breaks = rest.get(..at).map_or(0, |skipped| skipped.matches('\n').count());
        if breaks > 0 {
            line += u32::try_from(breaks).unwrap_or_default();
            starts.push((offset, line));
        }
        rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
    }
    LineMap::of_starts(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &[&str], u32)]) {
        let parts = split(text);
        let found: Vec<(&str, Vec<&str>, u32)> = parts
            .fields
            .iter()
            .map(|field| (field.key.as_str(), field.values.iter().map(|v| v.text.as_str()).collect(), field.line))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(key, values, line)| (*key, values.to_vec(), *line)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn scalars_and_lists_are_read_and_maps_left_out() {
        check(
            "---\nTitle: 'Un : deux'\ndate: 2018-04-03 11:03:00 +02:00\ntags:\n- a\n- b\nune:\n- image: x.png\n---\nCorps",
            &[("title", &["Un : deux"], 2), ("date", &["2018-04-03 11:03:00 +02:00"], 3), ("tags", &["a", "b"], 4)],
        );
    }

    #[test]
    fn invalid_yaml_is_read_line_by_line() {
        check(
            "---\ntitre: Oui : non\ntags:\n- a\n- \"b\"\n---\n",
            &[("titre", &["Oui : non"], 2), ("tags", &["a", "b"], 3)],
        );
    }

    /// The texts of the first field, and the lines of the defects.
    fn check_broken(yaml: &str, texts: &[&str], lines: &[u32]) {
        let parts = split(yaml);
        let found = parts.fields.first().map(|field| field.values.iter().map(|value| value.text.as_str()).collect());
        assert_eq!(found, (!texts.is_empty()).then(|| texts.to_vec()), "{yaml:.60}");
        assert_eq!(
            parts.defects.iter().filter_map(|defect| defect.line).collect::<Vec<_>>(),
            lines,
            "{:?}",
            parts.defects
        );
    }

    #[test]
    fn what_is_no_yaml_is_told_and_its_marks_are_no_text() {
        check_broken("---\ntitle: Oui : non\n---\n", &["Oui : non"], &[]);
        check_broken("---\ntitle: *j\n---\n", &[], &[2]);
        check_broken("---\ntitle: &t [*t]\n---\n", &[], &[2]);
        check_broken(&format!("---\ntitle: {}\n---\n", "[".repeat(100_000)), &[], &[2]);
        check_broken("---\nkind: plan\ntitle: \"non fermé\n---\n", &["plan"], &[3]);
        check_broken("---\ntitle: [Communiqué] La France agit\n---\n", &["[Communiqué] La France agit"], &[2]);
        check_broken("---\ntitle: @etalab écrit\n---\n", &["@etalab écrit"], &[2]);
        check_broken("---\ntitle: Un\ntitle: Deux\n---\n", &["Un"], &[3]);
        let long: String = (0..MAX_EVENTS).map(|number| format!("- {number}\n")).collect();
        check_broken(&format!("---\ntitle: Un\ntags:\n{long}---\n"), &["Un"], &[3]);
    }

    #[test]
    fn a_folded_title_knows_its_lines() {
        let parts = split("---\ntitle: \"Ouverture : \\nla France\n  renouvelle\"\n---\nCorps\n");
        let title = &parts.fields[0].values[0];
        assert_eq!(title.text, "Ouverture : \nla France renouvelle");
        assert_eq!(title.lines.line(title.text.find("France").unwrap()), 2);
        assert_eq!(title.lines.line(title.text.find("renouvelle").unwrap()), 3);
        assert_eq!((parts.body, parts.first_line), ("Corps\n", 5));
    }

    #[test]
    fn rules_in_a_text_are_not_front_matter() {
        let text = "---\nUn texte entre deux filets.\n---\nCorps";
        assert_eq!(split(text).body, text);
        assert_eq!(split("---\ntitle: jamais fermé\n").first_line, 1);
    }

    #[test]
    fn a_bomb_of_aliases_ends_as_plain_lines() {
        let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
        for (name, before) in ('b'..='k').zip('a'..) {
            bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
        }
        bomb.push_str("---\nCorps");
        let parts = split(&bomb);
        assert!(parts.fields.len() <= 1 && !parts.defects.is_empty(), "{parts:?}");
    }
}
