//! Tests of the whole, in one binary.

#[cfg(unix)]
mod bench;
#[cfg(unix)]
mod bombs;
mod browser;
mod cli;
#[cfg(unix)]
mod clipboard;
mod colours;
mod conformance;
mod counts;
mod docs;
mod durability;
#[cfg(unix)]
mod editor;
mod finding;
mod following;
mod going;
mod harness;
mod identity;
mod interface_properties;
mod journeys;
mod layers;
mod lists;
mod losses;
mod markdown;
mod markdown_find;
mod markdown_properties;
mod problems;
mod reading_syntax;
mod refusals;
mod roadmaps;
mod screens;
mod settings;
mod source;
mod stage;
mod store;
mod sync;
mod tables;
mod themes;
mod tree;
mod writing;
