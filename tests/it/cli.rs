//! The command line, as a shell sees it.

mod broken;
mod find;
mod hostile;
mod marks;
mod plain;
mod reading;
mod restore;
mod streams;
mod summary;
mod usage;
