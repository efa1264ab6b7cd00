//! Cuts a query into tokens: brackets, negations, operators, fields and terms. Quotes are paired and fields told
//! from words here; what belongs together is decided by the tree.

use super::field::Field;
use super::note::{self, Note};
use super::{MAX_TERMS, Node, has_word, is_space, quote, term};

/// What a run may begin with without its meaning anything.
const LEADING: &[char] = &['-', '*', ',', ';', ':', '!', '?', '…'];

/// `agent(e)s`, `acteur(trice)s`: the longest ending that is written between brackets.
const LONGEST_ENDING: usize = 5;

/// A piece of a query. A [`Token::Minus`] and a [`Token::Field`] belong to the token after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Minus,
    /// With its name as typed, without a distance.
    Operator(Operator, String),
    Field(Field),
    Term(Node),
}

/// A word with a meaning of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    Near(u32),
}

/// The tokens of `text`, with [`MAX_TERMS`] terms at most.
pub(super) fn tokens(text: &[char], notes: &mut Vec<Note>) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), terms: 0, notes };
    while let Some(c) = lexer.peek() {
        if lexer.terms > MAX_TERMS {
            break;
        }
        lexer.step(c);
    }
    lexer.finish()
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    tokens: Vec<Token>,
    /// The terms met, those beyond the limit too.
    terms: usize,
    notes: &'a mut Vec<Note>,
}

impl Lexer<'_> {
    fn finish(mut self) -> Vec<Token> {
        if self.terms > MAX_TERMS {
            note::add(self.notes, Note::TooManyTerms);
            // What led to the first term left out goes with it.
            while self.tokens.pop_if(|last| !matches!(last, Token::Term(_) | Token::Close)).is_some() {}
        }
        self.tokens
    }

    fn step(&mut self, c: char) {
        let tokens_before = self.tokens.len();
        let after_minus = self.tokens.last() == Some(&Token::Minus);
        match c {
            _ if is_space(c) => self.at += 1,
            '(' => self.single(Token::Open),
            ')' => self.single(Token::Close),
            '-' if self.negates() => self.single(Token::Minus),
            _ if quote::is_quote(c) => self.quotation(c),
            _ => self.run(),
        }
        if after_minus && self.tokens.len() == tokens_before {
            self.tokens.pop();
        }
    }

    fn single(&mut self, token: Token) {
        self.tokens.push(token);
        self.at += 1;
    }

    /// Whether the dash here stands at the start of a term: neither a lone one, nor a long one typed as two.
    fn negates(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.text.get(at));
        let after = self.text.get(self.at + 1);
        before.is_none_or(|&c| is_space(c) || c == '(') && after.is_some_and(|&c| !is_space(c) && c != ')' && c != '-')
    }

    fn quotation(&mut self, opener: char) {
        self.at += 1;
        if !quote::opens(opener) {
            return note::add(self.notes, Note::LoneQuote);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = quote::end(rest, opener);
        let runs = quote::runs(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
        self.at += end.map_or(rest.len(), |end| end + 1);
        let spread = if end.is_some() { self.spread() } else { None };
        let term = term::from_quotation(&runs, spread, self.notes);
        match (&term, end) {
            (Some(_), None) => note::add(self.notes, Note::UnclosedQuote),
            (None, None) => note::add(self.notes, Note::LoneQuote),
            (None, Some(_)) => note::add(self.notes, Note::EmptyQuotes),
            (Some(_), Some(_)) => {}
        }
        if let Some(term) = term {
            self.term(term);
        }
    }

    /// The distance after a closing quote, such as `~5`.
    fn spread(&mut self) -> Option<u32> {
        if self.peek() != Some('~') {
            return None;
        }
        self.at += 1;
        let digits = self.take_while(|c| c.is_ascii_digit());
        Some(term::distance(&digits, self.notes))
    }

    /// Adds a term, or as much of it as the limit allows.
    fn term(&mut self, mut term: Node) {
        let left = MAX_TERMS.saturating_sub(self.terms);
        let weight = match &mut term {
            Node::Near { parts, .. } => {
                let all = parts.len();
                parts.truncate(left);
                all
            }
            _ => 1,
        };
        self.terms += weight;
        match term {
            Node::Near { parts, .. } if parts.len() < 2 => {}
            term if left > 0 => self.tokens.push(Token::Term(term)),
            _ => {}
        }
    }

    /// Reads up to the next white space, quote or bracket: an operator, a field, a word, or nothing.
    fn run(&mut self) {
        let leading = self.take_while(|c| LEADING.contains(&c));
        let start = self.at;
        let run = self.rest_of_run();
        if let Some((name, _)) = run.split_once(':')
            && let Some(field) = Field::parse(name)
        {
            self.at = start + name.chars().count() + 1;
            return self.value(field, name);
        }
        let run = run.trim_end_matches(term::ENDING);
        if leading.contains('*') {
            note::add(self.notes, Note::IgnoredStar(format!("*{run}")));
        }
        if let Some((operator, name)) = operator(run) {
            let operator = match operator {
                Word::Near(digits) => Operator::Near(term::distance(digits, self.notes)),
                Word::Plain(operator) => operator,
            };
            self.tokens.push(Token::Operator(operator, name.to_owned()));
        } else if has_word(run) {
            let term = term::from_run(run, self.notes);
            self.term(term);
        }
    }

    /// What stands directly after the colon of a field.
    fn value(&mut self, field: Field, name: &str) {
        match self.peek() {
            Some('(') => self.tokens.push(Token::Field(field)),
            Some(c) if quote::opens(c) => {
                self.tokens.push(Token::Field(field));
                self.quotation(c);
                let empty = self.tokens.last() == Some(&Token::Field(field)) && self.terms <= MAX_TERMS;
                if empty {
                    self.tokens.pop();
                    note::add(self.notes, Note::EmptyField(field));
                }
            }
            _ => self.bare_value(field, name),
        }
    }

    fn bare_value(&mut self, field: Field, name: &str) {
        let leading = self.take_while(|c| c == '-' || (field == Field::Title && LEADING.contains(&c)));
        let run = self.rest_of_run();
        let run = run.trim_end_matches(term::ENDING);
        if !has_word(run) {
            note::add(self.notes, Note::DetachedField(field));
            return self.term(Node::Word(name.to_owned()));
        }
        if leading.contains('-') {
            note::add(self.notes, Note::IgnoredDash(field));
        }
        self.tokens.push(Token::Field(field));
        let term = match field {
            Field::Title => term::from_run(run, self.notes),
            _ => Node::Word(run.to_owned()),
        };
        self.term(term);
    }

    fn rest_of_run(&mut self) -> String {
        let mut run = String::new();
        while let Some(c) = self.peek() {
            if is_space(c) || quote::is_quote(c) || c == ')' {
                break;
            }
            if c == '(' {
                let Some(ending) = self.bracketed_ending(&run) else { break };
                self.at += ending.chars().count();
                run.push_str(&ending);
            } else {
                self.at += 1;
                run.push(c);
            }
        }
        run
    }

    /// The bracket here with what it holds, if that is the ending of the word `run` as inclusive writing has it.
    fn bracketed_ending(&self, run: &str) -> Option<String> {
        let rest = self.text.get(self.at + 1..)?;
        let length = rest.iter().take(LONGEST_ENDING + 1).position(|&c| c == ')')?;
        let letters = rest.get(..length).filter(|letters| letters.iter().all(|c| c.is_alphabetic()))?;
        let in_word = run.ends_with(char::is_alphabetic) && operator(run).is_none();
        (in_word && !letters.is_empty()).then(|| format!("({})", letters.iter().collect::<String>()))
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek().filter(|&c| belongs(c)) {
            taken.push(c);
            self.at += 1;
        }
        taken
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }
}

/// An operator whose distance, if it takes one, is still to be read.
enum Word<'a> {
    Plain(Operator),
    Near(&'a str),
}

/// The operator that `run` is, with its name.
fn operator(run: &str) -> Option<(Word<'_>, &str)> {
    let (name, distance) = run.split_once('/').map_or((run, None), |(name, distance)| (name, Some(distance)));
    let word = match (name, distance) {
        ("ET" | "AND", None) => Word::Plain(Operator::And),
        ("OU" | "OR", None) => Word::Plain(Operator::Or),
        ("SAUF" | "NOT", None) => Word::Plain(Operator::Not),
        ("PROCHE" | "NEAR", None) => Word::Near(""),
        ("PROCHE" | "NEAR", Some(digits)) if is_number(digits) => Word::Near(digits),
        _ => return None,
    };
    Some((word, name))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
