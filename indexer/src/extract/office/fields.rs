//! Fields, which compute a part of the text: their instructions are no text, their results are.
//! Nothing is computed: the result is the one that the file holds.

use crate::extract::masked::host;

/// Fields whose results say something of the page only.
const OF_THE_PAGE: [&str; 3] = ["PAGE", "NUMPAGES", "SECTIONPAGES"];

/// The fields of a paragraph that are open inside each other.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// The innermost last.
    open: Vec<Field>,
    /// How many of them hide what is met.
    hiding: usize,
}

#[derive(Debug)]
struct Field {
    instruction: String,
    state: State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Instruction,
    Shown,
    OfThePage,
}

impl Fields {
    /// A field begins with its instruction.
    pub(super) fn begin(&mut self) {
        self.open.push(Field { instruction: String::new(), state: State::Instruction });
        self.hiding += 1;
    }

    /// Adds to the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut() {
            field.instruction.push_str(text);
        }
    }

    /// The result of the innermost field follows. Returns the host that the field is a link to.
    pub(super) fn result(&mut self) -> Option<String> {
        let mut field = self.take()?;
        let instruction = field.instruction.trim();
        let (name, arguments) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
        let of_the_page = OF_THE_PAGE.iter().any(|known| known.eq_ignore_ascii_case(name));
        let quoted = || arguments.split('"').nth(1);
        let address = quoted().or_else(|| arguments.split_whitespace().next()).unwrap_or_default();
        let host = if name.eq_ignore_ascii_case("HYPERLINK") { host(address) } else { None };
        field.state = if of_the_page { State::OfThePage } else { State::Shown };
        self.hiding += usize::from(of_the_page);
        self.open.push(field);
        host
    }

    /// The innermost field ends.
    pub(super) fn end(&mut self) {
        self.take();
    }

    /// A paragraph ends. A field that was never closed hides nothing beyond it.
    pub(super) fn end_paragraph(&mut self) {
        self.open.clear();
        self.hiding = 0;
    }

    /// Whether what is met now is text.
    pub(super) fn show(&self) -> bool {
        self.hiding == 0
    }

    fn take(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        self.hiding -= usize::from(field.state != State::Shown);
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(instruction: &str, link: Option<&str>, shown: bool) {
        let mut fields = Fields::default();
        fields.begin();
        fields.instruct(instruction);
        assert!(!fields.show(), "instructions are no text");
        assert_eq!(fields.result().as_deref(), link, "{instruction}");
        assert_eq!(fields.show(), shown, "{instruction}");
        fields.end();
        assert!(fields.show(), "after {instruction}");
    }

    #[test]
    fn results_are_text_unless_they_number_pages() {
        check(" DATE \\@ \"d MMMM yyyy\" ", None, true);
        check(" page ", None, false);
        check("NUMPAGES \\* Arabic", None, false);
    }

    #[test]
    fn links_have_hosts() {
        check(" HYPERLINK \"https://www.a.fr/b\" \\o \"c\" ", Some("www.a.fr"), true);
        check("HYPERLINK https://a.fr", Some("a.fr"), true);
        check("HYPERLINK \\l \"haut\"", None, true);
    }
}
