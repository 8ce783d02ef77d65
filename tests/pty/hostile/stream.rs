//! What a program wrote to its terminal, byte by byte: text, and sequences that are known to be the program's own.

/// A stream that is nothing but text and known sequences.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// What is read on the screen, in the order in which it was written.
    pub(super) text: String,
    /// What was handed to the clipboard, still encoded.
    pub(super) clipboard: Vec<String>,
}

/// Modes that the program sets and resets: cursor, focus and mouse reports, alternate screen, paste, whole frames.
const MODES: &[&str] = &["25", "1000", "1002", "1003", "1004", "1006", "1015", "1049", "2004", "2026"];

impl Stream {
    /// Reads all of it; whatever else a terminal might obey is a failure.
    #[track_caller]
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
        let mut stream = Self::default();
        let mut rest = text;
        let mut before = None;
        loop {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { return stream };
            rest = chars.as_str();
            if c == '\x1B' {
                rest = stream.sequence(rest);
                before = None;
                continue;
            }
            // A tab stands between the columns of a list.
            let is_break = matches!(c, '\r' | '\n' | '\t');
            let joins = matches!(c, '\u{200C}' | '\u{200D}') && before.is_some_and(|c: char| c > '\u{5FF}');
            let near: String = rest.chars().take(20).collect();
            assert!(is_break || joins || !harmful(c), "U+{:04X} before {near:?}", u32::from(c));
            stream.text.push(c);
            before = Some(c);
        }
    }

    /// Takes one sequence and gives what follows it.
    #[track_caller]
    fn sequence<'s>(&mut self, rest: &'s str) -> &'s str {
        let near: String = rest.chars().take(30).collect();
        if let Some(rest) = rest.strip_prefix("]52;c;") {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)));
            let (payload, after) = rest.split_at(end.expect("an end"));
            self.clipboard.push(payload.to_owned());
            let after = after.strip_prefix('\u{7}').or_else(|| after.strip_prefix("\x1B\\"));
            return after.unwrap_or_else(|| panic!("no end of what is copied: {near:?}"));
        }
        let Some(body) = rest.strip_prefix('[') else { panic!("a sequence that is not ours: {near:?}") };
        let length = body.find(|c: char| ('@'..='~').contains(&c)).expect("an end");
        let (parameters, after) = body.split_at(length);
        let (kind, after) = after.split_at(1);
        let is_known = match kind {
            "m" => is_a_look(parameters),
            "H" => is_numbers(parameters),
            "J" | "K" => matches!(parameters, "" | "0" | "1" | "2"),
            "h" | "l" => parameters.strip_prefix('?').is_some_and(|mode| MODES.contains(&mode)),
            "u" => parameters.starts_with(['<', '>', '?', '=']),
            _ => false,
        };
        assert!(is_known, "a sequence that is not ours: {near:?}");
        after
    }
}

fn is_numbers(parameters: &str) -> bool {
    parameters.chars().all(|c| c.is_ascii_digit() || c == ';')
}

/// Sixteen colours, weights and lines: what a theme is made of.
fn is_a_look(parameters: &str) -> bool {
    is_numbers(parameters)
        && parameters.split(';').all(|number| number.parse::<u8>().is_ok() || number.is_empty())
}

/// Whether a character controls a terminal, or reorders or hides what is read.
pub(super) fn harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
