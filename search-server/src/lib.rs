//! The server of Communiqués: answers over HTTP, for programs and for people, in one shape with the program's own output.
//! It finds nothing itself: finding is the engine's business.
//!
//! A module uses only the ones above it in this list.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod harmless;
mod address;
pub mod present;
pub mod formats;
pub mod settings;
pub mod speech;
mod parameters;
mod problem;
mod metrics;
mod views;
mod desk;
mod asked;
mod question;
mod reply;
mod site;
mod exports;
mod api;
mod pages;
pub mod embed;
mod probes;
mod routes;
mod gate;
mod guests;
mod dress;
mod respond;
mod connection;
mod log;
mod serve;

pub use serve::{ServeError, Server, listen};
