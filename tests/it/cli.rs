//! The command line, as a shell sees it.

mod broken;
mod find;
mod hostile;
mod marks;
mod reading;
mod restore;
mod roadmaps;
mod streams;
mod summary;
mod usage;
