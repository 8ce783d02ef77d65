//! Tests of the whole, in one binary.

mod problems;
mod roadmaps;
mod source;
mod store;
