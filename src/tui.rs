//! The interface: a tree of topics with the note beside it.
//!
//! ```text
//!  Backend Developer   ━━━━──────────  33%  38 of 114                      header
//! ─────────────────────────────┬─────────────────────────────────
//!   ◔ ▾ Relational Databases 3/6 │  Transactions and ACID
//!   ✓     SQL joins              │  ◔ in progress   ~2h            reader: head,
//! ❯ ◔     Transactions and ACID  │                                 summary, note, topics
//!   ◦     Indexes                │  A transaction groups reads …
//!     outline                    │
//! ─────────────────────────────┴─────────────────────────────────
//!  space done   i doing   s skip   ? help         ✓ SQL joins done   u undo   footer
//! ```
//!
//! A key goes [`shell`] → [`chord`] → [`action`] → [`app`] → [`desk`]; what it leads to comes back to the shell as
//! effects. A key that is text goes to the [`field`] that is open. [`layout`] says where things are, [`view`] draws them;
//! [`session`] is how all of it is left, to be found again.
//! Only [`shell`] with its `console`, `worker`, `painter`, `librarian` and `surveyor`, [`term`] and [`signals`] touch the
//! world; all the rest is values in, values out.

pub mod action;
pub mod app;
pub mod asking;
mod broken;
mod burst;
pub mod chord;
mod console;
pub mod desk;
pub mod field;
pub mod filter;
pub mod goto;
mod ground;
pub mod help;
pub mod journal;
pub mod layout;
mod librarian;
pub mod listing;
pub mod menu;
pub mod message;
pub mod outline;
mod painter;
pub mod pointer;
pub mod reader;
pub mod roadmaps;
pub mod session;
pub mod sheet;
pub mod shell;
pub mod signals;
pub mod summary;
mod surveyor;
pub mod term;
pub mod view;
pub mod welcome;
mod worker;

use anyhow::Context as _;

use console::{RealInput, RealScreen};
use shell::{Ending, Screen as _, Setup, Shell};

/// Opens the interface on the terminal and runs it until the person quits.
///
/// # Errors
/// Where the terminal cannot be taken over, drawn on or read from.
pub fn run(setup: Setup) -> anyhow::Result<Ending> {
    let signals = signals::Signals::watch().context("cannot watch for signals")?;
    let term = term::Term::enter().context("cannot take over the terminal; try `trailmark status`")?;
    let size = term.size().context("the terminal does not tell its size")?;
    let mut screen = RealScreen { term, signals: signals.clone() };
    let mut input = RealInput::new(signals);
    let mut shell = Shell::new(setup, size);
    screen.take_mouse(shell.wants_mouse()).context("the terminal cannot be written")?;
    shell.run(&mut screen, &mut input).map_err(|error| {
        let error = anyhow::Error::new(error);
        match shell.save_rest().complaint() {
            None => error.context("the terminal cannot be used any longer; everything is saved"),
            Some(what) => error.context(format!("the terminal cannot be used any longer, and {what}")),
        }
    })
}
