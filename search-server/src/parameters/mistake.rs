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
    /// It has no value.
    Empty,
    /// It is no filter.
    Filter(FilterError),
    /// It is a period that ends before it begins.
    Reversed,
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
        let name = &self.parameter;
        match &self.mistake {
            Mistake::Unknown => speech
                .pick(format!("Le paramètre « {name} » n'existe pas."), format!("There is no parameter “{name}”.")),
            Mistake::Repeated => speech.pick(
                format!("Le paramètre « {name} » ne peut être donné qu'une fois."),
                format!("The parameter “{name}” can be given once only."),
            ),
            Mistake::Encoding => speech.pick(
                format!("Le paramètre « {name} » n'est pas en UTF-8."),
                format!("The parameter “{name}” is not in UTF-8."),
            ),
            Mistake::NoNumber { least, most } | Mistake::OutOfBounds { least, most } => speech.pick(
                format!("Le paramètre « {name} » doit être un nombre entier de {least} à {most}."),
                format!("The parameter “{name}” has to be a whole number from {least} to {most}."),
            ),
            Mistake::NoChoice(choices) => speech.pick(
                format!("Le paramètre « {name} » doit être l'un de : {}.", choices.join(", ")),
                format!("The parameter “{name}” has to be one of: {}.", choices.join(", ")),
            ),
            _ => self.said_of_value(speech),
        }
    }

    fn said_of_value(&self, speech: Speech) -> String {
        let name = &self.parameter;
        match &self.mistake {
            Mistake::TooLong { most } => speech.pick(
                format!("Le paramètre « {name} » dépasse {most} caractères."),
                format!("The parameter “{name}” has more than {most} characters."),
            ),
            Mistake::TooMany { most } => speech.pick(
                format!("Le paramètre « {name} » est donné plus de {most} fois."),
                format!("The parameter “{name}” is given more than {most} times."),
            ),
            Mistake::Filter(error) => speech.pick(
                format!("Le paramètre « {name} » est illisible : {error}."),
                format!("The parameter “{name}” cannot be read: {error}."),
            ),
            Mistake::Date => speech.pick(
                format!("Le paramètre « {name} » doit être une date : 2018, 2018-04 ou 2018-04-03."),
                format!("The parameter “{name}” has to be a date: 2018, 2018-04 or 2018-04-03."),
            ),
            Mistake::Reversed => speech.pick(
                format!("La période finit avant de commencer : le paramètre « {name} » précède son début."),
                format!("The period ends before it begins: the parameter “{name}” lies before its start."),
            ),
            Mistake::TooDeep { deepest } => speech.pick(
                format!("Le paramètre « {name} » va au-delà du {deepest}e résultat : précisez la recherche."),
                format!("The parameter “{name}” goes beyond result {deepest}: narrow the search."),
            ),
            _ => speech.pick(
                format!("Le paramètre « {name} » n'a pas de valeur."),
                format!("The parameter “{name}” has no value."),
            ),
        }
    }
}
