//! Tests of the whole, in one binary.

mod cli;
mod faults;
mod harness;
mod journeys;
mod layers;
mod problems;
mod roadmaps;
mod screens;
mod source;
mod stage;
mod store;
