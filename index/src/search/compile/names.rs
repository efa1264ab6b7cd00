//! Other names of what was typed, as further ways to find it: acronyms, their expansions, synonyms.
//! Which names there are is told by `widening`.

use std::sync::Arc;

use super::super::plan::{Leaf, Name, Plan, Told, Wanted, Way, What};
use super::super::unit::{self, Unit};
use super::super::{ways, widening};
use super::Compiler;
use crate::amendment::AmendmentKind;
use crate::error::IndexError;
use crate::french::fold;
use crate::memory::Remembered;
use crate::passage::Zone;
use crate::remark::Remark;

/// How another name is found, if it is anywhere.
struct OfName(Option<Arc<Way>>);

impl Remembered for OfName {
    fn bytes(&self) -> usize {
        self.0.as_ref().map_or(0, |way| way.bytes())
    }
}

impl Compiler<'_> {
    /// Adds other names of what neighbouring words name together to each of these words.
    pub(super) fn widen(&mut self, plans: &[Plan]) -> Result<(), IndexError> {
        if self.wanted == Wanted::No {
            return Ok(());
        }
        let leaves: Vec<usize> =
            plans.iter().filter_map(|plan| if let Plan::Leaf(leaf) = plan { Some(*leaf) } else { None }).collect();
        let folded = |leaf: &Leaf| match &leaf.ways.first()?.what {
            What::Word { slot, .. } => Some(slot.folded.clone()),
            _ => None,
        };
        let word = |leaf: &Leaf| widening::Word::new(folded(leaf).unwrap_or_default(), &leaf.label);
        let words: Vec<_> = leaves.iter().filter_map(|leaf| self.leaves.get(*leaf)).map(word).collect();
        for (from, count, name) in widening::names(self.collection, &words)? {
            let named = leaves.get(from..from + count).unwrap_or_default();
            let typed = named.iter().filter_map(|leaf| Some(self.leaves.get(*leaf)?.label.clone()));
            self.add_name(named, &typed.collect::<Vec<String>>(), &name)?;
        }
        Ok(())
    }

    fn add_name(&mut self, leaves: &[usize], typed: &[String], name: &str) -> Result<(), IndexError> {
        let Some(way) = self.other_name(typed, name)? else { return Ok(()) };
        for leaf in leaves {
            if let Some(leaf) = self.leaves.get_mut(*leaf) {
                leaf.ways.push(way.clone());
            }
        }
        Ok(())
    }

    /// The way to find `name`, another name of what was `typed`, if it is anywhere.
    fn other_name(&mut self, typed: &[String], name: &str) -> Result<Option<Arc<Way>>, IndexError> {
        let key = format!("name {}", self.scope().key(Name::Other, name));
        let units = unit::units(name, self.lexicon);
        let found = self.collection.memory.recall(&key, || self.find_name(&units))?;
        if found.0.is_some() {
            let words = typed.join(" ");
            if !self.told.iter_mut().any(|told| told.remark.also_names(&words, name)) {
                let remark = Remark::Widened { typed: words, names: vec![name.to_owned()] };
                self.told.push(Told { kind: AmendmentKind::Widened, remark, typed: typed.to_vec() });
            }
        }
        Ok(found.0.clone())
    }

    fn find_name(&self, units: &[Unit]) -> Result<OfName, IndexError> {
        let mut slots = Vec::new();
        for unit in units {
            let words = if unit.parts.len() > 1 { &unit.parts } else { &unit.forms };
            for word in words {
                slots.push(ways::slot(self.collection, word)?);
            }
        }
        let way = match slots.len() {
            0 => None,
            1 => self.scope().word(slots.remove(0), Name::Other)?,
            _ => Some(self.scope().phrase(slots, Name::Other)?),
        };
        Ok(OfName(way.filter(|way| !way.is_nowhere()).map(Arc::new)))
    }

    /// A word that is nowhere: found under its other names, or left out.
    pub(super) fn other_names_only(&mut self, unit: &Unit, place: u32) -> Result<Option<Plan>, IndexError> {
        let mut ways = Vec::new();
        let words: Vec<_> = unit.forms.iter().map(|form| widening::Word::new(fold(form), &unit.written)).collect();
        for (_, _, name) in widening::names(self.collection, &words)? {
            ways.extend(self.other_name(std::slice::from_ref(&unit.written), &name)?);
        }
        if ways.is_empty() {
            let written = unit.written.clone();
            let in_titles = self.zones == [Zone::Title];
            let remark = if in_titles { Remark::InNoTitle(written) } else { Remark::Nowhere(written) };
            self.told.push(Told { kind: AmendmentKind::LeftOut, remark, typed: vec![unit.written.clone()] });
            return Ok(None);
        }
        Ok(Some(self.leaf(&unit.written, ways, place)))
    }
}
