//! What a page of results was asked for, in a form of which links to it and to its neighbours are made.
//! What the parameters mean is the business of `question`.

use index::{Facet, Request};

use crate::parameters::{ParameterError, Parameters};
use crate::question::{self, HITS};
use crate::speech::Speech;

/// Parameters of a search in the order in which links have them. `lang` is added by whoever makes the link.
const NAMES: [&str; 12] =
    ["q", "publisher", "kind", "plan", "year", "tag", "language", "from", "to", "sort", "limit", "offset"];

/// Those that narrow what is found.
const NARROWING: [&str; 8] = ["publisher", "kind", "plan", "year", "tag", "language", "from", "to"];

/// The choices that somebody has made, each a parameter with its value; what goes without saying is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices(Vec<(&'static str, String)>);

impl Choices {
    fn of(parameters: &Parameters) -> Self {
        let mut parameters = parameters.clone();
        let default_limit = HITS.to_string();
        let goes_without_saying = |name: &str, value: &str| match name {
            "sort" => value == "relevance",
            "limit" => value == default_limit,
            "offset" => value.bytes().all(|byte| byte == b'0'),
            _ => value.trim().is_empty(),
        };
        let mut choices = Vec::new();
        for name in NAMES {
            let values = parameters.all(name).into_iter().filter(|value| !goes_without_saying(name, value));
            choices.extend(values.map(|value| (name, value)));
        }
        Self(choices)
    }

    /// The parameters with their values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The values of one parameter.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs().filter(move |(given, _)| *given == name).map(|(_, value)| value)
    }

    /// Those that narrow what is found.
    pub(crate) fn narrowing(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().filter(|(name, _)| NARROWING.contains(name))
    }

    /// The same with another value of a parameter; an empty one leaves it out.
    pub(crate) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let mut choices = self.without(&[name]);
        let rank = |name: &str| NAMES.iter().position(|known| *known == name);
        let place = choices.0.iter().position(|(other, _)| rank(other) > rank(name)).unwrap_or(choices.0.len());
        if !value.is_empty() {
            choices.0.insert(place, (name, value));
        }
        choices
    }

    /// The same without these parameters.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(name)).cloned().collect())
    }

    /// The same without one value of a parameter, from its first page on.
    pub(crate) fn without_value(&self, name: &str, value: &str) -> Self {
        let mut choices = self.without(&["offset"]);
        choices.0.retain(|(other, others)| !(*other == name && others == value));
        choices
    }

    /// The same with nothing that narrows, from its first page on.
    pub(crate) fn unnarrowed(&self) -> Self {
        self.without(&NARROWING).without(&["offset"])
    }
}

/// A page of results that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asking {
    /// The language of the page.
    pub(crate) speech: Speech,
    /// What is searched.
    pub(crate) request: Request,
    /// What it was asked by.
    pub(crate) choices: Choices,
}

impl Asking {
    /// Reads a query string.
    ///
    /// # Errors
    /// A parameter that is unknown or cannot be read.
    pub(crate) fn read(query: &str) -> Result<Self, ParameterError> {
        let mut parameters = Parameters::parse(query)?.without_trackers();
        let choices = Choices::of(&parameters);
        let speech = speech(&mut parameters)?;
        let request = question::request(&mut parameters)?;
        parameters.finish()?;
        Ok(Self { speech, request: Request { facets: Facet::ALL.to_vec(), ..request }, choices })
    }
}

/// Takes the language of the page.
///
/// # Errors
/// It is written in no such language.
pub(crate) fn speech(parameters: &mut Parameters) -> Result<Speech, ParameterError> {
    parameters.choice("lang", &[("fr", Speech::French), ("en", Speech::English)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(choices: &Choices) -> String {
        choices.pairs().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn choices_keep_one_order_and_leave_out_what_goes_without_saying() {
        let check = |query: &str, expected: &str| {
            assert_eq!(pairs(&Asking::read(query).unwrap().choices), expected, "{query}");
        };
        check("plan=&sort=relevance&limit=10&offset=0&year=2018&q=a&lang=en&utm_source=b", "q=a&year=2018");
        check("plan=B&plan=A&offset=20&limit=20", "plan=B&plan=A&limit=20&offset=20");
    }

    #[test]
    fn neighbours_of_a_search_differ_in_what_was_chosen() {
        let Asking { choices, .. } = Asking::read("q=a&plan=A&plan=B&year=2018&limit=20&offset=40").unwrap();
        assert_eq!(pairs(&choices.without_value("plan", "A")), "q=a&plan=B&year=2018&limit=20");
        assert_eq!(pairs(&choices.unnarrowed()), "q=a&limit=20");
        assert_eq!(
            pairs(&choices.without(&["offset"]).with("sort", "date")),
            "q=a&plan=A&plan=B&year=2018&sort=date&limit=20"
        );
        assert_eq!(pairs(&choices.with("q", "")), "plan=A&plan=B&year=2018&limit=20&offset=40");
    }

    #[test]
    fn what_a_page_does_not_know_is_named() {
        let check = |query: &str, name: &str| assert_eq!(Asking::read(query).unwrap_err().parameter, name);
        check("q=a&page=2", "page");
        check("lang=de", "lang");
    }
}
