//! Text as HTML: escaped, with marks around what was found. Only what `present` has made becomes mark-up here,
//! so that no template has to be trusted with anything.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::present;

/// HTML that is safe in the text of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marked(String);

impl HtmlSafe for Marked {}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `text` with marks around `ranges`, which are in bytes, in order and without overlap.
pub(crate) fn marked(text: &str, ranges: &[(usize, usize)]) -> Marked {
    Marked(present::html(text, ranges))
}

/// The same, with an id on each mark that tells its number, from `first` on.
pub(crate) fn numbered(text: &str, ranges: &[(usize, usize)], first: usize) -> Marked {
    Marked(present::html_with_ids(text, ranges, first))
}
