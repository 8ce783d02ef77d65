//! Notes that want to command the terminal, hide or reorder what is read: every byte that the program writes is parsed.

#[path = "hostile/stream.rs"]
mod stream;

use std::fmt::Write as _;

use self::stream::Stream;
use super::*;

/// One column of panes, and so many rows that few steps show all of a long note.
const WINDOW: (u16, u16) = (240, 66);

/// Stands for the marker where the emulator reads.
const STAND_IN: &str = "\u{3C8}";

/// Waits until the files are there.
const AWAITS: &str = "while [ ! -f go ]; do sleep 0.02; done; ";

/// All characters that control, reorder or hide, but for line breaks and tabs.
fn hostile() -> Vec<char> {
    let ranges = [
        0..=0x08,
        0x0B..=0x0C,
        0x0E..=0x1F,
        0x7F..=0x9F,
        0xAD..=0xAD,
        0x34F..=0x34F,
        0x61C..=0x61C,
        0x115F..=0x1160,
        0x17B4..=0x17B5,
        0x180B..=0x180F,
        0x200B..=0x200F,
        0x2028..=0x202E,
        0x2060..=0x206F,
        0x3164..=0x3164,
        0xFE00..=0xFE0E,
        0xFEFF..=0xFEFF,
        0xFFA0..=0xFFA0,
        0xFFF9..=0xFFFB,
        0x1D173..=0x1D17A,
        0xE0000..=0xE007F,
        0xE0100..=0xE0103,
        0xE01EF..=0xE01EF,
    ];
    ranges.into_iter().flatten().filter_map(char::from_u32).collect()
}

/// Ways to write a character.
#[derive(Clone, Copy)]
enum Writing {
    Raw,
    Entity,
    Percent,
}

impl Writing {
    fn of(self, c: char) -> String {
        match self {
            Self::Raw => c.to_string(),
            Self::Entity => format!("&#x{:x};", u32::from(c)),
            Self::Percent => c.to_string().bytes().fold(String::new(), |mut all, byte| {
                let _ = write!(all, "%{byte:02X}");
                all
            }),
        }
    }
}

/// A place of a note that shows what is written in it.
struct Construct {
    /// What tells it from the others, in letters that nothing else has.
    name: &'static str,
    writing: Writing,
    before: &'static str,
    after: &'static str,
    /// How many characters it shows at once.
    most: usize,
}

const fn construct(
    name: &'static str,
    writing: Writing,
    (before, after): (&'static str, &'static str),
    most: usize,
) -> Construct {
    Construct { name, writing, before, after, most }
}

/// All places where what is written is read on the screen.
const CONSTRUCTS: &[Construct] = &[
    construct("Pr", Writing::Raw, ("", "\n\n"), 500),
    construct("Pe", Writing::Entity, ("", "\n\n"), 500),
    construct("Ps", Writing::Raw, ("**", "**\n\n"), 20),
    construct("Hr", Writing::Raw, ("## ", "\n\n"), 20),
    construct("He", Writing::Entity, ("### ", "\n\n"), 20),
    construct("Lr", Writing::Raw, ("[", "](https://example.org/)\n\n"), 10),
    construct("Le", Writing::Entity, ("[", "](other.md)\n\n"), 10),
    construct("Ae", Writing::Entity, ("[](https://example.org/", ")\n\n"), 10),
    construct("Ap", Writing::Percent, ("<https://example.org/", ">\n\n"), 10),
    construct("Xe", Writing::Entity, ("![", "](a.png)\n\n"), 10),
    construct("Xr", Writing::Raw, ("![", "](a.png)\n\n"), 10),
    construct("Tr", Writing::Raw, ("|a|\n|-|\n|", "|\n\n"), 4),
    construct("Te", Writing::Entity, ("|a|\n|-|\n|", "|\n\n"), 4),
    construct("Cr", Writing::Raw, ("```\n", "\n```\n\n"), 7),
    construct("Gr", Writing::Raw, ("```", "\nx\n```\n\n"), 5),
    construct("Ge", Writing::Entity, ("```", "\nx\n```\n\n"), 5),
    construct("Kr", Writing::Raw, ("x `", "`\n\n"), 50),
    construct("Qr", Writing::Raw, ("> ", "\n\n"), 100),
    construct("Mr", Writing::Raw, ("- ", "\n\n"), 100),
    construct("Nr", Writing::Raw, ("a\n\n[^n]: ", "\n\n"), 100),
    construct("Wr", Writing::Raw, ("<odd>", "</odd>\n\n"), 20),
    construct("Bd", Writing::Raw, ("<p>", "</p>\n\n"), 20),
    construct("Be", Writing::Entity, ("<p>", "</p>\n\n"), 20),
    construct("Se", Writing::Entity, ("<details>\n<summary>", "</summary>\n\nx\n\n</details>\n\n"), 20),
    construct("Ie", Writing::Entity, ("<img src=\"a.png\" alt=\"", "\">\n\n"), 10),
    construct("Je", Writing::Entity, ("<a href=\"https://a.b/\">", "</a>\n\n"), 10),
];

/// Sequences that a terminal would obey, of which the program itself writes none.
const SEQUENCES: &str = "\u{1B}[777m \u{1B}]0;owned\u{7} \u{1B}]8;;x:y\u{1B}\\ \u{1B}P+q\u{1B}\\ \u{1B}c \u{9B}777m \u{9D}0;owned\u{9C} \u{1B}]52;c;!\u{7}";

impl Construct {
    /// The Markdown, with each character between its number and an end.
    fn markdown(&self) -> String {
        let numbered: Vec<(usize, char)> = hostile().into_iter().enumerate().collect();
        let pieces = numbered.chunks(self.most).map(|chunk| {
            let one = |(number, c): &(usize, char)| format!("{}{number}{}z", self.name, self.writing.of(*c));
            let all: String = chunk.iter().map(one).collect();
            format!("{}{all}{}", self.before, self.after)
        });
        pieces.collect()
    }

    /// The characters for which nothing visible stands. Blanks and lines are gone from what was `seen`.
    fn hidden(&self, seen: &str) -> Vec<String> {
        let mut hidden = Vec::new();
        for (number, c) in hostile().into_iter().enumerate() {
            let start = format!("{}{number}", self.name);
            // The number of another character may begin with this one, and a page may end in the middle.
            let shown: Vec<&str> = seen
                .split(&start)
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('z')?.0))
                .filter(|shown| !shown.starts_with(|c: char| c.is_ascii_digit()))
                .collect();
            let expected: Vec<String> = match (self.writing, c) {
                // As they are in an address: nobody decodes them.
                (Writing::Percent, c) => vec![Writing::Percent.of(c)],
                // A blank, gone from here.
                (_, '\u{2028}' | '\u{2029}') => vec![String::new()],
                // Some constructs are split there.
                (_, '\0'..='\u{1F}') => {
                    let picture = char::from_u32(0x2400 + u32::from(c)).expect("a picture");
                    vec![picture.to_string(), "\u{FFFD}".to_owned()]
                }
                (_, '\u{7F}') => vec!["\u{2421}".to_owned()],
                _ => vec!["\u{FFFD}".to_owned()],
            };
            // What stands for code that names no language as it is written may be the entity itself.
            let as_written = (self.name == "Ge").then(|| Writing::Entity.of(c));
            if !expected.iter().chain(&as_written).any(|one| shown.contains(&one.as_str())) {
                hidden.push(format!("{} U+{:04X}: {shown:?}", self.name, u32::from(c)));
            }
        }
        hidden
    }
}

/// A note with everything in it.
fn note() -> String {
    let all: String = hostile().into_iter().collect();
    let front = format!("---\ntitle: Fr {all} {SEQUENCES}\ntags: [\"{all}\"]\n---\n\n");
    let web = format!("[first link](https://example.org/{})\n\n", "&#x1b;&#x202e;&#x9b;");
    let safe = "[second link](https://example.org/%1B%9B%E2%80%AE)\n\n";
    let notes = format!("Text[^{all}].\n\n[^{all}]: the note\n\n");
    let constructs: String = CONSTRUCTS.iter().map(Construct::markdown).collect();
    format!(
        "{front}{web}{safe}{SEQUENCES}\n\n{constructs}{notes}`````{all}\n{SEQUENCES}\n`````\n\nThe end.\n"
    )
}

/// A roadmap that says it too.
fn roadmap() -> String {
    let escaped = hostile().into_iter().fold(String::new(), |mut all, c| {
        let _ = write!(all, "\\U{:08X}", u32::from(c));
        all
    });
    let title = format!("Evil \\u001B[777m {escaped}");
    format!(
        "id = \"study\"\ntitle = \"{title}\"\n[[topics]]\nid = \"first\"\ntitle = \"{title}\"\nnote = \"first.md\"\n\
         tags = [\"{title}\"]\nresources = [{{ type = \"docs\", title = \"{title}\", url = \"https://example.org/\" }}]\n\
         [[topics]]\nid = \"second\"\ntitle = \"{title}\"\n"
    )
}

/// Runs `script` in a tall window where all of this is.
fn session(script: &str) -> Session {
    let mut session = Session::shell(&format!("{AWAITS}{script}"), &note(), &[("COLUMNS", "")]);
    let (rows, cols) = WINDOW;
    write(&session.dir.path().join("roadmap.toml"), &roadmap());
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    session.master.as_ref().expect("open").resize(size).expect("a resize");
    write(&session.dir.path().join("go"), "");
    let (rows, cols) = (NonZero::new(rows).expect("rows"), NonZero::new(cols).expect("columns"));
    session.screen = vt100::Parser::new(rows, cols, 0);
    session
}

impl Session {
    /// The text on the screen without blanks and bars.
    fn squeezed(&self) -> String {
        let (rows, cols) = WINDOW;
        let (rows, cols) = (NonZero::new(rows).expect("rows"), NonZero::new(cols).expect("columns"));
        let mut screen = vt100::Parser::new(rows, cols, 0);
        // The emulator drops the marker.
        screen.process(String::from_utf8_lossy(&self.bytes).replace('\u{FFFD}', STAND_IN).as_bytes());
        let text = screen.screen().contents().replace(STAND_IN, "\u{FFFD}");
        text.chars().filter(|c| !c.is_whitespace() && *c != '│').collect()
    }

    /// Presses keys and waits for the frame that answers.
    fn press(&mut self, keys: &str) {
        let frames = |session: &Self| count(&session.bytes, b"\x1B[?2026l");
        let before = frames(self);
        self.send(keys);
        self.wait_until("a frame", |session| frames(session) > before);
    }

    /// Goes through the whole note; all that was seen.
    fn read_all(&mut self) -> String {
        let mut seen = self.squeezed();
        while !self.frame().contains("The end.") {
            self.press("\x04");
            seen.push_str(&self.squeezed());
        }
        seen
    }

    /// Ends it; all that it wrote is known to be harmless.
    #[track_caller]
    fn stream(mut self) -> Stream {
        self.ended();
        Stream::of(&self.bytes_but_the_question())
    }
}

#[test]
fn whatever_a_note_holds_is_visible_and_harmless_in_the_pane() {
    let mut session = session("exec \"$TRAILMARK\"");
    session.wait_for("Evil");
    session.send("\r");
    session.wait_for("first link");
    let seen = session.read_all();
    let hidden: Vec<String> = CONSTRUCTS.iter().flat_map(|construct| construct.hidden(&seen)).collect();
    assert!(hidden.is_empty(), "{hidden:#?}");
    session.send("q");
    session.stream();
}

#[test]
fn lists_questions_and_fields_show_it_harmlessly_too() {
    let mut session = session("exec \"$TRAILMARK\"");
    session.wait_for("Evil");
    session.press("\r");
    session.wait_for("first link");
    // The address of a chosen link in the footer, and why it is not followed.
    session.press("]");
    session.wait_until("the address", |session| {
        session.squeezed().contains("https://example.org/\u{241B}\u{FFFD}\u{FFFD}")
    });
    session.press("\r");
    session.wait_for("invisible characters");
    session.press("y");
    session.wait_for("Copied the address");
    // The next one is asked about, and copied as it is.
    session.press("]");
    session.press("\r");
    session.wait_for("example.org/%1B%9B%E2%80%AE");
    session.press("y");
    session.wait_for("Copied the address");
    // Lists, to their ends.
    for (key, last) in [("c", "He2"), ("o", "Je2")] {
        session.press(key);
        session.press("G");
        session.wait_for(last);
        session.press("g");
        session.send("\x1B");
        session.wait_for("first link");
    }
    // Hits, in all that shows what is hostile.
    session.press("/");
    session.press("z");
    for _ in 0..40 {
        session.press("\r");
        session.press("n");
    }
    session.send("q");
    let stream = session.stream();
    let hostile = "aHR0cHM6Ly9leGFtcGxlLm9yZy8b4oCuwps=";
    assert_eq!(stream.clipboard, [hostile, "aHR0cHM6Ly9leGFtcGxlLm9yZy8lMUIlOUIlRTIlODAlQUU="]);
}

#[test]
fn commands_write_nothing_of_it_to_a_terminal_or_a_pipe() {
    for command in
        ["show first --no-pager", "show first --no-pager --color always", "check", "list", "find Pr1"]
    {
        let direct = session(&format!("\"$TRAILMARK\" {command}; echo over")).stream();
        assert!(direct.text.contains("over"), "{command}: {direct:?}");
        let piped = session(&format!("\"$TRAILMARK\" {command} | cat; echo over"));
        let piped = piped.stream();
        assert!(piped.text.contains("over"), "{command}: {piped:?}");
        if command == "show first --no-pager" {
            let seen: String = direct.text.chars().filter(|c| !c.is_whitespace() && *c != '│').collect();
            let hidden: Vec<String> =
                CONSTRUCTS.iter().flat_map(|construct| construct.hidden(&seen)).collect();
            assert!(hidden.is_empty(), "{hidden:#?}");
        }
    }
}
