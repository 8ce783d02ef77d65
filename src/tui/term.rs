//! The terminal: taken over and given back, symmetrically, whatever happens.

use std::io::{self, BufWriter, Write as _};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use crate::guard::is_guarded;

/// Room for a whole frame, so that it goes out in one write.
const FRAME_BYTES: usize = 64 * 1024;

/// Largest frame that is drawn, in cells: far more than any screen has. What the terminal says is only a claim, and memory
/// that cannot be had would end the program without giving the terminal back.
const MOST_CELLS: u64 = 4_000_000;

/// Whether the terminal is ours. It is left by whoever comes first: the loop, a panic, a signal.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

type Out = BufWriter<RawStdout>;

/// The terminal while it is ours. Dropping it gives it back.
pub struct Term {
    terminal: Terminal<CrosstermBackend<Out>>,
}

impl Term {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste.
    ///
    /// # Errors
    /// Where the terminal refuses; it is left as it was then.
    pub fn enter() -> io::Result<Self> {
        HOOK.call_once(install_hook);
        // Whether there are colours is the theme's matter; crossterm would look at NO_COLOR once more by itself.
        crossterm::style::force_color_output(true);
        TAKEN.store(true, Ordering::SeqCst);
        let entered = take_over().and_then(|()| new_terminal());
        if entered.is_err() {
            leave();
        }
        Ok(Self { terminal: entered? })
    }

    /// Draws one frame, as one synchronised update.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if !is_drawable(self.terminal.size()?) {
            return Ok(());
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Passes a sequence on that shows nothing.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn pass(&mut self, sequence: &[u8]) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        io::Write::write_all(out, sequence)?;
        io::Write::flush(out)
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn repaint(&mut self) -> io::Result<()> {
        // Not Terminal::clear: it asks the terminal for the cursor and fails where nothing answers.
        self.terminal = new_terminal()?;
        execute!(self.terminal.backend_mut(), Clear(ClearType::All))
    }

    /// Gives the terminal back, lets `pause` run, and takes it over again.
    ///
    /// # Errors
    /// Where the terminal cannot be taken again.
    pub fn while_left(&mut self, pause: impl FnOnce()) -> io::Result<()> {
        leave();
        pause();
        self.take_again()
    }

    /// Takes the terminal over once more, as after the process was stopped and continued by others.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn take_again(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        // crossterm believes that the terminal is raw still, though a shell may have made it cooked meanwhile.
        let _ = terminal::disable_raw_mode();
        take_over()?;
        self.repaint()
    }

    /// The size of the screen.
    ///
    /// # Errors
    /// Where the terminal does not tell.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether there is memory for a frame of this size.
fn is_drawable(size: Size) -> bool {
    u64::from(size.width) * u64::from(size.height) <= MOST_CELLS
}

fn new_terminal() -> io::Result<Terminal<CrosstermBackend<Out>>> {
    if !is_drawable(terminal::size()?.into()) {
        return Err(io::Error::other("it says that it is larger than any screen"));
    }
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, RawStdout)))
}

fn take_over() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(RawStdout, EnterAlternateScreen, EnableBracketedPaste, Hide, Clear(ClearType::All))
}

/// Gives the terminal back. Each step is tried whatever the others did; safe to call twice and from any thread.
pub fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // One write without a lock: the thread that holds the lock may be stuck in a write to a terminal that is gone.
    let mut farewell = Vec::new();
    let queued = queue!(
        farewell,
        EndSynchronizedUpdate,
        ResetColor,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    if queued.is_ok() {
        let _ = RawStdout.write_all(&farewell);
    }
    let _ = terminal::disable_raw_mode();
}

/// One hook for the whole process: gives the terminal back before the message is printed, and ends the program, for a
/// thread that is gone would leave the others waiting.
fn install_hook() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // The renderer of notes is allowed to stumble: its caller shows the source instead.
        if is_guarded() {
            return;
        }
        leave();
        report(info);
        end(101);
    }));
}

/// Ends the process from a thread that is not the main one, or from a panic.
#[expect(
    clippy::disallowed_methods,
    reason = "no way back to main from here; the terminal is already given back"
)]
pub(super) fn end(code: i32) -> ! {
    std::process::exit(code)
}

/// Standard output without the buffer and the lock of the standard library.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawStdout;

#[cfg(unix)]
impl io::Write for RawStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(not(unix))]
impl io::Write for RawStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}
