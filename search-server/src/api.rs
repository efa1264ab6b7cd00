//! The API, one file for each of its routes. Its answers have the shapes of `present`.

pub(crate) mod documents;
pub(crate) mod openapi;
pub(crate) mod search;
pub(crate) mod suggest;
