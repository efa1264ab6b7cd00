//! Amendments: what was made of a query that its words do not say, and the query that takes them as they are.
//! Which are made is the business of `query` and `search`.

use crate::french::fold;
use crate::query::Node;
use crate::query::note::Note;
use crate::remark::Remark;

/// Something that was made of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// What was done.
    pub kind: AmendmentKind,
    /// What is said of it.
    pub remark: Remark,
    /// The same in French: one of the answer's hints.
    pub text: String,
    /// The query without it, in the query language, where there is one.
    pub instead: Option<String>,
}

/// What was done to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmendmentKind {
    /// A word that is nowhere was taken for one that resembles it.
    Corrected,
    /// A word that is nowhere was taken for the beginning of others.
    Completed,
    /// Another name was looked for too.
    Widened,
    /// Not all that was typed is in all that was found.
    LeftOut,
    /// Signs that stood alone or contradicted each other were put right.
    Repaired,
    /// Something that means nothing, or more than is looked for, was ignored.
    Ignored,
}

impl AmendmentKind {
    /// Its English name, as answers have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Completed => "completed",
            Self::Widened => "widened",
            Self::LeftOut => "left_out",
            Self::Repaired => "repaired",
            Self::Ignored => "ignored",
        }
    }
}

impl Amendment {
    pub(crate) fn new(kind: AmendmentKind, remark: Remark, instead: Option<String>) -> Self {
        Self { kind, text: remark.to_string(), remark, instead }
    }
}

impl From<&Note> for Amendment {
    fn from(note: &Note) -> Self {
        let kind = match note {
            Note::UnclosedQuote
            | Note::UnclosedBracket
            | Note::DistanceChanged(_)
            | Note::ReversedRange { .. }
            | Note::DetachedField(_) => AmendmentKind::Repaired,
            Note::TooLong | Note::TooManyTerms => AmendmentKind::LeftOut,
            _ => AmendmentKind::Ignored,
        };
        Self::new(kind, Remark::Read(note.clone()), None)
    }
}

/// `root` with the run of its words from that which holds the first of `typed` to that which holds the last between quotes,
/// so that they are taken as they are; `None` where there is no such run.
pub(crate) fn quoted(root: &Node, typed: &[String]) -> Option<Node> {
    let (first, last) = (typed.first()?, typed.last()?);
    let plain = |text: &str| fold(&text.to_lowercase());
    let holds = |part: &Node, word: &str| matches!(part, Node::Word(text) if plain(text).contains(&plain(word)));
    match root {
        Node::Word(text) if holds(root, first) && typed.len() == 1 => Some(Node::Exact(text.clone())),
        Node::Words(parts) | Node::All(parts) | Node::Any(parts) => {
            let from = parts.iter().position(|part| holds(part, first));
            let to = from.and_then(|from| Some(from + parts.iter().skip(from).position(|part| holds(part, last))?));
            let replaced: Vec<Node> = match from.zip(to) {
                Some((from, to)) => {
                    let (before, rest) = parts.split_at_checked(from)?;
                    let (run, after) = rest.split_at_checked(to + 1 - from)?;
                    before.iter().cloned().chain([in_quotes(run)?]).chain(after.iter().cloned()).collect()
                }
                None => {
                    let (at, changed) =
                        parts.iter().enumerate().find_map(|(at, part)| Some((at, quoted(part, typed)?)))?;
                    let changed = |(n, part): (usize, &Node)| if n == at { changed.clone() } else { part.clone() };
                    parts.iter().enumerate().map(changed).collect()
                }
            };
            Some(like(root, replaced))
        }
        Node::Within { field, node } => Some(Node::Within { field: *field, node: Box::new(quoted(node, typed)?) }),
        _ => None,
    }
}

/// A run of words as a quotation; `None` of anything else.
fn in_quotes(run: &[Node]) -> Option<Node> {
    let word = |part: &Node| if let Node::Word(text) = part { Some(text.clone()) } else { None };
    let mut words: Vec<String> = run.iter().map(word).collect::<Option<_>>()?;
    if words.len() == 1 { words.pop().map(Node::Exact) } else { Some(Node::Phrase(words.join(" "))) }
}

/// A group of `parts` such as `group` is one.
fn like(group: &Node, mut parts: Vec<Node>) -> Node {
    match group {
        _ if parts.len() == 1 => parts.remove(0),
        Node::All(_) => Node::All(parts),
        Node::Any(_) => Node::Any(parts),
        _ => Node::Words(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn words_are_put_between_quotes_where_they_stand() {
        let check = |query: &str, typed: &[&str], expected: Option<&str>| {
            let typed: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
            let found = quoted(&parse(query).root, &typed).map(|node| node.to_string());
            assert_eq!(found.as_deref(), expected, "{query}");
        };
        check("donées", &["donées"], Some("\"donées\""));
        check("plan donées -budget", &["donées"], Some("plan \"donées\" -budget"));
        check("le plan d'action national", &["plan", "action"], Some("le \"plan d'action\" national"));
        check("a (b OU donées)", &["donées"], Some("a b OU \"donées\""));
        check("titre:donées", &["donées"], Some("titre:\"donées\""));
        check("plan SAUF x action", &["plan", "action"], None);
        check("\"donées\"", &["donées"], None);
    }
}
