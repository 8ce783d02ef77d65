//! `config`: the person's settings, and what they make of the keys. Also what every run takes from them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::Interface;
use super::args::{Arguments, ConfigVerb};
use super::exit::{Exit, UsageError};
use super::output::Output;
use super::surroundings::Surroundings;
use crate::config::{self, Config, ConfigError, KeyRow, KeyWish, Keyboard, TEMPLATE};
use crate::editor::Editor;
use crate::program::is_on_path;
use crate::roadmap::problem::Problems;
use crate::store::{Places, RealFiles, replace};
use crate::text::{SafeText, counted};
use crate::theme::span;

/// The person's settings as one run finds them.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Where they are; none where there is no home folder.
    pub(super) path: Option<PathBuf>,
    config: Config,
    /// What is wrong in the file.
    pub(super) problems: Option<Problems>,
    /// Why it cannot be read at all.
    pub(super) unreadable: Option<ConfigError>,
}

/// What the interface makes of the wishes of `[keys]`; nothing where there is none.
pub(super) fn keyboard(interface: Option<&dyn Interface>, wishes: &[KeyWish]) -> Keyboard {
    interface.map(|interface| interface.keyboard(wishes)).unwrap_or_default()
}

impl Settings {
    /// Reads them.
    pub(super) fn find(here: &Surroundings, interface: Option<&dyn Interface>) -> Self {
        let Some(path) = config::path(|name| here.variable(name).map(ToOwned::to_owned)) else {
            return Self::default();
        };
        Self::read(path, interface)
    }

    fn read(path: PathBuf, interface: Option<&dyn Interface>) -> Self {
        let (config, problems, unreadable) =
            match config::read(&path, &|wishes| keyboard(interface, wishes).problems) {
                Ok((config, problems)) => (config, problems, None),
                Err(error) => (Config::default(), None, Some(error)),
            };
        Self { path: Some(path), config, problems, unreadable }
    }

    /// Puts them where neither the command line nor the environment says otherwise.
    pub(super) fn fill(&self, arguments: &mut Arguments, here: &Surroundings) {
        let global = &mut arguments.global;
        global.ascii |= self.config.ascii;
        global.usual_lang.clone_from(&self.config.language);
        if global.store.is_none() && here.variable("TRAILMARK_STORE").is_none() {
            global.store.clone_from(&self.config.store);
        }
    }

    /// Whether the plain mode is what opens on a terminal.
    pub(super) fn is_plain(&self) -> bool {
        self.config.plain
    }

    /// Says in one line that something is wrong with them.
    pub(super) fn note_problems(&self, out: &mut Output<'_>) {
        if let Some(problems) = &self.problems {
            let count = counted(problems.list.len(), "problem");
            out.note(format!("{}: {count}; `trailmark check` says more", problems.file.display()));
        }
        if let Some(error) = &self.unreadable {
            out.note(error.to_string());
        }
    }

    /// The file.
    fn file(&self) -> anyhow::Result<&Path> {
        let why =
            "cannot find a place for your settings: you have no home folder. Set HOME, or XDG_CONFIG_HOME";
        self.path.as_deref().context(why)
    }
}

/// Does what the verb says.
pub(super) fn run(
    settings: &Settings,
    verb: Option<&ConfigVerb>,
    (here, interface): (&Surroundings, Option<&dyn Interface>),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    match verb {
        Some(ConfigVerb::Path) => out.text(settings.file()?.display().to_string()),
        Some(ConfigVerb::Edit) => return edit(settings.file()?, (here, interface), out),
        Some(ConfigVerb::Keys) => {
            list_keys(&keyboard(interface, &settings.config.keys).rows, out);
            settings.note_problems(out);
        }
        None => {
            out.lines(&said(settings));
            settings.note_problems(out);
        }
    }
    Ok(Exit::Success)
}

/// The settings that count, as their file would say them.
fn said(settings: &Settings) -> String {
    let Config { theme, ascii, mouse, plain, language, store, keys } = &settings.config;
    let path = settings.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let is_there = settings.path.as_ref().is_some_and(|path| path.exists());
    let hint = if is_there { "" } else { " (not there yet: `trailmark config edit` makes it)" };
    let usual = || Places::find(None).ok().map(|places| places.data);
    let store = store.clone().or_else(usual).unwrap_or_default();
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let (name, store) = (text(theme.name()), text(&store.to_string_lossy()));
    // What nobody set is decided elsewhere.
    let language =
        language.as_ref().map(|tag| format!("language = {}\n", text(tag.as_str()))).unwrap_or_default();
    let mut lines = format!(
        "# {path}{hint}\ntheme = {name}\nascii = {ascii}\nmouse = {mouse}\nplain = {plain}\n{language}store = {store}\n"
    );
    if !keys.is_empty() {
        lines.push_str("\n[keys]\n");
    }
    for wish in keys {
        let keys: Vec<String> = wish.keys.iter().map(|key| text(&key.text)).collect();
        let action = &wish.action.text;
        let is_bare = action.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !action.is_empty();
        let action = if is_bare { action.clone() } else { text(action) };
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{action} = [{}]", keys.join(", "));
    }
    lines
}

/// Lists the actions with their keys: a table, in a pipe one a line with tabs.
fn list_keys(rows: &[KeyRow], out: &mut Output<'_>) {
    let theme = out.looks.theme.clone();
    let widest = |part: fn(&KeyRow) -> &str| rows.iter().map(|row| crate::text::width(part(row))).max();
    let (names, keys) =
        (widest(|row| &row.action).unwrap_or_default(), widest(|row| &row.keys).unwrap_or_default());
    for row in rows {
        if !out.looks.terminal {
            let [action, keys, help] = [&row.action, &row.keys, row.help].map(SafeText::new);
            out.record(&[&action, &keys, &help]);
            continue;
        }
        let padded =
            |text: &str, cells: usize| format!("{text}{}  ", " ".repeat(cells - crate::text::width(text)));
        out.line(&[
            span(padded(&row.action, names), theme.text),
            span(padded(&row.keys, keys), theme.accent),
            span(row.help, theme.secondary),
        ]);
    }
}

/// Opens the file in the person's editor; where there is none yet, with what it could say.
fn edit(
    path: &Path,
    (here, interface): (&Surroundings, Option<&dyn Interface>),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    if !(here.terminal_in && here.terminal_out) {
        let words =
            "an editor needs a terminal, and there is none here; `trailmark config path` prints the file";
        return Err(UsageError(words.to_owned()).into());
    }
    let variable = |name: &str| here.variable(name).map(ToOwned::to_owned);
    let editor = Editor::find(variable, |name| is_on_path(name, here.variable("PATH")))?;
    if !path.exists() {
        replace(&RealFiles, path, TEMPLATE.as_bytes()).with_context(|| {
            format!(
                "cannot create {}; look at its folder, or set XDG_CONFIG_HOME to another one",
                path.display()
            )
        })?;
    }
    editor.edit(path)?;
    out.text(path.display().to_string());
    let settings = Settings::read(path.to_owned(), interface);
    if let Some(problems) = &settings.problems {
        out.lines(&format!("\n{problems}"));
        return Ok(Exit::Invalid);
    }
    settings.note_problems(out);
    Ok(if settings.unreadable.is_some() { Exit::Invalid } else { Exit::Success })
}
