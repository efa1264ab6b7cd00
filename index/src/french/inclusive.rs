//! Inclusive writing: `citoyen·ne·s`, `agent(e)s`, `entrepreneur.e`, `directeur·trice`, read as the forms it stands for.
//! Where an ending is not one of the table, nothing is inclusive: `fin.Et` is a missing space.

use std::sync::LazyLock;

use super::chars::{is_hyphen, is_middle_dot, run_end};
use super::lines;

/// Endings with what they replace, in the order in which they are tried.
static ENDINGS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    lines(include_str!("data/inclusive-endings.txt")).map(|line| line.split_once('\t').unwrap_or((line, ""))).collect()
});

/// Shortest masculine form: `vu.e` is no person.
const MIN_LETTERS: usize = 3;

/// A word in inclusive writing.
pub(super) struct Inclusive {
    /// The masculine and the feminine, in the number that is written.
    pub forms: [String; 2],
    /// The byte after it.
    pub end: usize,
}

/// The inclusive form that begins with the run `from..to`.
pub(super) fn parse(text: &str, from: usize, to: usize) -> Option<Inclusive> {
    let base = text.get(from..to)?;
    if base.chars().count() < MIN_LETTERS || !base.chars().all(char::is_alphabetic) {
        return None;
    }
    let mark = text.get(to..)?.chars().next()?;
    let start = to + mark.len_utf8();
    let ending_end = run_end(text, start);
    let ending = text.get(start..ending_end)?.to_lowercase();
    let (ending, plural_inside) = match ending.strip_suffix('s') {
        Some(singular) if !singular.is_empty() => (singular.to_owned(), Plural::Yes),
        _ => (ending, Plural::No),
    };
    let (end, plural_after) = close(text, mark, ending_end)?;
    let base = base.to_lowercase();
    let (base, plural_base) = match base.strip_suffix('s') {
        Some(singular) if plural_inside == Plural::Yes => (singular, Plural::Yes),
        _ => (base.as_str(), Plural::No),
    };
    let feminine = feminine(base, &ending, mark)?;
    let plural = [plural_inside, plural_after, plural_base].contains(&Plural::Yes);
    let number = if plural { "s" } else { "" };
    Some(Inclusive { forms: [format!("{base}{number}"), format!("{feminine}{number}")], end })
}

#[derive(Clone, Copy, PartialEq)]
enum Plural {
    Yes,
    No,
}

/// What follows the ending: a closing bracket and the plural's `s`, each behind the mark that began the ending.
fn close(text: &str, mark: char, at: usize) -> Option<(usize, Plural)> {
    let rest = text.get(at..)?;
    let after = match mark {
        '(' => {
            let rest = rest.strip_prefix(')')?;
            return Some(plural_s(text, text.len() - rest.len()).unwrap_or((text.len() - rest.len(), Plural::No)));
        }
        mark if rest.starts_with(mark) => at + mark.len_utf8(),
        _ => return Some((at, Plural::No)),
    };
    match plural_s(text, after) {
        Some(found) => Some(found),
        // A full stop or a slash may well end the sentence; a hyphen or a dot that goes on is another word.
        None if mark == '.' && run_end(text, after) == after => Some((at, Plural::No)),
        None => None,
    }
}

fn plural_s(text: &str, at: usize) -> Option<(usize, Plural)> {
    let end = run_end(text, at);
    matches!(text.get(at..end), Some("s" | "S")).then_some((end, Plural::Yes))
}

fn feminine(base: &str, ending: &str, mark: char) -> Option<String> {
    // `vois-le`, `and/or`: between these marks only endings that are no words of their own are inclusive.
    let ambiguous = is_hyphen(mark) || mark == '/';
    if ambiguous && matches!(ending, "le" | "te" | "se" | "une" | "ce" | "une " | "ette" | "elle" | "an") {
        return None;
    }
    if !(ambiguous || is_middle_dot(mark) || matches!(mark, '.' | '(')) {
        return None;
    }
    let fits = |&&(feminine, masculine): &&(&str, &str)| feminine == ending && base.ends_with(masculine);
    let (feminine, masculine) = ENDINGS.iter().find(fits)?;
    Some(format!("{}{feminine}", base.strip_suffix(masculine)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = parse(text, 0, run_end(text, 0));
        let forms = found.as_ref().map(|found| (found.forms[0].as_str(), found.forms[1].as_str()));
        assert_eq!(forms, expected, "{text}");
    }

    #[test]
    fn every_mark_of_inclusive_writing_is_read() {
        check("citoyen·ne·s", Some(("citoyens", "citoyennes")));
        check("citoyen.ne.s,", Some(("citoyens", "citoyennes")));
        check("agent(e)s", Some(("agents", "agentes")));
        check("agent·es", Some(("agents", "agentes")));
        check("entrepreneur.e d’intérêt", Some(("entrepreneur", "entrepreneure")));
        check("directeur·trice", Some(("directeur", "directrice")));
        check("acteur·rice·s", Some(("acteurs", "actrices")));
        check("usager-ère-s", Some(("usagers", "usagères")));
        check("étudiants-es", Some(("étudiants", "étudiantes")));
    }

    #[test]
    fn other_words_with_marks_are_left_alone() {
        check("fin.Et puis", None);
        check("donne-le", None);
        check("agent (e)", None);
        check("rendez-vous", None);
    }
}
