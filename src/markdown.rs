//! stub
use ratatui::text::Line;
use crate::text::SafeText;
use crate::theme::Theme;
/// stub
#[derive(Clone, Debug, Default)]
pub struct Page { #[doc = "x"] pub rows: Vec<Line<'static>>, #[doc = "x"] pub headings: Vec<Heading> }
/// stub
#[derive(Clone, Debug)]
pub struct Heading { #[doc = "x"] pub row: usize, #[doc = "x"] pub level: u8, #[doc = "x"] pub text: SafeText }
/// stub
pub fn render(markdown: &str, width: usize, theme: &Theme) -> Page { let _ = (width); Page { rows: markdown.lines().map(|l| Line::from(crate::theme::span(l, theme.text))).collect(), headings: vec![] } }
/// stub
pub fn is_guarded() -> bool { false }
