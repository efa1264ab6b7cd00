//! What a query's reader tells who typed it: repairs and omissions, in short sentences, in French and in English.
//! Where and how notes are shown is the business of what presents the answer.

use std::fmt;

use super::field::Field;
use super::{MAX_CHARACTERS, MAX_DEPTH, MAX_TERMS};

/// Something that was repaired or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The text was cut at [`MAX_CHARACTERS`].
    TooLong,
    /// What follows the first [`MAX_TERMS`] terms was left out.
    TooManyTerms,
    /// Brackets deeper than [`MAX_DEPTH`] were ignored, not what stood in them.
    TooDeep,
    /// A quote without its end, closed at the end of the text.
    UnclosedQuote,
    /// A closing quote without its beginning, or a quote at the end of the text, left out.
    LoneQuote,
    /// Quotes around nothing, left out.
    EmptyQuotes,
    /// A bracket without its end, closed at the end of the text.
    UnclosedBracket,
    /// A closing bracket without its beginning, left out.
    LoneBracket,
    /// An operator without a term on a side where it needs one, or doubled, left out.
    DroppedOperator(String),
    /// A proximity between other things than words and phrases, read as `ET`; within a filter, ignored.
    NearWithoutWords,
    /// A distance out of its limits, brought to this.
    DistanceChanged(u32),
    /// A star that ends no word of two letters, ignored; with the text it was in.
    IgnoredStar(String),
    /// A tilde after something that takes none, ignored; with that text.
    IgnoredTilde(String),
    /// A dash between a field and its value, ignored: a negation stands before the field.
    IgnoredDash(Field),
    /// The name of a field and a colon without a value directly after, read as a word.
    DetachedField(Field),
    /// A field whose value is empty, left out.
    EmptyField(Field),
    /// Something that is no date where a date must be, left out.
    UnreadableDate {
        /// The field that was named.
        field: Field,
        /// What stood there.
        value: String,
    },
    /// A range that ended before it began, turned round.
    ReversedRange {
        /// The field that was named.
        field: Field,
        /// What stood there.
        value: String,
    },
}

/// Adds `note` unless it was made before.
pub(super) fn add(notes: &mut Vec<Note>, note: Note) {
    if !notes.contains(&note) {
        notes.push(note);
    }
}

impl Note {
    /// The same in English.
    pub fn in_english(&self) -> String {
        let fixed = match self {
            Self::TooLong => return format!("query too long: cut after {MAX_CHARACTERS} characters"),
            Self::TooManyTerms => return format!("too many terms: only the first {MAX_TERMS} are searched for"),
            Self::TooDeep => return format!("more than {MAX_DEPTH} nested brackets: those further in are ignored"),
            Self::DroppedOperator(name) => return format!("operator “{name}” without a term: ignored"),
            Self::DistanceChanged(distance) => return format!("distance changed to {distance}"),
            Self::IgnoredStar(text) => return format!("“{text}”: star ignored (two letters at least, then the star)"),
            Self::IgnoredTilde(text) => return format!("“{text}”: tilde ignored"),
            Self::IgnoredDash(field) => return format!("“{field}:-”: dash ignored (to exclude: “-{field}:…”)"),
            Self::DetachedField(field) => return format!("“{field}:” with no value right after it: read as a word"),
            Self::EmptyField(field) => return format!("“{field}:” without a value: ignored"),
            Self::UnreadableDate { field, value } => return format!("“{field}:{value}”: unreadable date, ignored"),
            Self::ReversedRange { field, value } => return format!("“{field}:{value}”: period turned round"),
            Self::UnclosedQuote => "quotation mark closed at the end",
            Self::LoneQuote => "lone quotation mark: ignored",
            Self::EmptyQuotes => "empty quotation marks: ignored",
            Self::UnclosedBracket => "bracket closed at the end",
            Self::LoneBracket => "lone closing bracket: ignored",
            Self::NearWithoutWords => "proximity of other things than words and phrases: ignored",
        };
        fixed.to_owned()
    }
}

/// In French.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "requête trop longue : coupée après {MAX_CHARACTERS} caractères"),
            Self::TooManyTerms => write!(f, "trop de termes : seuls les {MAX_TERMS} premiers sont cherchés"),
            Self::TooDeep => write!(f, "plus de {MAX_DEPTH} parenthèses emboîtées : les suivantes sont ignorées"),
            Self::UnclosedQuote => f.write_str("guillemet fermé à la fin"),
            Self::LoneQuote => f.write_str("guillemet isolé : ignoré"),
            Self::EmptyQuotes => f.write_str("guillemets vides : ignorés"),
            Self::UnclosedBracket => f.write_str("parenthèse fermée à la fin"),
            Self::LoneBracket => f.write_str("parenthèse fermante isolée : ignorée"),
            Self::DroppedOperator(name) => write!(f, "opérateur « {name} » sans terme : ignoré"),
            Self::NearWithoutWords => f.write_str("proximité hors des mots et des expressions : ignorée"),
            Self::DistanceChanged(distance) => write!(f, "distance ramenée à {distance}"),
            Self::IgnoredStar(text) => write!(f, "« {text} » : étoile ignorée (au moins deux lettres, puis l'étoile)"),
            Self::IgnoredTilde(text) => write!(f, "« {text} » : tilde ignoré"),
            Self::IgnoredDash(field) => write!(f, "« {field}:- » : tiret ignoré (pour exclure : « -{field}:… »)"),
            Self::DetachedField(field) => write!(f, "« {field}: » sans valeur accolée : lu comme un mot"),
            Self::EmptyField(field) => write!(f, "« {field}: » sans valeur : ignoré"),
            Self::UnreadableDate { field, value } => write!(f, "« {field}:{value} » : date illisible, ignorée"),
            Self::ReversedRange { field, value } => write!(f, "« {field}:{value} » : période remise à l'endroit"),
        }
    }
}
