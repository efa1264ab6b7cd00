//! How answers are presented, in one shape for the API, the pages, the feeds and the program.
//! It finds nothing itself and, for now, listens on no port.

pub mod present;
