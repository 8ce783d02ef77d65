//! Tests of the whole, in one binary.

#[cfg(unix)]
mod bench;
#[cfg(unix)]
mod bombs;
mod browser;
mod cli;
mod clicking;
#[cfg(unix)]
mod clipboard;
mod colours;
mod conformance;
mod content;
mod counts;
mod docs;
mod durability;
#[cfg(unix)]
mod editor;
mod export;
mod finding;
mod following;
mod going;
mod harness;
mod hints;
#[cfg(unix)]
mod html_page;
mod identity;
mod import;
mod interface_properties;
mod journeys;
mod languages;
mod layers;
mod lists;
mod losses;
mod markdown;
mod markdown_find;
mod markdown_properties;
mod messages;
mod problems;
mod reading_syntax;
mod refusals;
mod reloading;
mod returning;
mod roadmaps;
mod screens;
mod settings;
mod shelf;
mod source;
mod stage;
mod store;
mod sync;
mod tables;
mod themes;
mod ticking;
mod tree;
mod writing;
