//! What a person has becomes a roadmap: the real program on real folders.

mod archive;
mod carrying;
mod languages;
mod merging;
mod new;
mod refusals;
