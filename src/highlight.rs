//! The colours of a piece of code: which bytes are a comment, a string, a keyword.
//!
//! The grammars are those of bat, through the crates `two-face` and `syntect`, cut down while the program is built
//! (`build/grammars.rs`). Nothing of them is read before the first call of [`colour`]. That call loads the list, about
//! a millisecond; the first block of a language compiles its regular expressions, up to some 60 ms: off the thread that
//! draws. `benches/highlight.rs` has the figures.

mod language;
mod scope;

use std::ops::Range;
use std::sync::OnceLock;

use syntect::dumps::from_uncompressed_data;
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};
use unicode_segmentation::GraphemeCursor;

use crate::guard::guarded;
use scope::Roles;

/// Longest line that is parsed, in bytes; a longer one is plain, and the next goes on as if it had not been there.
pub const LONGEST_LINE: usize = 2_000;
/// How much of a block is parsed, in bytes; the rest is plain.
pub const LONGEST_CODE: usize = 64 * 1024;
/// How many lines of a block are parsed; the rest is plain.
pub const MOST_LINES: usize = 2_000;
/// How much work a block may be: the sum of its lines' squared lengths, for a regular expression that goes astray takes
/// that many steps. Lines of 60 bytes reach the other limits first.
const MOST_WORK: usize = 4_000_000;

/// What a piece of code is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// All that has no other role: names, operators, brackets.
    #[default]
    Text,
    /// A comment, the header of a diff.
    Comment,
    /// A string or a character.
    String,
    /// A number, `true`, `null`, an escape in a string.
    Constant,
    /// A word of the language, the name of an HTML tag, the key of a setting.
    Keyword,
    /// The name of a function where it is defined; in some languages also where it is called.
    Function,
    /// The name of a type where it is defined, a heading.
    Type,
    /// A line that a diff adds.
    Inserted,
    /// A line that a diff takes away.
    Deleted,
}

/// The roles in a piece of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coloured {
    /// For each line up to the limits runs of (bytes, role) from its start to its end without the line feed. No run is empty,
    /// each ends between what is seen as two characters, and no two neighbours have the same role. The lines behind them are
    /// plain.
    lines: Vec<Vec<(usize, Role)>>,
}

impl Coloured {
    /// The runs of one line, counted from 0, as byte ranges of the line; none where it is plain or there is no such line.
    pub fn line(&self, line: usize) -> impl Iterator<Item = (Range<usize>, Role)> {
        let mut at = 0;
        self.lines.get(line).into_iter().flatten().map(move |(bytes, role)| {
            let start = at;
            at += bytes;
            (start..at, *role)
        })
    }
}

/// Whether there are colours for the language of a code block. Reads no grammar.
///
/// `info` is what stands after the fence: its first word counts, `rust,ignore` and `js title="x"` are Rust and JavaScript.
pub fn knows(info: &str) -> bool {
    language::grammar(info).is_some()
}

/// The colours of a piece of code, or none where the language is not known; `info` as in [`knows`].
///
/// Slow where it is the first of its language, see the module: not for the thread that draws. Whatever the code, it ends
/// and does not panic; what is too long or too much work is [`Role::Text`].
pub fn colour(info: &str, code: &str) -> Option<Coloured> {
    let grammar = language::grammar(info)?;
    // PHP begins as the page around it, but most examples leave the opening tag away.
    let grammar = if grammar == "PHP" && !code.contains("<?") { "PHP Source" } else { grammar };
    let mut lines = Vec::new();
    // A panic in a grammar costs the colours from there on.
    let _ = guarded(|| parse(grammar, code, &mut lines));
    Some(Coloured { lines })
}

/// Adds the runs of each line up to the limits.
fn parse(grammar: &str, code: &str, lines: &mut Vec<Vec<(usize, Role)>>) -> Option<()> {
    let (grammars, roles) = loaded()?;
    let mut state = ParseState::new(grammars.find_syntax_by_name(grammar)?);
    let mut scopes = ScopeStack::new();
    let (mut bytes, mut work) = (0, 0);
    for line in code.split_inclusive('\n').take(MOST_LINES) {
        let text = line.lines().next().unwrap_or_default();
        bytes += line.len();
        if line.len() > LONGEST_LINE {
            lines.push(plain(text.len()));
            continue;
        }
        work += line.len() * line.len();
        if bytes > LONGEST_CODE || work > MOST_WORK {
            break;
        }
        // The grammars want their lines to end.
        let ended = format!("{text}\n");
        let changes = state.parse_line(&ended, grammars).ok()?;
        let mut runs = Runs { text, done: 0, found: Vec::new() };
        for (at, change) in changes {
            runs.until(at, |piece| roles.of(&scopes, piece));
            scopes.apply(&change).ok()?;
        }
        runs.until(text.len(), |piece| roles.of(&scopes, piece));
        lines.push(runs.found);
    }
    Some(())
}

/// The grammars and what their scopes mean, read at the first call; none where they cannot be read.
fn loaded() -> Option<&'static (SyntaxSet, Roles)> {
    static LOADED: OnceLock<Option<(SyntaxSet, Roles)>> = OnceLock::new();
    let loaded = LOADED.get_or_init(|| {
        let grammars =
            from_uncompressed_data(include_bytes!(concat!(env!("OUT_DIR"), "/grammars.bin"))).ok()?;
        Some((grammars, Roles::new()?))
    });
    loaded.as_ref()
}

fn plain(bytes: usize) -> Vec<(usize, Role)> {
    if bytes == 0 { Vec::new() } else { vec![(bytes, Role::Text)] }
}

/// The first byte from `at` on at which no character, as it is seen, goes on: grammars count code points.
fn edge(text: &str, at: usize) -> usize {
    // Most code is ASCII, and two such characters are never one but where a line ends.
    let is_plain = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii);
    if at >= text.len() {
        return text.len();
    }
    if at == 0 || is_plain(at - 1) && is_plain(at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0) == Ok(true) {
        return at;
    }
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The runs of a line while they are found.
struct Runs<'a> {
    text: &'a str,
    done: usize,
    found: Vec<(usize, Role)>,
}

impl Runs<'_> {
    /// Gives the bytes up to `end` a role.
    fn until(&mut self, end: usize, role: impl FnOnce(&str) -> Role) {
        let end = edge(self.text, end);
        let Some(piece) = self.text.get(self.done..end).filter(|piece| !piece.is_empty()) else { return };
        let role = role(piece);
        self.done = end;
        match self.found.last_mut() {
            Some((bytes, last)) if *last == role => *bytes += piece.len(),
            _ => self.found.push((piece.len(), role)),
        }
    }
}

#[cfg(test)]
mod tests;
