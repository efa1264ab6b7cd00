//! `communiques french`: how well the French chain brings the forms of words together, and how it cuts a text.
//! The chain itself is the business of `index::french`.

mod measure;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use index::french::{Lexicon, cut_into};

use crate::output::{Outcome, results};
use measure::{Pair, Share};
use search_server::harmless::clean;

/// Measure the French chain on word lists, or show how it cuts a text
#[derive(Debug, Args)]
#[command(override_usage = "communiques french FAMILIES FALSE-FRIENDS\n       communiques french --text TEXT")]
pub(crate) struct Arguments {
    /// Words that must find each other, a family a line, parted by spaces
    #[arg(required_unless_present = "text", requires = "false_friends", conflicts_with = "text")]
    families: Option<PathBuf>,
    /// Words that must not find each other, a pair a line
    #[arg(value_name = "FALSE-FRIENDS")]
    false_friends: Option<PathBuf>,
    /// Show this text's words instead, one a line: byte range, word, stem and position, parted by tabs
    #[arg(long)]
    text: Option<String>,
}

/// Prints the figures and the pairs that fail, or the words of the text.
///
/// # Errors
/// A list cannot be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = results();
    if let Some(text) = &arguments.text {
        words(&mut out, text)?;
    }
    if let (Some(families), Some(false_friends)) = (&arguments.families, &arguments.false_friends) {
        figures(&mut out, &read(families)?, &read(false_friends)?)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn words(out: &mut impl Write, text: &str) -> io::Result<()> {
    let (mut lexicon, mut tokens) = (Lexicon::default(), Vec::new());
    cut_into(text, &mut lexicon, &mut tokens);
    for token in &tokens {
        let entry = lexicon.entry(token.entry);
        let (word, stem) = (clean(&entry.word), clean(&entry.stem));
        writeln!(out, "{}..{}\t{word}\t{stem}\t{}", token.from, token.to, token.position)?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn figures(out: &mut impl Write, families: &str, false_friends: &str) -> io::Result<()> {
    let accented = measure::families(families);
    let typed_plain = measure::without_accents(&accented);
    let friends = measure::false_friends(false_friends);
    writeln!(out, "families: {} match", measure::share(&accented))?;
    writeln!(out, "families, typed without accents: {} match", measure::share(&typed_plain))?;
    writeln!(out, "false friends: {} match", measure::share(&friends))?;
    writeln!(out)?;
    let missed = accented.iter().chain(&typed_plain).filter(|pair| !pair.matches);
    missed.clone().try_for_each(|pair| fails(out, "missed", "≠", pair))?;
    friends.iter().filter(|pair| pair.matches).try_for_each(|pair| fails(out, "matched", "=", pair))
}

fn fails(out: &mut impl Write, what: &str, sign: &str, pair: &Pair) -> io::Result<()> {
    let Pair { asked, written, asked_stems, written_stem, .. } = pair;
    writeln!(out, "{what}: {} {sign} {} ({asked_stems}, {written_stem})", clean(asked), clean(written))
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} % of {} pairs", self.percent, self.pairs)
    }
}
