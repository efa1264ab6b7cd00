//! Sources in, documents out: find the files of a folder, extract the text of one, describe what was found.
//! It prints nothing. Extraction opens no file: `walk` finds them, `run` reads them and fills the index.
//!
//! A module uses only the ones above it in this list.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

mod defect;
mod limits;
mod name;
mod file;

mod package;
mod format;

mod shape;

pub mod walk;

mod calendar;
mod line;

mod extract;

mod describe;

mod settings;

pub mod json_lines;
mod read;

pub mod worker;

mod isolate;

mod report;

mod batch;
mod found;
mod last;
mod changes;
mod ids;
mod fill;
mod preview;
mod run;
mod look;
mod transcript;
mod watch;

pub use defect::{Defect, Reading};
pub use format::Format;
pub use isolate::Workers;
pub use limits::Limits;
pub use look::{Looked, Looking, look};
pub use preview::{Preview, preview};
pub use read::read;
pub use report::{Config, Progress, Report, RunError, Silent, SourceDefect};
pub use run::{forget, run};
pub use settings::SettingsError;
pub use transcript::{Transcript, transcript};
pub use watch::{Follower, watch};

#[cfg(test)]
mod office_files;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod seeds;
