//! Makes a query ready for a collection: cuts its words, finds their forms, corrects and completes unknown ones.
//! Says in French what it did; reads dictionaries only.

mod names;
mod spans;
mod wild;

use std::sync::Arc;

use super::deadline::Deadline;
use super::plan::{Leaf, Name, Plan, Told, Wanted, Way};
use super::question::Question;
use super::unit::{self, Unit};
use super::ways::{self, Scope};
use crate::amendment::AmendmentKind;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{Lexicon, with_lexicon};
use crate::memory::Remembered;
use crate::passage::Zone;
use crate::query::Node;

/// A query ready for a collection.
pub(super) struct Compiled {
    /// How its leaves are combined.
    pub plan: Plan,
    /// What is looked for.
    pub leaves: Vec<Leaf>,
    /// What was left out, corrected or widened.
    pub told: Vec<Told>,
    /// Whether some leaves are parts of a compound that is nowhere as a whole.
    pub is_parted: bool,
}

/// Makes `question` ready for `collection`.
pub(super) fn compile(
    collection: &Collection,
    question: &Question,
    deadline: Deadline,
) -> Result<Compiled, IndexError> {
    with_lexicon(|lexicon| compile_with(collection, question, deadline, lexicon))
}

fn compile_with(
    collection: &Collection,
    question: &Question,
    deadline: Deadline,
    lexicon: &mut Lexicon,
) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler {
        collection,
        lexicon,
        leaves: Vec::new(),
        deadline,
        told: Vec::new(),
        is_parted: false,
        prefixed: wild::MOST_PREFIXED,
        typed: 0,
        zones: Zone::ALL.to_vec(),
        wanted: Wanted::Yes,
    };
    let plan = Plan::narrowed(compiler.node(&question.root)?, &question.chosen);
    let Compiler { leaves, told, is_parted, .. } = compiler;
    Ok(Compiled { plan, leaves, told, is_parted })
}

struct Compiler<'a> {
    collection: &'a Collection,
    lexicon: &'a mut Lexicon,
    leaves: Vec<Leaf>,
    deadline: Deadline,
    told: Vec<Told>,
    is_parted: bool,
    /// For how many more words prefixes may stand.
    prefixed: usize,
    /// How many places the words read so far take.
    typed: u32,
    zones: Vec<Zone>,
    wanted: Wanted,
}

/// How a unit is found.
#[derive(Default)]
struct OfUnit {
    ways: Vec<Arc<Way>>,
    /// What was made of a word that is nowhere.
    told: Option<Told>,
}

impl Remembered for OfUnit {
    fn bytes(&self) -> usize {
        self.ways.iter().map(|way| way.bytes()).sum()
    }
}

/// Whether words that are nowhere stop a group or are left out of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    LeftOut,
    Stops,
}

impl Compiler<'_> {
    /// The plan of `node`; `None` where nothing of it can be looked for.
    fn node(&mut self, node: &Node) -> Result<Option<Plan>, IndexError> {
        self.deadline.check()?;
        Ok(match node {
            Node::Words(parts) => self.words(parts)?,
            Node::All(parts) => self.group(parts, Missing::Stops)?.map(Plan::All),
            Node::Any(parts) => self.group(parts, Missing::Stops)?.map(Plan::Any),
            Node::Not(part) => self.not(part)?,
            Node::Word(_) if self.wanted == Wanted::Yes => self.words(std::slice::from_ref(node))?,
            Node::Word(text) => group(self.word(text, Missing::Stops)?, Plan::All),
            Node::Exact(text) | Node::Phrase(text) => self.phrase(text)?,
            Node::Near { parts, distance } => self.near(parts, *distance)?,
            Node::Prefix(text) => Some(self.prefix(text)?),
            Node::Fuzzy { word, distance } => Some(self.fuzzy(word, *distance)?),
            Node::Within { node, .. } => {
                let zones = std::mem::replace(&mut self.zones, vec![Zone::Title]);
                let plan = self.node(node)?;
                self.zones = zones;
                plan
            }
            Node::Filter(filter) => Some(Plan::Filter(filter.clone())),
            Node::Nothing => None,
        })
    }

    fn words(&mut self, parts: &[Node]) -> Result<Option<Plan>, IndexError> {
        let says_something = unit::say_something(parts);
        let told = self.told.len();
        let mut plans = Vec::new();
        for part in parts {
            match part {
                part if says_something && unit::only_asks(part) => self.typed += 1,
                Node::Word(text) => plans.extend(self.word(text, Missing::LeftOut)?),
                Node::Prefix(_) | Node::Fuzzy { .. } | Node::Not(_) | Node::Filter(_) => plans.extend(self.node(part)?),
                // Whoever quotes, groups or names a field means it.
                part => plans.extend(self.node(part)?.map(|plan| Plan::Must(Box::new(plan)))),
            }
        }
        let is_left_out = self.told.iter().skip(told).any(|told| told.kind == AmendmentKind::LeftOut);
        let only_narrows = plans.iter().all(|plan| matches!(plan, Plan::Filter(_) | Plan::Not(_)));
        if is_left_out && only_narrows {
            // Whoever looks for words that are nowhere does not look for everything that a filter lets through.
            return Ok(Some(Plan::Nothing));
        }
        self.widen(&plans)?;
        Ok(group(plans, Plan::Words))
    }

    fn group(&mut self, parts: &[Node], missing: Missing) -> Result<Option<Vec<Plan>>, IndexError> {
        let mut plans = Vec::new();
        for part in parts {
            match part {
                Node::Word(text) => plans.extend(group(self.word(text, missing)?, Plan::All)),
                part => plans.extend(self.node(part)?),
            }
        }
        Ok((!plans.is_empty()).then_some(plans))
    }

    fn not(&mut self, part: &Node) -> Result<Option<Plan>, IndexError> {
        let wanted = std::mem::replace(&mut self.wanted, Wanted::No);
        let plan = self.node(part)?;
        self.wanted = wanted;
        Ok(plan.map(|plan| Plan::Not(Box::new(plan))))
    }

    /// The leaves of a run of typed characters, one for each of its words.
    fn word(&mut self, text: &str, missing: Missing) -> Result<Vec<Plan>, IndexError> {
        let mut plans = Vec::new();
        self.deadline.check()?;
        let (units, places) = unit::units_and_places(text, self.lexicon);
        for unit in units {
            let place = self.typed + unit.position;
            if unit.is_grammatical() {
                continue;
            }
            let ways = self.ways(&unit)?;
            let nowhere = ways.iter().all(|way| way.is_nowhere());
            if nowhere
                && missing == Missing::LeftOut
                && unit.parts.iter().any(|part| part.contains(char::is_alphabetic))
            {
                plans.extend(self.parts(&unit, place)?);
            } else if nowhere && missing == Missing::LeftOut {
                plans.extend(self.other_names_only(&unit, place)?);
            } else {
                plans.push(self.leaf(&unit.written, ways, place));
            }
        }
        self.typed += places;
        Ok(plans)
    }

    /// The parts of a compound that is nowhere as a whole, each for itself.
    fn parts(&mut self, unit: &Unit, place: u32) -> Result<Vec<Plan>, IndexError> {
        self.is_parted = true;
        let mut plans = Vec::new();
        for part in &unit.parts {
            let alone = Unit { written: part.clone(), forms: vec![part.clone()], ..Unit::default() };
            let ways = self.ways(&alone)?;
            if !ways.is_empty() {
                plans.push(self.leaf(part, ways, place));
            }
        }
        Ok(plans)
    }

    fn scope(&self) -> Scope<'_> {
        Scope { collection: self.collection, zones: &self.zones }
    }

    fn leaf(&mut self, label: &str, ways: Vec<Arc<Way>>, place: u32) -> Plan {
        self.leaves.push(Leaf { label: label.to_owned(), ways, wanted: self.wanted, place });
        Plan::Leaf(self.leaves.len() - 1)
    }

    /// A leaf that takes one place among the typed words.
    fn next_leaf(&mut self, label: &str, ways: Vec<Arc<Way>>) -> Plan {
        self.typed += 1;
        self.leaf(label, ways, self.typed - 1)
    }

    /// Ways to find a unit; none where it is nowhere.
    fn ways(&mut self, unit: &Unit) -> Result<Vec<Arc<Way>>, IndexError> {
        let what = format!("{} {} {:?}", unit.forms.join(","), unit.parts.join(","), self.wanted);
        let key = format!("unit {}", self.scope().key(Name::Typed, &what));
        let found = self.collection.memory.recall(&key, || self.find(unit))?;
        self.told.extend(found.told.clone());
        Ok(found.ways.clone())
    }

    /// Its word or joined forms, its parts side by side.
    fn find(&self, unit: &Unit) -> Result<OfUnit, IndexError> {
        let mut of_unit = OfUnit::default();
        let ways = &mut of_unit.ways;
        for form in &unit.forms {
            ways.extend(self.scope().word(ways::slot(self.collection, form)?, Name::Typed)?.map(Arc::new));
            if form.contains('.') && !form.contains('@') && self.zones.len() > 1 {
                ways.push(Arc::new(self.scope().link(form)));
            }
        }
        if unit.parts.len() > 1 {
            let slots = unit.parts.iter().map(|part| ways::slot(self.collection, part)).collect::<Result<_, _>>()?;
            ways.push(Arc::new(self.scope().phrase(slots, Name::Typed)?));
        }
        // What is excluded is excluded as typed: guessing there would take away what nobody named. Of a compound, the parts are
        // looked for before its joined form is taken for something else.
        if let ([only], [], Wanted::Yes) = (unit.forms.as_slice(), unit.parts.as_slice(), self.wanted)
            && ways.is_empty()
            && !self.scope().is_elsewhere(only)?
            && let Some((slot, told)) = ways::instead_of(self.collection, only)?
        {
            ways.extend(self.scope().word(slot, Name::Typed)?.map(Arc::new));
            of_unit.told = Some(told).filter(|_| !of_unit.ways.is_empty());
        }
        Ok(of_unit)
    }
}

fn group(mut plans: Vec<Plan>, make: fn(Vec<Plan>) -> Plan) -> Option<Plan> {
    match plans.len() {
        0 => None,
        1 => plans.pop(),
        _ => Some(make(plans)),
    }
}
