//! A roadmap with its progress, taken out in the forms of other programs.

pub mod html;
