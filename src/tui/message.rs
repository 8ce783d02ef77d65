//! What the program says: a line in the footer, or a notice above it where there is more to say.

use ratatui::text::Line;

use super::action::{Action, Place, has_key, key_of};
use super::app::Refusal;
use super::chord::{Arrows, Chord};
use super::sheet::{flow, words};
use crate::progress::{Mark, Moment};
use crate::store::{LogTrouble, TroubleKind};
use crate::text::{SafeText, counted};
use crate::theme::{Theme, span};

/// How long something unimportant stays, in milliseconds.
const PASSING: i64 = 2_000;
/// Most rows of a notice.
const NOTICE: usize = 6;

/// Something that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    kind: Kind,
    text: SafeText,
    /// A key that fits now, with its word.
    offer: Option<(Action, &'static str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A mark was made.
    Marked(Mark),
    /// Something was done; stays until the next key.
    Done,
    /// Goes by itself.
    Passing { until: Moment },
    /// Stays until it is over or Esc is pressed.
    Error(Trouble),
}

/// What went wrong. It tells when an error is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Changes are not on the disk.
    Saving,
    /// The logs cannot be looked at.
    Progress,
    /// The roadmap file cannot be used any more.
    Roadmap,
    /// A summary could not be written, or opened in an editor.
    Summary,
    /// The settings have mistakes.
    Settings,
}

impl Message {
    /// A mark was made, which `u` takes back.
    pub fn marked(mark: Mark, text: String) -> Self {
        Self { kind: Kind::Marked(mark), text: text.into(), offer: Some((Action::Undo, "undo")) }
    }

    /// Something was done, and this key fits now.
    pub fn done(text: impl Into<SafeText>, offer: Option<(Action, &'static str)>) -> Self {
        Self { kind: Kind::Done, text: text.into(), offer }
    }

    /// Something that goes by itself after two seconds.
    pub fn passing(text: impl Into<SafeText>, now: Moment) -> Self {
        let until = Moment::from_millis(now.millis().saturating_add(PASSING));
        Self { kind: Kind::Passing { until }, text: text.into(), offer: None }
    }

    /// Changes could not be saved.
    pub fn error(text: impl Into<SafeText>) -> Self {
        Self::trouble(Trouble::Saving, text)
    }

    /// Changes could not be saved, and what becomes of them.
    pub(super) fn not_saved(why: &SafeText) -> Self {
        Self::error(format!("{why} The change is kept, and tried again with the next one and when you quit."))
    }

    /// Changes cannot be saved, which is known before one is made.
    pub(super) fn unwritable(why: &SafeText) -> Self {
        Self::error(format!("You can read; marks are not saved: {why}"))
    }

    /// Something went wrong.
    pub(super) fn trouble(trouble: Trouble, text: impl Into<SafeText>) -> Self {
        Self { kind: Kind::Error(trouble), text: text.into(), offer: None }
    }

    pub(super) fn unbound(chord: Chord, place: Place, now: Moment) -> Self {
        let key = chord.label(Arrows::Ascii);
        let has_help = has_key(place, Action::ToggleHelp);
        Self {
            offer: has_help.then_some((Action::ToggleHelp, "help")),
            ..Self::passing(format!("{key} does nothing here"), now)
        }
    }

    /// The roadmap file cannot be used, and another version of it is shown: that which was read last, or the one of a day,
    /// which was gone back to.
    pub(super) fn refused(refusal: &Refusal, day: Option<&SafeText>) -> Self {
        let (what, why) = match refusal {
            Refusal::Invalid(problems) => {
                let first = problems.list.first();
                let line = first.map_or(1, |first| problems.line(&first.span));
                let file = problems.file.file_name().unwrap_or_default().to_string_lossy();
                let why = first.map(|first| format!(": {}", first.message)).unwrap_or_default();
                (format!("{file} has a mistake in line {line}"), why)
            }
            Refusal::Unreadable(why) | Refusal::NoProgress(why) => (why.to_string(), String::new()),
        };
        let said = if let Some(day) = day {
            format!("You see the version of {day}: {}", what.trim_end_matches('.'))
        } else {
            let what = format!("{what}{why}");
            format!("{}. What you see is the last version that worked", what.trim_end_matches('.'))
        };
        Self::trouble(Trouble::Roadmap, said)
    }

    /// What is wrong with the logs: changes that are lost or a whole file are worth a notice, lines are counted.
    pub(super) fn troubles(troubles: &[LogTrouble]) -> Option<Self> {
        if let Some(lost) = troubles.iter().find(|trouble| trouble.kind == TroubleKind::Lost) {
            // The path goes last: it may be too long for a narrow screen.
            let text = format!("{} ({})", lost.why, lost.file.display());
            return Some(Self::trouble(Trouble::Progress, text));
        }
        if let Some(whole) = troubles.iter().find(|trouble| trouble.line.is_none()) {
            let text = format!("{}: {}", whole.file.display(), whole.why);
            return Some(Self::trouble(Trouble::Progress, text));
        }
        let lines = counted(troubles.len(), "line");
        let said = format!("{lines} of your progress could not be read: trailmark check names them");
        (!troubles.is_empty()).then(|| Self::done(said, None))
    }

    /// Topics whose progress does not count until a person has looked at it.
    pub(super) fn doubts(number: usize) -> Option<Self> {
        let need = if number == 1 { "needs" } else { "need" };
        let said = format!("{} {need} a look: trailmark orphans", counted(number, "topic"));
        (number > 0).then(|| Self::done(said, None))
    }

    pub(super) fn ends_with_a_key(&self) -> bool {
        !self.is_error()
    }

    pub(super) fn is_error(&self) -> bool {
        matches!(self.kind, Kind::Error(_))
    }

    /// Whether it is an error, and none of the settings.
    pub(super) fn is_error_of_progress(&self) -> bool {
        self.is_error() && !self.is_about(Trouble::Settings)
    }

    pub(super) fn is_about(&self, trouble: Trouble) -> bool {
        self.kind == Kind::Error(trouble)
    }

    pub(super) fn is_over(&self, now: Moment) -> bool {
        matches!(self.kind, Kind::Passing { until } if until <= now)
    }

    /// Rows that the message needs above the footer; 0 where it stands in the footer.
    pub(super) fn notice_rows(&self, width: u16) -> u16 {
        if !self.is_error() {
            return 0;
        }
        let rows = self.notice(usize::from(width), None).len();
        u16::try_from(rows).unwrap_or(0)
    }

    /// The message as rows above the footer.
    pub fn notice(&self, width: usize, theme: Option<&Theme>) -> Vec<Line<'static>> {
        let style = theme.map(|theme| theme.error).unwrap_or_default();
        let sign = theme.map_or("!", |theme| theme.signs.error);
        let mut text = words(sign, style);
        text.extend(words(self.text.as_str(), style));
        let mut rows = flow(text, 1, width.saturating_sub(2));
        rows.truncate(NOTICE);
        rows
    }

    /// The message as a line of at most `room` cells, if it is one for the footer: the text is cut, and an offer goes first.
    pub fn line_within(&self, room: usize, theme: &Theme) -> Option<Line<'static>> {
        let line = self.line(theme)?;
        if line.width() <= room {
            return Some(line);
        }
        let bare = Self { offer: None, ..self.clone() };
        let taken = bare.line(theme)?.width() - self.text.width();
        let text = self.text.fitted(room.saturating_sub(taken), theme.signs.cut);
        Self { text, ..bare }.line(theme)
    }

    /// The message as one line for the footer; none where it is a notice.
    pub fn line(&self, theme: &Theme) -> Option<Line<'static>> {
        let mut spans = match self.kind {
            Kind::Error(_) => return None,
            Kind::Marked(mark) => vec![span(theme.sign(mark), theme.sign_style(mark)), span(" ", theme.text)],
            Kind::Done | Kind::Passing { .. } => Vec::new(),
        };
        spans.push(span(self.text.clone(), theme.text));
        if let Some((action, word)) = self.offer {
            spans.push(span("   ", theme.text));
            spans.push(span(key_of(action, Arrows::Ascii), theme.accent));
            spans.push(span(format!(" {word}"), theme.secondary));
        }
        Some(Line::from(spans))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Colours, SignSet};

    fn now(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn theme() -> Theme {
        Theme::new(Colours::Sixteen, SignSet::Unicode)
    }

    #[test]
    fn how_each_kind_is_shown_and_when_it_goes() {
        let unbound = Message::unbound(Chord::ctrl('w'), Place::Tree, now(1_000));
        // The message, its line in the footer, whether a key ends it, whether it is over after two seconds.
        for (message, line, key, over) in [
            (Message::marked(Mark::Done, "SQL done".into()), Some("✓ SQL done   u undo"), true, false),
            (Message::marked(Mark::Todo, "SQL to do".into()), Some("◦ SQL to do   u undo"), true, false),
            (
                Message::done("Undone: 가", Some((Action::Redo, "redo"))),
                Some("Undone: 가   ^R redo"),
                true,
                false,
            ),
            (Message::passing("Read again", now(1_000)), Some("Read again"), true, true),
            (unbound, Some("^W does nothing here   ? help"), true, true),
            (Message::error("The disk is full"), None, false, false),
        ] {
            assert_eq!(message.line(&theme()).map(|line| line.to_string()).as_deref(), line);
            assert_eq!(message.ends_with_a_key(), key, "{message:?}");
            assert_eq!(message.is_over(now(3_000)), over, "{message:?}");
            assert!(!message.is_over(now(2_999)), "{message:?}");
            assert_eq!(message.is_error(), message.notice_rows(80) > 0, "{message:?}");
        }
    }

    #[test]
    fn a_clock_at_its_end_does_not_overflow() {
        assert!(!Message::passing("x", now(i64::MAX)).is_over(now(0)));
    }

    #[test]
    fn an_error_takes_the_rows_it_needs_but_not_the_screen() {
        let long = Message::error("word ".repeat(100));
        for (width, rows) in [(0, 6), (1, 6), (20, 6), (200, 3), (600, 1)] {
            assert_eq!(long.notice_rows(width), rows, "{width}");
        }
        let rows = Message::error("The disk is full").notice(14, Some(&theme()));
        assert_eq!(rows.iter().map(ToString::to_string).collect::<Vec<_>>(), ["✗ The disk", "is full"]);
        assert!(
            rows.iter()
                .flat_map(|row| &row.spans)
                .all(|span| span.style == theme().error || span.content == " ")
        );
    }
}
