//! A field for one line of text: what is in it, where the caret is, and which part of it a narrow screen shows.
//!
//! The caret moves by graphemes and the picture by cells, so that a Hangul syllable or an emoji is one step and two cells.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{clean, width};

/// Longest text that a field takes, in bytes: far more than a line, less than a clipboard that went wrong.
pub const LONGEST: usize = 16 * 1024;

/// From this many cells on there are signs for text that is not seen.
const NARROWEST: usize = 4;

/// What an editing key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// One grapheme to the left.
    Left,
    /// One grapheme to the right.
    Right,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Takes the grapheme before the caret away.
    Backspace,
    /// Takes the grapheme after the caret away.
    Delete,
    /// Takes the word before the caret away.
    Word,
    /// Takes all before the caret away.
    ToStart,
    /// Takes all after the caret away.
    ToEnd,
}

/// One line of text with a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// A byte between two graphemes.
    caret: usize,
}

/// What a field shows in some cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Clean text of at most as many cells as there are.
    pub text: String,
    /// The cell of the caret, counted from 0.
    pub caret: usize,
}

impl Field {
    /// A field with this text in it, the caret behind it.
    pub fn new(text: String) -> Self {
        Self { caret: text.len(), text }
    }

    /// What is in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing in it that would be worth keeping.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Puts text in at the caret as one step: line breaks and tabs become blanks, other controls are dropped. Says whether
    /// all of it had room.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = text.replace("\r\n", "\n");
        let mut room = LONGEST.saturating_sub(self.text.len());
        let mut fits = true;
        let mut line = String::new();
        for grapheme in text.graphemes(true) {
            let kept: String = grapheme.chars().filter_map(plain).collect();
            fits &= kept.len() <= room;
            if !fits {
                break;
            }
            room -= kept.len();
            line.push_str(&kept);
        }
        self.text.insert_str(self.caret, &line);
        // What was put in may have joined what stands behind it.
        self.caret = self.boundary_at(self.caret + line.len());
        fits
    }

    /// Does what an editing key asks for.
    pub fn edit(&mut self, edit: Edit) {
        let (caret, end) = (self.caret, self.text.len());
        match edit {
            Edit::Left => self.caret = self.before(),
            Edit::Right => self.caret = self.after(),
            Edit::Start => self.caret = 0,
            Edit::End => self.caret = end,
            Edit::Backspace => self.take_away(self.before(), caret),
            Edit::Delete => self.take_away(caret, self.after()),
            Edit::Word => self.take_away(self.word_start(), caret),
            Edit::ToStart => self.take_away(0, caret),
            Edit::ToEnd => self.take_away(caret, end),
        }
    }

    fn take_away(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = self.boundary_at(from);
    }

    /// The first place between graphemes that is not before `byte`.
    fn boundary_at(&self, byte: usize) -> usize {
        let mut starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        starts.find(|start| *start >= byte).unwrap_or(self.text.len())
    }

    fn before(&self) -> usize {
        let starts = self.text.grapheme_indices(true).map(|(start, _)| start);
        starts.take_while(|start| *start < self.caret).last().unwrap_or(0)
    }

    fn after(&self) -> usize {
        self.boundary_at(self.caret.saturating_add(1))
    }

    /// Where the word before the caret begins: past blanks, then past what is none, as a shell has it.
    fn word_start(&self) -> usize {
        let (before, _) = self.text.split_at_checked(self.caret).unwrap_or_default();
        let word = before.trim_end();
        word.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }

    /// What is seen of the field in `room` cells, with `cut` where there is more. The caret keeps a third of the room before
    /// it, where the text goes on there.
    pub fn shown(&self, room: usize, cut: &str) -> Shown {
        let cells: Vec<(usize, String)> = self.text.grapheme_indices(true).map(visible).collect();
        let sum = |cells: &[(usize, String)]| cells.iter().map(|(_, sign)| width(sign)).sum::<usize>();
        let before = cells.partition_point(|(start, _)| *start < self.caret);
        let (caret, all) = (sum(cells.get(..before).unwrap_or_default()), sum(&cells));
        // The caret behind the text needs a cell too.
        let last = (all + 1).saturating_sub(room);
        let from = caret.saturating_sub(room * 2 / 3).min(last);
        // A sign needs a cell that is not the caret's.
        let has_signs = room >= NARROWEST;
        let (has_more_before, has_more_after) = (has_signs && from > 0, has_signs && all > from + room);
        let start = from + if has_more_before { width(cut) } else { 0 };
        let end = (from + room).saturating_sub(if has_more_after { width(cut) } else { 0 });
        let mut text = if has_more_before { cut.to_owned() } else { String::new() };
        let mut at = 0;
        for (_, sign) in &cells {
            let next = at + width(sign);
            if at >= start && next <= end {
                text.push_str(sign);
            } else if at < end && next > start {
                // Half of a wide sign is none.
                text.push_str(&" ".repeat(next.min(end) - at.max(start)));
            }
            at = next;
        }
        if has_more_after {
            text.push_str(cut);
        }
        Shown { text, caret: caret - from }
    }
}

/// What a pasted or typed character is in one line.
fn plain(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A grapheme as it is drawn.
fn visible((start, grapheme): (usize, &str)) -> (usize, String) {
    (start, clean(grapheme).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field with the caret where `|` is.
    fn field(text: &str) -> Field {
        let (before, after) = text.split_once('|').expect("a caret");
        Field { text: format!("{before}{after}"), caret: before.len() }
    }

    fn with_caret(field: &Field) -> String {
        let (before, after) = field.text.split_at(field.caret);
        format!("{before}|{after}")
    }

    #[test]
    fn each_editing_key() {
        for (before, edit, after) in [
            ("가나|다", Edit::Left, "가|나다"),
            ("가|나", Edit::Right, "가나|"),
            ("|가", Edit::Left, "|가"),
            ("가|", Edit::Right, "가|"),
            ("ab|c", Edit::Start, "|abc"),
            ("a|bc", Edit::End, "abc|"),
            ("한글|", Edit::Backspace, "한|"),
            ("a👨‍👩‍👧|b", Edit::Backspace, "a|b"),
            ("e\u{301}|x", Edit::Backspace, "|x"),
            ("|", Edit::Backspace, "|"),
            ("a|나b", Edit::Delete, "a|b"),
            ("a|", Edit::Delete, "a|"),
            ("격리 수준 네|", Edit::Word, "격리 수준 |"),
            ("격리 수준  |네", Edit::Word, "격리 |네"),
            ("one|", Edit::Word, "|"),
            ("|one", Edit::Word, "|one"),
            ("one |two", Edit::ToStart, "|two"),
            ("one |two", Edit::ToEnd, "one |"),
        ] {
            let mut field = field(before);
            field.edit(edit);
            assert_eq!(with_caret(&field), after, "{before} {edit:?}");
        }
    }

    #[test]
    fn a_paste_becomes_one_line() {
        for (text, expected) in [
            ("one\r\ntwo\rthree\nfour", "<one two three four|>"),
            ("a\tb", "<a b|>"),
            ("a\u{1B}[31mb\u{7}\u{9B}", "<a[31mb|>"),
            ("", "<|>"),
        ] {
            let mut field = field("<|>");
            assert!(field.insert(text));
            assert_eq!(with_caret(&field), expected);
        }
        // A mark that joins what stands before it leaves the caret behind both.
        let mut field = field("e|x");
        field.insert("\u{301}");
        assert_eq!(with_caret(&field), "e\u{301}|x");
    }

    #[test]
    fn a_field_has_an_end() {
        let mut field = Field::default();
        assert!(!field.insert(&"가".repeat(LONGEST)));
        assert!(field.text().len() <= LONGEST && field.text().len() > LONGEST - 3);
        assert!(!field.insert("가나"));
    }

    #[test]
    fn what_a_narrow_field_shows() {
        for (text, room, expected) in [
            ("short|", 10, "short|"),
            ("0123456789|", 10, "~23456789|"),
            ("|0123456789", 10, "|0123456789"),
            ("|0123456789A", 10, "|012345678~"),
            ("012345|6789ABCDEF", 9, "012345|67~"),
            ("0123456789|ABCDEF", 9, "~56789|AB~"),
            ("가나다라마|", 7, "~ 라마|"),
            ("가나|다라마", 6, "가나| ~"),
            ("가나다|라마바", 6, "~ 다| ~"),
            ("abcd|ef", 3, "cd|e"),
            ("tab\u{202E}|", 10, "tab\u{FFFD}|"),
        ] {
            let shown = field(text).shown(room, "~");
            assert!(width(&shown.text) <= room, "{text}: {shown:?}");
            let mut cells = 0;
            let at = shown.text.char_indices().find(|(_, c)| {
                let here = cells;
                cells += width(c.encode_utf8(&mut [0; 4]));
                here >= shown.caret
            });
            let (before, after) = shown.text.split_at(at.map_or(shown.text.len(), |(at, _)| at));
            assert_eq!(format!("{before}|{after}"), expected, "{text} in {room}");
        }
    }

    #[test]
    fn the_caret_is_always_inside() {
        let text = "가a나b👨‍👩‍👧c\u{301}d 다라마바사";
        for room in 1..40 {
            let mut field = Field::new(text.to_owned());
            for _ in 0..=text.chars().count() {
                let shown = field.shown(room, "⋯");
                assert!(shown.caret < room && width(&shown.text) <= room, "{room}: {shown:?}");
                field.edit(Edit::Left);
            }
            assert_eq!(field.caret, 0);
        }
    }
}
