//! Marked content of a PDF: what is a page header or footer, and text that stands in the place of what is painted.
//! It does not read the structure that marks may build.

/// The marks that are open where something is painted.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Mark>);

#[derive(Debug)]
struct Mark {
    running: bool,
    text: Option<Replacement>,
}

/// What is to be read instead of what is painted.
#[derive(Debug)]
enum Replacement {
    Waiting(String),
    Given,
}

impl Marks {
    /// A mark begins: of a page header or footer if `running`, with `text` to read instead of what follows.
    pub(super) fn begin(&mut self, running: bool, text: Option<String>) {
        self.0.push(Mark { running, text: text.map(Replacement::Waiting) });
    }

    /// The mark begun last ends.
    pub(super) fn end(&mut self) {
        self.0.pop();
    }

    /// Whether what is painted belongs to a page header or footer.
    pub(super) fn running(&self) -> bool {
        self.0.iter().any(|mark| mark.running)
    }

    /// Whether what is painted has been given as text already.
    pub(super) fn hidden(&self) -> bool {
        self.0.iter().any(|mark| matches!(mark.text, Some(Replacement::Given)))
    }

    /// The text to read instead of the next character, once.
    pub(super) fn take_replacement(&mut self) -> Option<String> {
        let text = self.0.iter_mut().find_map(|mark| mark.text.as_mut())?;
        match std::mem::replace(text, Replacement::Given) {
            Replacement::Waiting(text) => Some(text),
            Replacement::Given => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replacement_is_read_once_and_hides_the_rest() {
        let mut marks = Marks::default();
        marks.begin(false, Some("œuvre".to_owned()));
        assert!(!marks.hidden());
        assert_eq!(marks.take_replacement().as_deref(), Some("œuvre"));
        assert!(marks.hidden());
        marks.end();
        assert!(!marks.hidden());
    }

    #[test]
    fn what_stands_inside_a_page_header_belongs_to_it() {
        let mut marks = Marks::default();
        marks.begin(true, None);
        marks.begin(false, None);
        assert!(marks.running());
        marks.end();
        marks.end();
        assert!(!marks.running());
    }
}
