//! Pages for people: they work without a script, in French and in English, and set no cookie.
//! What they show is found by the engine; their look is in `assets/`, their mark-up in `templates/`.

mod words;
mod marked;
mod links;
mod choices;
pub(crate) mod assets;
pub(crate) mod frame;
pub(crate) mod failure;
pub(crate) mod home;
pub(crate) mod results;
pub(crate) mod document;
pub(crate) mod help;
pub(crate) mod machines;
