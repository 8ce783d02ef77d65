//! The rows of a topic's resources: which are ticked, and by which keys.

use super::{Facts, Tagged, flow, words};
use crate::markdown::Page;
use crate::progress::Mark;
use crate::roadmap::{Resource, TopicIx};
use crate::text::width;
use crate::theme::span;
use crate::tui::action::{Action, key_of};
use crate::tui::help::arrows;

/// Cells of the sign in front of a resource, with the blank behind it: there a click ticks it.
pub(in crate::tui) const TICK: usize = 2;

/// How wide the columns in front of the titles are.
#[derive(Clone, Copy)]
struct Columns {
    keys: usize,
    kinds: usize,
    /// Whether there is room for a column of kinds; else each is the first word of its title.
    has_kinds: bool,
}

impl Facts<'_> {
    /// The rows below the topics: the resources. Each is a link but for its sign and its key.
    pub fn resources(&self, ix: TopicIx, width: usize) -> Page {
        let resources = &self.roadmap.topic(ix).resources;
        let mut page = Page::of_lines(&[], width, self.theme.signs.cut);
        if resources.is_empty() {
            return page;
        }
        let ticked = self.standing.count_ticked(ix, resources);
        page.add_lines(&self.heading("Resources", &format!("{ticked}/{}", resources.len())));
        let keys: Vec<String> = (1..).zip(resources).map(|(number, _)| self.key(number)).collect();
        let columns = columns(&keys, resources, width);
        for (resource, key) in resources.iter().zip(&keys) {
            let is_ticked = self.standing.is_ticked(ix, resource);
            let link = page.add_link(resource.url.as_str());
            for row in self.rows_of((resource, is_ticked), (key, columns), width) {
                page.add_parts(row.iter().map(|(span, is_link)| (span, is_link.then_some(link))));
            }
        }
        page
    }

    /// The key that ticks the resource of this number; empty where none does.
    fn key(&self, number: usize) -> String {
        let number = u8::try_from(number).ok().filter(|number| *number < 10);
        number.map(|number| key_of(Action::Tick(number), arrows(self.theme))).unwrap_or_default()
    }

    /// The rows of a resource, and whether a part of them is its link.
    fn rows_of(
        &self,
        (resource, is_ticked): (&Resource, bool),
        (key, columns): (&str, Columns),
        room: usize,
    ) -> Vec<Tagged<bool>> {
        let theme = self.theme;
        let mark = if is_ticked { Mark::Done } else { Mark::Todo };
        let kind = resource.kind.word();
        let mut lead = vec![span(theme.sign(mark), theme.sign_style(mark)), span(" ", theme.text)];
        if columns.keys > 0 {
            let gap = " ".repeat(columns.keys + 1 - width(key));
            lead.extend([span(key.to_owned(), theme.accent), span(gap, theme.text)]);
        }
        let mut tagged: Tagged<bool> = lead.into_iter().map(|part| (part, false)).collect();
        let mut text = words(resource.title.as_str(), if is_ticked { theme.secondary } else { theme.text });
        text.push(vec![span(resource.url.clone(), theme.link)]);
        if columns.has_kinds {
            tagged.push((span(format!("{kind:0$}  ", columns.kinds), theme.secondary), true));
        } else {
            text.insert(0, vec![span(kind, theme.secondary)]);
        }
        let indent: usize = tagged.iter().map(|(part, _)| width(&part.content)).sum();
        let mut rows = Vec::new();
        for row in flow(text, 1, room.saturating_sub(indent).max(1)) {
            let blank = (span(" ".repeat(indent), theme.text), true);
            let mut parts = if rows.is_empty() { std::mem::take(&mut tagged) } else { vec![blank] };
            parts.extend(row.spans.into_iter().map(|part| (part, true)));
            rows.push(parts);
        }
        rows
    }
}

/// The columns of a list: what is in front of the titles leaves them half of the room.
fn columns(keys: &[String], resources: &[Resource], room: usize) -> Columns {
    let keys = keys.iter().map(|key| width(key)).max().unwrap_or_default();
    let kinds = resources.iter().map(|resource| resource.kind.word().len()).max().unwrap_or_default();
    let has_kinds = TICK + keys + 1 + kinds + 2 <= room / 2;
    let keys = if TICK + keys < room / 2 { keys } else { 0 };
    Columns { keys, kinds, has_kinds }
}
