//! The person's settings while the interface runs: read at its start and again after each save of their file.

use std::io;
use std::time::Duration;

use super::absence::Absence;
use super::{Answer, Input, Screen, Shell};
use crate::config::{self, Config, ConfigError};
use crate::progress::Moment;
use crate::roadmap::problem::Problems;
use crate::source::Stamp;
use crate::text::{SafeText, counted};
use crate::theme::{Able, Choice, Depth, SignSet, Theme};
use crate::tui::action::{Keymap, bind, problems};
use crate::tui::app::Msg;

/// How long the terminal has for its answer: before the first frame is drawn without it, and before nobody is there to hear
/// it any more.
const PATIENCE: Duration = Duration::from_millis(100);

/// What is known of the settings.
#[derive(Debug, Default)]
pub(super) struct Settings {
    stamp: Option<Stamp>,
    absence: Absence,
    config: Config,
    /// What the terminal says of itself.
    answer: Option<Answer>,
    /// When it was asked.
    asked: Option<Moment>,
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
        let before = std::mem::replace(&mut self.settings.config, config);
        if before.language != self.settings.config.language {
            // So does what was chosen here.
            self.setup.language.here = None;
            self.setup.language.usual.clone_from(&self.settings.config.language);
            let wanted = self.setup.language.first().cloned();
            self.tell(Msg::Spoken(wanted));
        }
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
        Ok(redraw)
    }

    /// Asks the terminal what only it knows, once, before the first frame. Its ground is waited for a moment where that decides
    /// on the theme: what comes later counts too, but changes what is on the screen.
    pub(super) fn await_answer(&mut self, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<()> {
        let Able { depth, signs } = self.setup.able;
        // Elsewhere answers do not come as keys, and would be lost.
        let is_of_use = cfg!(unix) && (signs == SignSet::Unicode || depth == Depth::True);
        if !is_of_use || self.settings.asked.is_some() {
            return Ok(());
        }
        self.settings.asked = Some((self.setup.now)());
        screen.ask()?;
        if self.settings.config.theme == Choice::Auto && depth == Depth::True {
            self.hear_answer(input, PATIENCE)?;
        }
        Ok(())
    }

    /// Takes over what the terminal says of itself. Says whether to draw.
    pub(super) fn hear_answer(&mut self, input: &mut dyn Input, patience: Duration) -> io::Result<bool> {
        let Some(answer) = input.answer(patience)? else { return Ok(false) };
        self.settings.answer = Some(answer);
        Ok(self.dress())
    }

    /// Waits for an answer that is still on its way, so that it does not come out at the shell's prompt.
    pub(super) fn see_answer_off(&mut self, input: &mut dyn Input) -> io::Result<()> {
        let Settings { answer: None, asked: Some(asked), .. } = self.settings else { return Ok(()) };
        let since = (self.setup.now)().millis().saturating_sub(asked.millis());
        let left = PATIENCE.saturating_sub(Duration::from_millis(u64::try_from(since).unwrap_or_default()));
        input.await_answer(left)
    }

    fn dress(&mut self) -> bool {
        let Able { depth, signs } = self.setup.able;
        let Settings { config, answer, trouble, .. } = &self.settings;
        let has_wide_lines = answer.is_some_and(|answer| answer.has_wide_lines);
        let signs = if config.ascii || has_wide_lines { SignSet::Ascii } else { signs };
        let theme = Theme::new(depth.colours(config.theme, answer.map(|answer| answer.shade)), signs);
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
