//! The first thing that a person sees who has studied nothing yet: three ways to begin, and where files go.

use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::action::{Action, Place, key_of};
use super::app::Effect;
use super::desk::scrolled;
use super::field::Field;
use super::help::{self, arrows};
use super::layout::{HelpPanes, Panes};
use super::sheet::{flow, words};
use crate::text::{SafeText, counted};
use crate::theme::{Theme, span};

/// Ways to begin.
const WAYS: usize = 3;
/// Widest text, in cells.
const TEXT: u16 = 72;
/// Fewest rows in which there is a blank one wherever it looks well.
const ROOMY: u16 = 20;
/// Cells before the words of a way: cursor, number.
const LEAD: usize = 5;

/// What there is to say at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// How many topics of the built-in roadmap count.
    pub topics: usize,
    /// Where files go.
    pub store: SafeText,
    /// The person's editor, where there is one.
    pub editor: Option<SafeText>,
    /// Where a new roadmap may be made.
    pub folder: SafeText,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    greeting: Greeting,
    /// The way that is chosen, counted from 0.
    cursor: usize,
    /// The path that is asked for, and why the last one would not do.
    asked: Option<(Field, Option<SafeText>)>,
    /// The first row on the screen.
    pub top: usize,
    /// The first row of the help, where that is open.
    pub help: Option<usize>,
}

/// A row of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it says.
    pub line: Line<'static>,
    /// The way that it belongs to.
    pub way: Option<usize>,
    /// The cell of the caret.
    pub caret: Option<usize>,
}

impl Welcome {
    /// The screen with the first way chosen.
    pub fn new(greeting: Greeting) -> Self {
        Self { greeting, cursor: 0, asked: None, top: 0, help: None }
    }

    /// Where keys go.
    pub fn place(&self) -> Place {
        match (self.help, &self.asked) {
            (Some(_), _) => Place::Help,
            (None, Some(_)) => Place::Field,
            (None, None) => Place::Welcome,
        }
    }

    /// The words of the footer for the field, where it is open.
    pub fn own_hints(&self) -> Option<&'static [(Action, &'static str)]> {
        self.asked.as_ref()?;
        Some(if self.cursor == 1 {
            &[(Action::Accept, "open it"), (Action::Back, "back")]
        } else {
            &[(Action::Accept, "make it"), (Action::Back, "back")]
        })
    }

    /// Says why a path would not do. Says whether one was asked for.
    pub(super) fn refuse(&mut self, why: &SafeText) -> bool {
        self.asked.as_mut().is_some_and(|(_, refused)| {
            *refused = Some(why.clone());
            true
        })
    }

    /// Puts text into the field. Says whether it is open and had room.
    pub(super) fn insert(&mut self, text: &str) -> Option<bool> {
        let (field, refused) = self.asked.as_mut()?;
        *refused = None;
        Some(field.insert(text))
    }

    /// What an action does on a screen of `size`.
    pub(super) fn act(&mut self, action: Action, size: Size) -> Option<Effect> {
        if let Some(top) = self.help {
            let closes = matches!(action, Action::ToggleHelp | Action::Back);
            self.help = (!closes).then(|| scrolled(top, action, HelpPanes::of(size).body.height));
            return None;
        }
        if let Some((field, refused)) = &mut self.asked {
            match action {
                Action::Back => self.asked = None,
                Action::Accept if self.cursor == 1 => {
                    return Some(Effect::OpenTyped(field.text().to_owned()));
                }
                Action::Accept => return Some(Effect::MakeRoadmap(field.text().to_owned())),
                Action::Edit(edit) => {
                    *refused = None;
                    field.edit(edit);
                }
                _ => {}
            }
            return None;
        }
        match action {
            Action::ToggleHelp => self.help = Some(0),
            Action::Accept => return self.begin(),
            Action::Digit(digit @ 1..=3) => {
                self.cursor = usize::from(digit) - 1;
                return self.begin();
            }
            Action::Down | Action::HalfPageDown | Action::PageDown => {
                self.cursor = (self.cursor + 1).min(WAYS - 1);
            }
            Action::Up | Action::HalfPageUp | Action::PageUp => self.cursor = self.cursor.saturating_sub(1),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = WAYS - 1,
            _ => {}
        }
        None
    }

    fn begin(&mut self) -> Option<Effect> {
        match self.cursor {
            0 => return Some(Effect::OpenRoadmap(None)),
            1 => self.asked = Some((Field::default(), None)),
            _ => self.asked = Some((Field::new(self.greeting.folder.to_string()), None)),
        }
        None
    }

    /// Begins the way that is under the pointer.
    pub(super) fn press(&mut self, way: usize) -> Option<Effect> {
        if self.help.is_some() || self.asked.is_some() {
            // What is being written goes on with keys.
            return None;
        }
        self.cursor = way;
        self.begin()
    }

    /// Scrolls so that the chosen way, and in it the field, is on the screen.
    pub(super) fn settle(&mut self, size: Size, panes: &Panes, theme: &Theme) {
        if let Some(top) = &mut self.help {
            let body = HelpPanes::of(size).body;
            let rows = help::rows(usize::from(body.width), theme).len();
            *top = (*top).min(rows.saturating_sub(usize::from(body.height)));
        }
        let area = area(size, panes);
        let rows = self.rows(area, theme);
        let height = usize::from(area.height).max(1);
        let here = |row: &Row| row.way == Some(self.cursor);
        let first = rows.iter().position(here).unwrap_or_default();
        let last = rows.iter().rposition(here).unwrap_or_default();
        let caret = rows.iter().position(|row| row.caret.is_some()).unwrap_or(first);
        // Above the first way stands what this is about.
        let first = if self.cursor == 0 && first < height { 0 } else { first.min(caret) };
        let top = self.top.max((last + 1).saturating_sub(height)).min(first);
        // The caret matters more than all that is said.
        self.top = top.max((caret + 1).saturating_sub(height)).min(rows.len().saturating_sub(height));
    }

    /// All rows of the screen.
    pub fn rows(&self, area: Rect, theme: &Theme) -> Vec<Row> {
        let (width, is_roomy) = (usize::from(area.width), area.height >= ROOMY);
        let plain = |line| Row { line, way: None, caret: None };
        let blank = |number: usize| std::iter::repeat_n(plain(Line::default()), number);
        let text = |text: &str, style| flow(words(text, style), 1, width.min(63)).into_iter().map(plain);
        let mut rows: Vec<Row> = text("Welcome.", theme.title).collect();
        rows.extend(blank(usize::from(is_roomy)));
        let about = if width >= 60 {
            "Follow a roadmap, write down what you learn, and see how far you have come. Everything stays in plain \
             files on this machine."
        } else {
            "Follow a roadmap, write what you learn, see how far you have come. Plain files only."
        };
        rows.extend(text(about, theme.text));
        rows.extend(blank(1 + usize::from(is_roomy)));
        for way in 0..WAYS {
            rows.extend(blank(usize::from(way > 0)));
            rows.extend(self.way(way, width, theme));
        }
        rows.extend(blank(1 + usize::from(is_roomy)));
        rows.extend(self.facts(width, is_roomy, theme).into_iter().map(plain));
        rows.extend(blank(1));
        let mut keys = vec![vec![span("Keys to know:", theme.secondary)]];
        if width < 60 {
            keys.clear();
        }
        for (action, word) in [
            (Action::ToggleDone, "done"),
            (Action::EditSummary, "summary"),
            (Action::ToggleHelp, "everything else"),
        ] {
            let key = span(key_of(action, arrows(theme)), theme.accent);
            keys.push(vec![key, span(format!(" {word}"), theme.secondary)]);
        }
        rows.extend(flow(keys, 3, width).into_iter().map(plain));
        rows
    }

    /// Where files go, and what opens them.
    fn facts(&self, width: usize, is_roomy: bool, theme: &Theme) -> Vec<Line<'static>> {
        let name = "Files go to   ";
        let store = self.greeting.store.fitted(width.saturating_sub(name.len()), theme.signs.cut);
        let mut files = Line::from(vec![span(name, theme.secondary), span(store, theme.text)]);
        let change = "   --store changes it, or store in the settings";
        if files.width() + change.len() <= width {
            files.push_span(span(change, theme.secondary));
        }
        let mut facts = vec![files];
        if let Some(editor) = self.greeting.editor.as_ref().filter(|_| is_roomy) {
            let editor = editor.fitted(width.saturating_sub(18), theme.signs.cut);
            facts.push(Line::from(vec![
                span("Summaries open in ", theme.secondary),
                span(editor, theme.text),
            ]));
        }
        facts
    }

    fn way(&self, way: usize, width: usize, theme: &Theme) -> Vec<Row> {
        let is_chosen = way == self.cursor;
        let (title, about) = match way {
            0 => {
                let topics = counted(self.greeting.topics, "topic");
                ("Start with the Backend roadmap", format!("{topics}, ready to use"))
            }
            1 => ("Bring your own", "a roadmap.toml, or its folder".to_owned()),
            _ => ("Make an empty roadmap", "write the first topics yourself".to_owned()),
        };
        let row = |line| Row { line, way: Some(way), caret: None };
        let cursor = if is_chosen { theme.signs.cursor } else { " " };
        let style = if is_chosen { theme.title } else { theme.text };
        let room = width.saturating_sub(LEAD);
        let mut line = Line::from(vec![
            span(cursor, theme.accent),
            span(" ", theme.text),
            // The keys of numbers are the same for everybody.
            span((way + 1).to_string(), theme.accent),
            span("  ", theme.text),
        ]);
        line.push_span(span(SafeText::new(title).fitted(room, theme.signs.cut), style));
        let mut rows = vec![row(line)];
        let indented = |line: Line<'static>| {
            let lead: Span<'static> = span(" ".repeat(LEAD.min(width / 3)), theme.text);
            Line::from(std::iter::once(lead).chain(line.spans).collect::<Vec<_>>())
        };
        let Some((field, refused)) = self.asked.as_ref().filter(|_| is_chosen) else {
            let about = flow(words(&about, theme.secondary), 1, room);
            rows.extend(about.into_iter().map(|line| row(indented(line))));
            return rows;
        };
        let mut typed =
            indented(Line::from(vec![span(theme.signs.cursor, theme.accent), span(" ", theme.text)]));
        let before = typed.width();
        let shown = field.shown(width.saturating_sub(before), theme.signs.cut);
        typed.push_span(span(shown.text, theme.text));
        rows.push(Row { line: typed, way: Some(way), caret: Some(before + shown.caret) });
        if let Some(why) = refused {
            let why = format!("{} {why}", theme.signs.error);
            rows.extend(flow(words(&why, theme.error), 1, room).into_iter().map(|line| row(indented(line))));
        }
        rows
    }
}

/// Where it stands: with wide margins where there is room for them.
pub fn area(size: Size, panes: &Panes) -> Rect {
    let left = match size.width {
        100.. => 28,
        64.. => 8,
        30.. => 2,
        _ => 0,
    };
    let top = match size.height {
        34.. => 8,
        24.. => 2,
        16.. => 1,
        _ => 0,
    };
    let below = panes.bottom_rule.height + panes.footer.height + panes.notice.height;
    let height = size.height.saturating_sub(below + top);
    Rect { x: left, y: top, width: size.width.saturating_sub(left + left.min(2)).min(TEXT), height }
}
