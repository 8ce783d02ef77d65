//! The person's settings: `config.toml`, every key of which is optional.
//!
//! Nothing that is wrong with it stops the program: what can be read counts, the rest is as if it were not there, and every
//! problem is told at once, as those of a roadmap are. What keys and actions there are is not known here: whoever does
//! checks the wishes of `[keys]`.

mod file;

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

pub use self::file::{ConfigError, TEMPLATE, path, read};

use crate::language::LanguageTag;
use crate::roadmap::parse::fields::{Fields, Known, Vocabulary, type_words};
use crate::roadmap::parse::report::{Report, Words, quoted, short};
use crate::roadmap::problem::{Problem, Problems};
use crate::theme::Choice;

/// The keys of the file.
static ROOT: Vocabulary = Vocabulary {
    owner: "The settings file",
    keys: &[
        ("theme", r#"theme = "dark""#),
        ("ascii", "ascii = true"),
        ("mouse", "mouse = false"),
        ("plain", "plain = true"),
        ("language", r#"language = "ko""#),
        ("store", r#"store = "~/study""#),
        ("keys", r#"[keys]  quit = ["Q", "-q"]"#),
    ],
};

/// What a person has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The theme of the interface.
    pub theme: Choice,
    /// Whether only ASCII signs are drawn.
    pub ascii: bool,
    /// Whether the interface takes the mouse; else the terminal selects text with it.
    pub mouse: bool,
    /// Whether what opens is a conversation in lines, for screen readers, and not the interface.
    pub plain: bool,
    /// The language of titles and notes, where a roadmap has it.
    pub language: Option<LanguageTag>,
    /// The folder that holds progress: absolute.
    pub store: Option<PathBuf>,
    /// Changes of the keys, in the order of the file.
    pub keys: Vec<KeyWish>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Choice::default(),
            ascii: false,
            mouse: true,
            plain: false,
            language: None,
            store: None,
            keys: Vec::new(),
        }
    }
}

/// A piece of text with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Its bytes, with the quotes.
    pub span: Range<usize>,
}

/// How the keys of an action are to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyWish {
    /// The name of the action.
    pub action: Placed,
    /// Keys to add; those that begin with `-` are to go.
    pub keys: Vec<Placed>,
}

/// What the wishes of `[keys]` come to, from whoever knows which actions there are.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    /// What is wrong with the wishes.
    pub problems: Vec<Problem>,
    /// Every action that can have other keys.
    pub rows: Vec<KeyRow>,
}

/// An action with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its name in the file.
    pub action: String,
    /// Its keys.
    pub keys: String,
    /// What it does.
    pub help: &'static str,
}

/// Reads the text of a configuration. `file` is how messages call it and `home` what `~` stands for; `wrong_keys` finds
/// what is wrong with the wishes of `[keys]`.
pub fn parse(
    text: &str,
    (file, home): (&Path, Option<&Path>),
    wrong_keys: &dyn Fn(&[KeyWish]) -> Vec<Problem>,
) -> (Config, Option<Problems>) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut report = Report::default();
    let table = table_of(text, &mut report);
    let root = Fields::new(&table, &ROOT, &[], &mut report);
    let themes = Known { words: || Choice::ALL.map(Choice::name).to_vec(), find: Choice::named };
    let config = Config {
        theme: root.word(&mut report, "theme", &themes).unwrap_or_default(),
        ascii: root.flag(&mut report, "ascii"),
        mouse: root.flag_or(&mut report, "mouse", true),
        plain: root.flag(&mut report, "plain"),
        language: language(&root, &mut report),
        store: store(&root, home, &mut report),
        keys: keys(&root, &mut report),
    };
    for problem in wrong_keys(&config.keys) {
        report.add_found(problem);
    }
    (config, (!report.is_clean()).then(|| report.finish(file, text)))
}

/// The table of a file. Where its syntax is broken that is told, and what could be read is returned all the same.
fn table_of<'t>(text: &'t str, report: &mut Report) -> DeTable<'t> {
    let error = match DeTable::parse(text) {
        Ok(table) => return table.into_inner(),
        Err(error) => error,
    };
    let span = error.span().unwrap_or(0..0);
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end =
        text.get(span.start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| span.start + at);
    let words = Words::new(format!("This is not TOML: {}.", short(error.message())), "not understood")
        .help("write a setting on a line of its own, as in  theme = \"dark\"");
    report.add_syntax(&(span.start..span.end.clamp(span.start, end)), start..end, words);
    // What comes behind it is mostly misread.
    report.lose_from(end);
    DeTable::parse_recoverable(text).0.into_inner()
}

fn language(root: &Fields<'_, '_>, report: &mut Report) -> Option<LanguageTag> {
    let (text, place) = root.text(report, "language")?;
    let tag = LanguageTag::new(text);
    if tag.is_none() {
        report.add(&place, || {
            Words::new(format!("{} is no tag of a language.", quoted(text)), "a tag is as in ko or pt-br")
                .help(ROOT.example("language"))
        });
    }
    tag
}

fn store(root: &Fields<'_, '_>, home: Option<&Path>, report: &mut Report) -> Option<PathBuf> {
    let (text, place) = root.text(report, "store")?;
    let path = match text.strip_prefix("~/") {
        Some(rest) => home.map(|home| home.join(rest)),
        None => Some(PathBuf::from(text)).filter(|path| path.is_absolute()),
    };
    if path.is_none() {
        report.add(&place, || {
            Words::new(
                format!("{} could be in any folder: it is not a whole path.", quoted(text)),
                "begins neither with / nor with ~/",
            )
            .help(ROOT.example("store"))
        });
    }
    path
}

fn keys(root: &Fields<'_, '_>, report: &mut Report) -> Vec<KeyWish> {
    let Some(value) = root.value_or_meant("keys") else { return Vec::new() };
    let DeValue::Table(table) = value.get_ref() else {
        let found = type_words(value.get_ref());
        report.add(&value.span(), || {
            Words::new(format!("\"keys\" wants a table of actions, not {found}."), format!("this is {found}"))
                .help("on two lines:  [keys]  quit = \"Q\"")
        });
        return Vec::new();
    };
    let mut wishes: Vec<KeyWish> = Vec::new();
    for (action, value) in table {
        let action = Placed { text: action.get_ref().to_string(), span: action.span() };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut keys = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => keys.push(Placed { text: text.to_string(), span: item.span() }),
                other => report.add(&item.span(), || {
                    let found = type_words(other);
                    Words::new(
                        format!("{} wants keys in quotes, not {found}.", quoted(&action.text)),
                        format!("this is {found}"),
                    )
                    .help("quit = \"Q\", or  quit = [\"Q\", \"-q\"]")
                }),
            }
        }
        wishes.push(KeyWish { action, keys });
    }
    wishes.sort_by_key(|wish| wish.action.span.start);
    wishes
}
