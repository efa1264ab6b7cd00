//! Where sentences end, so that passages and excerpts can be cut there.
//! A rule of thumb for French prose: abbreviations and initials are known, quotations are not followed.

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "art", "al", "av", "boul", "cf", "chap", "dr", "éd", "env", "ex", "fig", "hab", "m", "mm", "mme", "n", "no", "p",
    "pp", "r", "st", "tél",
];

/// Few sentences are shorter: room is made for so many at once.
const SENTENCE_BYTES: usize = 64;

/// In bytes, in either case.
const LONGEST_ABBREVIATION: usize = 4;

/// The bytes at which sentences of `text` begin, the first being 0; each line feed begins one too.
pub(crate) fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::with_capacity(text.len() / SENTENCE_BYTES + 1);
    starts.push(0);
    let mut next = 0;
    for at in ends_perhaps(text.as_bytes()) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|_| at >= next) else { continue };
        if let Some(end) = end_at(text, at, c) {
            let rest = text.get(end..).unwrap_or_default();
            next = end + (rest.len() - rest.trim_start().len());
            if next < text.len() {
                starts.push(next);
            }
        }
    }
    starts
}

/// Where marks that end a sentence may begin: no others begin with these bytes.
fn ends_perhaps(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut one = memchr::memchr3_iter(b'.', b'\n', 0xE2, bytes).peekable();
    let mut other = memchr::memchr3_iter(b'!', b'?', 0xC2, bytes).peekable();
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

/// Where the sentence ends that the character `c` at `at` ends, if it does.
fn end_at(text: &str, at: usize, c: char) -> Option<usize> {
    let before = text.get(..at)?;
    let after = at + c.len_utf8();
    match c {
        '\n' => (!before.ends_with('-')).then_some(after),
        '»' | '”' => {
            let quoted = before.trim_end().ends_with(['.', '!', '?', '…']);
            (quoted && is_end(text, at, after, c)).then_some(after)
        }
        '.' | '!' | '?' | '…' => {
            let closing = ['.', '!', '?', '…', '"', '»', '”', ')', ']', '\u{A0}'];
            let rest = text.get(after..)?;
            let end = after + (rest.len() - rest.trim_start_matches(closing).len());
            is_end(text, at, end, c).then_some(end)
        }
        _ => None,
    }
}

fn is_end(text: &str, stop: usize, next: usize, mark: char) -> bool {
    let (before, after) = (text.get(..stop).unwrap_or_default(), text.get(next..).unwrap_or_default());
    let Some(space) = after.chars().next() else { return false };
    let opens = after
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')' | '»' | '”'));
    if !space.is_whitespace() || !opens {
        return false;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let is_short = || word.len() <= LONGEST_ABBREVIATION && ABBREVIATIONS.contains(&&*word.to_lowercase());
    mark != '.' || !(initial || is_short())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sentences: &[&str]) {
        let starts = starts(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let found: Vec<&str> = starts.iter().zip(ends).map(|(&from, to)| text[from..to].trim()).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn sentences_end_at_stops_and_line_feeds() {
        check("Un plan. Deux plans ! Et trois ?", &["Un plan.", "Deux plans !", "Et trois ?"]);
        check("« Un plan. » Puis deux\nTrois", &["« Un plan. »", "Puis deux", "Trois"]);
    }

    #[test]
    fn abbreviations_initials_and_numbers_end_nothing() {
        check("M. Placé et J. Dupont, art. 4, à 3.5 %.", &["M. Placé et J. Dupont, art. 4, à 3.5 %."]);
        check("etc. et la suite", &["etc. et la suite"]);
    }
}
