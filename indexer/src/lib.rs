//! Sources in, documents out: find the files of a folder, extract the text of one, describe what was found.
//! It prints nothing. Extraction opens no file: `walk` finds them, `run` reads them and fills the index.
//!
//! A module uses only the ones above it in this list.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

mod format;
mod name;

mod defect;
mod limits;
mod file;
mod shape;

pub mod walk;

mod calendar;
mod line;

mod extract;

mod describe;

pub mod json_lines;
mod read;

mod report;

mod batch;
mod changes;
mod ids;
mod fill;
mod preview;
mod run;
mod watch;

pub use defect::{Defect, Reading};
pub use format::Format;
pub use limits::Limits;
pub use preview::{Preview, preview};
pub use read::read;
pub use report::{Config, Progress, Report, RunError, Silent, SourceDefect};
pub use run::{forget, run};
pub use watch::{Follower, watch};

#[cfg(test)]
mod seeds;
