//! What the note pane shows of a topic: its title, where the person is with it, the note, what is below it and what to
//! learn from, as rows of a given width.

mod resources;

pub(super) use self::resources::TICK;

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
    /// The rows above the note: title, state, and what was marked when the id was something else. Its links are the topics
    /// that are needed, by their ids.
    pub fn head(&self, ix: TopicIx, width: usize) -> Page {
        let topic = self.roadmap.topic(ix);
        let title = flow(words(topic.shown().as_str(), self.theme.title), 1, width);
        let mut page = Page::of_lines(&title, width, self.theme.signs.cut);
        let mut units: Vec<_> = self.state(ix).into_iter().map(|unit| tagged(unit, None)).collect();
        for (place, needed) in topic.requires.iter().enumerate() {
            let lead = if place == 0 { "needs: " } else { "" };
            let link = page.add_link(self.roadmap.topic(*needed).id.as_str());
            let mut unit = vec![span(format!("{} ", self.roadmap.topic(*needed).shown()), self.theme.text)];
            unit.extend(self.state_of(*needed, Named::BySign));
            let mut parts = tagged(vec![span(lead, self.theme.secondary)], None);
            parts.extend(tagged(unit, Some(link)));
            units.push(parts);
        }
        let tags = topic.tags.iter().map(|tag| vec![span(format!("#{tag}"), self.theme.secondary)]);
        units.extend(tags.map(|unit| tagged(unit, None)));
        for row in flow_tagged(units, GAP, width) {
            page.add_parts(row.iter().map(|(span, link)| (span, *link)));
        }
        if let Some(doubt) = self.standing.doubt(ix) {
            let said = format!("in doubt: {}", doubt.said());
            page.add_lines(&flow(words(&said, self.theme.secondary), 1, width));
        }
        page
    }

    /// How it is with a topic, but for what it needs.
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

    /// The rows below the note that name the topics below this one, with links to them by their ids.
    pub fn topics(&self, ix: TopicIx, width: usize) -> Page {
        let children = self.roadmap.children(ix).count();
        let mut page = self.headed("Topics", children, width);
        for child in self.roadmap.children(ix).take(LISTED) {
            let mark = self.counts.mark(child);
            let style = if mark == Mark::Todo { self.theme.text } else { self.theme.secondary };
            let lead =
                vec![span(self.theme.sign(mark), self.theme.sign_style(mark)), span(" ", self.theme.text)];
            let topic = self.roadmap.topic(child);
            let link = page.add_link(topic.id.as_str());
            for row in hanging(&lead, words(topic.shown().as_str(), style), width) {
                page.add_line(&row, Some(link));
            }
        }
        page
    }

    /// A page with a heading over so many things; without rows where there is none.
    fn headed(&self, title: &'static str, count: usize, width: usize) -> Page {
        let rows = if count > 0 { self.heading(title, &count.to_string()) } else { Vec::new() };
        Page::of_lines(&rows, width, self.theme.signs.cut)
    }

    fn heading(&self, title: &'static str, count: &str) -> Vec<Line<'static>> {
        let number = span(format!("  {count}"), self.theme.secondary);
        vec![Line::default(), Line::from(vec![span(title, self.theme.strong), number]), Line::default()]
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
    let units = units.into_iter().map(|unit| tagged(unit, ())).collect();
    let row = |row: Tagged<()>| Line::from(row.into_iter().map(|(span, ())| span).collect::<Vec<_>>());
    flow_tagged(units, gap, width).into_iter().map(row).collect()
}

/// Spans with something that is known of each.
type Tagged<T> = Vec<(Span<'static>, T)>;

fn tagged<T: Copy>(unit: Unit, tag: T) -> Tagged<T> {
    unit.into_iter().map(|span| (span, tag)).collect()
}

/// What [`flow`] does, with what is known of each span; of the blanks between units that is the default.
fn flow_tagged<T: Copy + Default>(units: Vec<Tagged<T>>, gap: usize, width: usize) -> Vec<Tagged<T>> {
    let mut rows = Rows { width: width.max(1), done: Vec::new(), row: Vec::new(), used: 0 };
    for unit in units {
        rows.place(unit, gap);
    }
    rows.finish()
}

/// The same behind a lead, with the following rows under the first.
pub(super) fn hanging(lead: &[Span<'static>], text: Vec<Unit>, width: usize) -> Vec<Line<'static>> {
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

struct Rows<T> {
    width: usize,
    done: Vec<Tagged<T>>,
    row: Tagged<T>,
    used: usize,
}

impl<T: Copy + Default> Rows<T> {
    fn place(&mut self, unit: Tagged<T>, gap: usize) {
        let needed: usize = unit.iter().map(|(span, _)| width(&span.content)).sum();
        if self.used > 0 && self.used + gap + needed > self.width {
            self.break_row();
        }
        if self.used > 0 {
            self.push(span(" ".repeat(gap), Style::new()), T::default());
        }
        if self.used + needed > self.width {
            self.split(&unit);
            return;
        }
        for (part, tag) in unit {
            self.push(part, tag);
        }
    }

    fn push(&mut self, part: Span<'static>, tag: T) {
        self.used += width(&part.content);
        self.row.push((part, tag));
    }

    fn split(&mut self, unit: &[(Span<'static>, T)]) {
        for (part, tag) in unit {
            let mut piece = String::new();
            for grapheme in part.content.graphemes(true) {
                if self.used + width(&piece) + width(grapheme) > self.width && self.used + width(&piece) > 0 {
                    self.push(span(std::mem::take(&mut piece), part.style), *tag);
                    self.break_row();
                }
                piece.push_str(grapheme);
            }
            self.push(span(piece, part.style), *tag);
        }
    }

    fn break_row(&mut self) {
        self.done.push(std::mem::take(&mut self.row));
        self.used = 0;
    }

    fn finish(mut self) -> Vec<Tagged<T>> {
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
