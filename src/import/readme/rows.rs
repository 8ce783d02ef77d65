//! Tables whose rows are topics.

use std::ops::Range;

use super::aside;
use super::inline::Inline;
use super::item::single;
use super::walk::{ITEM, Open, Walk, title_of, words};
use crate::import::word::{self, Span, Unit};
use crate::import::{DraftTopic, Taken};
use crate::progress::Mark;

/// What a column says of the topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Topic,
    Duration,
    Effort,
    Requires,
    Period,
    Status,
    Number,
    Other,
}

const ROLES: &[(Column, &[&str])] = &[
    (
        Column::Duration,
        &[
            "duration",
            "time",
            "estimated time",
            "hours",
            "length",
            "시간",
            "기간",
            "소요",
            "소요 시간",
            "소요시간",
            "예상 시간",
        ],
    ),
    (Column::Effort, &["effort", "workload", "노력", "학습량"]),
    (
        Column::Requires,
        &[
            "prerequisite",
            "prerequisites",
            "prereq",
            "prereqs",
            "requires",
            "선수",
            "선수 과목",
            "선수과목",
            "선수 지식",
            "선행",
            "선행 학습",
        ],
    ),
    (Column::Period, &["week", "weeks", "day", "month", "주", "주차", "일차"]),
    (Column::Status, &["status", "done", "progress", "완료", "상태", "진행", "진행 상황"]),
    (Column::Number, &["", "no", "nr", "number", "번호", "순서"]),
];
/// What stands above topics.
const TOPICS: &[&str] = &[
    "topic", "topics", "title", "lesson", "module", "course", "courses", "chapter", "subject", "skill",
    "concept", "주제", "과목", "강의", "제목", "내용", "개념", "항목", "토픽",
];
/// What people write where nothing is needed.
const NOTHING: &[&str] = &["", "-", "–", "—", "none", "n/a", "na", "nothing", "없음", "x"];

fn folded(cell: &Inline) -> String {
    words(cell.text.trim_matches(|c: char| !c.is_alphanumeric())).to_lowercase()
}

/// What the columns below a header say. The first without a role of its own is the topic.
fn columns(header: &[Inline]) -> Vec<Column> {
    let role = |cell: &Inline| {
        let word = folded(cell);
        ROLES
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()))
            .map_or(Column::Other, |(role, _)| *role)
    };
    let mut columns: Vec<Column> = header.iter().map(role).collect();
    if let Some(topic) = columns.iter_mut().find(|column| **column == Column::Other) {
        *topic = Column::Topic;
    }
    columns
}

/// Whether the rows of a table are topics: its header says so, or each row begins with a link, or it is asked for.
pub(super) fn has_topics(rows: &[Vec<Inline>], is_asked_for: bool) -> bool {
    let Some((header, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else { return false };
    let columns = columns(header);
    let Some(topic) = columns.iter().position(|column| *column == Column::Topic) else { return false };
    let cells = || rows.iter().filter_map(|row| row.get(topic));
    if cells().any(|cell| title_of(cell).is_empty()) {
        return false;
    }
    let is_role = |column: &Column| !matches!(column, Column::Topic | Column::Other | Column::Number);
    let is_named = header.get(topic).is_some_and(|cell| TOPICS.contains(&folded(cell).as_str()));
    is_asked_for || columns.iter().any(is_role) || is_named || cells().all(|cell| single(cell).is_some())
}

impl Walk<'_> {
    /// Whether the rows of a table become topics here.
    pub(super) fn is_table_of_topics(&self, rows: &[Vec<Inline>]) -> bool {
        let is_asked_for = self.taken == Taken::Bullets;
        self.taken != Taken::Headings && self.open.len() <= self.depth && has_topics(rows, is_asked_for)
    }

    /// Makes a topic of each row.
    pub(super) fn table(&mut self, rows: &[Vec<Inline>], range: &Range<usize>) {
        let Some((header, rows)) = rows.split_first() else { return };
        let columns = columns(header);
        let text = self.source.get(range.clone());
        let head: usize = text.split_inclusive('\n').take(2).map(str::len).sum();
        self.leave_out(
            &(range.start..range.start + head),
            "the head of a table: each of its rows is a topic",
        );
        for row in rows {
            self.row(header, &columns, row);
        }
    }

    fn row(&mut self, header: &[Inline], columns: &[Column], row: &[Inline]) {
        let of = |wanted: Column| {
            columns.iter().zip(row).find(|(column, _)| **column == wanted).map(|(_, cell)| cell)
        };
        let Some(cell) = of(Column::Topic) else { return };
        let at = cell.range.start;
        let topic = DraftTopic { title: title_of(cell), ..DraftTopic::default() };
        self.open.push(Open { level: ITEM, topic, at, ..Open::default() });
        self.follow_all(cell);
        let spans = [of(Column::Duration), of(Column::Effort)].map(|cell| word::span(&cell?.text));
        let minutes = minutes(spans);
        if let Some(open) = self.open.last_mut() {
            open.topic.minutes = minutes;
        }
        let mut lines = Vec::new();
        for ((column, name), cell) in columns.iter().zip(header).zip(row) {
            let is_taken = match column {
                Column::Topic | Column::Number => true,
                Column::Duration | Column::Effort => minutes.is_some() && is_said(spans, *column),
                Column::Requires => self.requires(cell),
                Column::Period => self.period(name, cell),
                Column::Status => self.status(cell),
                Column::Other => self.only_links(cell),
            };
            let text = self.source.get(cell.range.clone()).trim();
            if !is_taken && !text.is_empty() {
                lines.push(format!("- **{}:** {text}", words(&name.text)));
            }
        }
        self.say(&lines.join("\n"));
        self.close();
    }

    /// Takes the topics that should come before.
    fn requires(&mut self, cell: &Inline) -> bool {
        let text = words(&cell.text);
        if NOTHING.contains(&text.to_lowercase().as_str()) {
            return true;
        }
        let names = text.split([',', ';', '、']).map(str::trim).filter(|name| !name.is_empty());
        if let Some(open) = self.open.last_mut() {
            open.topic.requires.extend(names.map(str::to_owned));
        }
        cell.links.iter().all(|link| !matches!(self.links.aim(&link.url), super::link::Aim::Web(_)))
    }

    /// Takes the week or day as a tag: `Week 3`, `3주차`.
    fn period(&mut self, name: &Inline, cell: &Inline) -> bool {
        let text = words(&cell.text);
        if text.is_empty() {
            return true;
        }
        let is_number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '~' | ',' | ' '));
        let name = words(&name.text);
        let tag = match name.is_ascii() {
            _ if !is_number => text,
            true => format!("{name} {text}"),
            false => format!("{text}{name}"),
        };
        if let Some(open) = self.open.last_mut() {
            open.topic.tags.push(tag);
        }
        true
    }

    fn status(&mut self, cell: &Inline) -> bool {
        let text = words(&cell.text).to_lowercase();
        let mark = match text.as_str() {
            "x" | "[x]" | "✅" | "✔" | "✔️" | "✓" | "☑" | "☑️" | "done" | "yes" | "완료" => {
                Mark::Done
            }
            "🚧" | "[~]" | "[/]" | "in progress" | "wip" | "진행중" | "진행 중" => Mark::InProgress,
            "[-]" | "skipped" | "건너뜀" => Mark::Skipped,
            "" | "[ ]" | "❌" | "⬜" | "⬜️" | "☐" | "-" | "todo" | "no" => return true,
            _ => return false,
        };
        if let Some(open) = self.open.last_mut() {
            open.topic.mark = Some(mark);
        }
        true
    }

    /// Takes a cell that is nothing but links.
    fn only_links(&mut self, cell: &Inline) -> bool {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let linked: usize = cell.links.iter().map(|link| letters(cell.label(link))).sum();
        if cell.links.is_empty()
            || linked != letters(&cell.text)
            || !cell.pictures.iter().all(aside::is_badge)
        {
            return false;
        }
        self.follow_all(cell);
        true
    }
}

/// The minutes of a topic: as they stand, or so many weeks with so much work in each.
fn minutes([duration, effort]: [Option<Span>; 2]) -> Option<u32> {
    let is = |span: Option<Span>, unit| span.filter(|span| span.unit == unit).map(|span| span.number);
    let weekly =
        is(duration, Unit::Weeks).zip(is(effort, Unit::MinutesAWeek)).map(|(weeks, minutes)| weeks * minutes);
    let whole = is(duration, Unit::Minutes).or_else(|| is(effort, Unit::Minutes));
    whole.or(weekly).and_then(word::whole)
}

/// Whether the minutes say all that a column says.
fn is_said([duration, effort]: [Option<Span>; 2], column: Column) -> bool {
    let is_exact = |span: Option<Span>| span.is_some_and(|span| span.is_exact && span.unit == Unit::Minutes);
    match column {
        Column::Duration => is_exact(duration),
        _ => is_exact(effort) && !is_exact(duration),
    }
}
