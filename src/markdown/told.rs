//! Blocks in words, for who is read to: what a bar, an indent or a frame would show is said before and after.

use ratatui::style::Style;

use super::Overflow;
use super::blocks::{Spacing, expanded};
use super::builder::Builder;
use super::wrap::{Join, Run};
use crate::note::{Alert, Block, Code};
use crate::text;

/// Before a line that stands for what follows it.
pub(super) const DETAILS: &str = "Details: ";

/// Says before a heading that it is one.
pub(super) fn as_heading(lines: &mut [Vec<Run>], level: u8) {
    if let Some(first) = lines.first_mut() {
        let style = first.first().map_or_else(Style::new, |run| run.style);
        first.insert(0, Run::new(format!("Heading {level}: "), style));
    }
}

impl Builder<'_> {
    /// Whether words stand where signs would.
    pub(super) fn is_told(&self) -> bool {
        self.layout.overflow == Overflow::Told
    }

    pub(super) fn tell_quote(&mut self, alert: Option<Alert>, blocks: &[Block<'_>]) {
        let name = alert.map_or("Quote", Alert::label);
        self.say(&format!("{name}:"));
        self.blocks(blocks, Spacing::Loose);
        self.say(&format!("End of {}.", name.to_lowercase()));
    }

    /// Code stands at the edge, so that its own indent is all there is.
    pub(super) fn tell_code(&mut self, code: &Code) {
        let language = code.language.as_deref().map(|language| format!(", {language}")).unwrap_or_default();
        self.say(&format!("Code{language}:"));
        for line in code.text.split('\n') {
            self.unbroken(&[Run::new(text::clean(&expanded(line)), self.theme.code)]);
        }
        self.say("End of code.");
    }

    fn say(&mut self, words: &str) {
        for line in super::wrap::rows(&[Run::new(text::clean(words), self.theme.secondary)], self.room()) {
            self.row(&line.runs, Join::Apart);
        }
    }
}
