//! Makes a query ready for a collection: cuts its words, finds their forms, corrects and completes unknown ones.
//! Says in French what it did; reads dictionaries only.

use super::phrase;
use super::plan::{Leaf, Plan, Slot, Wanted, Way, What};
use super::postings;
use super::unit::{self, Unit};
use super::weights::WIDENED;
use super::widening;
use crate::collection::Collection;
use crate::error::IndexError;
use crate::french::{Lexicon, fold, is_question_word, with_lexicon};
use crate::passage::Zone;
use crate::query::Node;

/// Words that a prefix stands for at most, the most frequent ones.
const MOST_COMPLETIONS: usize = 200;

/// From so many letters on, two typing errors are thought of; in shorter words they make another word.
const LONG: usize = 8;

/// A query ready for a collection.
pub(super) struct Compiled {
    /// How its leaves are combined.
    pub plan: Plan,
    /// What is looked for.
    pub leaves: Vec<Leaf>,
    /// What was left out, corrected or widened, in French.
    pub hints: Vec<String>,
}

/// Makes `root` ready for `collection`.
pub(super) fn compile(collection: &Collection, root: &Node) -> Result<Compiled, IndexError> {
    with_lexicon(|lexicon| compile_with(collection, root, lexicon))
}

fn compile_with(collection: &Collection, root: &Node, lexicon: &mut Lexicon) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler {
        collection,
        lexicon,
        leaves: Vec::new(),
        hints: Vec::new(),
        place: 0,
        zones: Zone::ALL.to_vec(),
        wanted: Wanted::Yes,
    };
    let plan = compiler.node(root)?.unwrap_or(Plan::Nothing);
    let Compiler { leaves, hints, .. } = compiler;
    Ok(Compiled { plan, leaves, hints })
}

struct Compiler<'a> {
    collection: &'a Collection,
    lexicon: &'a mut Lexicon,
    leaves: Vec<Leaf>,
    hints: Vec<String>,
    place: u32,
    zones: Vec<Zone>,
    wanted: Wanted,
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
        Ok(match node {
            Node::Words(parts) => self.words(parts)?,
            Node::All(parts) => self.group(parts, Missing::Stops)?.map(Plan::All),
            Node::Any(parts) => self.group(parts, Missing::Stops)?.map(Plan::Any),
            Node::Not(part) => self.not(part)?,
            Node::Word(text) => {
                let plans = self.word(text, Missing::Stops)?;
                self.widen(&plans)?;
                group(plans, Plan::All)
            }
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
        let asks = |part: &Node| matches!(part, Node::Word(text) if self::asks(text));
        let says_something = parts.iter().any(|part| !asks(part) && !matches!(part, Node::Not(_) | Node::Filter(_)));
        let mut plans = Vec::new();
        for part in parts {
            match part {
                part if says_something && asks(part) => self.place += 1,
                Node::Word(text) => plans.extend(self.word(text, Missing::LeftOut)?),
                part => plans.extend(self.node(part)?),
            }
        }
        self.widen(&plans)?;
        Ok(group(plans, Plan::Words))
    }

    /// Adds other names of what neighbouring words name together to each of these words.
    fn widen(&mut self, plans: &[Plan]) -> Result<(), IndexError> {
        let leaves: Vec<usize> =
            plans.iter().filter_map(|plan| if let Plan::Leaf(leaf) = plan { Some(*leaf) } else { None }).collect();
        let word = |leaf: &usize| match &self.leaves.get(*leaf)?.ways.first()?.what {
            What::Word { slot, .. } => Some(slot.folded.clone()),
            _ => None,
        };
        let words: Vec<String> = leaves.iter().map(|leaf| word(leaf).unwrap_or_default()).collect();
        for (from, count, name) in widening::names(self.collection, &words)? {
            let key = words.get(from..from + count).unwrap_or_default().join(" ");
            self.add_name(leaves.get(from..from + count).unwrap_or_default(), &key, &name)?;
        }
        Ok(())
    }

    fn add_name(&mut self, leaves: &[usize], key: &str, name: &str) -> Result<(), IndexError> {
        let mut slots = Vec::new();
        for unit in unit::units(name, self.lexicon) {
            let words = if unit.parts.len() > 1 { &unit.parts } else { &unit.forms };
            for word in words {
                slots.push(self.slot(word)?);
            }
        }
        let way = match slots.len() {
            0 => None,
            1 => slots.pop().map(|slot| self.known(slot, WIDENED)).transpose()?.flatten(),
            _ => Some(self.phrase_way(slots, WIDENED)?),
        };
        let Some(way) = way else { return Ok(()) };
        if way.is_nowhere() {
            return Ok(());
        }
        self.hints.push(format!("« {key} » élargi à « {name} » ; entre guillemets, il ne l'est pas"));
        for leaf in leaves {
            if let Some(leaf) = self.leaves.get_mut(*leaf) {
                leaf.ways.push(way.clone());
            }
        }
        Ok(())
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
        for unit in unit::units(text, self.lexicon) {
            let place = self.place + unit.position;
            if unit.is_grammatical() {
                continue;
            }
            let ways = self.ways(&unit)?;
            if missing == Missing::LeftOut
                && ways.iter().all(Way::is_nowhere)
                && unit.parts.iter().any(|part| part.contains(char::is_alphabetic))
            {
                for part in &unit.parts {
                    let alone = Unit { written: part.clone(), forms: vec![part.clone()], ..Unit::default() };
                    let ways = self.ways(&alone)?;
                    if !ways.is_empty() {
                        plans.push(self.leaf(part, ways, place));
                    }
                }
                continue;
            }
            if ways.is_empty() && missing == Missing::LeftOut {
                self.hints.push(format!("« {} » ne se trouve nulle part : laissé de côté", unit.written));
                continue;
            }
            plans.push(self.leaf(&unit.written, ways, place));
        }
        self.place += unit::places(text, self.lexicon);
        Ok(plans)
    }

    /// The way to find a phrase, wherever it is.
    fn phrase_way(&self, slots: Vec<Slot>, weight: f32) -> Result<Way, IndexError> {
        let segments = self.collection.segments.iter();
        let found = segments.map(|segment| phrase::phrase(segment, &slots, &self.zones)).collect::<Result<_, _>>()?;
        Ok(Way { what: What::Phrase { slots, found }, weight })
    }

    fn leaf(&mut self, label: &str, ways: Vec<Way>, place: u32) -> Plan {
        let (zones, wanted) = (self.zones.clone(), self.wanted);
        self.leaves.push(Leaf { label: label.to_owned(), ways, zones, wanted, place });
        Plan::Leaf(self.leaves.len() - 1)
    }

    /// Ways to find a unit: its word or joined forms, its parts side by side; none where it is nowhere.
    fn ways(&mut self, unit: &Unit) -> Result<Vec<Way>, IndexError> {
        let mut ways = Vec::new();
        for form in &unit.forms {
            let slot = self.slot(form)?;
            ways.extend(self.known(slot, 1.0)?);
            if form.contains('.') && !form.contains('@') && self.zones.len() > 1 {
                ways.push(Way { what: What::Link(form.clone()), weight: 1.0 });
            }
        }
        if unit.parts.len() > 1 {
            let slots = unit.parts.iter().map(|part| self.slot(part)).collect::<Result<Vec<_>, _>>()?;
            ways.push(self.phrase_way(slots, 1.0)?);
        }
        match unit.forms.as_slice() {
            [only] if ways.is_empty() => self.unknown(only),
            _ => Ok(ways),
        }
    }

    /// A word with all its forms, and those of the words that it is without their accents.
    fn slot(&self, word: &str) -> Result<Slot, IndexError> {
        let folded = fold(word);
        let mut slot = Slot { word: word.to_owned(), stems: unit::stems(word), words: Vec::new(), folded };
        for known in self.collection.vocabulary()?.same_letters(&slot.folded) {
            if slot.stems.contains(&known.stem) {
                continue;
            }
            if slot.word == slot.folded {
                slot.stems.push(known.stem);
            } else {
                slot.words.push((known.stem, known.word));
            }
        }
        Ok(slot)
    }

    /// The way to find `slot` as a word, if it is anywhere.
    fn known(&self, slot: Slot, weight: f32) -> Result<Option<Way>, IndexError> {
        let segments = self.collection.segments.iter();
        let terms: Vec<_> =
            segments.map(|segment| postings::terms(segment, &slot, &self.zones)).collect::<Result<_, _>>()?;
        let anywhere = terms.iter().any(|terms| !terms.is_empty());
        Ok(anywhere.then_some(Way { what: What::Word { slot, terms }, weight }))
    }

    /// What an unknown word may stand for: a word that it begins, or one that it resembles.
    fn unknown(&mut self, word: &str) -> Result<Vec<Way>, IndexError> {
        let vocabulary = self.collection.vocabulary()?;
        let folded = fold(word);
        let letters = folded.chars().count();
        if letters < 4 || folded.contains(|c: char| !(c.is_alphabetic() || c == '\'')) {
            return Ok(Vec::new());
        }
        let begun = vocabulary.starting_with(&folded, MOST_COMPLETIONS);
        let (found, told) = match begun.first() {
            Some(first) => (begun.clone(), format!("« {word} » complété : « {} »", first.word)),
            None => {
                let similar = vocabulary.similar(&folded, if letters < LONG { 1 } else { 2 }, 20);
                let Some(best) = similar.first() else { return Ok(Vec::new()) };
                let told = format!("« {word} » ne se trouve nulle part : cherché « {} »", best.word);
                (similar.iter().filter(|known| known.stem == best.stem).cloned().collect(), told)
            }
        };
        self.hints.push(told);
        let words = found.into_iter().map(|known| (known.stem, known.word)).collect();
        let slot = Slot { word: word.to_owned(), folded, stems: Vec::new(), words };
        Ok(self.known(slot, 1.0)?.into_iter().collect())
    }

    fn phrase(&mut self, text: &str) -> Result<Option<Plan>, IndexError> {
        let sequences = unit::sequences(text, self.lexicon);
        let place = self.place;
        self.place += unit::places(text, self.lexicon);
        let mut ways = Vec::new();
        for sequence in sequences {
            let slots = sequence.iter().map(|forms| self.literal(forms)).collect::<Result<Vec<_>, _>>()?;
            match slots.len() {
                0 => {}
                1 => {
                    for slot in slots {
                        ways.extend(self.known(slot, 1.0)?);
                    }
                }
                _ => ways.push(self.phrase_way(slots, 1.0)?),
            }
        }
        let nothing = unit::units(text, self.lexicon).iter().all(Unit::is_grammatical);
        Ok((!nothing).then(|| self.leaf(text, ways, place)))
    }

    /// Words taken as they are, their accents aside.
    fn literal(&self, forms: &[String]) -> Result<Slot, IndexError> {
        let mut slot = Slot { word: forms.first().cloned().unwrap_or_default(), ..Slot::default() };
        slot.folded = fold(&slot.word);
        for form in forms {
            let known = self.collection.vocabulary()?.same_letters(&fold(form));
            slot.words.extend(known.into_iter().map(|known| (known.stem, known.word)));
        }
        Ok(slot)
    }

    fn near(&mut self, parts: &[Node], distance: u32) -> Result<Option<Plan>, IndexError> {
        let mut sequences = Vec::new();
        let mut label = Vec::new();
        for part in parts {
            let (Node::Word(text) | Node::Exact(text) | Node::Phrase(text)) = part else { continue };
            let Some(sequence) = unit::sequences(text, self.lexicon).into_iter().find(|s| !s.is_empty()) else {
                continue;
            };
            sequences.push(sequence.iter().map(|forms| self.literal(forms)).collect::<Result<Vec<_>, _>>()?);
            label.push(text.as_str());
        }
        let place = self.place;
        self.place += 1;
        let label = label.join(" ");
        if sequences.is_empty() {
            return Ok(None);
        }
        let way = match sequences.len() {
            1 => self.phrase_way(sequences.remove(0), 1.0)?,
            _ => {
                let find = |segment| phrase::near(segment, &sequences, distance, &self.zones);
                let found = self.collection.segments.iter().map(find).collect::<Result<_, _>>()?;
                Way { what: What::Near { parts: sequences, distance, found }, weight: 1.0 }
            }
        };
        Ok(Some(self.leaf(&label, vec![way], place)))
    }

    fn prefix(&mut self, text: &str) -> Result<Plan, IndexError> {
        let folded = fold(&text.to_lowercase());
        let found = self.collection.vocabulary()?.starting_with(&folded, MOST_COMPLETIONS + 1);
        if found.len() > MOST_COMPLETIONS {
            self.hints
                .push(format!("« {text}* » : seuls les {MOST_COMPLETIONS} mots les plus fréquents sont cherchés"));
        }
        let words = found.into_iter().take(MOST_COMPLETIONS).map(|known| (known.stem, known.word)).collect();
        self.listed(text, Slot { word: text.to_lowercase(), folded, stems: Vec::new(), words })
    }

    fn fuzzy(&mut self, text: &str, distance: Option<u8>) -> Result<Plan, IndexError> {
        let folded = fold(&text.to_lowercase());
        let edits = distance.unwrap_or(if folded.chars().count() < LONG { 1 } else { 2 });
        let found = self.collection.vocabulary()?.similar(&folded, edits, MOST_COMPLETIONS);
        let words = found.into_iter().map(|known| (known.stem, known.word)).collect();
        self.listed(text, Slot { word: text.to_lowercase(), folded, stems: Vec::new(), words })
    }

    fn listed(&mut self, label: &str, slot: Slot) -> Result<Plan, IndexError> {
        let ways = self.known(slot, 1.0)?.into_iter().collect();
        let place = self.place;
        self.place += 1;
        Ok(self.leaf(label, ways, place))
    }
}

/// Whether a typed word puts the question rather than says what is asked for.
fn asks(text: &str) -> bool {
    is_question_word(&text.to_lowercase())
}

fn group(mut plans: Vec<Plan>, make: fn(Vec<Plan>) -> Plan) -> Option<Plan> {
    match plans.len() {
        0 => None,
        1 => plans.pop(),
        _ => Some(make(plans)),
    }
}
