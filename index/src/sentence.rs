//! Where sentences end, so that passages and excerpts can be cut there.
//! A rule of thumb for French prose: abbreviations and initials are known, quotations are not followed.

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 22] = [
    "art", "al", "av", "boul", "cf", "chap", "dr", "éd", "env", "ex", "fig", "hab", "m", "mm", "mme", "n", "no", "p", "pp", "r", "st",
    "tél",
];

/// The bytes at which sentences of `text` begin, the first being 0; each line feed begins one too.
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ended = match c {
            '\n' => !text.get(..at).is_some_and(|before| before.ends_with('-')),
            '»' | '”' => {
                let quoted = text.get(..at).unwrap_or_default().trim_end();
                quoted.ends_with(['.', '!', '?', '…']) && is_end(text, at, at + c.len_utf8(), c)
            }
            '.' | '!' | '?' | '…' => {
                while chars.next_if(|&(_, c)| matches!(c, '.' | '!' | '?' | '…' | '"' | '»' | '”' | ')' | ']' | '\u{A0}')).is_some() {}
                let next = chars.peek().map_or(text.len(), |&(next, _)| next);
                is_end(text, at, next, c)
            }
            _ => false,
        };
        if ended {
            while chars.next_if(|&(_, c)| c.is_whitespace()).is_some() {}
            if let Some(&(next, _)) = chars.peek() {
                starts.push(next);
            }
        }
    }
    starts
}

fn is_end(text: &str, stop: usize, next: usize, mark: char) -> bool {
    let (before, after) = (text.get(..stop).unwrap_or_default(), text.get(next..).unwrap_or_default());
    let Some(space) = after.chars().next() else { return false };
    let opens = after.trim_start().chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')' | '»' | '”'));
    if !space.is_whitespace() || !opens {
        return false;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    mark != '.' || !(initial || ABBREVIATIONS.contains(&&*word.to_lowercase()))
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
