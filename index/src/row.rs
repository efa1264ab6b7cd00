//! A stored row as it is read back: texts with the fields that they belong to.
//! What the fields mean is told in `schema`.

use tantivy::schema::Field;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

use crate::memory::Remembered;

/// What is stored of a passage or of a source. All that is stored is text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    values: Vec<(Field, String)>,
}

impl Row {
    /// The first value of `field`, empty where there is none.
    pub(crate) fn first(&self, field: Field) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    /// The values of `field` in their order.
    pub(crate) fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(of, _)| *of == field).map(|(_, value)| value.as_str())
    }
}

impl Remembered for Row {
    fn bytes(&self) -> usize {
        self.values.iter().map(|value| size_of_val(value) + value.1.len()).sum()
    }
}

impl DocumentDeserialize for Row {
    fn deserialize<'de, D>(mut deserializer: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut values = Vec::with_capacity(deserializer.size_hint());
        while let Some(value) = deserializer.next_field::<String>()? {
            values.push(value);
        }
        Ok(Self { values })
    }
}
