//! What is said of a query that was not taken as it is typed: in French, as hints have it, and in English.
//! When it is said is the business of `query` and `search`.

use std::fmt;

use crate::french::fold;
use crate::query::note::Note;

/// Something to say of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// It was repaired, or read in part.
    Read(Note),
    /// A word that is nowhere was taken for another.
    Corrected {
        /// The word as typed.
        typed: String,
        /// The other.
        found: String,
    },
    /// A word that is nowhere was taken for the beginning of another.
    Completed {
        /// The word as typed.
        typed: String,
        /// The most frequent one that begins with it.
        found: String,
    },
    /// Other names were looked for too.
    Widened {
        /// The words as typed.
        typed: String,
        /// Their other names, each once.
        names: Vec<String>,
    },
    /// A word that is nowhere was left out.
    Nowhere(String),
    /// A word that is looked for in titles is in none.
    InNoTitle(String),
    /// Of the words that begin so, only so many were looked for.
    ManyBegin {
        /// The beginning as typed.
        text: String,
        /// How many.
        most: usize,
    },
    /// There is no word to look for, and no filter.
    Nothing,
    /// There is nothing but an exclusion.
    OnlyExcludes,
    /// Not all that was found has all words.
    SomeLack {
        /// Documents that have them all.
        complete: u64,
        /// Documents found.
        all: u64,
        /// Which words.
        of: Words,
        /// The words that may be missing.
        missing: Vec<String>,
    },
}

/// Words of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Words {
    /// All of them.
    All,
    /// All but those that were left out.
    Others,
}

impl Remark {
    /// Adds `name` to the names that `typed` was widened to, unless it is one of them but for spaces, hyphens and accents;
    /// says whether this remark is about `typed`.
    pub(crate) fn also_names(&mut self, typed: &str, name: &str) -> bool {
        let letters = |text: &str| fold(&text.to_lowercase()).replace(|c: char| !c.is_alphanumeric(), "");
        match self {
            Self::Widened { typed: of, names } if of == typed => {
                if names.iter().all(|known| letters(known) != letters(name)) {
                    names.push(name.to_owned());
                }
                true
            }
            _ => false,
        }
    }

    /// The same in English.
    pub fn in_english(&self) -> String {
        match self {
            Self::Read(note) => note.in_english(),
            Self::Corrected { typed, found } => format!("“{typed}” is nowhere: searched for “{found}”"),
            Self::Completed { typed, found } => format!("“{typed}” completed: “{found}”"),
            Self::Widened { typed, names } => {
                format!("“{typed}” widened to {}; in quotation marks it is not", listed(names, ("“", "”")))
            }
            Self::Nowhere(word) => format!("“{word}” is nowhere: left out"),
            Self::InNoTitle(word) => format!("“{word}” is in no title"),
            Self::ManyBegin { text, most } => {
                format!("“{text}*”: only the {most} most frequent words are searched for")
            }
            Self::Nothing => {
                "nothing to search for: no word, no filter; stop words (le, de, et…) are not searched for".to_owned()
            }
            Self::OnlyExcludes => "an exclusion alone searches for nothing: add a word or a filter".to_owned(),
            Self::SomeLack { complete, all, of, missing } => {
                let words = if *of == Words::All { "all words" } else { "all other words" };
                format!("{complete} of {all} have {words}; may be missing: {}", listed(missing, ("“", "”")))
            }
        }
    }
}

/// In French.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(note) => note.fmt(f),
            Self::Corrected { typed, found } => write!(f, "« {typed} » ne se trouve nulle part : cherché « {found} »"),
            Self::Completed { typed, found } => write!(f, "« {typed} » complété : « {found} »"),
            Self::Widened { typed, names } => {
                let names = listed(names, ("« ", " »"));
                write!(f, "« {typed} » élargi à {names} ; entre guillemets, il ne l'est pas")
            }
            Self::Nowhere(word) => write!(f, "« {word} » ne se trouve nulle part : laissé de côté"),
            Self::InNoTitle(word) => write!(f, "« {word} » n'est dans aucun titre"),
            Self::ManyBegin { text, most } => {
                write!(f, "« {text}* » : seuls les {most} mots les plus fréquents sont cherchés")
            }
            Self::Nothing => {
                f.write_str("rien à chercher : ni mot, ni filtre ; les mots vides (le, de, et…) ne se cherchent pas")
            }
            Self::OnlyExcludes => f.write_str("une exclusion seule ne cherche rien : ajoutez un mot ou un filtre"),
            Self::SomeLack { complete, all, of, missing } => {
                let words = if *of == Words::All { "tous les mots" } else { "tous les autres mots" };
                let missing = listed(missing, ("« ", " »"));
                write!(f, "{complete} sur {all} ont {words} ; peuvent manquer : {missing}")
            }
        }
    }
}

fn listed(words: &[String], (open, close): (&str, &str)) -> String {
    words.iter().map(|word| format!("{open}{word}{close}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_to_a_word_is_said_once() {
        let mut remark = Remark::Widened { typed: "données ouvertes".into(), names: vec!["open data".into()] };
        let mut check = |typed: &str, name: &str, expected: bool| {
            assert_eq!(remark.also_names(typed, name), expected, "{name}");
        };
        check("données ouvertes", "Open-Data", true);
        check("données ouvertes", "opendata", true);
        check("données ouvertes", "OGD", true);
        check("données", "chiffres", false);
        let french = "« données ouvertes » élargi à « open data », « OGD » ; entre guillemets, il ne l'est pas";
        assert_eq!(remark.to_string(), french);
        let english = "“données ouvertes” widened to “open data”, “OGD”; in quotation marks it is not";
        assert_eq!(remark.in_english(), english);
    }
}
