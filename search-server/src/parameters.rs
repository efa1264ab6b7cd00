//! The parameters of a request, read from its raw query string so that every mistake names its parameter.
//! What they ask for is the business of `question` and of the routes.

mod mistake;

use percent_encoding::percent_decode;

use crate::address::encoded;

pub(crate) use mistake::{Mistake, ParameterError};

/// Parameters that are added to links by those who count visitors; they ask for nothing.
const TRACKERS: [&str; 6] = ["utm_", "mtm_", "pk_", "at_", "fbclid", "gclid"];

/// Parameters that were not taken yet, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `a=1&b=deux+mots&c=%C3%A9t%C3%A9`. Empty parts are left out.
    ///
    /// # Errors
    /// A name or a value that is not UTF-8 once decoded.
    pub(crate) fn parse(raw: &str) -> Result<Self, ParameterError> {
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name).ok_or_else(|| Mistake::Encoding.of(name))?;
            let value = decoded(value).ok_or_else(|| Mistake::Encoding.of(&name))?;
            Ok((name, value))
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    /// Takes a parameter that may be given once.
    ///
    /// # Errors
    /// It was given several times.
    pub(crate) fn one(&mut self, name: &str) -> Result<Option<String>, ParameterError> {
        let mut values = self.all(name);
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(Mistake::Repeated.of(name)),
        }
    }

    /// Takes all values of a parameter that may be given several times.
    pub(crate) fn all(&mut self, name: &str) -> Vec<String> {
        self.0.extract_if(.., |(given, _)| given == name).map(|(_, value)| value).collect()
    }

    /// Takes a whole number from `least` to `most`, `default` where it is not given.
    ///
    /// # Errors
    /// No such number, or given several times.
    pub(crate) fn number(&mut self, name: &str, bounds: Bounds) -> Result<usize, ParameterError> {
        let Bounds { least, most, default } = bounds;
        let Some(value) = self.one(name)? else { return Ok(default) };
        let number = value.parse().ok().filter(|_| value.bytes().all(|byte| byte.is_ascii_digit()));
        match number {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            // More digits than any number has are out of bounds as well.
            _ if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(Mistake::OutOfBounds { least, most }.of(name))
            }
            _ => Err(Mistake::NoNumber { least, most }.of(name)),
        }
    }

    /// Takes one of `choices`, the first where it is not given.
    ///
    /// # Errors
    /// Another value, or given several times.
    pub(crate) fn choice<T: Copy>(&mut self, name: &str, choices: &[(&'static str, T)]) -> Result<T, ParameterError> {
        let known = || choices.iter().map(|(written, _)| *written).collect();
        let value = self.one(name)?;
        let chosen = match &value {
            None => choices.first(),
            Some(value) => choices.iter().find(|(written, _)| written == value),
        };
        chosen.map(|(_, choice)| *choice).ok_or_else(|| Mistake::NoChoice(known()).of(name))
    }

    /// Leaves out what counters of visitors add to links.
    pub(crate) fn without_trackers(mut self) -> Self {
        self.0.retain(|(name, _)| !TRACKERS.iter().any(|tracker| name.starts_with(tracker)));
        self
    }

    /// What is left, written as a query string that is the same for all that ask the same: in the order of names and
    /// values, without those that are empty or in `without`.
    pub(crate) fn written(&self, without: &[&str]) -> String {
        let is_kept = |(name, value): &&(String, String)| !value.is_empty() && !without.contains(&name.as_str());
        let mut kept: Vec<&(String, String)> = self.0.iter().filter(is_kept).collect();
        kept.sort();
        kept.dedup();
        let pair = |(name, value): &(String, String)| format!("{}={}", encoded(name), encoded(value));
        kept.into_iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// Makes sure that everything was taken.
    ///
    /// # Errors
    /// A parameter is left, which nobody knows.
    pub(crate) fn finish(self) -> Result<(), ParameterError> {
        self.0.first().map_or(Ok(()), |(name, _)| Err(Mistake::Unknown.of(name)))
    }
}

/// What a number may be, and what it is where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) least: usize,
    pub(crate) most: usize,
    pub(crate) default: usize,
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode(spaced.as_bytes()).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_taken_once() {
        let mut parameters = Parameters::parse("q=l%27%C3%A9t%C3%A9+2018&&tag=a&tag=b&empty").unwrap();
        assert_eq!(parameters.one("q").unwrap().as_deref(), Some("l'été 2018"));
        assert_eq!(parameters.all("tag"), ["a", "b"]);
        assert_eq!(parameters.clone().finish().unwrap_err().parameter, "empty");
        assert_eq!(parameters.one("empty").unwrap().as_deref(), Some(""));
        assert_eq!(parameters.finish(), Ok(()));
    }

    #[test]
    fn mistakes_name_their_parameter() {
        let bounds = Bounds { least: 0, most: 50, default: 10 };
        let check = |raw: &str, mistake: Mistake| {
            let read = Parameters::parse(raw).and_then(|mut read| read.number("n", bounds));
            assert_eq!(read, Err(mistake.of("n")), "{raw}");
        };
        check("n=%FF", Mistake::Encoding);
        check("n=1&n=2", Mistake::Repeated);
        check("n=51", Mistake::OutOfBounds { least: 0, most: 50 });
        check("n=99999999999999999999999", Mistake::OutOfBounds { least: 0, most: 50 });
        check("n=-1", Mistake::NoNumber { least: 0, most: 50 });
        check("n=", Mistake::NoNumber { least: 0, most: 50 });
        check("n=%2B1", Mistake::NoNumber { least: 0, most: 50 });
        assert_eq!(Parameters::parse("").unwrap().number("n", bounds), Ok(10));
    }

    #[test]
    fn what_asks_the_same_is_written_the_same() {
        let check = |raw: &str| {
            let written = Parameters::parse(raw).unwrap().written(&["limit"]);
            assert_eq!(written, "plan=2018&plan=2021&q=l%27%C3%A9t%C3%A9%20%26");
        };
        check("q=l%27%C3%A9t%C3%A9+%26&plan=2021&plan=2018&limit=3");
        check("plan=2018&plan=2021&plan=2018&kind=&q=l'%C3%A9t%C3%A9%20%26");
    }

    #[test]
    fn trackers_are_left_out() {
        let parameters = Parameters::parse("utm_source=x&fbclid=1").unwrap();
        assert_eq!(parameters.without_trackers().finish(), Ok(()));
    }
}
