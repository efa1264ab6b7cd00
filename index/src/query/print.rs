//! A tree as text in the query language, with as few brackets as it takes to be read back the same.
//! How an answer tells what was understood is built on it elsewhere.

use std::fmt;

use super::Node;

/// How tightly a node holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Words,
    Any,
    All,
    Not,
    Term,
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(parts) => joined(f, parts, " ", Bond::Any),
            Self::Any(parts) => joined(f, parts, " OU ", Bond::All),
            Self::All(parts) => joined(f, parts, " ET ", Bond::Not),
            Self::Not(node) => {
                f.write_str("-")?;
                bracketed(f, node, Bond::Term)
            }
            Self::Word(text) => f.write_str(text),
            Self::Exact(text) | Self::Phrase(text) => write!(f, "\"{text}\""),
            Self::Near { parts, distance } => near(f, parts, *distance),
            Self::Prefix(text) => write!(f, "{text}*"),
            Self::Fuzzy { word, distance: None } => write!(f, "{word}~"),
            Self::Fuzzy { word, distance: Some(errors) } => write!(f, "{word}~{errors}"),
            Self::Within { field, node } => {
                write!(f, "{field}:")?;
                bracketed(f, node, Bond::Term)
            }
            Self::Filter(filter) => filter.fmt(f),
            Self::Nothing => Ok(()),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Node], between: &str, loosest: Bond) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        bracketed(f, part, loosest)?;
    }
    Ok(())
}

/// `node`, between brackets if it is looser than `loosest`.
fn bracketed(f: &mut fmt::Formatter<'_>, node: &Node, loosest: Bond) -> fmt::Result {
    if bond(node) < loosest { write!(f, "({node})") } else { write!(f, "{node}") }
}

fn bond(node: &Node) -> Bond {
    match node {
        Node::Words(_) => Bond::Words,
        Node::Any(_) => Bond::Any,
        Node::All(_) => Bond::All,
        Node::Not(_) => Bond::Not,
        _ => Bond::Term,
    }
}

/// Words alone go between quotes, where none of them can be taken for an operator.
fn near(f: &mut fmt::Formatter<'_>, parts: &[Node], distance: u32) -> fmt::Result {
    if !parts.iter().all(|part| matches!(part, Node::Word(_))) {
        return joined(f, parts, &format!(" PROCHE/{distance} "), Bond::Term);
    }
    f.write_str("\"")?;
    joined(f, parts, " ", Bond::Term)?;
    write!(f, "\"~{distance}")
}
