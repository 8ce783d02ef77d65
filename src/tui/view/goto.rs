//! Going to anything: the field, the list of what was found, what the prefixes and the keys do.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use super::{fill, inset, overlay, put_left, put_right, row};
use crate::search::Query;
use crate::text::{SafeText, counted, width};
use crate::theme::{Theme, span};
use crate::tui::action::{COMMANDS, PaneCount, Place, hints, key_in, key_of};
use crate::tui::app::App;
use crate::tui::desk::Desk;
use crate::tui::goto::{GoTo, Hit, Item, Row, Scope, name_of};
use crate::tui::help::arrows;
use crate::tui::layout::GoToPanes;

/// Fewest cells between a name and what is at the right of it.
const GAP: usize = 2;
/// Fewest cells in which what is at the right says anything.
const DETAIL: usize = 6;
/// From this width on the commands of the command line are named too.
const ROOMY: usize = 60;
/// What the prefixes do.
const PREFIXES: [(&str, &str); 4] =
    [(">", "commands"), ("#", "tags"), ("@", "roadmaps"), ("\"", "note text")];

/// Draws it over everything else, and says where the caret is.
pub(super) fn draw(goto: &GoTo, (desk, app): (&Desk, &App), buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme();
    let panes = GoToPanes::of(app.size());
    if panes.area.area() == 0 {
        return None;
    }
    fade(buffer, theme);
    overlay::clear(panes.area, buffer);
    if panes.boxed {
        overlay::frame(panes.area, theme, buffer);
    }
    rules(&panes, theme, buffer);
    let found = found(goto, theme);
    let beside = if panes.boxed { Line::default() } else { found.clone() };
    if panes.boxed {
        title(panes.area, &found, theme, buffer);
    }
    let caret = field(goto, (panes.field, beside), theme, buffer);
    let list =
        List { goto, desk, theme, query: goto.query(), boxed: panes.boxed, width: panes.body.width.into() };
    for (index, shown) in (0..panes.body.height).zip(goto.rows.iter().enumerate().skip(goto.top)) {
        list.draw(row(panes.body, index), shown, buffer);
    }
    if goto.rows.is_empty() {
        nothing(goto, &panes, theme, buffer);
    }
    words(&panes, app, buffer);
    Some(caret)
}

/// Lets what lies behind it step back: everything in the secondary colour.
fn fade(buffer: &mut Buffer, theme: &Theme) {
    let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::all());
    let area = buffer.area;
    buffer.set_style(area, plain.patch(theme.secondary));
}

fn rules(panes: &GoToPanes, theme: &Theme, buffer: &mut Buffer) {
    for rule in panes.rules {
        fill(buffer, rule, theme.signs.horizontal, theme.frame);
        if panes.boxed {
            let [left, right] = theme.signs.tees;
            buffer.set_span(rule.x, rule.y, &span(left, theme.frame), 1);
            buffer.set_span(rule.right() - 1, rule.y, &span(right, theme.frame), 1);
        }
    }
}

fn title(area: Rect, found: &Line<'static>, theme: &Theme, buffer: &mut Buffer) {
    let top = inset(inset(row(area, 0)));
    put_left(buffer, top, &Line::from(span(" Go to ", theme.title)));
    if found.width() > 0 {
        let mut line = Line::from(span(" ", theme.text));
        line.spans.extend(found.spans.iter().cloned().chain([span(" ", theme.text)]));
        put_right(buffer, top, &line);
    }
}

/// How much was found, and whether that may be more.
fn found(goto: &GoTo, theme: &Theme) -> Line<'static> {
    let is_listed = goto.count > 0 && (!goto.query().is_empty() || goto.asked().0 != Scope::All);
    let more = if goto.findings.has_more && goto.wanted().is_some() { "+" } else { "" };
    let mut words = if is_listed { format!("{}{more} found", goto.count) } else { String::new() };
    if goto.is_reading() {
        let gap = if words.is_empty() { "" } else { ", " };
        let percent = goto.findings.read * 100 / goto.findings.of.max(1);
        words = format!("{words}{gap}reading notes {percent}%");
    }
    Line::from(span(words, theme.secondary))
}

fn field(goto: &GoTo, (area, beside): (Rect, Line<'static>), theme: &Theme, buffer: &mut Buffer) -> Position {
    let area = inset(area);
    let mut line = Line::default();
    if area.width >= 10 {
        line.spans.extend([span(theme.signs.cursor, theme.accent), span(" ", theme.text)]);
    }
    let mut room = usize::from(area.width).saturating_sub(line.width());
    if beside.width() > 0 && room >= beside.width() + 12 {
        put_right(buffer, area, &beside);
        room -= beside.width() + GAP;
    }
    let shown = goto.field.shown(room, theme.signs.cut);
    let caret = u16::try_from(line.width() + shown.caret).unwrap_or(u16::MAX);
    line.push_span(span(shown.text, theme.text));
    put_left(buffer, area, &line);
    Position { x: area.x + caret.min(area.width.saturating_sub(1)), y: area.y }
}

/// The rows with what they are made of.
struct List<'l> {
    goto: &'l GoTo,
    desk: &'l Desk,
    theme: &'l Theme,
    query: Query,
    boxed: bool,
    width: usize,
}

/// A row before it is cut to the room that there is.
struct Entry {
    sign: Span<'static>,
    name: SafeText,
    style: Style,
    /// The letters that are meant.
    letters: Vec<Range<usize>>,
    is_cut: bool,
    detail: Vec<Span<'static>>,
}

impl List<'_> {
    fn draw(&self, area: Rect, (place, listed): (usize, &Row), buffer: &mut Buffer) {
        let theme = self.theme;
        match listed {
            Row::Blank => {}
            Row::Title(title, count) => {
                let shown =
                    self.goto.rows.iter().skip(place + 1).take_while(|row| matches!(row, Row::Item(_)));
                let shown = shown.count();
                let rest = if shown < *count { format!("  {shown} of {count}") } else { String::new() };
                let full = if *title == "NOTES" && self.goto.findings.is_full {
                    "  the first 64 MiB of them"
                } else {
                    ""
                };
                let line = Line::from(vec![
                    span(if self.boxed { "  " } else { "   " }, theme.text),
                    span(*title, theme.strong),
                    span(format!("{rest}{full}"), theme.secondary),
                ]);
                put_left(buffer, area, &line);
            }
            Row::Initials(syllables) => {
                let typed = SafeText::new(self.goto.asked().1.trim());
                let said = SafeText::from(format!("Initial consonants match too: {typed} = {syllables}"));
                let area = if self.boxed { inset(inset(area)) } else { inset(area) };
                let said = said.fitted(usize::from(area.width), theme.signs.cut);
                put_left(buffer, area, &Line::from(span(said, theme.secondary)));
            }
            Row::Item(item) => {
                let is_chosen = place == self.goto.cursor;
                self.draw_entry(area, self.entry(item), is_chosen, buffer);
                if is_chosen {
                    buffer.set_style(area, theme.selected);
                }
            }
        }
    }

    fn draw_entry(&self, area: Rect, entry: Entry, is_chosen: bool, buffer: &mut Buffer) {
        let theme = self.theme;
        let area = if self.boxed || area.width < 24 { area } else { inset(area) };
        let cursor = if is_chosen { theme.signs.cursor } else { " " };
        let blanks = if self.boxed { "  " } else { " " };
        let mut line = Line::from(vec![
            span(cursor, theme.accent),
            span(" ", theme.text),
            entry.sign,
            span(blanks, theme.text),
        ]);
        let room = usize::from(area.width).saturating_sub(line.width() + usize::from(self.boxed));
        let detail = Line::from(entry.detail);
        let has_detail = detail.width() > 0 && room >= detail.width() + GAP + DETAIL * 2;
        let left = if has_detail { room - detail.width() - GAP } else { room };
        line.spans.extend(lettered(&entry.name, &entry.letters, (left, entry.is_cut), entry.style, theme));
        put_left(buffer, area, &line);
        if has_detail {
            let area = Rect { width: area.width.saturating_sub(u16::from(self.boxed)), ..area };
            put_right(buffer, area, &detail);
        }
    }

    fn entry(&self, item: &Item) -> Entry {
        let theme = self.theme;
        match item {
            Item::Topic(ix) => {
                let (topic, mark) = (self.desk.roadmap().topic(*ix), self.desk.counts().mark(*ix));
                let above = topic.parent.map(|above| self.desk.roadmap().topic(above).shown().clone());
                let name = name_of(topic, &self.query);
                Entry {
                    sign: span(theme.sign(mark), theme.sign_style(mark)),
                    letters: self.query.letters(name.as_str()),
                    name,
                    style: theme.text,
                    is_cut: false,
                    detail: self.detail(above),
                }
            }
            Item::Hit(hit) => self.hit(hit),
            Item::Command(place) => {
                let Some(command) = COMMANDS.get(*place) else { return Entry::empty(theme) };
                let verb = command.verb.filter(|_| self.width >= ROOMY);
                let mut detail: Vec<_> =
                    verb.map(|verb| span(format!("{verb}   "), theme.secondary)).into_iter().collect();
                detail.push(span(key_of(command.action, arrows(theme)), theme.accent));
                Entry {
                    sign: span(">", theme.secondary),
                    letters: self.query.letters(command.name),
                    name: command.name.into(),
                    style: theme.text,
                    is_cut: false,
                    detail,
                }
            }
            Item::Roadmap(place) => {
                let Some(other) = self.goto.other(*place) else { return Entry::empty(theme) };
                Entry {
                    sign: span("@", theme.secondary),
                    letters: self.query.letters(other.title().as_str()),
                    name: other.title().clone(),
                    style: theme.text,
                    is_cut: false,
                    detail: self.detail(Some(other.place.clone())),
                }
            }
            Item::Tag(number) => {
                let Some(tag) = self.goto.tag(*number) else { return Entry::empty(theme) };
                Entry {
                    sign: span("#", theme.secondary),
                    letters: self.query.letters(tag.name.as_str()),
                    name: tag.name.clone(),
                    style: theme.text,
                    is_cut: false,
                    detail: vec![span(counted(tag.topics.len(), "topic"), theme.secondary)],
                }
            }
        }
    }

    fn hit(&self, hit: &Hit) -> Entry {
        let theme = self.theme;
        let topic =
            self.desk.roadmap().find(&hit.topic).map(|ix| self.desk.roadmap().topic(ix).shown().clone());
        Entry {
            sign: span(if hit.is_own { theme.signs.summary } else { theme.signs.bullet }, theme.secondary),
            name: hit.text.clone(),
            style: theme.text,
            letters: self.query.places(hit.text.as_str()),
            is_cut: hit.is_cut,
            detail: self.detail(topic),
        }
    }

    /// Where something is, in no more than a third of a row.
    fn detail(&self, title: Option<SafeText>) -> Vec<Span<'static>> {
        let most = self.width / 3;
        let title = title.filter(|_| most >= DETAIL);
        title
            .map(|title| span(title.fitted(most, self.theme.signs.cut), self.theme.secondary))
            .into_iter()
            .collect()
    }
}

impl Entry {
    fn empty(theme: &Theme) -> Self {
        let sign = span(" ", theme.text);
        Self {
            sign,
            name: SafeText::default(),
            style: theme.text,
            letters: Vec::new(),
            is_cut: false,
            detail: Vec::new(),
        }
    }
}

/// A name in so many cells, with the letters that are meant underlined.
fn lettered(
    name: &SafeText,
    letters: &[Range<usize>],
    (room, is_cut): (usize, bool),
    style: Style,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let cut = theme.signs.cut;
    let mut spans = Vec::new();
    let before = if is_cut && room > width(cut) { width(cut) } else { 0 };
    if before > 0 {
        spans.push(span(cut, theme.secondary));
    }
    let fitted = name.fitted(room - before, cut);
    // What is common to both is what was not cut.
    let kept = if fitted.as_str() == name.as_str() {
        fitted.as_str().len()
    } else {
        fitted.as_str().len().saturating_sub(cut.len())
    };
    let mut at = 0;
    let mut push = |bytes: Range<usize>, style: Style| {
        let text = fitted.as_str().get(bytes).unwrap_or_default();
        if !text.is_empty() {
            spans.push(span(text, style));
        }
    };
    for letters in letters.iter().filter(|letters| letters.end <= kept) {
        push(at..letters.start, style);
        push(letters.clone(), style.add_modifier(Modifier::UNDERLINED));
        at = letters.end;
    }
    push(at..fitted.as_str().len(), style);
    spans
}

/// What is said where there is nothing to list.
fn nothing(goto: &GoTo, panes: &GoToPanes, theme: &Theme, buffer: &mut Buffer) {
    let (scope, words) = goto.asked();
    let words = SafeText::new(words.trim());
    let said = match scope {
        _ if goto.is_reading() => "Nothing yet: notes are still being read".to_owned(),
        Scope::Texts if words.is_empty() => "Type what the notes and your summaries are to say".to_owned(),
        Scope::Texts if !goto.query().is_telling() => {
            "Two letters at least are looked for in notes".to_owned()
        }
        Scope::Texts => format!("No note or summary says \"{words}\""),
        Scope::Commands => format!("No command is called \"{words}\""),
        Scope::Tags if words.is_empty() => "No topic has a tag".to_owned(),
        Scope::Tags => format!("No tag is called \"{words}\""),
        Scope::Roadmaps if words.is_empty() => "No other roadmap was opened".to_owned(),
        Scope::Roadmaps => format!("No roadmap is called \"{words}\""),
        Scope::Tagged(_) => format!("No topic with this tag is called \"{words}\""),
        Scope::All => format!("Nothing is called \"{words}\", and no note says it"),
    };
    let area = if panes.boxed { inset(inset(panes.body)) } else { inset(panes.body) };
    let said = SafeText::from(said).fitted(usize::from(area.width), theme.signs.cut);
    put_left(buffer, row(area, 0), &Line::from(span(said, theme.text)));
    let line = prefixes(theme);
    if scope == Scope::All && !panes.boxed && line.width() <= usize::from(area.width) {
        put_left(buffer, row(area, 2), &line);
    }
}

fn prefixes(theme: &Theme) -> Line<'static> {
    let mut line = Line::from(span("prefix", theme.secondary));
    for (sign, words) in PREFIXES {
        line.spans.extend([
            span("  ", theme.text),
            span(sign, theme.accent),
            span(format!(" {words} "), theme.secondary),
        ]);
    }
    line
}

/// What the prefixes and the keys do, and what is to be said.
fn words(panes: &GoToPanes, app: &App, buffer: &mut Buffer) {
    let theme = app.theme();
    put_left(buffer, inset(inset(panes.prefixes)), &prefixes(theme));
    let mut keys = Line::default();
    let area = if panes.boxed { inset(inset(panes.keys)) } else { inset(panes.keys) };
    for (action, word) in hints(Place::GoTo, PaneCount::Two) {
        let gap = if keys.spans.is_empty() { 0 } else { 3 };
        let key = span(key_in(Place::GoTo, *action, arrows(theme)), theme.accent);
        let word = span(format!(" {word}"), theme.secondary);
        if keys.width() + gap + key.width() + word.width() > usize::from(area.width) {
            break;
        }
        keys.spans.extend([span(" ".repeat(gap), theme.text), key, word]);
    }
    let message =
        app.message().and_then(|message| message.line_within(usize::from(panes.area.width) * 2 / 3, theme));
    if let Some(message) = message {
        // The footer of the screen behind a box has more room; without a box it is the last row of this one.
        let last = Rect { y: app.size().height - 1, height: 1, x: 0, width: app.size().width };
        fill(buffer, inset(last), " ", theme.text);
        put_right(buffer, inset(last), &message);
        if !panes.boxed {
            return;
        }
    }
    put_left(buffer, area, &keys);
}
