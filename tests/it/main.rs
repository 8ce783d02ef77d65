//! Tests of the whole, in one binary.

mod cli;
mod harness;
mod journeys;
mod layers;
mod problems;
mod roadmaps;
mod screens;
mod source;
mod stage;
mod store;
