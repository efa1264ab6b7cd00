//! One place where settings stand: a file, the environment, or options. What it does not say, another may.
//! What the values mean is checked once they are together.

use std::path::PathBuf;

use serde::Deserialize;
use toml::{Table, Value};

use super::LogFormat;

/// The names of environment variables begin so; a key in capitals follows.
const PREFIX: &str = "COMMUNIQUES_";

/// All keys with the types of their values.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    pub(super) index: Option<PathBuf>,
    pub(super) listen: Option<String>,
    pub(super) base_path: Option<String>,
    pub(super) public_address: Option<String>,
    pub(super) name: Option<String>,
    pub(super) proxies: Option<Vec<String>>,
    pub(super) origins: Option<Vec<String>>,
    pub(super) embedders: Option<Vec<String>>,
    pub(super) connections: Option<usize>,
    pub(super) connections_of_one: Option<usize>,
    pub(super) threads: Option<usize>,
    pub(super) queue: Option<usize>,
    pub(super) cache_mb: Option<u64>,
    pub(super) memory_mb: Option<u64>,
    pub(super) head_timeout: Option<u64>,
    pub(super) request_timeout: Option<u64>,
    pub(super) idle_timeout: Option<u64>,
    pub(super) stop_timeout: Option<u64>,
    pub(super) rate_per_second: Option<u32>,
    pub(super) rate_burst: Option<u32>,
    pub(super) rate_exempt: Option<Vec<String>>,
    pub(super) log: Option<LogFormat>,
    pub(super) log_queries: Option<bool>,
    pub(super) log_addresses: Option<bool>,
}

/// What one place says, by key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layer(Table);

/// A setting that is unknown or means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The file is no TOML, or a key in it is unknown or has a value of another type.
    #[error("{0}")]
    File(String),
    /// An environment variable.
    #[error("the environment variable {name} {what}")]
    Variable {
        /// Its name.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// A value that means nothing.
    #[error("{key}: `{value}` {what}")]
    Value {
        /// The key in the file; the option has the same name.
        key: &'static str,
        /// As it was written.
        value: String,
        /// What is wrong with it.
        what: String,
    },
}

impl SettingsError {
    pub(super) fn value(key: &'static str, value: &str, what: &str) -> Self {
        Self::Value { key, value: value.to_owned(), what: what.to_owned() }
    }
}

impl Layer {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// No TOML, unknown keys, values of another type; the line is told.
    pub fn from_toml(text: &str) -> Result<Self, SettingsError> {
        let wrong = |error: toml::de::Error| SettingsError::File(error.to_string().trim_end().to_owned());
        toml::from_str::<Keys>(text).map_err(wrong)?;
        toml::from_str(text).map(Self).map_err(wrong)
    }

    /// Reads the variables whose names begin with `COMMUNIQUES_`. Lists are parted by commas. An empty one says nothing.
    ///
    /// # Errors
    /// A variable of that kind that is no setting, or whose value is of another type.
    pub fn from_environment(variables: impl Iterator<Item = (String, String)>) -> Result<Self, SettingsError> {
        let mut table = Table::new();
        let ours = variables.filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_ascii_lowercase(), value)));
        // The file with settings is named by a variable too.
        for (key, value) in ours.filter(|(key, value)| !value.is_empty() && key != "config") {
            let list = value.split(',').map(|part| Value::String(part.trim().to_owned())).collect();
            let number = value.parse().map(Value::Integer).ok();
            let truth = value.parse().map(Value::Boolean).ok();
            let readings = [Some(Value::String(value)), number, truth, Some(Value::Array(list))];
            let fitting = readings.into_iter().flatten().map(|value| Table::from_iter([(key.clone(), value)]));
            let mut mistakes = Vec::new();
            let fits = |table: &Table| match table.clone().try_into::<Keys>() {
                Ok(_) => true,
                Err(error) => {
                    mistakes.push(error.to_string());
                    false
                }
            };
            match fitting.into_iter().find(fits) {
                Some(fitting) => table.extend(fitting),
                None => {
                    let name = format!("{PREFIX}{}", key.to_ascii_uppercase());
                    let what = mistakes.first().map_or("", String::as_str).trim_end();
                    return Err(SettingsError::Variable { name, what: format!("cannot be read: {what}") });
                }
            }
        }
        Ok(Self(table))
    }

    /// Says `value` for `key`, unless there is none.
    pub fn set(&mut self, key: &str, value: Option<impl Into<Value>>) {
        self.0.extend(value.map(|value| (key.to_owned(), value.into())));
    }

    /// What `self` says, and what `other` says where it says nothing.
    pub(super) fn or(self, other: Self) -> Self {
        let mut table = other.0;
        table.extend(self.0);
        Self(table)
    }

    pub(super) fn keys(self) -> Result<Keys, SettingsError> {
        self.0.try_into().map_err(|error: toml::de::Error| SettingsError::File(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, value: &str) -> Result<Layer, String> {
        let variables = [(name.to_owned(), value.to_owned()), ("OTHER".to_owned(), "x".to_owned())];
        Layer::from_environment(variables.into_iter()).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_are_read_as_their_keys_ask() {
        let keys = |name: &str, value: &str| of(name, value).unwrap().keys().unwrap();
        assert_eq!(keys("COMMUNIQUES_NAME", "12").name.as_deref(), Some("12"));
        assert_eq!(keys("COMMUNIQUES_THREADS", "12").threads, Some(12));
        assert_eq!(keys("COMMUNIQUES_LOG_QUERIES", "true").log_queries, Some(true));
        assert_eq!(keys("COMMUNIQUES_ORIGINS", "a, b").origins.unwrap(), ["a", "b"]);
        assert_eq!(keys("COMMUNIQUES_THREADS", "").threads, None);
    }

    #[test]
    fn variables_that_are_no_setting_are_refused_by_name() {
        for (name, value) in [("COMMUNIQUES_THREADS", "many"), ("COMMUNIQUES_THREDS", "1")] {
            let error = of(name, value).unwrap_err();
            assert!(error.contains(name), "{error}");
        }
    }
}
