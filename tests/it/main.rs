//! x
mod markdown;
mod markdown_properties;
