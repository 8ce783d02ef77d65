//! What the program says: a line in the footer, or a notice above it where there is more to say.

use ratatui::text::{Line, Span};

use super::action::{Action, Place, has_key, key_of};
use super::app::Refusal;
use super::chord::{Arrows, Chord};
use super::sheet::{flow, words};
use crate::progress::{Mark, Moment};
use crate::roadmap::problem::Problem;
use crate::store::{LogTrouble, TroubleKind};
use crate::text::{SafeText, counted, sentence, width};
use crate::theme::{Theme, span};

/// How long something unimportant stays, in milliseconds.
const PASSING: i64 = 2_000;
/// Most rows of a notice.
const NOTICE: usize = 6;
/// Most details of a message.
const DETAILS: usize = 50;
/// Fewest cells in which a part of a text stands beside the key for all of it.
const BOTH: usize = 34;

/// Cells for the last words of a text that is cut before them: ` no longer bookmarked` is the longest of them that matter.
const TAIL: usize = 22;
/// Fewest cells before them.
const HEAD: usize = 6;

/// Something that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    kind: Kind,
    text: SafeText,
    /// A key that fits now, with its word.
    offer: Option<(Action, &'static str)>,
    /// What there is to be read in the list of messages: a word each, and what it is said of.
    details: Vec<Detail>,
}

/// A word and what it is said of: `added`, a title.
pub type Detail = (SafeText, SafeText);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A mark was made.
    Marked(Mark),
    /// Something was done; stays until the next key.
    Done,
    /// Goes by itself.
    Passing { until: Moment },
    /// That a key does nothing; goes by itself.
    Unbound { until: Moment },
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
    /// Another roadmap cannot be opened.
    Opening,
}

impl Message {
    /// A mark was made, which `u` takes back.
    pub fn marked(mark: Mark, text: String) -> Self {
        Self { offer: Some((Action::Undo, "undo")), ..Self::new(Kind::Marked(mark), text) }
    }

    fn new(kind: Kind, text: impl Into<SafeText>) -> Self {
        Self { kind, text: text.into(), offer: None, details: Vec::new() }
    }

    /// With more to be read of it in the list of messages.
    #[must_use]
    pub(super) fn with_details(self, details: Vec<Detail>) -> Self {
        Self { details, ..self }
    }

    /// Something was done, and this key fits now.
    pub fn done(text: impl Into<SafeText>, offer: Option<(Action, &'static str)>) -> Self {
        Self { offer, ..Self::new(Kind::Done, text) }
    }

    /// A new roadmap is open, with topics that are to be replaced.
    pub(super) fn made() -> Self {
        Self::done("Your roadmap is made", Some((Action::EditRoadmap, "write its topics")))
    }

    /// A paste is too long for the field; what had room is in it.
    pub(super) fn no_room() -> Self {
        Self::done("There is no room for so much text in one line", None)
    }

    /// Something that goes by itself after two seconds.
    pub fn passing(text: impl Into<SafeText>, now: Moment) -> Self {
        Self::new(Kind::Passing { until: passed(now) }, text)
    }

    /// Changes could not be saved.
    pub fn error(text: impl Into<SafeText>) -> Self {
        Self::trouble(Trouble::Saving, text)
    }

    /// Changes could not be saved, and what becomes of them.
    pub(super) fn not_saved(why: &SafeText) -> Self {
        let why = sentence(why.as_str());
        Self::error(format!("{why} The change is kept, and tried again with the next one and when you quit."))
    }

    /// Changes cannot be saved, which is known before one is made.
    pub(super) fn unwritable(why: &SafeText) -> Self {
        Self::error(format!("You can read; marks are not saved: {why}"))
    }

    /// Something went wrong.
    pub(super) fn trouble(trouble: Trouble, text: impl Into<SafeText>) -> Self {
        Self::new(Kind::Error(trouble), text)
    }

    pub(super) fn unbound(chord: Chord, place: Place, now: Moment) -> Self {
        let key = chord.label(Arrows::Ascii);
        let has_help = has_key(place, Action::ToggleHelp);
        Self {
            offer: has_help.then_some((Action::ToggleHelp, "help")),
            ..Self::new(Kind::Unbound { until: passed(now) }, format!("{key} does nothing here"))
        }
    }

    /// The roadmap file cannot be used, and another version of it is shown: that which was read last, or the one of a day,
    /// which was gone back to. Each of its mistakes is a detail.
    pub(super) fn refused(refusal: &Refusal, day: Option<&SafeText>) -> Self {
        let (what, why, details) = match refusal {
            Refusal::Invalid(problems) => {
                let file = problems.file.file_name().unwrap_or_default().display();
                let line = |problem: &Problem| format!("line {}", problems.line(&problem.span));
                let first = problems.list.first();
                let what = first.map(|first| format!("{file} has a mistake in {}", line(first)));
                let why = first.map(|first| format!(": {}", first.message));
                let details =
                    problems.list.iter().map(|problem| (line(problem).into(), problem.message.clone()));
                (what.unwrap_or_default(), why.unwrap_or_default(), details.collect())
            }
            Refusal::Unreadable(why) | Refusal::NoProgress(why) => {
                (why.to_string(), String::new(), Vec::new())
            }
        };
        let said = if let Some(day) = day {
            format!("You see the version of {day}: {}", what.trim_end_matches('.'))
        } else {
            let what = format!("{what}{why}");
            let way = match refusal {
                Refusal::Invalid(_) => {
                    format!("; {} opens the file", key_of(Action::EditRoadmap, Arrows::Ascii))
                }
                Refusal::Unreadable(_) | Refusal::NoProgress(_) => String::new(),
            };
            format!("{}. What you see is the last version that worked{way}", what.trim_end_matches('.'))
        };
        Self::trouble(Trouble::Roadmap, said).with_several(details)
    }

    /// What is wrong with the logs: changes that are lost or a whole file are worth a notice, lines are counted.
    pub(super) fn troubles(troubles: &[LogTrouble]) -> Option<Self> {
        let place = |trouble: &LogTrouble| {
            let line = trouble.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line}", trouble.file.file_name().unwrap_or_default().display())
        };
        let details = troubles.iter().map(|trouble| (place(trouble).into(), trouble.why.clone())).collect();
        let said = if let Some(lost) = troubles.iter().find(|trouble| trouble.kind == TroubleKind::Lost) {
            // The path goes last: it may be too long for a narrow screen.
            Self::trouble(Trouble::Progress, format!("{} ({})", lost.why, lost.file.display()))
        } else if let Some(whole) = troubles.iter().find(|trouble| trouble.line.is_none()) {
            Self::trouble(Trouble::Progress, format!("{}: {}", whole.file.display(), whole.why))
        } else {
            let lines = counted(troubles.len(), "line");
            let said = format!("{lines} of your progress could not be read: trailmark check names them");
            return (!troubles.is_empty()).then(|| Self::done(said, None).with_details(first_of(details)));
        };
        Some(said.with_several(details))
    }

    /// With details where there is more than one.
    fn with_several(self, details: Vec<Detail>) -> Self {
        if details.len() > 1 { self.with_details(first_of(details)) } else { self }
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
        matches!(self.kind, Kind::Passing { until } | Kind::Unbound { until } if until <= now)
    }

    /// What went wrong, if it is an error.
    pub(super) fn about(&self) -> Option<Trouble> {
        if let Kind::Error(trouble) = self.kind { Some(trouble) } else { None }
    }

    /// Whether somebody may want to read it again: nobody wants to know which keys do nothing.
    pub(super) fn is_worth_keeping(&self) -> bool {
        !matches!(self.kind, Kind::Unbound { .. })
    }

    /// Whether both say the same, whenever that goes.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let kind = |message: &Self| match message.kind {
            Kind::Passing { .. } | Kind::Unbound { .. } => Kind::Done,
            kind => kind,
        };
        kind(self) == kind(other) && self.text == other.text && self.details == other.details
    }

    /// What it says.
    pub(super) fn text(&self) -> &SafeText {
        &self.text
    }

    /// What there is more to be read of it.
    pub(super) fn details(&self) -> &[Detail] {
        &self.details
    }

    /// Whether there is more to be read of it.
    pub(super) fn has_details(&self) -> bool {
        !self.details.is_empty()
    }

    /// The sign before it, if it has one.
    pub(super) fn sign(&self, theme: &Theme) -> Option<Span<'static>> {
        match self.kind {
            Kind::Error(_) => Some(span(theme.signs.error, theme.error)),
            Kind::Marked(mark) => Some(span(theme.sign(mark), theme.sign_style(mark))),
            _ => None,
        }
    }

    /// Rows that the message needs above the footer; 0 where it stands in the footer.
    pub(super) fn notice_rows(&self, width: u16) -> u16 {
        if !self.is_error() {
            return 0;
        }
        let rows = self.notice(usize::from(width), None).len().min(NOTICE);
        u16::try_from(rows).unwrap_or(0)
    }

    /// The message as rows above the footer, which may be more than there is room for.
    pub fn notice(&self, width: usize, theme: Option<&Theme>) -> Vec<Line<'static>> {
        let style = theme.map(|theme| theme.error).unwrap_or_default();
        let sign = theme.map_or("!", |theme| theme.signs.error);
        let mut text = words(sign, style);
        text.extend(words(self.text.as_str(), style));
        flow(text, 1, width.saturating_sub(2))
    }

    /// The message as a line of at most `room` cells, if it is one for the footer. What does not fit is cut, and before it the
    /// offer; but where there are details, their key is worth more than the last words.
    pub fn line_within(&self, room: usize, theme: &Theme) -> Option<Line<'static>> {
        let line = self.line(theme)?;
        if line.width() <= room {
            return Some(line);
        }
        let bare = Self { offer: None, ..self.clone() };
        let taken = bare.line(theme)?.width() - self.text.width();
        let of_offer = line.width() - taken - self.text.width();
        if !self.details.is_empty() && room >= BOTH {
            let text = shortened(&self.text, room.saturating_sub(taken + of_offer), theme.signs.cut);
            return Self { text, ..self.clone() }.line(theme);
        }
        // What became of a topic stands behind its title, and the way back behind that.
        if let Some((Action::Undo | Action::Redo, _)) = self.offer
            && room >= TAIL + HEAD
        {
            let (whole, of_offer) = if room >= BOTH { (self.clone(), of_offer) } else { (bare, 0) };
            let text = hollowed(&self.text, room.saturating_sub(taken + of_offer), theme.signs.cut);
            return Self { text, ..whole }.line(theme);
        }
        let text = self.text.fitted(room.saturating_sub(taken), theme.signs.cut);
        Self { text, ..bare }.line(theme)
    }

    /// The message as one line for the footer; none where it is a notice.
    pub fn line(&self, theme: &Theme) -> Option<Line<'static>> {
        let mut spans = match self.kind {
            Kind::Error(_) => return None,
            Kind::Marked(mark) => vec![span(theme.sign(mark), theme.sign_style(mark)), span(" ", theme.text)],
            Kind::Done | Kind::Passing { .. } | Kind::Unbound { .. } => Vec::new(),
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

/// When something that is said now goes by itself.
fn passed(now: Moment) -> Moment {
    Moment::from_millis(now.millis().saturating_add(PASSING))
}

/// As many details as anybody reads, and how many there are more.
pub(super) fn first_of(mut details: Vec<Detail>) -> Vec<Detail> {
    let more = details.len().saturating_sub(DETAILS);
    if more > 0 {
        details.truncate(DETAILS);
        details.push((SafeText::default(), format!("and {more} more").into()));
    }
    details
}

/// A text without its last parts, which are behind commas, where it does not fit.
fn shortened(text: &SafeText, room: usize, sign: &str) -> SafeText {
    let mut parts = text.as_str();
    while let Some((before, _)) = parts.rsplit_once(", ") {
        parts = before;
        let cut = SafeText::from(format!("{before} {sign}"));
        if cut.width() <= room {
            return cut;
        }
    }
    text.fitted(room, sign)
}

/// A text without something before its last words, where it does not fit.
fn hollowed(text: &SafeText, room: usize, sign: &str) -> SafeText {
    if text.width() <= room {
        return text.clone();
    }
    let most = TAIL.min(room.saturating_sub(HEAD));
    let blanks = text.as_str().rmatch_indices(' ');
    let tails = blanks.filter_map(|(at, _)| text.as_str().get(at..));
    let tail = tails.take_while(|tail| width(tail) <= most).last().unwrap_or_default();
    let head = text.fitted(room.saturating_sub(width(tail)), sign);
    format!("{head}{tail}").into()
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
    fn what_became_of_a_topic_and_the_way_back_outlast_a_long_title() {
        let title = "아주 긴 제목을 가진 토픽입니다 이것은 어떻게 잘리는지 보기 위한 제목";
        let bookmark = Message::done(format!("{title} no longer bookmarked"), Some((Action::Undo, "undo")));
        let undone = Message::done(format!("Undone: {title} to do"), Some((Action::Redo, "redo")));
        for (message, room, line) in [
            (
                Message::marked(Mark::Done, format!("{title} done")),
                48,
                "✓ 아주 긴 제목을 ⋯ 보기 위한 제목 done   u undo",
            ),
            (bookmark.clone(), 48, "아주 긴 제목을 가⋯ no longer bookmarked   u undo"),
            (bookmark.clone(), 28, "아주 ⋯ no longer bookmarked"),
            (bookmark, 18, "아주 긴 제목을 가⋯"),
            (undone, 48, "Undone: 아주 긴 ⋯ 보기 위한 제목 to do   ^R redo"),
            (Message::done("x".repeat(90), Some((Action::Undo, "undo"))), 40, "xx⋯   u undo"),
        ] {
            let shown = message.line_within(room, &theme()).expect("a line");
            assert!(shown.width() <= room, "{shown}");
            assert_eq!(shown.to_string().replace(&"x".repeat(29), "x"), line);
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
