//! XML as events, within limits: elements by their local names, text with its references resolved.
//! It defines no entities and fetches nothing; what an element means is the visitor's business.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::defect::Defect;

/// An XML declaration ends within this many bytes.
const DECLARATION: usize = 256;

/// Follows the elements of a part, in their order.
pub(super) trait Visitor {
    /// An element begins.
    fn open(&mut self, tag: &Tag<'_>) -> Inside;
    /// Text of the innermost element that is read; it may come in several pieces.
    fn text(&mut self, text: &str);
    /// An element that was read ends.
    fn close(&mut self, name: &str);
}

/// What to do with what an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// Read it.
    Read,
    /// Leave it out; its end is not told.
    Skip,
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without the prefix of its namespace: prefixes are the writer's choice.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The first attribute of that name, prefixes aside. References that nothing resolves are left out.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|found| found.key.local_name().into_inner() == name)?;
        let entity = |name: &str| resolve_predefined_entity(name).or(Some(""));
        Some(unescape_with(&found.value, entity).unwrap_or(Cow::Borrowed(&*found.value)).into_owned())
    }
}

/// Reads `bytes`, a part called `name`, into `visitor`; elements may stand `depth` deep in each other.
///
/// What is wrong with it is a defect; all that comes before is read. In the end every element that was opened is closed.
pub(super) fn read(part: Part<'_>, visitor: &mut impl Visitor, defects: &mut Vec<Defect>) {
    let text = decode(part.bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut walk = Walk { visitor, open: Names::default(), skipped: 0, depth: part.depth, unknown: 0 };
    let end = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break (walk.open.depth() > 0).then(|| "breaks off".to_owned()),
            Ok(event) => match walk.take(event) {
                Ok(()) => {}
                Err(message) => break Some(message),
            },
            Err(error) => break Some(error.to_string()),
        }
    };
    walk.close_all();
    if walk.unknown > 0 {
        let message = "uses entities of its own, which are left out: save it again";
        defects.push(Defect::of_whole(format!("{} {message}", part.name)));
    }
    if let Some(message) = end {
        let message = format!("{} is damaged ({message}), read up to there: open it and save it again", part.name);
        defects.push(Defect::of_whole(message));
    }
}

/// A part of a file that is XML.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// For defects.
    pub(super) name: &'a str,
    /// In the encoding that it declares.
    pub(super) bytes: &'a [u8],
    /// How deep elements may stand in each other.
    pub(super) depth: usize,
}

struct Walk<'v, V> {
    visitor: &'v mut V,
    open: Names,
    /// How deep inside an element that is left out.
    skipped: usize,
    depth: usize,
    unknown: usize,
}

impl<V: Visitor> Walk<'_, V> {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => return self.start(Tag(start)),
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            Event::End(end) => {
                self.open.drop_last();
                self.visitor.close(end.local_name().into_inner());
            }
            _ if self.skipped > 0 => {}
            Event::Text(text) => self.visitor.text(&text.xml10_content()),
            Event::CData(text) => self.visitor.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(&reference),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        if self.open.depth() + self.skipped >= self.depth {
            let what = format!("elements stand more than {} deep in each other", self.depth);
            return Err(format!("{what}; raise the limit with --max-depth to read them"));
        }
        if self.skipped > 0 || self.visitor.open(&tag) == Inside::Skip {
            self.skipped += 1;
        } else {
            self.open.push(tag.name());
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            self.visitor.text(c.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(reference) {
            self.visitor.text(text);
        } else {
            self.unknown += 1;
        }
    }

    fn close_all(&mut self) {
        while let Some(name) = self.open.pop() {
            self.visitor.close(&name);
        }
    }
}

/// The names of the elements that are open inside each other, one after the other in one text.
#[derive(Default)]
struct Names {
    text: String,
    starts: Vec<usize>,
}

impl Names {
    fn depth(&self) -> usize {
        self.starts.len()
    }

    fn push(&mut self, name: &str) {
        self.starts.push(self.text.len());
        self.text.push_str(name);
    }

    fn drop_last(&mut self) {
        self.text.truncate(self.starts.pop().unwrap_or_default());
    }

    fn pop(&mut self) -> Option<String> {
        self.starts.pop().map(|start| self.text.split_off(start))
    }
}

/// The text of a part in the encoding of its mark, its first bytes or its declaration; UTF-8 where none tells.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (declared(bytes), bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

fn declared(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = String::from_utf8_lossy(bytes.get(..DECLARATION.min(bytes.len())).unwrap_or_default());
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let value = declaration.and_then(|text| text.split("encoding").nth(1)).unwrap_or_default();
    let label = value.split(['"', '\'']).nth(1).unwrap_or_default();
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes down what it is told, one word for each event.
    #[derive(Default)]
    struct Notes(Vec<String>);

    impl Visitor for Notes {
        fn open(&mut self, tag: &Tag<'_>) -> Inside {
            let value = tag.attribute("val").map(|value| format!("={value}")).unwrap_or_default();
            self.0.push(format!("<{}{value}", tag.name()));
            if tag.name() == "non" { Inside::Skip } else { Inside::Read }
        }

        fn text(&mut self, text: &str) {
            self.0.push(text.to_owned());
        }

        fn close(&mut self, name: &str) {
            self.0.push(format!("{name}>"));
        }
    }

    fn check(bytes: &[u8], expected: &str, defects: &[&str]) {
        let mut notes = Notes::default();
        let mut found = Vec::new();
        read(Part { name: "essai.xml", bytes, depth: 4 }, &mut notes, &mut found);
        assert_eq!(notes.0.join(" "), expected);
        assert_eq!(found.len(), defects.len(), "{found:?}");
        for (defect, message) in found.iter().zip(defects) {
            assert!(defect.message.contains(message), "{defect}");
        }
    }

    #[test]
    fn elements_have_local_names_and_references_are_text() {
        check(
            b"<w:a x:val='1 &amp; 2'>L&#39;&#xC9;tat<b/><![CDATA[<c>]]></w:a>",
            "<a=1 & 2 L ' \u{c9} tat <b b> <c> a>",
            &[],
        );
    }

    #[test]
    fn what_is_left_out_is_left_out_whole() {
        check(b"<a><non><b>x</b><c/>y</non>z</a>", "<a <non z a>", &[]);
    }

    #[test]
    fn a_part_that_breaks_off_is_read_so_far_and_closed() {
        check(b"<a><b>x", "<a <b x b> a>", &["breaks off"]);
        check(b"<a><b>x</c></b></a>", "<a <b x b> a>", &["is damaged"]);
    }

    #[test]
    fn depth_is_bounded() {
        check(&b"<a>".repeat(100_000), "<a <a <a <a a> a> a> a>", &["more than 4 deep"]);
        check(&[&b"<non>"[..], &b"<a>".repeat(100_000)].concat(), "<non", &["more than 4 deep"]);
    }

    #[test]
    fn entities_that_a_part_defines_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbb\"><!ENTITY c \"&b;&b;&b;\">]><a val='&c;'>x&c;y</a>";
        check(bomb.as_bytes(), "<a= x y a>", &["entities of its own"]);
    }

    #[test]
    fn any_declared_encoding_is_read() {
        check(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "<a \u{e9} a>", &[]);
        let utf_16: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf_16, "<a \u{e9} a>", &[]);
    }
}
