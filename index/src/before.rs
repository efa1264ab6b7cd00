//! What the last commit holds, told apart from what a writer has added since: rows are removed from that alone, and its segments
//! are left as they are until the next commit. How rows are added is no business of this.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermSetQuery, Weight};
use tantivy::schema::Term;
use tantivy::{DocId, Score, SegmentReader, TantivyError};

/// Share of deleted passages from which a segment is rewritten without them.
const REWRITE_FROM: f32 = 0.3;

/// The segments of the last commit.
#[derive(Debug, Clone)]
pub(crate) struct Before(Arc<FxHashSet<SegmentId>>);

impl Before {
    /// The segments of the last commit of `index`.
    pub(crate) fn of(index: &tantivy::Index) -> Result<Self, TantivyError> {
        Ok(Self(Arc::new(index.searchable_segment_ids()?.into_iter().collect())))
    }

    /// Finds the rows of the last commit that hold one of `terms`.
    pub(crate) fn rows(&self, terms: impl IntoIterator<Item = Term>) -> Box<dyn Query> {
        Box::new(Held { before: self.clone(), terms: TermSetQuery::new(terms) })
    }

    /// Whether some of `segments` are among them.
    pub(crate) fn holds_some(&self, segments: &[SegmentId]) -> bool {
        segments.iter().any(|segment| self.0.contains(segment))
    }

    /// Merges as [`policy`] does, but for what the last commit holds.
    pub(crate) fn left_alone(&self) -> Box<dyn MergePolicy> {
        Box::new(Around { before: self.clone(), policy: policy() })
    }
}

/// Which segments are put together.
pub(crate) fn policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(REWRITE_FROM);
    policy
}

/// A query that only segments of a commit answer.
#[derive(Debug, Clone)]
struct Held {
    before: Before,
    terms: TermSetQuery,
}

impl Query for Held {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(HeldWeight { before: self.before.clone(), terms: self.terms.weight(scoring)? }))
    }
}

struct HeldWeight {
    before: Before,
    terms: Box<dyn Weight>,
}

impl Weight for HeldWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.before.0.contains(&reader.segment_id()) {
            self.terms.scorer(reader, boost)
        } else {
            Ok(Box::new(EmptyScorer))
        }
    }

    fn explain(&self, reader: &SegmentReader, row: DocId) -> tantivy::Result<Explanation> {
        self.terms.explain(reader, row)
    }
}

/// A policy that does not see some segments.
#[derive(Debug)]
struct Around {
    before: Before,
    policy: LogMergePolicy,
}

impl MergePolicy for Around {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let added = segments.iter().filter(|segment| !self.before.0.contains(&segment.id()));
        self.policy.compute_merge_candidates(&added.cloned().collect::<Vec<_>>())
    }
}
