//! What stands for many words: prefixes, and words with typing errors.
//! Which words those are is told by `ways`.

use std::sync::Arc;

use super::super::plan::{Name, Plan, Told};
use super::super::ways::{self, MOST_WORDS};
use super::Compiler;
use crate::amendment::AmendmentKind;
use crate::error::IndexError;
use crate::remark::Remark;

/// All prefixes of a query stand for no more words than this together, so that none takes half a second.
pub(super) const MOST_PREFIXED: usize = 4_000;

/// A prefix stands for so many words at least, however many there are before it.
const LEAST_PREFIXED: usize = 50;

impl Compiler<'_> {
    /// The words that begin with `text`.
    pub(super) fn prefix(&mut self, text: &str) -> Result<Plan, IndexError> {
        let mut known = ways::beginning_with(self.collection, text)?;
        let most = self.prefixed.clamp(LEAST_PREFIXED, MOST_WORDS);
        if known.len() > most {
            known.truncate(most);
            let remark = Remark::ManyBegin { text: text.to_owned(), most };
            self.told.push(Told { kind: AmendmentKind::Ignored, remark, typed: Vec::new() });
        }
        self.prefixed = self.prefixed.saturating_sub(known.len());
        let way = self.scope().word(ways::listed(format!("{text}*"), text, known), Name::Typed)?;
        Ok(self.next_leaf(text, way.map(Arc::new).into_iter().collect()))
    }

    /// The words that are `text` but for some typing errors.
    pub(super) fn fuzzy(&mut self, text: &str, distance: Option<u8>) -> Result<Plan, IndexError> {
        let known = ways::resembling(self.collection, text, distance)?;
        let way = self.scope().word(ways::listed(format!("{text}~{distance:?}"), text, known), Name::Typed)?;
        Ok(self.next_leaf(text, way.map(Arc::new).into_iter().collect()))
    }
}
