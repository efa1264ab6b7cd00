//! Sources in, documents out: find the files of a folder, extract the text of one, describe what was found.
//! It prints nothing. Extraction opens no file: `walk` finds them, `run` reads them and fills the index.
//!
//! A module uses only the ones above it in this list.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout))]

mod format;
mod limits;

pub mod walk;

mod defect;
mod shape;

mod calendar;
mod line;

mod extract;

mod describe;

pub mod json_lines;
mod read;

pub mod worker;

mod isolate;

mod report;

mod batch;
mod ids;
mod changes;
mod fill;
mod run;

pub use defect::{Defect, Reading};
pub use format::Format;
pub use isolate::Workers;
pub use limits::Limits;
pub use read::read;
pub use report::{Config, Progress, Report, RunError, Silent, SourceDefect};
pub use run::{forget, run};

#[cfg(test)]
mod seeds;
