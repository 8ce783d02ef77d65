//! Tests of the whole, in one binary.

mod cli;
mod counts;
mod docs;
mod durability;
#[cfg(unix)]
mod editor;
mod finding;
mod harness;
mod identity;
mod interface_properties;
mod journeys;
mod layers;
mod losses;
mod markdown;
mod markdown_find;
mod markdown_properties;
mod problems;
mod roadmaps;
mod screens;
mod source;
mod stage;
mod store;
mod sync;
mod writing;
