//! trailmark: study a roadmap from your terminal.

pub mod cli;
pub mod counts;
pub mod markdown;
pub mod marking;
pub mod next;
pub mod note;
pub mod progress;
pub mod roadmap;
pub mod source;
pub mod store;
pub mod text;
pub mod theme;
pub mod tui;
