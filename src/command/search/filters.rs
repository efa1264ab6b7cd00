//! The filters of the query language as options.
//! How values are read is the engine's business, so that an option and a field never differ.

use clap::Args;
use index::query::field::Field;
use index::query::filter::{Filter, FilterError};

/// Conditions on the description of documents.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
    /// Words of the title
    #[arg(long, visible_alias = "titre", value_name = "WORDS")]
    title: Vec<String>,
    /// Issuing ministry or body
    #[arg(long, visible_alias = "ministere", value_name = "NAME", value_parser = of(Field::Publisher))]
    publisher: Vec<Filter>,
    /// Kind: communique, dossier, plan, rapport, fiche-action, article, discours
    #[arg(long = "kind", visible_alias = "type", value_name = "KIND", value_parser = of(Field::Kind))]
    kind: Vec<Filter>,
    /// Plan period, such as 2018-2020
    #[arg(long, value_name = "PERIOD", value_parser = of(Field::Plan))]
    plan: Vec<Filter>,
    /// Year of publication, or a range such as 2016..2018
    #[arg(long, visible_alias = "annee", value_name = "YEAR", value_parser = of(Field::Year))]
    year: Vec<Filter>,
    /// Date of publication (2018, 2018-04, 2018-04-03), or a range such as 2016..2018-04
    #[arg(long, value_name = "DATE", value_parser = of(Field::Date))]
    date: Vec<Filter>,
    /// Published on this date or later
    #[arg(long, visible_aliases = ["apres", "depuis"], value_name = "DATE", value_parser = of(Field::After))]
    after: Vec<Filter>,
    /// Published before this date
    #[arg(long, visible_alias = "avant", value_name = "DATE", value_parser = of(Field::Before))]
    before: Vec<Filter>,
    /// Tag
    #[arg(long, visible_alias = "etiquette", value_name = "TAG", value_parser = of(Field::Tag))]
    tag: Vec<Filter>,
    /// Main language, as a code of two letters
    #[arg(long, visible_alias = "langue", value_name = "CODE", value_parser = of(Field::Language))]
    lang: Vec<Filter>,
    /// Path of the source
    #[arg(long, value_name = "PATH", value_parser = of(Field::Source))]
    source: Vec<Filter>,
}

impl Filters {
    /// Whether no filter was given.
    pub(super) fn is_empty(&self) -> bool {
        self.title.is_empty() && self.required().is_empty() && self.alternatives().is_empty()
    }

    /// Words that the title must hold.
    pub(super) fn titles(&self) -> Vec<String> {
        self.title.clone()
    }

    /// The filters as the engine combines them.
    pub(super) fn required(&self) -> Vec<Filter> {
        let dates = if self.dates_stand_apart() { &self.date[..] } else { &[] };
        let choices = [&self.publisher, &self.kind, &self.plan, &self.year, &self.tag, &self.lang, &self.source];
        self.after.iter().chain(&self.before).chain(choices.into_iter().flatten()).chain(dates).cloned().collect()
    }

    /// Dates of which one must hold, where the engine would combine them otherwise: `2016..` or `2012`.
    pub(super) fn alternatives(&self) -> Vec<Vec<Filter>> {
        let apart = self.date.is_empty() || self.dates_stand_apart();
        if apart { Vec::new() } else { vec![self.date.clone()] }
    }

    /// Whether there is one date, which no year can be taken for an alternative to.
    fn dates_stand_apart(&self) -> bool {
        matches!(&self.date[..], [date] if !self.year.iter().any(|year| year.is_alternative_to(date)))
    }
}

/// Reads a value of the option for `field`.
fn of(field: Field) -> impl Fn(&str) -> anyhow::Result<Filter> + Clone + Send + Sync + 'static {
    move |value| {
        // Quotes mean nothing in a value and would end it where it is written in the query language.
        let value = value.replace('"', " ");
        Filter::parse(field, &value).map_err(|error| match error {
            FilterError::Empty(_) => anyhow::anyhow!("no letter and no digit in it"),
            FilterError::Searched(_) => anyhow::anyhow!("searched as text, not a filter"),
            FilterError::UnreadableDate { .. } => anyhow::anyhow!("not a date such as 2018, 2018-04 or 2018-04-03"),
            FilterError::ReversedRange { .. } => anyhow::anyhow!("the period ends before it begins"),
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Filters;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        filters: Filters,
    }

    fn check(arguments: &[&str], required: usize, alternatives: &[usize]) -> Result<(), clap::Error> {
        let Program { filters } = Program::try_parse_from([&["program"], arguments].concat())?;
        assert_eq!(filters.required().len(), required, "{arguments:?}");
        let sizes: Vec<usize> = filters.alternatives().iter().map(Vec::len).collect();
        assert_eq!(sizes, alternatives, "{arguments:?}");
        Ok(())
    }

    #[test]
    fn dates_are_alternatives_of_dates_alone() -> Result<(), clap::Error> {
        check(&[], 0, &[])?;
        check(&["--type", "plan", "--annee", "2018"], 2, &[])?;
        check(&["--type", "plan", "--kind", "un \"rapport"], 2, &[])?;
        check(&["--date", "2016", "--date", "2018.."], 0, &[2])?;
        check(&["--year", "2016", "--date", "2015..2017"], 1, &[1])?;
        check(&["--year", "2016", "--date", "2016-03"], 2, &[])?;
        check(&["--depuis", "2016", "--avant", "2018", "--after", "2017"], 3, &[])
    }

    #[test]
    fn an_unreadable_date_names_its_option() {
        let error = check(&["--date", "hier"], 0, &[]).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("'--date <DATE>': not a date such as 2018"), "{error}");
    }
}
