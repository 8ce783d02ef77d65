//! The person's settings while the interface runs: read at its start and again after each save of their file.

use std::io;
use std::time::Duration;

use super::absence::Absence;
use super::{Input, Screen, Shell};
use crate::config::{self, Config, ConfigError};
use crate::roadmap::problem::Problems;
use crate::source::Stamp;
use crate::text::{SafeText, counted};
use crate::theme::{Able, Choice, Depth, Shade, SignSet, Theme};
use crate::tui::action::{Keymap, bind, problems};
use crate::tui::app::Msg;
use crate::tui::ground::QUESTION;

/// How long the terminal has for its answer before the first frame is drawn without it.
const PATIENCE: Duration = Duration::from_millis(100);

/// What is known of the settings.
#[derive(Debug, Default)]
pub(super) struct Settings {
    stamp: Option<Stamp>,
    absence: Absence,
    config: Config,
    /// What the terminal says of its own ground.
    shade: Option<Shade>,
    has_asked: bool,
    /// What is wrong with the settings.
    trouble: Option<SafeText>,
}

impl Shell {
    /// Reads the settings and takes them over. Says whether to draw.
    pub(super) fn read_settings(&mut self) -> bool {
        let Some(path) = self.setup.config.clone() else {
            // Keys belong to the thread, on which another interface may have run.
            bind(Keymap::default());
            return false;
        };
        self.settings.stamp = Stamp::of(&path).ok();
        let (config, trouble) = match config::read(&path, &problems) {
            Ok((config, problems)) => (config, problems.as_ref().and_then(said)),
            Err(ConfigError(why)) => (Config::default(), Some(why)),
        };
        bind(Keymap::of(&config.keys).0);
        // What `M` did meanwhile holds until the setting changes.
        if config.mouse != self.settings.config.mouse {
            self.setup.mouse = config.mouse;
        }
        self.settings.config = config;
        self.settings.trouble = trouble;
        self.dress()
    }

    /// Whether the mouse is to be ours.
    pub(in crate::tui) fn wants_mouse(&self) -> bool {
        self.setup.mouse
    }

    /// Reads the settings again where their file changed.
    pub(super) fn look_at_settings(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let Some(path) = &self.setup.config else { return Ok(false) };
        let (stamp, before) = (Stamp::of(path).ok(), self.settings.stamp.as_ref());
        if self.settings.absence.is_brief(before, stamp.as_ref(), self.looked) || stamp.as_ref() == before {
            return Ok(false);
        }
        let had_mouse = self.setup.mouse;
        let redraw = self.read_settings();
        if self.setup.mouse != had_mouse {
            screen.take_mouse(self.setup.mouse)?;
        }
        self.ask_shade(screen)?;
        Ok(redraw)
    }

    /// Waits a moment for what the terminal says of its ground, where that decides on the theme. What comes later counts too.
    pub(super) fn await_shade(&mut self, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<()> {
        if self.ask_shade(screen)? {
            self.hear_shade(input, PATIENCE)?;
        }
        Ok(())
    }

    /// Takes over what the terminal says of its ground. Says whether to draw.
    pub(super) fn hear_shade(&mut self, input: &mut dyn Input, patience: Duration) -> io::Result<bool> {
        let Some(shade) = input.shade(patience)? else { return Ok(false) };
        self.settings.shade = Some(shade);
        Ok(self.dress())
    }

    /// Asks the terminal for its ground, once, and only where that decides on the theme. Says whether it did.
    fn ask_shade(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let is_open = self.settings.config.theme == Choice::Auto && self.setup.able.depth == Depth::True;
        // Elsewhere answers do not come as keys, and would be lost.
        if !cfg!(unix) || !is_open || std::mem::replace(&mut self.settings.has_asked, true) {
            return Ok(false);
        }
        screen.pass(QUESTION)?;
        Ok(true)
    }

    fn dress(&mut self) -> bool {
        let Able { depth, signs } = self.setup.able;
        let Settings { config, shade, trouble, .. } = &self.settings;
        let signs = if config.ascii { SignSet::Ascii } else { signs };
        let theme = Theme::new(depth.colours(config.theme, *shade), signs);
        let trouble = trouble.clone();
        self.setup.theme = theme.clone();
        self.tell(Msg::Configured(Box::new(theme), trouble))
    }
}

/// What is said of the mistakes in a configuration.
fn said(problems: &Problems) -> Option<SafeText> {
    let first = problems.list.first()?;
    let line = problems.line(&first.span);
    let mistakes = counted(problems.list.len(), "mistake");
    let more = if problems.list.len() > 1 { "the first " } else { "" };
    let message = first.message.as_str().trim_end_matches('.');
    let file = problems.file.display();
    let text = format!(
        "Your settings have {mistakes}, {more}in line {line}: {message}. The rest counts; trailmark check says more \
         ({file})"
    );
    Some(text.into())
}
