//! Formats that the program and the server both write, a file for each, so that what they hold is decided once.
//! Who they are written for, and with which headers, is the business of the program and of `exports`.

pub mod csv;
pub mod jsonl;
