//! trailmark: study a roadmap from your terminal.

pub mod markdown;
pub mod note;
pub mod progress;
pub mod roadmap;
pub mod source;
pub mod store;
pub mod text;
pub mod theme;
