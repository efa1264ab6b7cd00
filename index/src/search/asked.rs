//! A question with the documents that answer it: compiled, counted and matched, for an answer or for their number alone.
//! Nothing is ranked or read here.

use super::bits::Bits;
use super::collapse;
use super::compile::{self, Compiled};
use super::count;
use super::deadline::Deadline;
use super::facets::Counted;
use super::matching::{Counts, Matched, Matcher};
use super::plan::Told;
use super::question::Question;
use crate::amendment::AmendmentKind;
use crate::answer::{Copies, Request};
use crate::collection::Collection;
use crate::copies;
use crate::error::IndexError;
use crate::facet::FacetCounts;
use crate::grouping;

/// Where fewer documents than this are found, another query may have been meant.
const FEW: u64 = 3;

/// A question with what was found.
pub(super) struct Asked<'a> {
    collection: &'a Collection,
    /// What is looked for.
    pub compiled: Compiled,
    /// Where each leaf is found.
    pub counts: Counts,
    /// The documents found; each copy of a text until they are [collapsed](Self::collapse).
    pub matched: Matched,
    /// The copies that are shown once, where they are.
    pub copies: Option<&'a copies::Copies>,
    hidden: Vec<copies::Place>,
    /// Documents found, copies counted as they are shown.
    pub total: u64,
    /// Those of them that have all the words: what a query for these alone finds, unless other names were looked for.
    pub complete: u64,
}

impl<'a> Asked<'a> {
    /// Finds what answers `question`, as `request` wants copies shown and before its deadline.
    pub(super) fn of(collection: &'a Collection, question: &Question, request: &Request) -> Result<Self, IndexError> {
        let deadline = Deadline(request.deadline);
        let compiled = compile::compile(collection, question, deadline)?;
        let counts = count::all(collection, &compiled.leaves, deadline)?;
        let matched = Matcher { collection, counts: &counts }.documents(&compiled.plan)?;
        deadline.check()?;
        let copies = if request.copies == Copies::Once { Some(grouping::copies(collection)?) } else { None };
        let mut asked =
            Self { collection, compiled, counts, matched, copies, hidden: Vec::new(), total: 0, complete: 0 };
        (asked.total, asked.hidden) = asked.once(&asked.matched.documents)?;
        let are_all_complete = asked.matched.complete == asked.matched.documents;
        asked.complete = if are_all_complete { asked.total } else { asked.once(&asked.matched.complete)?.0 };
        Ok(asked)
    }

    /// How many `documents` there are, copies counted as they are shown, and those of them that are hidden then.
    fn once(&self, documents: &[Bits]) -> Result<(u64, Vec<copies::Place>), IndexError> {
        let hidden = |copies| collapse::hidden(self.collection, copies, documents);
        let hidden = self.copies.map(hidden).transpose()?.unwrap_or_default();
        let found = documents.iter().map(Bits::count).sum::<u64>();
        Ok((found.saturating_sub(hidden.len() as u64), hidden))
    }

    /// How many documents have all the words as they were typed, in any form: what a query for all of them finds, in which
    /// other names are not looked for.
    pub(super) fn complete_as_typed(&self) -> Result<u64, IndexError> {
        let matcher = Matcher { collection: self.collection, counts: &self.counts };
        Ok(self.once(&matcher.having_all_as_typed(&self.compiled.plan)?)?.0)
    }

    /// How many documents have all that was typed; none where some of it is nowhere.
    pub(super) fn having_all(&self) -> u64 {
        let is_nowhere = |told: &Told| told.kind == AmendmentKind::LeftOut;
        if self.compiled.told.iter().any(is_nowhere) { 0 } else { self.complete }
    }

    /// Whether little is found, or something that was typed is nowhere: then something else may have been meant.
    pub(super) fn is_doubtful(&self) -> bool {
        self.total < FEW || self.compiled.told.iter().any(|told| told.kind == AmendmentKind::LeftOut)
    }

    /// How many documents have each value of the facets that `request` names.
    pub(super) fn facets(&self, request: &Request) -> Result<Vec<FacetCounts>, IndexError> {
        let counted = Counted {
            matcher: &Matcher { collection: self.collection, counts: &self.counts },
            plan: &self.compiled.plan,
            documents: &self.matched.documents,
            hidden: &self.hidden,
            copies: self.copies,
        };
        counted.by(&request.facets)
    }

    /// Keeps one of the copies of each text, where they are shown once.
    pub(super) fn collapse(&mut self) {
        collapse::collapse(&self.hidden, &mut self.matched);
    }
}
