//! What a verb says: data on standard output, words on standard error.
//!
//! An [`Output`] remembers the first write error and goes on in silence, so a verb need not care whether anyone
//! listens; [`Output::finish`] tells what became of it. A reader that closes its end early, as `head` does, has what it
//! wanted: that is success.

use std::fmt;
use std::io::{self, Write};

use anyhow::Context as _;
use ratatui::style::Style;
use ratatui::text::Span;
use serde::Serialize;

use super::args::{Global, When};
use super::surroundings::Surroundings;
use super::{ansi, looks};
use crate::text::{SafeText, clean, clean_lines};
use crate::theme::{self, Theme};

/// How the output looks.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    /// Styles and signs.
    pub(super) theme: Theme,
    /// Whether styles are written at all.
    pub(super) coloured: bool,
    /// Whether a person reads along: a tree and a table instead of one record a line.
    pub(super) terminal: bool,
    /// Cells of a line.
    pub(super) width: usize,
    /// Whether words are left out.
    pub(super) quiet: bool,
}

impl Looks {
    /// What the options and the surroundings ask for.
    pub(super) fn asked_for(global: &Global, here: &Surroundings) -> Self {
        Self {
            theme: looks::theme(global.color, global.ascii, here),
            coloured: looks::is_coloured(global.color, here),
            terminal: here.terminal_out,
            width: here.width,
            quiet: global.quiet,
        }
    }

    /// Without any style, for text that is said before the options are understood.
    pub(super) fn plain(here: &Surroundings) -> Self {
        let theme = looks::theme(When::Never, false, here);
        Self { theme, coloured: false, terminal: here.terminal_out, width: here.width, quiet: false }
    }
}

/// Where a verb writes to.
pub(super) struct Output<'a> {
    data: io::BufWriter<Box<dyn Write + 'a>>,
    words: Box<dyn Write + 'a>,
    failed: Option<io::Error>,
    /// How it looks.
    pub(super) looks: Looks,
}

impl<'a> Output<'a> {
    /// Writes data to `data` and words to `words`.
    pub(super) fn new(data: impl Write + 'a, words: impl Write + 'a, looks: Looks) -> Self {
        Self { data: io::BufWriter::new(Box::new(data)), words: Box::new(words), failed: None, looks }
    }

    /// Writes one line of spans.
    pub(super) fn line(&mut self, spans: &[Span<'_>]) {
        let mut line = String::new();
        for span in spans {
            ansi::push(&mut line, span, self.looks.coloured);
        }
        // Blanks that pad a table or a wrapped note are of no use at the end of a line.
        let end = line.trim_end_matches(' ').len();
        line.truncate(end);
        line.push('\n');
        self.raw(line.as_bytes());
    }

    /// Writes one line of plain text.
    pub(super) fn text(&mut self, line: impl Into<SafeText>) {
        self.line(&[theme::span(line, Style::new())]);
    }

    /// Writes one record: fields between tabs, for programs.
    pub(super) fn record(&mut self, fields: &[&SafeText]) {
        // A tab within a field cannot be: SafeText has none.
        let line: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
        self.raw(format!("{}\n", line.join("\t")).as_bytes());
    }

    /// Writes several lines, cleaned one by one, with a line break at the end.
    pub(super) fn lines(&mut self, text: &str) {
        self.raw(clean_lines(text).trim_end_matches('\n').as_bytes());
        self.raw(b"\n");
    }

    /// Writes an answer as JSON. What a terminal would obey is written as an escape, so a note keeps every character.
    ///
    /// # Errors
    /// Where `answer` cannot be put in JSON.
    pub(super) fn json(&mut self, answer: &impl Serialize) -> anyhow::Result<()> {
        let mut text = serde_json::to_string_pretty(answer).context("the answer could not be put in JSON")?;
        text.push('\n');
        self.raw(escaped(&text).as_bytes());
        Ok(())
    }

    /// Writes bytes that the program made itself: help, a completion script, the manual page.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        if self.failed.is_none() {
            self.failed = self.data.write_all(bytes).err();
        }
    }

    /// Says something beside the data, on standard error; nothing with `--quiet`.
    pub(super) fn note(&mut self, words: impl AsRef<str>) {
        if !self.looks.quiet {
            self.complain(words);
        }
    }

    /// Says something that must be said, on standard error.
    pub(super) fn complain(&mut self, words: impl AsRef<str>) {
        // Nobody can be told that standard error does not work.
        let _ = writeln!(self.words, "{}", clean_lines(words.as_ref()));
    }

    /// Lets all that was written so far be seen.
    pub(super) fn flush(&mut self) {
        if self.failed.is_none() {
            self.failed = self.data.flush().err();
        }
    }

    /// Whether nothing that is written gets anywhere any more.
    pub(super) fn is_broken(&self) -> bool {
        self.failed.is_some()
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Where something could not be written, a full disk for example. A closed pipe is none.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        let failed = self.failed.take().or_else(|| self.data.flush().err());
        // Without this the buffer would be written once more when it is dropped.
        let (_, _) = self.data.into_parts();
        match failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(error).context("the output could not be written in full")
            }
            _ => Ok(()),
        }
    }
}

/// JSON with everything that [`SafeText`] would replace as `\u` escapes. Outside of strings there is nothing of that.
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || clean(c.encode_utf8(&mut [0; 4])).starts_with(c) {
            out.push(c);
        } else {
            // Writing to a String cannot fail.
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = fmt::Write::write_fmt(&mut out, format_args!("\\u{unit:04x}"));
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Colours, SignSet};

    fn looks() -> Looks {
        let theme = Theme::new(Colours::None, SignSet::Unicode);
        Looks { theme, coloured: false, terminal: false, width: 80, quiet: false }
    }

    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_out() {
        let (mut data, mut words) = (Vec::new(), Vec::new());
        let mut out = Output::new(&mut data, &mut words, looks());
        out.text("a\u{1B}[2Jb");
        out.lines("c\u{9B}d\ne\u{202E}f\n\n");
        out.record(&[&SafeText::new("x"), &SafeText::new("y\tz")]);
        out.note("g\u{7}\nh");
        out.finish().expect("a vector takes all");
        assert_eq!(String::from_utf8_lossy(&data), "a\u{241B}[2Jb\nc\u{FFFD}d\ne\u{FFFD}f\nx\ty    z\n");
        assert_eq!(String::from_utf8_lossy(&words), "g\u{2407}\nh\n");
    }

    #[test]
    fn json_keeps_every_character_and_shows_none_that_commands() {
        let raw = "a\u{1B}[m\u{9B}\u{7F}\u{202E}\u{E0041}\u{200D}\n\t한글 👩\u{200D}👧";
        let mut data = Vec::new();
        let mut out = Output::new(&mut data, io::sink(), looks());
        out.json(&[raw]).expect("a text");
        out.finish().expect("a vector takes all");
        let text = String::from_utf8_lossy(&data);
        assert_eq!(clean_lines(&text), text);
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).expect("JSON"), [raw]);
    }

    #[test]
    fn quiet_leaves_out_notes_but_no_complaints() {
        let mut words = Vec::new();
        let mut out = Output::new(io::sink(), &mut words, Looks { quiet: true, ..looks() });
        out.note("never mind");
        out.complain("mind");
        drop(out);
        assert_eq!(String::from_utf8_lossy(&words), "mind\n");
    }

    #[test]
    fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
        for (kind, good) in [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false)] {
            for lines in [1, 10_000] {
                let mut out = Output::new(Broken(kind), io::sink(), looks());
                (0..lines).for_each(|_| out.text("a line"));
                assert_eq!(out.finish().is_ok(), good, "{kind:?} {lines}");
            }
        }
    }
}
