//! Words with a meaning: boxes of tasks, kinds of links, spans of time.

use crate::progress::Mark;
use crate::roadmap::{MAX_MINUTES, ResourceKind};

/// The words for the kinds of links, in lower case.
const KINDS: &[(&str, ResourceKind)] = &[
    ("video", ResourceKind::Video),
    ("videos", ResourceKind::Video),
    ("youtube", ResourceKind::Video),
    ("영상", ResourceKind::Video),
    ("동영상", ResourceKind::Video),
    ("article", ResourceKind::Article),
    ("blog", ResourceKind::Article),
    ("글", ResourceKind::Article),
    ("book", ResourceKind::Book),
    ("책", ResourceKind::Book),
    ("course", ResourceKind::Course),
    ("강의", ResourceKind::Course),
    ("docs", ResourceKind::Docs),
    ("doc", ResourceKind::Docs),
    ("documentation", ResourceKind::Docs),
    ("official", ResourceKind::Docs),
    ("문서", ResourceKind::Docs),
    ("podcast", ResourceKind::Podcast),
    ("팟캐스트", ResourceKind::Podcast),
    ("project", ResourceKind::Project),
    ("프로젝트", ResourceKind::Project),
    ("opensource", ResourceKind::Opensource),
    ("open source", ResourceKind::Opensource),
    ("repo", ResourceKind::Opensource),
    ("github", ResourceKind::Opensource),
    ("feed", ResourceKind::Feed),
    ("rss", ResourceKind::Feed),
];
/// Hosts that have one kind of things, with the hosts below them.
const HOSTS: &[(&str, ResourceKind)] = &[
    ("youtube.com", ResourceKind::Video),
    ("youtu.be", ResourceKind::Video),
    ("vimeo.com", ResourceKind::Video),
    ("github.com", ResourceKind::Opensource),
    ("gitlab.com", ResourceKind::Opensource),
    ("coursera.org", ResourceKind::Course),
    ("udemy.com", ResourceKind::Course),
    ("edx.org", ResourceKind::Course),
    ("inflearn.com", ResourceKind::Course),
    ("developer.mozilla.org", ResourceKind::Docs),
    ("readthedocs.io", ResourceKind::Docs),
    ("docs.rs", ResourceKind::Docs),
];

/// What the box says that a text begins with, and how many bytes the box and the blanks after it take: `[ ]`, `[]`, `[x]`,
/// `[-]` for skipped, `[~]` and `[/]` for in progress.
pub(super) fn boxed(text: &str) -> Option<(Mark, usize)> {
    let (sign, rest) = text.strip_prefix('[')?.split_once(']')?;
    let mark = match sign {
        "" | " " => Mark::Todo,
        "x" | "X" => Mark::Done,
        "-" => Mark::Skipped,
        "~" | "/" => Mark::InProgress,
        _ => return None,
    };
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some((mark, text.len() - words.len()))
}

/// The title without the kind of thing that stands behind it, as in `Title (video)`, and that kind.
pub(super) fn kind_after(title: &str) -> (&str, Option<ResourceKind>) {
    let title = title.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        let split = title.strip_suffix(close).and_then(|inner| inner.rsplit_once(open));
        if let Some((before, word)) = split
            && let Some(kind) = kind_of(word)
        {
            return (before.trim_end(), Some(kind));
        }
    }
    (title, None)
}

/// The kind that a word stands for.
fn kind_of(word: &str) -> Option<ResourceKind> {
    let word = word.trim().to_lowercase();
    KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// What is probably found at an address.
pub(super) fn kind_at(url: &str) -> ResourceKind {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let is_at = |known: &str| host == known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.'));
    if host.starts_with("docs.") {
        return ResourceKind::Docs;
    }
    HOSTS.iter().find(|(known, _)| is_at(known)).map_or(ResourceKind::Article, |(_, kind)| *kind)
}

/// A span of time as people write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// How many; the upper end of a range.
    pub(super) number: f64,
    /// What is counted.
    pub(super) unit: Unit,
    /// Whether it is all that the text says, and no range.
    pub(super) is_exact: bool,
}

/// What a [`Span`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Minutes.
    Minutes,
    /// Days, weeks or months: how long a person studies on such a day is not said.
    Weeks,
    /// Minutes in a week.
    MinutesAWeek,
}

/// Reads `2h 30m`, `1.5 hours`, `90분`, `2-3시간`, `10 weeks`, `6 hours/week`.
pub(super) fn span(text: &str) -> Option<Span> {
    let lower = text.trim().to_lowercase();
    let (text, a_week) = match ["/week", "/wk", "/w", " per week", " a week", "/주"]
        .iter()
        .find_map(|end| lower.strip_suffix(end))
    {
        Some(text) => (text, true),
        None => (lower.as_str(), false),
    };
    let text = text.strip_prefix("주당").unwrap_or(text);
    let (mut minutes, mut weeks, mut is_exact) = (0.0, None, true);
    let mut rest = text.trim_start_matches(['~', '≈', ' ']);
    is_exact &= rest.len() == text.len();
    while !rest.is_empty() {
        let (low, after) = number(rest)?;
        let range =
            after.trim_start().strip_prefix(['-', '–', '~', '∼']).and_then(|rest| number(rest.trim_start()));
        let (count, after) = range.unwrap_or((low, after));
        is_exact &= range.is_none();
        let after = after.trim_start();
        let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(length)?;
        match unit {
            "m" | "min" | "mins" | "minute" | "minutes" | "분" => minutes += count,
            "h" | "hr" | "hrs" | "hour" | "hours" | "시간" => minutes += count * 60.0,
            "week" | "weeks" | "w" | "wk" | "주" | "주간" => weeks = Some(count),
            _ => return None,
        }
        rest = after.trim_start_matches([' ', ',', '.']);
    }
    let (number, unit) = match weeks {
        Some(weeks) if minutes == 0.0 && !a_week => (weeks, Unit::Weeks),
        None if minutes > 0.0 && a_week => (minutes, Unit::MinutesAWeek),
        None if minutes > 0.0 => (minutes, Unit::Minutes),
        _ => return None,
    };
    Some(Span { number, unit, is_exact })
}

/// Whole minutes; none where there are none or more than a roadmap takes.
pub(super) fn whole(minutes: f64) -> Option<u32> {
    let fits = (1.0..=f64::from(MAX_MINUTES)).contains(&minutes.round());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    fits.then(|| minutes.round() as u32)
}

fn number(text: &str) -> Option<(f64, &str)> {
    let length = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length)?;
    if digits.len() > 9 {
        return None;
    }
    digits.trim_end_matches('.').parse().ok().map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_has_a_sign_and_a_blank_after_it() {
        for (text, expected) in [
            ("[ ] a", Some((Mark::Todo, 4))),
            ("[] a", Some((Mark::Todo, 3))),
            ("[x]  a", Some((Mark::Done, 5))),
            ("[X] a", Some((Mark::Done, 4))),
            ("[-] a", Some((Mark::Skipped, 4))),
            ("[~] a", Some((Mark::InProgress, 4))),
            ("[/] a", Some((Mark::InProgress, 4))),
            ("[x]a", None),
            ("[x]", None),
            ("[xx] a", None),
            ("x] a", None),
        ] {
            assert_eq!(boxed(text), expected, "{text}");
        }
    }

    #[test]
    fn the_kind_behind_a_title_is_taken_off() {
        for (title, expected) in [
            ("Big O (video)", ("Big O", Some(ResourceKind::Video))),
            ("Big O [Article]", ("Big O", Some(ResourceKind::Article))),
            ("리눅스 (강의)", ("리눅스", Some(ResourceKind::Course))),
            ("Transport (TCP)", ("Transport (TCP)", None)),
            ("(video)", ("", Some(ResourceKind::Video))),
        ] {
            assert_eq!(kind_after(title), expected, "{title}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let minutes = |text| span(text).map(|span| (span.number, span.unit, span.is_exact));
        for (text, expected) in [
            ("2h", Some((120.0, Unit::Minutes, true))),
            ("1h 30m", Some((90.0, Unit::Minutes, true))),
            ("1.5 hours", Some((90.0, Unit::Minutes, true))),
            ("90분", Some((90.0, Unit::Minutes, true))),
            ("1시간 30분", Some((90.0, Unit::Minutes, true))),
            ("~2h", Some((120.0, Unit::Minutes, false))),
            ("2-3시간", Some((180.0, Unit::Minutes, false))),
            ("10 weeks", Some((10.0, Unit::Weeks, true))),
            ("6-8 hours/week", Some((480.0, Unit::MinutesAWeek, false))),
            ("soon", None),
            ("3 days", None),
            ("", None),
            ("7", None),
            ("9999999999999999999 h", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
        assert_eq!(whole(0.2), None);
        assert_eq!(whole(1e9), None);
        assert_eq!(whole(89.6), Some(90));
    }
}
