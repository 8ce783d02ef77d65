//! What the note pane shows of a topic: its title, where the person is with it, the note, what is below it and what to
//! learn from, as rows of a given width.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::counts::Counts;
use crate::markdown::Page;
use crate::progress::{Mark, Standing};
use crate::roadmap::{Roadmap, TopicIx};
use crate::text::{duration, width};
use crate::theme::{Theme, span};

/// Blanks between the parts of the state line.
const GAP: usize = 3;

/// Most topics that are listed below a note; the tree has them all.
const LISTED: usize = 100;

/// Spans that stay together on a row.
pub type Unit = Vec<Span<'static>>;

/// Everything that the rows around a note are made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// Progress on it.
    pub standing: &'a Standing,
    /// Its totals.
    pub counts: &'a Counts,
    /// The looks.
    pub theme: &'a Theme,
}

impl Facts<'_> {
    /// The rows above the note: title, state, and what was marked when the id was something else.
    pub fn head(&self, ix: TopicIx, width: usize) -> Vec<Line<'static>> {
        let topic = self.roadmap.topic(ix);
        let mut rows = flow(words(topic.title.as_str(), self.theme.title), 1, width);
        rows.extend(flow(self.state(ix), GAP, width));
        if let Some(doubt) = self.standing.doubt(ix) {
            rows.extend(flow(words(&format!("in doubt: {}", doubt.said()), self.theme.secondary), 1, width));
        }
        rows
    }

    fn state(&self, ix: TopicIx) -> Vec<Unit> {
        let topic = self.roadmap.topic(ix);
        let theme = self.theme;
        let mut units = vec![self.state_of(ix, Named::ByWord)];
        if !self.roadmap.is_leaf(ix) {
            let tally = self.counts.of(ix);
            units.push(vec![span(format!("{} of {}", tally.done, tally.total), theme.secondary)]);
        }
        if self.standing.is_bookmarked(ix) {
            units.push(vec![
                span(theme.signs.bookmark, theme.in_progress),
                span(" bookmarked", theme.secondary),
            ]);
        }
        if let Some(enough) = topic.choose {
            let children = self.roadmap.children(ix).count();
            units.push(vec![span(format!("{enough} of these {children} is enough"), theme.secondary)]);
        }
        units.extend(topic.minutes.map(|minutes| vec![span(duration(minutes), theme.secondary)]));
        units.extend(topic.kind.map(|kind| vec![span(kind.word(), theme.secondary)]));
        units.extend(topic.level.map(|level| vec![span(level.word(), theme.secondary)]));
        for (place, needed) in topic.requires.iter().enumerate() {
            let lead = if place == 0 { "needs: " } else { "" };
            let mut unit = vec![span(lead, theme.secondary)];
            unit.push(span(format!("{} ", self.roadmap.topic(*needed).title), theme.text));
            unit.extend(self.state_of(*needed, Named::BySign));
            units.push(unit);
        }
        units.extend(topic.tags.iter().map(|tag| vec![span(format!("#{tag}"), theme.secondary)]));
        units
    }

    fn state_of(&self, ix: TopicIx, named: Named) -> Unit {
        let mark = self.counts.mark(ix);
        let sign = span(self.theme.sign(mark), self.theme.sign_style(mark));
        match named {
            Named::BySign => vec![sign],
            Named::ByWord => vec![sign, span(format!(" {}", mark.label()), self.theme.text)],
        }
    }

    /// The rows below the note: the topics below this one, and its resources.
    pub fn tail(&self, ix: TopicIx, width: usize) -> Page {
        let mut rows = Vec::new();
        let children = self.roadmap.children(ix).count();
        if children > 0 {
            self.heading("Topics", children, &mut rows);
        }
        for child in self.roadmap.children(ix).take(LISTED) {
            let mark = self.counts.mark(child);
            let style = if mark == Mark::Todo { self.theme.text } else { self.theme.secondary };
            let lead =
                vec![span(self.theme.sign(mark), self.theme.sign_style(mark)), span(" ", self.theme.text)];
            rows.extend(hanging(&lead, words(self.roadmap.topic(child).title.as_str(), style), width));
        }
        let resources = &self.roadmap.topic(ix).resources;
        if !resources.is_empty() {
            self.heading("Resources", resources.len(), &mut rows);
        }
        let mut page = Page::of_lines(&rows, width, self.theme.signs.cut);
        let kinds = resources.iter().map(|resource| resource.kind.word().len()).max().unwrap_or(0);
        for resource in resources {
            let lead = vec![span(format!("{:kinds$}  ", resource.kind.word()), self.theme.secondary)];
            let mut text = words(resource.title.as_str(), self.theme.text);
            text.push(vec![span(resource.url.clone(), self.theme.link)]);
            let link = page.add_link(resource.url.as_str());
            for row in hanging(&lead, text, width) {
                page.add_line(&row, Some(link));
            }
        }
        page
    }

    fn heading(&self, title: &'static str, count: usize, rows: &mut Vec<Line<'static>>) {
        let count = span(format!("  {count}"), self.theme.secondary);
        rows.extend([
            Line::default(),
            Line::from(vec![span(title, self.theme.strong), count]),
            Line::default(),
        ]);
    }
}

#[derive(Clone, Copy)]
enum Named {
    BySign,
    ByWord,
}

/// The words of a text, each a unit.
pub fn words(text: &str, style: Style) -> Vec<Unit> {
    text.split_whitespace().map(|word| vec![span(word, style)]).collect()
}

/// Lays units side by side, `gap` blanks apart, in rows of at most `width` cells. A unit wider than a row is split
/// between graphemes; nothing is lost.
pub fn flow(units: Vec<Unit>, gap: usize, width: usize) -> Vec<Line<'static>> {
    let mut rows = Rows { width: width.max(1), done: Vec::new(), row: Vec::new(), used: 0 };
    for unit in units {
        rows.place(unit, gap);
    }
    rows.finish()
}

/// The same behind a lead, with the following rows under the first.
fn hanging(lead: &[Span<'static>], text: Vec<Unit>, width: usize) -> Vec<Line<'static>> {
    let indent = cells(lead).min(width / 2);
    let mut rows = flow(text, 1, width - indent);
    for (index, row) in rows.iter_mut().enumerate() {
        let mut spans = if index == 0 { lead.to_vec() } else { vec![span(" ".repeat(indent), Style::new())] };
        spans.append(&mut row.spans);
        row.spans = spans;
    }
    rows
}

fn cells(unit: &[Span<'static>]) -> usize {
    unit.iter().map(|span| width(&span.content)).sum()
}

struct Rows {
    width: usize,
    done: Vec<Line<'static>>,
    row: Unit,
    used: usize,
}

impl Rows {
    fn place(&mut self, unit: Unit, gap: usize) {
        let needed = cells(&unit);
        if self.used > 0 && self.used + gap + needed > self.width {
            self.break_row();
        }
        if self.used > 0 {
            self.push(span(" ".repeat(gap), Style::new()));
        }
        if self.used + needed > self.width {
            self.split(&unit);
            return;
        }
        for part in unit {
            self.push(part);
        }
    }

    fn push(&mut self, part: Span<'static>) {
        self.used += width(&part.content);
        self.row.push(part);
    }

    fn split(&mut self, unit: &[Span<'static>]) {
        for part in unit {
            let mut piece = String::new();
            for grapheme in part.content.graphemes(true) {
                if self.used + width(&piece) + width(grapheme) > self.width && self.used + width(&piece) > 0 {
                    self.push(span(std::mem::take(&mut piece), part.style));
                    self.break_row();
                }
                piece.push_str(grapheme);
            }
            self.push(span(piece, part.style));
        }
    }

    fn break_row(&mut self) {
        self.done.push(Line::from(std::mem::take(&mut self.row)));
        self.used = 0;
    }

    fn finish(mut self) -> Vec<Line<'static>> {
        if !self.row.is_empty() {
            self.break_row();
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &[Line<'_>]) -> Vec<String> {
        rows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn units_flow_and_only_too_wide_ones_are_split() {
        let rows = flow(words("one two three abcdefghijkl", Style::new()), 1, 9);
        assert_eq!(texts(&rows), ["one two", "three", "abcdefghi", "jkl"]);
        let rows = flow(words("트랜잭션격리", Style::new()), 1, 5);
        assert_eq!(texts(&rows), ["트랜", "잭션", "격리"]);
    }

    #[test]
    fn text_hangs_behind_its_lead() {
        let lead = vec![span("docs  ", Style::new())];
        let rows = hanging(&lead, words("a long title", Style::new()), 13);
        assert_eq!(texts(&rows), ["docs  a long", "      title"]);
    }
}
