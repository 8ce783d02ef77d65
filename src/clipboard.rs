//! Copying text, and saying which way it went.
//!
//! On this machine a tool takes it: it alone says whether it worked. Elsewhere, over ssh for example, only the terminal can: it
//! is asked with an escape sequence (OSC 52 of xterm) that most of them obey and none answers.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use self::terminal::Frame;
use crate::program;
use crate::text::SafeText;

mod terminal;

/// How long a tool may take. A person waits for it.
const LIMIT: Duration = Duration::from_secs(1);
/// Between two looks whether a tool has ended.
const STEP: Duration = Duration::from_millis(5);
/// Any one of these says that the screen is not on this machine.
const REMOTE: [&str; 3] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];

/// Copies a text, and says how or why not.
pub type CopyText = Arc<dyn Fn(&str) -> Result<Copied, SafeText> + Send + Sync>;

/// The ways to copy a text here, the best one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clipboard {
    tools: Vec<Tool>,
    frame: Frame,
    limit: Duration,
}

/// A program that takes a text on its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tool {
    name: &'static str,
    path: PathBuf,
    arguments: &'static [&'static str],
}

/// How a text was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    way: Way,
    /// What did not work before.
    failed: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Tool(&'static str),
    Terminal(Vec<u8>),
}

/// Why a text was not copied, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ClipboardError(SafeText);

impl Copied {
    /// What the caller has to write to the terminal, all at once, for the text to be copied. None where a tool has it.
    pub fn sequence(&self) -> Option<&[u8]> {
        match &self.way {
            Way::Tool(_) => None,
            Way::Terminal(bytes) => Some(bytes),
        }
    }

    /// How, in words that follow "copied": `with wl-copy`, `through the terminal (OSC 52)`; then what did not work.
    pub fn said(&self) -> SafeText {
        let way = match self.way {
            Way::Tool(name) => format!("with {name}"),
            Way::Terminal(_) => "through the terminal (OSC 52)".to_owned(),
        };
        match self.failed.as_slice() {
            [] => way.into(),
            failed => format!("{way}; {}", failed.join(", ")).into(),
        }
    }
}

impl Clipboard {
    /// The ways that there are here. `variable` gives a variable of the environment; `on_path` says where a program is, see
    /// [`program::find_on_path`].
    pub fn find(
        variable: impl Fn(&str) -> Option<OsString>,
        on_path: impl Fn(&str) -> Option<PathBuf>,
    ) -> Self {
        let has = |name| variable(name).is_some_and(|value| !value.is_empty());
        let is_here = !REMOTE.into_iter().any(has);
        let in_windows = cfg!(windows) || has("WSL_DISTRO_NAME") || has("WSL_INTEROP");
        let x11 = is_here && has("DISPLAY");
        let known: [(bool, &str, &[&str]); 7] = [
            // It would guess what kind of file the text is.
            (is_here && has("WAYLAND_DISPLAY"), "wl-copy", &["--type", "text/plain"]),
            (x11, "xclip", &["-selection", "clipboard"]),
            (x11, "xsel", &["-bi"]),
            (is_here, "pbcopy", &[]),
            (is_here && in_windows, if cfg!(windows) { "clip" } else { "clip.exe" }, &[]),
            (is_here, "termux-clipboard-set", &[]),
            // It tells its own terminal, and so is as good from afar; the text is in its buffer at least.
            (has("TMUX"), "tmux", &["load-buffer", "-w", "-"]),
        ];
        let tools = known
            .into_iter()
            .filter(|(may, _, _)| *may)
            .filter_map(|(_, name, arguments)| on_path(name).map(|path| Tool { name, path, arguments }));
        let frame = match (has("TMUX"), has("STY")) {
            (true, _) => Frame::Tmux,
            (false, true) => Frame::Screen,
            (false, false) => Frame::None,
        };
        Self { tools: tools.collect(), frame, limit: LIMIT }
    }

    /// The same, but each tool may take so long; else it is a second.
    #[must_use]
    pub fn waiting(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Copies `text`. Waits for a tool until its time is up, and ends it then.
    ///
    /// # Errors
    /// Where no tool took it and it is too long for a terminal.
    pub fn copy(&self, text: &str) -> Result<Copied, ClipboardError> {
        let mut failed = Vec::new();
        for tool in &self.tools {
            match tool.take(text, self.limit) {
                Ok(()) => return Ok(Copied { way: Way::Tool(tool.name), failed }),
                Err(why) => failed.push(format!("{} {why}", tool.name)),
            }
        }
        if let Some(bytes) = terminal::osc52(text, self.frame) {
            return Ok(Copied { way: Way::Terminal(bytes), failed });
        }
        failed.push(format!(
            "the text is too long to be copied through the terminal ({} bytes; it takes {}); where there is a clipboard, \
             `trailmark show TOPIC | wl-copy` copies all",
            text.len(),
            terminal::LONGEST
        ));
        Err(ClipboardError(failed.join("; ").into()))
    }
}

/// What copies texts with `clipboard`.
pub fn copier(clipboard: Clipboard) -> CopyText {
    Arc::new(move |text| clipboard.copy(text).map_err(|error| error.0))
}

impl Tool {
    /// Gives it the text; says what went wrong in words that follow its name.
    fn take(&self, text: &str, limit: Duration) -> Result<(), String> {
        let mut command = Command::new(&self.path);
        command.args(self.arguments);
        // Most go on in the background to serve the text, and would hold what they got open.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // It takes the text for Latin where no locale says otherwise.
        if self.name == "pbcopy" {
            command.env("LC_ALL", "en_US.UTF-8");
        }
        let mut child = program::set_apart(&mut command)
            .spawn()
            .map_err(|error| format!("did not start: {}", program::why_not_run(&error)))?;
        let until = Instant::now() + limit;
        let written = feed(&mut child, self.encoded(text));
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => break,
                Ok(Some(status)) => return Err(program::how_it_ended(status)),
                Ok(None) if Instant::now() < until => std::thread::sleep(STEP),
                Ok(None) | Err(_) => {
                    // So that no zombie is left. It cannot refuse.
                    let _ = child.kill().and_then(|()| child.wait());
                    return Err("did not answer in time".to_owned());
                }
            }
        }
        match written.recv_timeout(until.saturating_duration_since(Instant::now()).max(STEP)) {
            Ok(true) => Ok(()),
            _ => Err("did not take all of the text".to_owned()),
        }
    }

    /// The text as the tool reads it.
    fn encoded(&self, text: &str) -> Vec<u8> {
        // What is not UTF-16 it takes for the code page of the country.
        if self.name.starts_with("clip") {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            text.as_bytes().to_vec()
        }
    }
}

/// Writes `bytes` to the standard input of `child` and closes it; the answer is whether all was taken. In a thread, for a tool
/// that does not read would hold us.
fn feed(child: &mut Child, bytes: Vec<u8>) -> Receiver<bool> {
    let (sender, receiver) = channel();
    if let Some(mut pipe) = child.stdin.take() {
        // Without a thread there is no answer, which is told.
        let _ = std::thread::Builder::new().name("clipboard".into()).spawn(move || {
            let all = pipe.write_all(&bytes).is_ok();
            drop(pipe);
            let _ = sender.send(all);
        });
    }
    receiver
}
