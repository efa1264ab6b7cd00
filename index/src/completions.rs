//! What a typed beginning may become: the words, names and titles of a collection, found by the beginnings of their words.
//! How they are gathered, and what is shown of them, is the business of `suggest`.

mod dictionary;
mod names;
mod words;

use std::fmt;

pub(crate) use dictionary::Reach;
pub(crate) use names::{FoundName, Name, Named, Names, Place};
pub(crate) use words::{Completed, Word, Words};

/// All that is completed.
pub(crate) struct Completions {
    /// The words of all texts.
    pub words: Words,
    /// Publishers, tags, plan periods, acronyms and what they stand for; what most documents have comes first.
    pub names: Names,
    /// Titles, those of the newest documents first.
    pub titles: Names,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionKind {
    /// A word of the texts.
    Word,
    /// A ministry or body.
    Publisher,
    /// A tag.
    Tag,
    /// A plan period.
    Plan,
    /// An acronym that documents spell out, or what it stands for.
    Acronym,
    /// A title.
    Title,
}

impl SuggestionKind {
    /// Its English name, as answers have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Title => "title",
            Self::Publisher => "publisher",
            Self::Tag => "tag",
            Self::Plan => "plan",
            Self::Acronym => "acronym",
        }
    }
}

impl fmt::Display for SuggestionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
