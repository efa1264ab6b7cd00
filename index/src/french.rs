//! French analysis: how a text is cut into words with their places, their accents and their stems.
//! Writing, querying and highlighting all go through [`cut_into`], or [`Seeker`], which finds the same words where only
//! some are asked for; nothing else in the house knows French.

mod address;
mod beginning;
mod chars;
mod cut;
mod fold;
mod inclusive;
mod recent;
mod lexicon;
mod number;
mod seek;
mod stem;

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

pub use beginning::{Beginning, Beginnings};
pub use cut::{Share, Token, cut_into};
pub use fold::fold;
pub use lexicon::{Entry, EntryId, Lexicon, Tongue, with_lexicon};
pub use seek::Seeker;
pub use stem::{query_stems, stem};

/// The version of the chain, stored with each index. It changes with every rule or datum that changes a term.
pub const CHAIN: &str = "fr-1";

static ELISIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("french/data/elisions.txt")).collect());
static APOSTROPHE_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("french/data/apostrophe-words.txt")).collect());
static QUESTION_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("french/data/question-words.txt")).collect());

static LINK_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| lines(include_str!("french/data/link-words.txt")).flat_map(str::split_whitespace).collect());

/// Other names of what has the [key](content_key) `key`; written just so, accents aside.
pub fn synonyms(key: &str) -> Vec<&'static str> {
    static KEYS: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
        let mut keys: HashMap<String, Vec<&str>> = HashMap::new();
        let mut lexicon = Lexicon::default();
        let files = [include_str!("french/data/synonyms.txt"), include_str!("french/data/actions.txt")];
        for line in files.into_iter().flat_map(lines) {
            let names: Vec<&str> = line.split(" = ").collect();
            for name in &names {
                let others = names.iter().filter(|other| *other != name);
                keys.entry(content_key(name, &mut lexicon)).or_default().extend(others);
            }
        }
        keys
    });
    KEYS.get(key).cloned().unwrap_or_default()
}

/// The words of `text` that are not stop words, without accents: what a name is known by, however it is written.
pub fn content_key(text: &str, lexicon: &mut Lexicon) -> String {
    let mut tokens = Vec::new();
    cut_into(text, lexicon, &mut tokens);
    let words = tokens.iter().filter(|token| token.share != Share::Whole).map(|token| lexicon.entry(token.entry));
    let words: Vec<String> = words.filter(|entry| !entry.grammatical).map(|entry| fold(&entry.word)).collect();
    words.join(" ")
}

/// How many words of `text` say what it is about: neither stop words nor those of a question.
pub fn content_words(text: &str, lexicon: &mut Lexicon) -> usize {
    let mut tokens = Vec::new();
    cut_into(text, lexicon, &mut tokens);
    let says = |token: &&Token| {
        let entry = lexicon.entry(token.entry);
        token.share != Share::Whole && !entry.grammatical && !is_question_word(&entry.word)
    };
    tokens.iter().filter(says).count()
}

/// Whether a lower-case word belongs to how a question is put rather than to what is asked for.
pub fn is_question_word(word: &str) -> bool {
    QUESTION_WORDS.contains(word)
}

/// Whether a lower-case word links or weighs others and names nothing.
pub fn is_link_word(word: &str) -> bool {
    LINK_WORDS.contains(word) || is_question_word(word)
}

/// Whether a lower-case run before an apostrophe is an elided word.
fn is_elision(run: &str) -> bool {
    ELISIONS.contains(run)
}

/// Whether a lower-case word with an apostrophe is one word: it is in the table, or begins with an entry that ends in `*`.
fn is_apostrophe_word(word: &str) -> bool {
    let begins = |entry: &&str| entry.strip_suffix('*').is_some_and(|beginning| word.starts_with(beginning));
    APOSTROPHE_WORDS.contains(word) || APOSTROPHE_WORDS.iter().any(begins)
}

/// The lines of a data file that are neither empty nor remarks.
fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
