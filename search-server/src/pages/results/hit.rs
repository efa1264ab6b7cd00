//! A document found, as it is shown: its description, and its best passages with links to where they stand.

use index::{About, Excerpt, Hit};

use crate::address::web_address;
use crate::pages::choices::Asking;
use crate::pages::links::{self, Links};
use crate::pages::marked::{Marked, marked};
use crate::pages::words;
use crate::speech::Speech;

/// A document found.
pub(super) struct HitView {
    pub(super) href: String,
    pub(super) title: Marked,
    pub(super) plain_title: String,
    pub(super) language: Option<String>,
    pub(super) date: Option<DateView>,
    pub(super) publisher: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) plans: Vec<String>,
    pub(super) passages: Vec<PassageView>,
    /// How many passages there are besides those that are shown.
    pub(super) others: Option<String>,
    pub(super) copies: Vec<Copy>,
    pub(super) original: Option<String>,
}

/// A date with what machines read.
pub(super) struct DateView {
    pub(super) iso: String,
    pub(super) words: String,
}

/// Another document with the same text.
pub(super) struct Copy {
    pub(super) href: String,
    pub(super) id: String,
}

/// A passage.
pub(super) struct PassageView {
    pub(super) href: String,
    /// The headings above it.
    pub(super) trail: String,
    /// Its line or page.
    pub(super) place: String,
    pub(super) text: Marked,
    pub(super) language: Option<String>,
    /// Where it stands in the original.
    pub(super) original: Option<String>,
}

impl HitView {
    /// Shows `hit` as it was found by `asking`.
    pub(super) fn new(links: &Links, asking: &Asking, hit: &Hit) -> Self {
        let Asking { speech, request, .. } = asking;
        let About { date, publisher, kind, plans, url, language, .. } = &hit.about;
        let shown = Shown { links, speech: *speech, query: &request.query, hit };
        let href = |id: &str| links.document(id, &request.query, "");
        let others = hit.passages_found.saturating_sub(hit.passages.len() as u64);
        Self {
            href: href(&hit.id),
            title: marked(&hit.title, &hit.title_highlights),
            plain_title: hit.title.clone(),
            language: words::foreign(language, *speech),
            date: date
                .as_ref()
                .map(|date| DateView { iso: date.value.to_string(), words: words::date(date.value, *speech) }),
            publisher: publisher.as_ref().map(|publisher| publisher.value.clone()),
            kind: kind.as_ref().map(|kind| words::kind(&kind.value, *speech)),
            plans: plans.iter().map(|plan| plan.value.clone()).collect(),
            passages: shown.worth_showing().map(|excerpt| shown.passage(excerpt)).collect(),
            others: (others > 0 && !hit.passages.is_empty()).then(|| more(others, *speech)),
            copies: hit.also_at.iter().map(|id| Copy { href: href(id), id: id.clone() }).collect(),
            original: url.as_deref().and_then(web_address).map(str::to_owned),
        }
    }
}

fn more(others: u64, speech: Speech) -> String {
    let passages = words::passages(others, speech);
    let other = if others == 1 { speech.pick("autre", "more") } else { speech.pick("autres", "more") };
    let counted = passages.replacen('\u{a0}', &format!(" {other} "), 1);
    speech.pick(format!("Voir {counted}"), format!("See {counted}"))
}

struct Shown<'a> {
    links: &'a Links,
    speech: Speech,
    query: &'a str,
    hit: &'a Hit,
}

impl<'a> Shown<'a> {
    /// The passages, but for one that is nothing but the title, which stands above it already.
    fn worth_showing(&self) -> impl Iterator<Item = &'a Excerpt> + use<'a> {
        let Hit { title, passages, .. } = self.hit;
        passages.iter().filter(move |excerpt| passages.len() == 1 || excerpt.text.trim() != title.trim())
    }

    fn passage(&self, excerpt: &Excerpt) -> PassageView {
        let Hit { id, about, .. } = self.hit;
        let Excerpt { anchor, heading, line, text, highlights, language } = excerpt;
        let address = about.url.as_deref().and_then(web_address);
        PassageView {
            href: self.links.document(id, self.query, anchor),
            trail: heading.join(" › "),
            place: words::places(about.numbering, (*line, *line), self.speech),
            text: without_heading(excerpt),
            language: language.as_deref().or(Some(&about.language)).and_then(|code| words::foreign(code, self.speech)),
            original: address.map(|address| links::text_fragment(address, text, highlights)),
        }
    }
}

/// The text of `excerpt` without the heading at its beginning, which its trail shows already; unless something is marked in it.
fn without_heading(excerpt: &Excerpt) -> Marked {
    let Excerpt { heading, text, highlights, .. } = excerpt;
    let rest = heading.last().and_then(|heading| text.strip_prefix(heading.as_str())?.strip_prefix('\n'));
    let Some(rest) = rest.filter(|rest| !rest.trim().is_empty()) else { return marked(text, highlights) };
    let cut = text.len() - rest.len();
    let shifted = highlights.iter().map(|&(from, to)| Some((from.checked_sub(cut)?, to.checked_sub(cut)?)));
    match shifted.collect::<Option<Vec<_>>>() {
        Some(shifted) => marked(rest, &shifted),
        None => marked(text, highlights),
    }
}
