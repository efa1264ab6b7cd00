//! The fields of the query language and their names, French and English.
//! What a field's value means is the business of `filter`.

use std::fmt;

/// No name of a field is longer; what is longer need not be compared.
const LONGEST_NAME: usize = 16;

/// A part of the documents or of their description that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The title, the only field that is searched as text.
    Title,
    /// The issuing ministry or body.
    Publisher,
    /// The kind of document.
    Kind,
    /// The plan period it belongs to.
    Plan,
    /// The year of publication, or a range of years.
    Year,
    /// The date of publication, or a range of dates.
    Date,
    /// Published from the beginning of that day, month or year on: `après:2018` includes 2018.
    After,
    /// Published before that day, month or year began: `avant:2018` excludes 2018.
    Before,
    /// Published before that day, month or year ended: `jusque:2018` includes 2018.
    Until,
    /// One of its tags.
    Tag,
    /// Its main language.
    Language,
    /// The path of its source.
    Source,
}

impl Field {
    /// The field called `name`, in any case, with or without accents; `None` if there is none.
    pub fn parse(name: &str) -> Option<Self> {
        match folded(name)?.as_str() {
            "titre" | "title" => Some(Self::Title),
            "ministere" | "emetteur" | "publisher" => Some(Self::Publisher),
            "type" | "kind" => Some(Self::Kind),
            "plan" => Some(Self::Plan),
            "annee" | "year" => Some(Self::Year),
            "date" => Some(Self::Date),
            "apres" | "depuis" | "after" | "from" => Some(Self::After),
            "avant" | "before" => Some(Self::Before),
            "jusque" | "jusqu'a" | "until" | "to" => Some(Self::Until),
            "etiquette" | "tag" => Some(Self::Tag),
            "langue" | "lang" | "language" => Some(Self::Language),
            "source" => Some(Self::Source),
            _ => None,
        }
    }

    /// Its French name, as notes and displayed queries have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "titre",
            Self::Publisher => "ministère",
            Self::Kind => "type",
            Self::Plan => "plan",
            Self::Year => "année",
            Self::Date => "date",
            Self::After => "après",
            Self::Before => "avant",
            Self::Until => "jusque",
            Self::Tag => "étiquette",
            Self::Language => "langue",
            Self::Source => "source",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `name` in lower case and without the accents that names of fields have, composed or combining.
fn folded(name: &str) -> Option<String> {
    let short = name.chars().nth(LONGEST_NAME).is_none();
    short.then(|| name.chars().flat_map(char::to_lowercase).filter_map(plain).collect())
}

fn plain(c: char) -> Option<char> {
    match c {
        'à' => Some('a'),
        'é' | 'è' | 'ê' => Some('e'),
        '’' | 'ʼ' => Some('\''),
        '\u{300}'..='\u{302}' => None,
        other => Some(other),
    }
}
