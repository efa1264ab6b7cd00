//! `communiques box`: the lines that embed the search box in the pages of another site, and the digests of its files.
//! It reads no index and serves nothing.

use std::io::Write;

use clap::{Args, ValueEnum};
use search_server::embed::files::FILES;
use search_server::embed::snippet::{Presets, Snippet, Switch, Way};

use crate::output::{Outcome, results};

/// The search box for other sites: lines to paste, and digests of its files
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Print the lines to paste, with the digest of the script; without it, the digests of all files
    #[arg(long)]
    snippet: bool,
    /// Print one way of embedding the box alone
    #[arg(long, value_name = "WAY", value_enum, requires = "snippet")]
    way: Option<WayName>,
    /// Address of the server, with its base path
    #[arg(long, value_name = "ADDRESS", env = "COMMUNIQUES_PUBLIC_ADDRESS", default_value = "https://HOST")]
    address: String,
    /// Search in this plan period alone, such as 2021-2023
    #[arg(long, default_value = "", hide_default_value = true)]
    plan: String,
    /// Search in what this ministry or body has issued
    #[arg(long, default_value = "", hide_default_value = true)]
    publisher: String,
    /// Search in documents of this kind
    #[arg(long, default_value = "", hide_default_value = true)]
    kind: String,
    /// Search in what was issued since, such as 2018
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    from: String,
    /// Search in documents of this language
    #[arg(long, alias = "lang", default_value = "", hide_default_value = true)]
    language: String,
    /// Documents that the element and the frame show
    #[arg(long, value_name = "N")]
    limit: Option<u8>,
    /// What stands above the field
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    label: String,
    /// Search for a chosen suggestion at once
    #[arg(long)]
    direct: bool,
    /// Show results in the page, not over it
    #[arg(long)]
    inline: bool,
    /// Emit the class names of the State's design system
    #[arg(long)]
    dsfr: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WayName {
    /// Suggestions for a form of the site
    Enhance,
    /// Field, button and results
    Element,
    /// A frame, where no script of others is allowed
    Frame,
}

/// Prints the lines, or the digests.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = results();
    if !arguments.snippet {
        for file in FILES {
            writeln!(out, "{}\t{}", file.path(), file.digest())?;
        }
        return Ok(Outcome::Found);
    }
    for (place, way) in arguments.ways().into_iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", arguments.snippet(way).html()?.trim_end())?;
    }
    Ok(Outcome::Found)
}

impl Arguments {
    fn ways(&self) -> Vec<Way> {
        match self.way {
            None => vec![Way::Enhance, Way::Element, Way::Frame],
            Some(WayName::Enhance) => vec![Way::Enhance],
            Some(WayName::Element) => vec![Way::Element],
            Some(WayName::Frame) => vec![Way::Frame],
        }
    }

    fn snippet(&self, way: Way) -> Snippet {
        let presets = Presets {
            plan: self.plan.clone(),
            publisher: self.publisher.clone(),
            kind: self.kind.clone(),
            from: self.from.clone(),
            language: self.language.clone(),
            limit: self.limit.map(|limit| limit.to_string()).unwrap_or_default(),
            label: self.label.clone(),
        };
        let on = [(Switch::Direct, self.direct), (Switch::Dsfr, self.dsfr), (Switch::Inline, self.inline)];
        let switches = on.into_iter().filter(|(_, on)| *on).map(|(switch, _)| switch).collect();
        Snippet { address: self.address.trim_end_matches('/').to_owned(), way, presets, switches, ..Snippet::default() }
    }
}
