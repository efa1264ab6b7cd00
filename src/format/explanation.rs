//! `--explain`, where documents are not shown to people: why each stands where it stands, on stderr.
//! Results keep their shape, so that what reads them need not know of it.

use index::Answer;

/// Tells `id: part`, a part of an explanation a line.
pub(crate) fn tell(answer: &Answer) {
    for hit in &answer.hits {
        hit.explanation.iter().for_each(|part| crate::output::tell(format_args!("{}: {part}", hit.id)));
    }
}
