//! Page headers, page footers and page numbers: told by the file, or by standing at the same place of many pages.
//! It judges whole strips and leaves those in the middle of pages alone.

use std::collections::{HashMap, HashSet};

use super::strip::Strip;
use crate::shape;

/// Page headers and footers stand within this part of the page's height from its edge.
const EDGE: f64 = 0.15;
/// They stand at the same height of each page, but for so many points.
const SAME_HEIGHT: f64 = 4.0;
/// On so many pages the same text at the same place is a page header or footer.
const PAGES: usize = 3;
/// In documents of so few pages two are enough.
const FEW_PAGES: usize = 5;

/// The strips of one page with its height.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In points.
    pub(super) height: f64,
    /// In any order.
    pub(super) strips: Vec<Strip>,
}

/// Takes page numbers away, and page headers and footers from their second time on. The first ones are marked as running.
pub(super) fn take_away(sheets: &mut [Sheet]) {
    let numbers = page_numbers(sheets);
    let repeated = repeated(sheets);
    let mut seen = HashSet::new();
    for (page, sheet) in sheets.iter_mut().enumerate() {
        let height = sheet.height;
        // Where a file calls most of a page its header, it does not mean what others mean.
        let said = sheet.strips.iter().filter(|strip| strip.running).count() * 2 <= sheet.strips.len();
        sheet.strips.retain_mut(|strip| {
            let key = key(&strip.text);
            if numbers.contains(&(page, place(strip))) {
                return false;
            }
            strip.running = (said && strip.running)
                || (edge(strip, height).is_some_and(|edge| repeated.contains(&(edge, key.clone()))));
            !strip.running || (key.contains(char::is_alphabetic) && seen.insert(key))
        });
    }
}

/// An edge of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    Upper,
    Lower,
}

fn edge(strip: &Strip, height: f64) -> Option<Edge> {
    match strip.baseline / height.max(1.0) {
        _ if strip.layer != 0 => None,
        part if part < EDGE => Some(Edge::Upper),
        part if part > 1.0 - EDGE => Some(Edge::Lower),
        _ => None,
    }
}

/// The text for comparisons, in which all numbers are the same.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in shape::fold(text).chars() {
        match c {
            c if c.is_ascii_digit() && key.ends_with('#') => {}
            c if c.is_ascii_digit() => key.push('#'),
            c => key.push(c),
        }
    }
    key
}

fn place(strip: &Strip) -> (i64, i64) {
    (strip.left.round() as i64, strip.baseline.round() as i64)
}

/// The texts at an edge that are page headers or footers.
fn repeated(sheets: &[Sheet]) -> HashSet<(Edge, String)> {
    let mut places: HashMap<(Edge, String), Vec<(usize, f64)>> = HashMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for strip in &sheet.strips {
            let Some(edge) = edge(strip, sheet.height).filter(|_| strip.text.contains(char::is_alphabetic)) else {
                continue;
            };
            let from_edge = if edge == Edge::Upper { strip.baseline } else { sheet.height - strip.baseline };
            places.entry((edge, key(&strip.text))).or_default().push((page, from_edge));
        }
    }
    let enough = if sheets.len() <= FEW_PAGES { 2 } else { PAGES };
    places.into_iter().filter(|(_, places)| pages_alike(places) >= enough).map(|(key, _)| key).collect()
}

/// On how many pages a text stands at the height at which it mostly stands.
fn pages_alike(places: &[(usize, f64)]) -> usize {
    let mut heights: Vec<f64> = places.iter().map(|(_, height)| *height).collect();
    heights.sort_by(f64::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or_default();
    let alike = places.iter().filter(|(_, height)| (height - usual).abs() <= SAME_HEIGHT);
    alike.map(|(page, _)| *page).collect::<HashSet<_>>().len()
}

/// The page numbers: numbers at an edge that grow with the pages, by page and place.
fn page_numbers(sheets: &[Sheet]) -> HashSet<(usize, (i64, i64))> {
    let mut found: Vec<(usize, (i64, i64), i64)> = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for strip in sheet.strips.iter().filter(|strip| edge(strip, sheet.height).is_some()) {
            let Some(number) = page_number(&strip.text) else { continue };
            found.push((page, place(strip), number - i64::try_from(page).unwrap_or(i64::MAX)));
        }
    }
    let mut counts: HashMap<i64, usize> = HashMap::new();
    found.iter().for_each(|(_, _, ahead)| *counts.entry(*ahead).or_default() += 1);
    // A single page bears its number too, where that is 1.
    let holds = |ahead: &i64| counts.get(ahead).is_some_and(|count| *count >= 2) || *ahead == 1;
    found.into_iter().filter(|(_, _, ahead)| holds(ahead)).map(|(page, place, _)| (page, place)).collect()
}

/// The number that a text such as `12`, `- 12 -`, `Page 12`, `12/40`, `p. 12 sur 40`, `xii` says.
fn page_number(text: &str) -> Option<i64> {
    let folded = shape::fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("page").or(bare.strip_prefix("p.")).or(bare.strip_prefix('p')).unwrap_or(bare);
    let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
    let (number, of) = bare.split_at(digits);
    let of = of.trim_start().trim_start_matches("sur").trim_start_matches("of").trim_start_matches("de");
    let total = of.trim_start_matches(|c: char| c.is_whitespace() || "/|-–—".contains(c));
    match number.parse() {
        Ok(number) if total.chars().all(|c| c.is_ascii_digit()) => Some(number),
        Ok(_) => None,
        Err(_) => roman(bare),
    }
}

/// The number of a page of front matter, in Roman letters, up to 89.
fn roman(text: &str) -> Option<i64> {
    let values: Option<Vec<i64>> = text
        .chars()
        .map(|c| match c {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            _ => None,
        })
        .collect();
    let values = values.filter(|values| !values.is_empty() && values.len() <= 8)?;
    let followers = values.iter().skip(1).copied().chain([0]);
    Some(values.iter().zip(followers).map(|(value, next)| if *value < next { -value } else { *value }).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of 800 points from lines `baseline text`.
    fn check(pages: &[&[(f64, &str)]], expected: &[&[&str]]) {
        let strip = |(baseline, text): &(f64, &str)| Strip {
            text: (*text).to_owned(),
            baseline: *baseline,
            size: 10.0,
            ..Strip::default()
        };
        let mut sheets: Vec<Sheet> =
            pages.iter().map(|page| Sheet { height: 800.0, strips: page.iter().map(strip).collect() }).collect();
        take_away(&mut sheets);
        let left: Vec<Vec<&str>> =
            sheets.iter().map(|sheet| sheet.strips.iter().map(|strip| strip.text.as_str()).collect()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn page_headers_stay_once_and_page_numbers_go() {
        check(
            &[
                &[(40.0, "Plan d’action 2018"), (200.0, "Un"), (780.0, "Page 1/3")],
                &[(40.0, "Plan d'action 2019"), (200.0, "Deux"), (780.0, "Page 2/3")],
                &[(41.0, "PLAN D’ACTION 2018"), (200.0, "Trois"), (780.0, "Page 3/3")],
            ],
            &[&["Plan d’action 2018", "Un"], &["Deux"], &["Trois"]],
        );
    }

    #[test]
    fn what_repeats_in_the_middle_or_counts_otherwise_stays() {
        check(
            &[&[(300.0, "Objectif"), (780.0, "2016")], &[(300.0, "Objectif"), (780.0, "2016")]],
            &[&["Objectif", "2016"], &["Objectif", "2016"]],
        );
    }

    #[test]
    fn page_numbers_are_read_as_they_are_written() {
        for (text, number) in [("- 12 -", Some(12)), ("p. 3 sur 40", Some(3)), ("xiv", Some(14)), ("En 2016", None)] {
            assert_eq!(page_number(text), number, "{text}");
        }
    }
}
