//! trailmark: study a roadmap from your terminal.
//!
//! A roadmap is a tree of topics with a folder of notes, written by some author. A person browses it, reads, and marks
//! topics; each mark is an event, appended to a log and synced before the screen calls it saved.
//!
//! ```text
//!  Backend Developer   ━━━━━─────────  33%  38 of 114      counts: the one counting rule
//! ────────────────────────────────┬───────────────────────────────────────────────
//!   ◔ ▾ Relational Databases  3/6 │  Transactions and ACID     tui::sheet
//!   ✓     SQL joins               │  ◔ in progress   ~2h   needs: SQL joins ✓
//! ❯ ◔     Transactions and ACID   │
//!   ◦     Indexes                 │  A transaction groups reads and writes …
//!        tui::outline             │        note -> markdown -> tui::reader
//!   roadmap + progress = Standing │
//! ────────────────────────────────┴───────────────────────────────────────────────
//!  space done   i doing   s skip   ? help              ✓ SQL joins done   u undo
//!  tui::action: the table of keys                      tui::message
//! ```
//!
//! Layers, and arrows that never point back:
//!
//! - **Pure**, values in and values out: [`roadmap`], [`progress`], [`counts`], [`next`], [`marking`], [`note`], [`search`],
//!   [`text`], [`hangul`], [`language`], `base64`, `fingerprint`.
//! - **Files**: [`store`] (logs, their copies, summaries, device, lock) and [`source`] (roadmap file and notes), both on
//!   [`files`]; [`sync`] takes the store to other devices through git; [`shelf`] looks at all roadmaps that were opened, and
//!   [`starter`] writes a small new one.
//! - **Settings**: [`config`], one file that is read at the start and after each save; its keys are checked by whoever knows
//!   them.
//! - **Dates**, [`calendar`]: days and times as the people of a time zone count them.
//! - **Other programs**, on [`program`]: [`editor`] is the person's own, [`browser`] opens web addresses, [`clipboard`] takes
//!   text.
//! - **Comparison**: [`comparison`], two versions of a file, line by line, in bounded time.
//! - **Import**: [`import`], what people already have becomes a roadmap; its readers see their source only.
//! - **Export**: [`export`], a roadmap with the progress over it as Markdown, a page, JSON, CSV or a picture.
//! - **Home**: [`home`], paths as people write them.
//! - **Looks**: [`highlight`] (what is what in a piece of code), [`theme`] and [`markdown`], which know ratatui's styles but
//!   neither files nor state. What is not ours and may panic in them runs in `guard`.
//! - **Ends**: [`cli`] and [`tui`], which do not know each other. `main` joins them.

mod base64;
pub mod browser;
pub mod calendar;
pub mod cli;
pub mod clipboard;
pub mod comparison;
pub mod config;
pub mod counts;
pub mod editor;
#[cfg(test)]
mod example;
pub mod export;
pub mod files;
mod fingerprint;
mod guard;
pub mod hangul;
pub mod highlight;
pub mod home;
pub mod import;
pub mod language;
pub mod markdown;
pub mod marking;
pub mod next;
pub mod note;
pub mod program;
pub mod progress;
pub mod roadmap;
pub mod search;
pub mod shelf;
pub mod source;
pub mod starter;
pub mod store;
pub mod sync;
pub mod text;
pub mod theme;
pub mod tui;
