//! The command line, as a shell sees it.

mod broken;
mod find;
mod hostile;
mod marks;
pub(crate) mod plain;
mod reading;
mod restore;
mod roadmaps;
mod streams;
mod summary;
mod usage;
