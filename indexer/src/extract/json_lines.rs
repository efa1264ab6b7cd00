//! The fields of one line of a JSON Lines file, borrowed from it where nothing is escaped.
//! It checks types and what must be there; what the fields mean is described elsewhere.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};

use crate::defect::Defect;

/// What a line says. Unknown keys are left out; `null` is as if absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub(crate) struct Fields<'a> {
    /// Text or number.
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) id: Text<'a>,
    pub(crate) title: Text<'a>,
    pub(crate) text: Text<'a>,
    pub(crate) lead: Text<'a>,
    /// Text or number: a year is often written as one.
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) date: Text<'a>,
    pub(crate) publisher: Text<'a>,
    pub(crate) kind: Text<'a>,
    pub(crate) plan: Texts<'a>,
    pub(crate) tags: Texts<'a>,
    pub(crate) url: Text<'a>,
    pub(crate) language: Text<'a>,
}

/// A string, empty where absent.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

/// A string or a list of strings.
#[derive(Debug, Default)]
pub(crate) struct Texts<'a>(pub(crate) Vec<Cow<'a, str>>);

/// Reads line `number` of a file, without its line break.
pub(crate) fn fields(line: &[u8], number: u32) -> Result<Fields<'_>, Defect> {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(Defect::on_line(number, "is not a JSON object: write one document, in braces, a line"));
    }
    let fields: Fields<'_> = serde_json::from_slice(line).map_err(|error| {
        let said = error.to_string();
        let what = said.split(" at line ").next().unwrap_or_default();
        let what = format!("is not a JSON document: {what}, at byte {}: correct it and index again", error.column());
        Defect::on_line(number, what)
    })?;
    if fields.id.0.trim().is_empty() {
        return Err(Defect::on_line(number, "has no id: give it an \"id\" that no other document has"));
    }
    Ok(fields)
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor(Numbers::Refused))
    }
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text<'de>, D::Error> {
    deserializer.deserialize_any(TextVisitor(Numbers::Taken))
}

impl<'de: 'a, 'a> Deserialize<'de> for Texts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextVisitor(Numbers);

/// What a number is where a text should stand.
enum Numbers {
    Refused,
    Taken,
}

impl Numbers {
    fn text<'a, E: Error>(&self, number: impl ToString, seen: Unexpected<'_>) -> Result<Text<'a>, E> {
        match self {
            Self::Refused => Err(E::invalid_type(seen, &"a string")),
            Self::Taken => Ok(Text(Cow::Owned(number.to_string()))),
        }
    }
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.0.text(number, Unexpected::Unsigned(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.0.text(number, Unexpected::Signed(number))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Text::default())
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a list of strings")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Cow::Borrowed(text)]))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Texts(vec![Cow::Owned(text.to_owned())]))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Texts::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(Text(text)) = items.next_element()? {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
}
