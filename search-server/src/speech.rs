//! The languages in which people are spoken to: French, and English where it is asked for.
//! Which language a document is in is another matter.

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Speech {
    /// The language of the collection and of its readers.
    #[default]
    French,
    /// For `?lang=en`.
    English,
}

impl Speech {
    /// Its two-letter code.
    pub(crate) fn code(self) -> &'static str {
        self.pick("fr", "en")
    }

    /// The text in this language.
    pub(crate) fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English => english,
        }
    }
}
