//! The table: CSV by RFC 4180, a topic a row, for spreadsheets and other programs.

use std::fmt::Write as _;

use super::Study;
use crate::calendar::rfc3339;
use crate::roadmap::{Kind, Level, NotePath, TopicIx};
use crate::text::SafeText;

/// The names of the columns.
const HEAD: &str =
    "id,path,title,status,since,percent,bookmarked,summary,minutes,kind,level,tags,requires,note\r\n";

/// Writes a study as a table. `has_summary` says of which topics there are summaries.
///
/// Rows come in the order of the roadmap, titles in the language that is shown. Between several ids or words in one cell stands `|`. What a spreadsheet would take for
/// a formula has an apostrophe before it.
pub fn write(study: Study<'_>, has_summary: impl Fn(TopicIx) -> bool) -> String {
    let mut out = HEAD.to_owned();
    for ix in study.roadmap.indices() {
        let cells = row(study, ix, has_summary(ix));
        out.push_str(&cells.map(|cell| quoted(&disarmed(&cell))).join(","));
        out.push_str("\r\n");
    }
    out
}

/// Whether a file has these columns.
pub(super) fn is_earlier(file: &[u8]) -> bool {
    let head = HEAD.trim_end().as_bytes();
    file.strip_prefix(head).is_some_and(|rest| rest.starts_with(b"\r\n") || rest.starts_with(b"\n"))
}

fn row(study: Study<'_>, ix: TopicIx, has_summary: bool) -> [String; 14] {
    let roadmap = study.roadmap;
    let topic = roadmap.topic(ix);
    let id = |ix: &TopicIx| roadmap.topic(*ix).id.as_str();
    let mut path: Vec<TopicIx> = roadmap.ancestors(ix).collect();
    path.reverse();
    let words = |words: Vec<&str>| words.join("|");
    let flag = |is: bool| if is { "yes".to_owned() } else { String::new() };
    [
        topic.id.to_string(),
        path.iter().map(id).collect::<Vec<_>>().join("/"),
        topic.shown().to_string(),
        study.counts.mark(ix).word().to_owned(),
        study.since(ix).map(rfc3339).unwrap_or_default(),
        study.counts.of(ix).percent().to_string(),
        flag(study.standing.is_bookmarked(ix)),
        flag(has_summary),
        topic.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        topic.kind.map(Kind::word).unwrap_or_default().to_owned(),
        topic.level.map(Level::word).unwrap_or_default().to_owned(),
        words(topic.tags.iter().map(SafeText::as_str).collect()),
        words(topic.requires.iter().map(id).collect()),
        topic.note.as_ref().map(NotePath::as_str).unwrap_or_default().to_owned(),
    ]
}

/// A cell that no spreadsheet computes. Whoever takes one apostrophe from each cell that has one before such a sign, with or
/// without more of them between, has the text as it was.
fn disarmed(cell: &str) -> String {
    let starts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    let is_formula = cell.trim_start_matches('\'').trim_start().starts_with(starts);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell as it stands in the file.
fn quoted(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    if cell.contains([',', '"', '\r', '\n']) {
        // Writing to a String cannot fail.
        let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
    } else {
        out.push_str(cell);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rows of a table, read by RFC 4180.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut rows = vec![vec![String::new()]];
        let (mut chars, mut is_quoted) = (text.chars().peekable(), false);
        while let Some(c) = chars.next() {
            let row = rows.last_mut().unwrap();
            let cell = row.last_mut().unwrap();
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => row.push(String::new()),
                '\r' if !is_quoted => {
                    assert_eq!(chars.next(), Some('\n'));
                    rows.push(vec![String::new()]);
                }
                c => cell.push(c),
            }
        }
        assert_eq!(rows.pop(), Some(vec![String::new()]), "it ends with a line break");
        rows
    }

    #[test]
    fn formulas_are_disarmed() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("+a", "'+a"),
            ("-a", "'-a"),
            ("@a", "'@a"),
            (" =a", "' =a"),
            ("＝a", "'＝a"),
            ("'=a", "''=a"),
            ("'a", "'a"),
            ("a=b", "a=b"),
            ("C++", "C++"),
        ] {
            assert_eq!(disarmed(cell), safe);
        }
    }

    proptest! {
        #[test]
        fn cells_come_back(cells in proptest::collection::vec("[a,\"'=\r\n 한+-]{0,6}|\\PC{0,6}", 3)) {
            let text = format!("{}\r\n", cells.iter().map(|cell| quoted(&disarmed(cell))).collect::<Vec<_>>().join(","));
            let back: Vec<String> = rows(&text).remove(0);
            let armed = |cell: &String| cell.strip_prefix('\'').filter(|rest| disarmed(rest) == *cell).unwrap_or(cell).to_owned();
            prop_assert_eq!(back.iter().map(armed).collect::<Vec<_>>(), cells);
        }
    }

    #[test]
    fn an_earlier_table_is_known_by_its_columns() {
        assert!(is_earlier(HEAD.as_bytes()) && is_earlier(format!("{}\nmore", HEAD.trim_end()).as_bytes()));
        assert!(
            !is_earlier(b"id,path,title\r\n") && !is_earlier(HEAD.replace("note", "note,mine").as_bytes())
        );
    }
}
