//! The commands of the plain mode, as they are typed.

use crate::hangul;
use crate::progress::Mark;
use crate::text::nearest;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Take,
    Mark(Mark),
    Bookmark,
    Read,
    Up,
    Top,
    List,
    More,
    Next,
    Find,
    Filter,
    Edit,
    Add,
    Open,
    Tick,
    Copy,
    Undo,
    Redo,
    Where,
    Status,
    Help,
    Quit,
}

impl Deed {
    /// Whether the numbers behind it are those of the list.
    pub(super) fn counts_on_list(self) -> bool {
        matches!(self, Self::Take | Self::Mark(_) | Self::Bookmark | Self::Read)
    }
}

/// A command.
pub(super) struct Command {
    pub(super) deed: Deed,
    /// What it is called, the first name first.
    pub(super) names: &'static [&'static str],
    /// The letter or sign that stands for it; in the interface it is the key, where there is one.
    pub(super) key: &'static str,
    /// What stands behind it.
    pub(super) wants: &'static str,
    /// What it does.
    pub(super) help: &'static str,
}

impl Command {
    /// How it is typed: `done 3 5-7, or d`.
    pub(super) fn call(&self) -> String {
        let name = self.names.first().copied().unwrap_or_default();
        let wants = if self.wants.is_empty() { String::new() } else { format!(" {}", self.wants) };
        let key = if self.key.is_empty() { String::new() } else { format!(", or {}", self.key) };
        format!("{name}{wants}{key}")
    }
}

const fn command(
    deed: Deed,
    (names, key): (&'static [&'static str], &'static str),
    wants: &'static str,
    help: &'static str,
) -> Command {
    Command { deed, names, key, wants, help }
}

/// All of them, in the order of the help.
pub(super) static COMMANDS: [Command; 24] = [
    command(Deed::Mark(Mark::Done), (&["done"], "d"), "3 5-7", "marks topics as done"),
    command(Deed::Mark(Mark::InProgress), (&["start"], "i"), "3", "marks topics as in progress"),
    command(Deed::Mark(Mark::Skipped), (&["skip"], "s"), "3", "marks topics as skipped"),
    command(Deed::Mark(Mark::Todo), (&["todo"], ""), "3", "marks topics as to do again"),
    command(Deed::Bookmark, (&["bookmark"], "*"), "3", "bookmarks topics, again: no longer"),
    command(Deed::Read, (&["read", "note"], ""), "3", "reads a topic: state, resources, your summary, note"),
    command(Deed::Up, (&["up", "back"], ".."), "", "goes back to the list, or one level up"),
    command(Deed::Top, (&["top"], ""), "", "goes to the sections of the roadmap"),
    command(Deed::List, (&["list", "ls"], ""), "", "reads the list again"),
    command(Deed::More, (&["more"], ""), "", "goes on with a long list or note"),
    command(Deed::Next, (&["next"], "w"), "", "lists what to study next, and says why"),
    command(
        Deed::Find,
        (&["find"], "/"),
        "WORDS",
        "lists lines of titles, notes and summaries that have all the words",
    ),
    command(
        Deed::Filter,
        (&["filter"], "f"),
        "WORD",
        "lists what is here and below that is: to do, in progress, done, skipped, bookmarked, summary; all: no filter",
    ),
    command(Deed::Edit, (&["edit"], "e"), "", "opens your summary of the open topic in your editor"),
    command(Deed::Add, (&["add"], "a"), "TEXT", "adds a line to your summary of the open topic"),
    command(Deed::Open, (&["open"], "o"), "1", "opens a resource of the open topic in your browser"),
    command(
        Deed::Tick,
        (&["tick"], ""),
        "1",
        "ticks a resource of the open topic as studied, again: no longer",
    ),
    command(
        Deed::Copy,
        (&["copy"], "y"),
        "1",
        "copies the address of a resource; without a number the id of the topic",
    ),
    command(Deed::Undo, (&["undo"], "u"), "", "takes back the last change"),
    command(Deed::Redo, (&["redo"], ""), "", "makes the change again that was taken back last"),
    command(Deed::Where, (&["where"], ""), "", "says where you are"),
    command(Deed::Status, (&["status"], ""), "", "says how far you have come"),
    command(Deed::Help, (&["help"], "?"), "", "lists the commands"),
    command(Deed::Quit, (&["quit", "exit"], "q"), "", "ends; so does the end of the input"),
];

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed<'l> {
    /// Nothing.
    Nothing,
    /// A command, and what stands behind it.
    Deed(Deed, &'l str),
    /// No command, and the one that may have been meant.
    Unknown(&'l str, Option<&'static str>),
}

/// Reads a line.
pub(super) fn read(line: &str) -> Typed<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Typed::Nothing;
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim_start();
    if word.chars().all(is_of_numbers) {
        return Typed::Deed(Deed::Take, line);
    }
    if let Some(deed) = called(word) {
        return Typed::Deed(deed, rest);
    }
    if let Some((deed, rest)) = glued(line) {
        return Typed::Deed(deed, rest);
    }
    let names = COMMANDS.iter().flat_map(|command| command.names.iter().copied());
    Typed::Unknown(word, nearest(&word.to_lowercase(), names))
}

/// What numbers, lists of them and ranges are written with.
fn is_of_numbers(c: char) -> bool {
    c.is_ascii_digit() || c == '-' || c == ','
}

/// The command of this name or key, also where it was typed in the Korean input mode.
fn called(word: &str) -> Option<Deed> {
    let keys: Option<String> = word.chars().map(hangul::keys).collect();
    let word = keys.as_deref().unwrap_or(word).to_lowercase();
    let is_it = |command: &&Command| command.names.contains(&word.as_str()) || command.key == word;
    COMMANDS.iter().find(is_it).map(|command| command.deed)
}

/// A key with what belongs to it behind it at once: `d3`, `*3`, `/words`.
fn glued(line: &str) -> Option<(Deed, &str)> {
    let key = line.chars().next()?;
    let rest = line.strip_prefix(key)?;
    let deed = called(key.encode_utf8(&mut [0; 4]))?;
    let is_meant = key.is_ascii_punctuation() || rest.starts_with(|c: char| c.is_ascii_digit());
    is_meant.then_some((deed, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keys_and_numbers() {
        let mark = Deed::Mark;
        for (line, deed, rest) in [
            ("3", Deed::Take, "3"),
            (" 12 ", Deed::Take, "12"),
            ("1 2", Deed::Take, "1 2"),
            ("2-4", Deed::Take, "2-4"),
            ("done 3 5-7", mark(Mark::Done), "3 5-7"),
            ("DONE", mark(Mark::Done), ""),
            ("d 3", mark(Mark::Done), "3"),
            ("d3", mark(Mark::Done), "3"),
            ("D3 4", mark(Mark::Done), "3 4"),
            ("i", mark(Mark::InProgress), ""),
            ("s 1", mark(Mark::Skipped), "1"),
            ("todo 1", mark(Mark::Todo), "1"),
            ("* 3", Deed::Bookmark, "3"),
            ("*3", Deed::Bookmark, "3"),
            ("*", Deed::Bookmark, ""),
            ("..", Deed::Up, ""),
            ("back", Deed::Up, ""),
            ("ls", Deed::List, ""),
            ("w", Deed::Next, ""),
            ("find  isolation level ", Deed::Find, "isolation level"),
            ("/isolation level", Deed::Find, "isolation level"),
            ("/ isolation", Deed::Find, "isolation"),
            ("/3 ways", Deed::Find, "3 ways"),
            ("find 트랜잭션", Deed::Find, "트랜잭션"),
            ("/ㅌㄹㅈㅅ", Deed::Find, "ㅌㄹㅈㅅ"),
            ("a  two  blanks", Deed::Add, "two  blanks"),
            ("add\ttext", Deed::Add, "text"),
            ("?", Deed::Help, ""),
            ("q", Deed::Quit, ""),
            // The Korean input mode: letters, and syllables that words became.
            ("ㅇ 3", mark(Mark::Done), "3"),
            ("ㅇ3", mark(Mark::Done), "3"),
            ("ㅑ", mark(Mark::InProgress), ""),
            ("ㅂ", Deed::Quit, ""),
            ("애ㅜㄷ 2", mark(Mark::Done), "2"),
            ("ㅁ 행을 합친다", Deed::Add, "행을 합친다"),
        ] {
            assert_eq!(read(line), Typed::Deed(deed, rest), "{line:?}");
        }
        for line in ["", "  ", "\t\r"] {
            assert_eq!(read(line), Typed::Nothing, "{line:?}");
        }
    }

    #[test]
    fn slips_name_the_word_that_is_near() {
        for (line, word, near) in [
            ("dnoe 3", "dnoe", Some("done")),
            ("Staus", "Staus", Some("status")),
            ("bokmark", "bokmark", Some("bookmark")),
            ("hepl", "hepl", Some("help")),
            ("frobnicate", "frobnicate", None),
            ("x", "x", None),
            ("deep", "deep", None),
            ("한글", "한글", None),
            ("\u{1B}[A", "\u{1B}[A", None),
        ] {
            assert_eq!(read(line), Typed::Unknown(word, near), "{line:?}");
        }
    }

    #[test]
    fn no_name_stands_for_two_commands() {
        let mut names: Vec<&str> = COMMANDS.iter().flat_map(|command| command.names).copied().collect();
        names.extend(COMMANDS.iter().map(|command| command.key).filter(|key| !key.is_empty()));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        for command in &COMMANDS {
            assert!(command.names.iter().all(|name| called(name) == Some(command.deed)));
        }
    }
}
