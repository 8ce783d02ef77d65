//! The command line, as a shell sees it.

mod broken;
mod hostile;
mod marks;
mod reading;
mod streams;
mod summary;
mod usage;
