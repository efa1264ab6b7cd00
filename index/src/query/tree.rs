//! Tokens become a tree: brackets are balanced, operators bind their terms, fields are given to what they hold.
//! Recursion goes as deep as brackets do, and these are bounded first.

use std::collections::VecDeque;

use super::field::Field;
use super::filter::{Filter, FilterError};
use super::note::{self, Note};
use super::token::{Operator, Token};
use super::{MAX_DEPTH, Node};

/// The tree of a whole query; `None` where it has no term.
pub(super) fn tree(tokens: Vec<Token>, notes: &mut Vec<Note>) -> Option<Node> {
    let tokens = balanced(tokens, notes);
    Parser { tokens, notes }.words()
}

/// Drops brackets that are too deep or close nothing, and closes those that are open at the end.
fn balanced(tokens: Vec<Token>, notes: &mut Vec<Note>) -> VecDeque<Token> {
    let (mut depth, mut ignored) = (0, 0_usize);
    let mut kept = VecDeque::with_capacity(tokens.len());
    for token in tokens {
        match token {
            Token::Open if depth == MAX_DEPTH => {
                note::add(notes, Note::TooDeep);
                ignored += 1;
                continue;
            }
            Token::Open => depth += 1,
            Token::Close if ignored > 0 => {
                ignored -= 1;
                continue;
            }
            Token::Close if depth == 0 => {
                note::add(notes, Note::LoneBracket);
                continue;
            }
            Token::Close => depth -= 1,
            _ => {}
        }
        kept.push_back(token);
    }
    if depth > 0 {
        // What was left out may have held the closing bracket: then there is nothing to reproach.
        if !notes.iter().any(|note| matches!(note, Note::TooLong | Note::TooManyTerms)) {
            note::add(notes, Note::UnclosedBracket);
        }
        kept.extend((0..depth).map(|_| Token::Close));
    }
    kept
}

struct Parser<'a> {
    tokens: VecDeque<Token>,
    notes: &'a mut Vec<Note>,
}

impl Parser<'_> {
    /// Up to the end or to the bracket that closes.
    fn words(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        while !matches!(self.tokens.front(), None | Some(Token::Close)) {
            parts.extend(self.any());
        }
        group(Join::Words, parts)
    }

    fn any(&mut self) -> Option<Node> {
        self.joined(Join::Any, Self::all)
    }

    fn all(&mut self) -> Option<Node> {
        self.joined(Join::All, Self::negation)
    }

    /// Operands that the operators of `join` hold together.
    fn joined(&mut self, join: Join, operand: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        let mut parts: Vec<Node> = operand(self).into_iter().collect();
        while let Some((operator, name)) = self.take_operator(join) {
            let right = operand(self);
            if parts.is_empty() || right.is_none() {
                note::add(self.notes, Note::DroppedOperator(name));
            } else if matches!(operator, Operator::Near(_)) {
                note::add(self.notes, Note::NearWithoutWords);
            }
            parts.extend(right);
        }
        group(join, parts)
    }

    /// A proximity that did not find words on both sides is left to stand for `ET`.
    fn take_operator(&mut self, join: Join) -> Option<(Operator, String)> {
        let belongs = |operator: &Operator| match operator {
            Operator::And | Operator::Near(_) => join == Join::All,
            Operator::Or => join == Join::Any,
            Operator::Not => false,
        };
        match self.take_if(|token| matches!(token, Token::Operator(operator, _) if belongs(operator)))? {
            Token::Operator(operator, name) => Some((operator, name)),
            _ => None,
        }
    }

    fn negation(&mut self) -> Option<Node> {
        let mut negated = false;
        while let Some(name) = self.take_negation() {
            let useless = negated || !self.term_follows();
            if useless {
                note::add(self.notes, Note::DroppedOperator(name));
            }
            negated = true;
        }
        let node = self.primary()?;
        Some(if negated { not(node) } else { node })
    }

    fn take_negation(&mut self) -> Option<String> {
        let negates = |token: &Token| matches!(token, Token::Minus | Token::Operator(Operator::Not, _));
        match self.take_if(negates)? {
            Token::Operator(_, name) => Some(name),
            _ => Some("-".to_owned()),
        }
    }

    fn term_follows(&self) -> bool {
        match self.tokens.front() {
            None | Some(Token::Close) => false,
            Some(Token::Operator(operator, _)) => *operator == Operator::Not,
            Some(_) => true,
        }
    }

    fn primary(&mut self) -> Option<Node> {
        let begins = |token: &Token| matches!(token, Token::Term(_) | Token::Open | Token::Field(_));
        match self.take_if(begins)? {
            Token::Term(term) => Some(self.near(term)),
            Token::Open => self.bracket(),
            Token::Field(field) => self.field(field),
            _ => None,
        }
    }

    /// The rest of a group whose opening bracket is taken.
    fn bracket(&mut self) -> Option<Node> {
        let node = self.words();
        self.tokens.pop_front();
        node
    }

    /// `first` with the words and phrases that proximity operators tie to it.
    fn near(&mut self, first: Node) -> Node {
        let mut greatest = 0;
        let mut parts = vec![first];
        while parts.iter().all(is_text)
            && let Some(Token::Operator(Operator::Near(distance), _)) = self.tokens.front()
            && self.tokens.get(1).is_some_and(|token| matches!(token, Token::Term(term) if is_text(term)))
        {
            greatest = greatest.max(*distance);
            self.tokens.pop_front();
            parts.extend(self.tokens.pop_front().and_then(|token| match token {
                Token::Term(term) => Some(term),
                _ => None,
            }));
        }
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => Node::Near { parts: parts.into_iter().chain(last).collect(), distance: greatest },
        }
    }

    fn take_if(&mut self, wanted: impl Fn(&Token) -> bool) -> Option<Token> {
        if self.tokens.front().is_some_and(wanted) { self.tokens.pop_front() } else { None }
    }

    /// What `field` holds.
    fn field(&mut self, field: Field) -> Option<Node> {
        let begins = |token: &Token| matches!(token, Token::Term(_) | Token::Open);
        let inner = match self.take_if(begins) {
            Some(Token::Term(term)) if field == Field::Title => Some(self.near(term)),
            Some(Token::Term(term)) => Some(term),
            Some(Token::Open) => self.bracket(),
            _ => None,
        };
        match inner {
            Some(node) if field == Field::Title => Some(within(field, node)),
            Some(node) => self.filters(field, node),
            None => {
                note::add(self.notes, Note::EmptyField(field));
                None
            }
        }
    }

    /// `node` with each of its values made a filter on `field`.
    fn filters(&mut self, field: Field, node: Node) -> Option<Node> {
        match node {
            Node::Words(parts) => self.each_filter(field, parts, Join::Words),
            Node::All(parts) => self.each_filter(field, parts, Join::All),
            Node::Any(parts) => self.each_filter(field, parts, Join::Any),
            Node::Not(node) => self.filters(field, *node).map(not),
            Node::Within { .. } | Node::Filter(_) => Some(node),
            Node::Near { parts, .. } => {
                note::add(self.notes, Note::NearWithoutWords);
                let values: Vec<String> = parts.iter().filter_map(value).collect();
                self.filter(field, &values.join(" "))
            }
            leaf => value(&leaf).and_then(|value| self.filter(field, &value)),
        }
    }

    fn each_filter(&mut self, field: Field, parts: Vec<Node>, join: Join) -> Option<Node> {
        let filters = parts.into_iter().filter_map(|part| self.filters(field, part)).collect();
        group(join, filters)
    }

    fn filter(&mut self, field: Field, value: &str) -> Option<Node> {
        let (filter, note) = match Filter::parse(field, value) {
            Ok(filter) => return Some(Node::Filter(filter)),
            Err(FilterError::ReversedRange { field, value, turned }) => {
                (Some(turned), Note::ReversedRange { field, value })
            }
            Err(FilterError::UnreadableDate { field, value }) => (None, Note::UnreadableDate { field, value }),
            Err(FilterError::Empty(field) | FilterError::Searched(field)) => (None, Note::EmptyField(field)),
        };
        note::add(self.notes, note);
        filter.map(Node::Filter)
    }
}

/// How the parts of a group are held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    Words,
    All,
    Any,
}

/// A group without groups of its own kind, its only part, or nothing.
fn group(join: Join, parts: Vec<Node>) -> Option<Node> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match (join, part) {
            (Join::Words, Node::Words(inner)) | (Join::All, Node::All(inner)) | (Join::Any, Node::Any(inner)) => {
                flat.extend(inner);
            }
            (_, part) => flat.push(part),
        }
    }
    match (join, flat.len()) {
        (_, 0 | 1) => flat.pop(),
        (Join::Words, _) => Some(Node::Words(flat)),
        (Join::All, _) => Some(Node::All(flat)),
        (Join::Any, _) => Some(Node::Any(flat)),
    }
}

fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        node => Node::Not(Box::new(node)),
    }
}

fn within(field: Field, node: Node) -> Node {
    match node {
        Node::Within { .. } | Node::Filter(_) => node,
        node => Node::Within { field, node: Box::new(node) },
    }
}

/// Whether a proximity can be measured to it.
fn is_text(node: &Node) -> bool {
    matches!(node, Node::Word(_) | Node::Exact(_) | Node::Phrase(_))
}

/// A term as it was typed, without quotes; `None` for what is no term.
fn value(node: &Node) -> Option<String> {
    match node {
        Node::Word(text) | Node::Exact(text) | Node::Phrase(text) => Some(text.clone()),
        Node::Prefix(_) | Node::Fuzzy { .. } => Some(node.to_string()),
        _ => None,
    }
}
