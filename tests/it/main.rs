//! Tests of the whole, in one binary.

mod cli;
mod harness;
mod problems;
mod roadmaps;
mod source;
mod store;
