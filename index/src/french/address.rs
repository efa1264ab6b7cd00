//! Host names, mail addresses and web addresses: looked for whole and by their parts.
//! Whether something is there is never asked.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::chars::{is_word, run_end};
use super::lines;

static TOP_LEVEL: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("data/top-level-domains.txt")).collect());

/// Longest chunk read as an address, in bytes; what follows is cut as text.
const MAX_BYTES: usize = 2_000;

/// An address found in a text.
pub(super) struct Address {
    /// The host or the mail address, lower case, without scheme or path.
    pub whole: String,
    /// Its words in order, those of the path too.
    pub parts: Vec<Range<usize>>,
    /// The byte after it.
    pub end: usize,
}

/// The address that begins with the run `from..to`.
pub(super) fn parse(text: &str, from: usize, to: usize) -> Option<Address> {
    let scheme = matches!(text.get(from..to), Some("http" | "https" | "HTTP" | "Http" | "Https"));
    if scheme && text.get(to..)?.starts_with("://") {
        let host = to + 3;
        let end = host_end(text, host);
        return (end > host).then(|| with_path(text, host, end));
    }
    let end = host_end(text, from);
    let name = text.get(from..end).filter(|name| name.contains(['.', '@']))?;
    match name.split_once('@') {
        Some((local, host)) if !local.is_empty() && host.contains('.') => Some(address(text, from, end)),
        None if is_host(name) => Some(with_path(text, from, end)),
        _ => None,
    }
}

fn host_end(text: &str, from: usize) -> usize {
    let chunk = text.get(from..).unwrap_or_default();
    let length = chunk
        .char_indices()
        .find(|&(at, c)| at > MAX_BYTES || !(is_word(c) || matches!(c, '.' | '-' | '_' | '@' | '+')))
        .map_or(chunk.len(), |(at, _)| at);
    from + chunk.get(..length).unwrap_or_default().trim_end_matches(['.', '-', '_', '@', '+']).len()
}

fn is_host(name: &str) -> bool {
    let top = name.rsplit('.').next().unwrap_or_default();
    let known =
        TOP_LEVEL.contains(top) || (top.chars().all(char::is_uppercase) && TOP_LEVEL.contains(&*top.to_lowercase()));
    let label_fits =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    known && name.contains('.') && name.split('.').all(label_fits)
}

fn with_path(text: &str, host: usize, host_end: usize) -> Address {
    let mut found = address(text, host, host_end);
    let rest = text.get(host_end..).unwrap_or_default();
    if !rest.starts_with('/') {
        return found;
    }
    let stops = |c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '(' | ')' | '[' | ']' | ',' | ';' | '’' | '”')
    };
    let length = rest.char_indices().find(|&(at, c)| at > MAX_BYTES || stops(c)).map_or(rest.len(), |(at, _)| at);
    let path = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ':', '!', '?', '\'']);
    found.end = host_end + path.len();
    found.parts.extend(runs(text, host_end, found.end));
    found
}

fn address(text: &str, from: usize, end: usize) -> Address {
    let whole = text.get(from..end).unwrap_or_default().to_lowercase();
    Address { whole, parts: runs(text, from, end), end }
}

fn runs(text: &str, from: usize, end: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = from;
    while at < end {
        let to = run_end(text, at).min(end);
        if to > at {
            parts.push(at..to);
            at = to;
        } else {
            at += super::chars::at(text, at).map_or(1, char::len_utf8);
        }
    }
    parts
}
