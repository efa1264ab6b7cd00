//! What spans several words: phrases, and words that are to be near each other.
//! Where they stand is told by `ways`.

use std::sync::Arc;

use super::super::plan::{Name, Plan};
use super::super::unit::{self, Unit};
use super::super::ways;
use super::Compiler;
use crate::error::IndexError;
use crate::query::Node;

impl Compiler<'_> {
    /// What is quoted, in all ways to read it.
    pub(super) fn phrase(&mut self, text: &str) -> Result<Option<Plan>, IndexError> {
        let mut ways = Vec::new();
        for sequence in unit::sequences(text, self.lexicon) {
            let literal = |forms: &Vec<String>| ways::literal(self.collection, forms);
            let mut slots = sequence.iter().map(literal).collect::<Result<Vec<_>, _>>()?;
            match slots.len() {
                0 => {}
                1 => ways.extend(self.scope().word(slots.remove(0), Name::Typed)?.map(Arc::new)),
                _ => ways.push(Arc::new(self.scope().phrase(slots, Name::Typed)?)),
            }
        }
        let place = self.typed;
        let (units, places) = unit::units_and_places(text, self.lexicon);
        self.typed += places;
        let nothing = units.iter().all(Unit::is_grammatical);
        Ok((!nothing).then(|| self.leaf(text, ways, place)))
    }

    /// Words or phrases that are to be near each other.
    pub(super) fn near(&mut self, parts: &[Node], distance: u32) -> Result<Option<Plan>, IndexError> {
        let mut sequences = Vec::new();
        let mut label = Vec::new();
        for part in parts {
            let (Node::Word(text) | Node::Exact(text) | Node::Phrase(text)) = part else { continue };
            let mut ways = unit::sequences(text, self.lexicon).into_iter();
            let Some(sequence) = ways.find(|sequence| !sequence.is_empty()) else { continue };
            let literal = |forms: &Vec<String>| ways::literal(self.collection, forms);
            sequences.push(sequence.iter().map(literal).collect::<Result<Vec<_>, _>>()?);
            label.push(text.as_str());
        }
        let way = match sequences.len() {
            0 => return Ok(None),
            1 => self.scope().phrase(sequences.remove(0), Name::Typed)?,
            _ => self.scope().near(sequences, distance)?,
        };
        Ok(Some(self.next_leaf(&label.join(" "), vec![Arc::new(way)])))
    }
}
