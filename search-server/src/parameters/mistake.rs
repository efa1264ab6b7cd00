//! What may be wrong with a parameter, and how that is said.
//! With which status it is answered is the business of `problem`.

use index::query::filter::FilterError;

use crate::speech::Speech;

/// A parameter that is unknown or cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParameterError {
    /// As it was written.
    pub(crate) parameter: String,
    /// What is wrong with it.
    pub(crate) mistake: Mistake,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// There is no such parameter.
    Unknown,
    /// It may be given once.
    Repeated,
    /// It is not UTF-8.
    Encoding,
    /// It is no whole number.
    NoNumber { least: usize, most: usize },
    /// It is a number that is too small or too large.
    OutOfBounds { least: usize, most: usize },
    /// It is none of those that there are.
    NoChoice(Vec<&'static str>),
    /// It has more characters than are read.
    TooLong { most: usize },
    /// It was given more often than is read.
    TooMany { most: usize },
    /// It is no filter.
    Filter(FilterError),
    /// It is no date.
    Date,
    /// The page lies deeper than is affordable.
    TooDeep { deepest: usize },
}

impl Mistake {
    /// The mistake of the parameter of this name.
    pub(crate) fn of(self, parameter: &str) -> ParameterError {
        ParameterError { parameter: parameter.to_owned(), mistake: self }
    }
}

impl ParameterError {
    /// Says it in one sentence, with what would be right.
    pub(crate) fn said(&self, speech: Speech) -> String {
        let Self { parameter: name, mistake } = self;
        let what = mistake.said(speech);
        speech.pick(format!("Le paramètre « {name} » {what}."), format!("The parameter “{name}” {what}."))
    }
}

impl Mistake {
    /// What is said of the parameter.
    fn said(&self, speech: Speech) -> String {
        let (french, english) = match self {
            Self::Unknown => ("n'existe pas", "does not exist"),
            Self::Repeated => ("ne peut être donné qu'une fois", "can be given once only"),
            Self::Encoding => ("n'est pas en UTF-8", "is not in UTF-8"),
            Self::Date => {
                ("doit être une date : 2018, 2018-04 ou 2018-04-03", "has to be a date: 2018, 2018-04 or 2018-04-03")
            }
            Self::NoNumber { least, most } | Self::OutOfBounds { least, most } => {
                let french = format!("doit être un nombre entier de {least} à {most}");
                return speech.pick(french, format!("has to be a whole number from {least} to {most}"));
            }
            Self::NoChoice(choices) => {
                let choices = choices.join(", ");
                return speech.pick(format!("doit être l'un de : {choices}"), format!("has to be one of: {choices}"));
            }
            Self::TooLong { most } => {
                let french = format!("dépasse {most} caractères");
                return speech.pick(french, format!("has more than {most} characters"));
            }
            Self::TooMany { most } => {
                let french = format!("est donné plus de {most} fois");
                return speech.pick(french, format!("is given more than {most} times"));
            }
            Self::Filter(error) => {
                return speech
                    .pick(format!("est illisible : {error}"), format!("cannot be read: {}", error.in_english()));
            }
            Self::TooDeep { deepest } => {
                let french = format!("va au-delà du {deepest}e résultat : précisez la recherche");
                return speech.pick(french, format!("goes beyond result {deepest}: narrow the search"));
            }
        };
        speech.pick(french, english).to_owned()
    }
}
