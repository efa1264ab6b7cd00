//! What limits and changes a box, as the frame and the guide are asked for it and the lines to paste say it.
//! What a filter means is the engine's business.

use crate::parameters::{ParameterError, Parameters};
use crate::question::LONGEST_VALUE;
use crate::speech::Speech;

/// Longest value of a preset, in characters: a filter with more is not read.
const LONGEST: usize = LONGEST_VALUE;

/// What a box is limited to, and how it behaves; empty where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presets {
    /// Plan period, such as `2021-2023`.
    pub plan: String,
    /// Issuing ministry or body.
    pub publisher: String,
    /// Kind of document.
    pub kind: String,
    /// Earliest date, such as `2018`.
    pub from: String,
    /// Language of the documents, such as `fr`.
    pub language: String,
    /// Documents shown.
    pub limit: String,
    /// What stands above the field.
    pub label: String,
}

impl Presets {
    /// Takes the presets of a request.
    ///
    /// # Errors
    /// One of them was given several times.
    pub(super) fn take(parameters: &mut Parameters) -> Result<Self, ParameterError> {
        let mut one = |name| -> Result<String, ParameterError> {
            let value = parameters.one(name)?.unwrap_or_default();
            Ok(value.trim().chars().take(LONGEST).collect())
        };
        Ok(Self {
            plan: one("plan")?,
            publisher: one("publisher")?,
            kind: one("kind")?,
            from: one("from")?,
            language: one("language")?,
            limit: one("limit")?,
            label: one("label")?,
        })
    }

    /// Those that say something, by their names in the address of a results page.
    pub(super) fn filters(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("plan", &self.plan),
            ("publisher", &self.publisher),
            ("kind", &self.kind),
            ("from", &self.from),
            ("language", &self.language),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Those that say something, as attributes of the element.
    pub(super) fn attributes(&self) -> Vec<(&'static str, &str)> {
        let own = [("limit", self.limit.as_str()), ("label", self.label.as_str())];
        self.filters().into_iter().chain(own.into_iter().filter(|(_, value)| !value.is_empty())).collect()
    }

    /// What stands above the field.
    pub(super) fn label(&self, speech: Speech) -> &str {
        let usual = speech.pick("Rechercher dans les communiqués", "Search the communiqués");
        if self.label.is_empty() { usual } else { &self.label }
    }
}
