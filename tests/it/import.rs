//! What a person has becomes a roadmap: the real program on real folders.

mod accounting;
mod archive;
mod carrying;
mod changing;
mod drawn;
mod encodings;
mod hostile;
mod languages;
mod merging;
mod new;
#[cfg(target_os = "linux")]
mod no_room;
mod refusals;
mod shapes;
