//! Who a text says to speak: `Le ministère de la Culture annonce`, the body whose press contact stands at its end.
//! Weaker than a masthead: what is found here is inferred.

use index::{Found, Origin};

use super::publishers::Publishers;
use crate::extract::{Block, Form};
use crate::shape;

/// A line that names a press contact is not much longer than this, in bytes.
const MAX_LINE: usize = 200;

/// What a body that speaks for itself does, folded.
const VERBS: [&str; 14] = [
    "annonce",
    "publie",
    "lance",
    "presente",
    "communique",
    "informe",
    "se felicite",
    "salue",
    "met en ligne",
    "rappelle",
    "invite",
    "ouvre",
    "a publie",
    "a le plaisir",
];

/// All ministries speak of what it does: who does is not told by it.
const GOVERNMENT: &str = "Gouvernement";

/// What a press contact begins with, folded.
const CONTACTS: [&str; 6] = [
    "contact presse",
    "contacts presse",
    "service presse",
    "service de presse",
    "bureau de presse",
    "relations presse",
];

/// The body that announces something in the first sentence, or whose press contact the text has.
pub(super) fn publisher(blocks: &[Block], known: &Publishers) -> Option<Found<String>> {
    let texts = || blocks.iter().map(|block| block.paragraph.text.as_str());
    let announces = |text: &str| {
        let (name, rest) = known.opening(text)?;
        (speaks(rest) && name != GOVERNMENT).then(|| name.to_owned())
    };
    let contact = |text: &str| {
        let folded = shape::fold(shape::after(text, 0, MAX_LINE));
        let short = text.len() <= 2 * MAX_LINE && CONTACTS.iter().any(|contact| folded.starts_with(contact));
        let starts = text.char_indices().filter(|_| short).filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
        starts.skip(1).find_map(|at| Some(known.opening(text.get(at..)?)?.0.to_owned()))
    };
    let first = blocks.iter().find(|block| block.form == Form::Plain && shape::ends_sentence(&block.paragraph.text));
    let value = first.and_then(|block| announces(&block.paragraph.text)).or_else(|| texts().find_map(contact))?;
    Some(Found { value, origin: Origin::Inferred })
}

/// Whether what follows a name begins with its verb; an acronym in brackets may stand between.
fn speaks(rest: &str) -> bool {
    let folded = shape::fold(rest);
    let bare = match folded.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, after)) => after.to_owned(),
        None => folded,
    };
    let bare = bare.trim_start();
    VERBS.iter().any(|verb| bare.strip_prefix(verb).is_some_and(|after| !after.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;

    fn check(cases: &[(&str, Option<&str>)]) {
        for (text, expected) in cases {
            let block = Block { form: Form::Plain, paragraph: Line::plain(text, 1).paragraph };
            let found = publisher(&[block], &Publishers::default());
            assert_eq!(found.map(|found| found.value).as_deref(), *expected, "{text}");
        }
    }

    #[test]
    fn a_body_speaks_for_itself_or_answers_the_press() {
        check(&[
            ("Le ministère de la Culture annonce un plan.", Some("Ministère de la Culture")),
            (
                "La Commission nationale de l'informatique et des libertés (CNIL) publie son rapport.",
                Some("Commission nationale de l'informatique et des libertés"),
            ),
            ("Contact presse : Etalab", Some("Etalab")),
            ("Le Gouvernement et l'Assemblée nationale publient leurs plans.", None),
            ("Le ministère de la Culture a été consulté.", None),
            ("Le Gouvernement lance un plan.", None),
            ("Contact presse : 01 02 03 04 05", None),
        ]);
    }
}
