//! Tests of the whole, in one binary.

mod cli;
mod counts;
mod docs;
mod durability;
mod harness;
mod interface_properties;
mod journeys;
mod layers;
mod markdown;
mod markdown_properties;
mod problems;
mod roadmaps;
mod screens;
mod source;
mod stage;
mod store;
