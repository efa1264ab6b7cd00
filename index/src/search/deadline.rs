//! How long an answer is waited for: looked at between the steps of a search, each of which is short.

use std::time::Instant;

use crate::error::IndexError;

/// The moment from which an answer is of no use; none where it is waited for however long it takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Deadline(pub(super) Option<Instant>);

impl Deadline {
    /// Nothing, as long as there is time.
    ///
    /// # Errors
    /// The moment has passed.
    pub(super) fn check(self) -> Result<(), IndexError> {
        match self.0 {
            Some(moment) if Instant::now() >= moment => Err(IndexError::TookTooLong),
            _ => Ok(()),
        }
    }
}
