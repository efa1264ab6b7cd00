//! What is said about a search besides what it found: how it was understood, and what to do where it found nothing.

use index::{Amendment, Answer};

use crate::pages::choices::Asking;
use crate::pages::links::Links;
use crate::pages::words;
use crate::question;

/// What is said.
pub(super) struct Notes {
    /// The query as understood, where that is not what was typed.
    pub(super) understood: Option<String>,
    /// What was corrected, widened or left out.
    pub(super) amendments: Vec<Note>,
    /// A likelier query.
    pub(super) likelier: Option<Way>,
    /// The same search without filters, where it finds something that it does not find with them.
    pub(super) unfiltered: Option<Way>,
}

/// Something that was done to the query, and the way to have it otherwise.
pub(super) struct Note {
    pub(super) text: String,
    pub(super) undo: Option<Way>,
}

/// A link to another search.
pub(super) struct Way {
    pub(super) href: String,
    pub(super) label: String,
}

impl Notes {
    /// What is said about `answer`.
    pub(super) fn new(links: &Links, asking: &Asking, answer: &Answer) -> Self {
        let search =
            |query: &str| links.page("/recherche", asking.choices.without(&["offset"]).with("q", query).pairs());
        let unfiltered = answer.without_filters.filter(|&count| count > 0).map(|count| Way {
            href: links.page("/recherche", asking.choices.unnarrowed().pairs()),
            label: words::documents(count, asking.speech),
        });
        let likelier = answer.did_you_mean.as_ref().map(|query| Way { href: search(query), label: query.clone() });
        let note = |amendment: &Amendment| Note {
            text: asking.speech.pick(amendment.text.clone(), amendment.remark.in_english()),
            undo: amendment.instead.as_ref().map(|query| Way { href: search(query), label: query.clone() }),
        };
        let of_filters = question::hints(&asking.request.filters, asking.speech);
        let of_filters = of_filters.into_iter().map(|text| Note { text, undo: None });
        let amendments = once(answer.amendments.iter().map(note).chain(of_filters).collect());
        Self { understood: understood(asking, answer), amendments, likelier, unfiltered }
    }
}

/// What several notes in a row can be undone by is offered at the last of them.
fn once(mut notes: Vec<Note>) -> Vec<Note> {
    let href = |note: &Note| note.undo.as_ref().map(|way| way.href.clone());
    let following: Vec<Option<String>> = notes.iter().skip(1).map(href).collect();
    for (note, following) in notes.iter_mut().zip(following) {
        note.undo = note.undo.take().filter(|way| Some(&way.href) != following.as_ref());
    }
    notes
}

/// Filters stand in the query as understood; those that were not typed are shown elsewhere already.
fn understood(asking: &Asking, answer: &Answer) -> Option<String> {
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (typed, understood) = (bare(&answer.query), bare(&answer.understood));
    let is_news = asking.request.filters.is_empty() && !typed.is_empty() && typed != understood;
    is_news.then_some(understood).filter(|understood| !understood.is_empty())
}
