//! Titles and notes in several languages.

mod checking;
mod commands;
mod interface;
mod problems;

use crate::harness::Dir;

/// A roadmap in English with Korean titles but for one topic, and Korean notes but for one.
const ROADMAP: &str = include_str!("../fixtures/bilingual/roadmap.toml");

macro_rules! note {
    ($path:literal) => {
        (concat!("notes/", $path), include_str!(concat!("../fixtures/bilingual/notes/", $path)))
    };
}

/// Its notes.
const NOTES: [(&str, &str); 5] = [
    note!("internet/tcp.md"),
    note!("internet/dns.md"),
    note!("databases/transactions.md"),
    note!("ko/internet/tcp.md"),
    note!("ko/databases/transactions.md"),
];

/// A folder with it.
fn dir() -> Dir {
    NOTES.iter().fold(Dir::empty().file("roadmap.toml", ROADMAP), |dir, (path, text)| dir.file(path, text))
}
