//! What the operating system wants: ending, stopping, going on, and a terminal that is no longer there.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

/// How often it is looked whether the terminal still exists.
const TERMINAL_CHECK: Duration = Duration::from_millis(500);
/// How long the loop has to end in order after a signal. Longer than it sleeps at most.
const GRACE: Duration = Duration::from_millis(900);

/// How often, and how many times, it is looked whether an interruption of another program is over.
const LOOK: Duration = Duration::from_millis(1);
const MOST_LOOKS: u32 = 500;

/// How long giving the terminal back may take then.
const FAREWELL: Duration = Duration::from_millis(300);

/// Signals as the loop sees them.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ending: Arc<AtomicI32>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    lent: Arc<AtomicBool>,
    /// A key that interrupts came, and the thread has not looked at it yet.
    interrupted: Arc<AtomicBool>,
}

impl Signals {
    /// The signal that asks the program to end.
    pub fn ending(&self) -> Option<i32> {
        Some(self.ending.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }

    /// The terminal belongs to another program from now on: what its keys send (`^C`, `^\`) is meant for that one.
    pub fn lend(&self) {
        self.interrupted.store(false, Ordering::SeqCst);
        self.lent.store(true, Ordering::SeqCst);
    }

    /// The terminal is ours again. What ended the other program may still be on its way to the thread that looks at it.
    pub fn take_back(&self) {
        for _ in 0..MOST_LOOKS {
            if !self.interrupted.load(Ordering::SeqCst) {
                break;
            }
            thread::sleep(LOOK);
        }
        self.lent.store(false, Ordering::SeqCst);
        self.take_stop();
        self.take_continued();
    }

    /// Whether somebody asked the program to stop since the last call.
    pub fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether the program was stopped and goes on since the last call.
    pub fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }
}

#[cfg(unix)]
impl Signals {
    /// Watches signals and the terminal from two threads.
    ///
    /// # Errors
    /// Where a handler or a thread cannot be had.
    pub fn watch() -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        let signals = Self::default();
        signal_hook::flag::register(SIGTSTP, Arc::clone(&signals.stop))?;
        signal_hook::flag::register(SIGCONT, Arc::clone(&signals.continued))?;
        // Before the next line: handlers are called in this order.
        signal_hook::flag::register(SIGINT, Arc::clone(&signals.interrupted))?;
        signal_hook::flag::register(SIGQUIT, Arc::clone(&signals.interrupted))?;
        let mut incoming = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
        let of_signals = signals.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let is_for_another = |signal: &i32| {
                let is = [SIGINT, SIGQUIT].contains(signal) && of_signals.lent.load(Ordering::SeqCst);
                if is {
                    of_signals.interrupted.store(false, Ordering::SeqCst);
                }
                is
            };
            if let Some(signal) = incoming.forever().find(|signal| !is_for_another(signal)) {
                of_signals.end_soon(signal);
            }
        })?;
        let of_terminal = signals.clone();
        thread::Builder::new().name("terminal".to_owned()).spawn(move || {
            while terminal_exists() {
                thread::sleep(TERMINAL_CHECK);
            }
            of_terminal.end_soon(SIGHUP);
        })?;
        Ok(signals)
    }

    /// Asks the loop to end, and ends the process where it does not: crossterm's read loop may not come back when the
    /// terminal is gone, and would use a whole core for ever.
    fn end_soon(&self, signal: i32) -> ! {
        self.ending.store(signal, Ordering::SeqCst);
        thread::sleep(GRACE);
        // Whoever reads the terminal may be stuck, and then so is who says farewell to it.
        let farewell = thread::Builder::new().spawn(super::term::leave);
        let start = std::time::Instant::now();
        while farewell.as_ref().is_ok_and(|thread| !thread.is_finished()) && start.elapsed() < FAREWELL {
            thread::sleep(Duration::from_millis(5));
        }
        super::term::end(128 + signal)
    }

    /// Whether somebody is there who could continue the process: a shell in the session of this terminal. A terminal
    /// that was opened for this program alone has none, and a process that stops there stays stopped.
    pub fn can_stop(&self) -> bool {
        use nix::unistd::{getppid, getsid};
        let parent = getppid();
        // Who is outside of our container has the number 0; a session that began outside has it too, for all in it.
        parent.as_raw() != 0 && getsid(Some(parent)).is_ok_and(|session| getsid(None) == Ok(session))
    }

    /// Stops the process as the shell expects it of `Ctrl-Z`; returns when it goes on.
    pub fn stop_here(&self) {
        // With its default action: our own handler would only set the flag.
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
        self.take_stop();
        self.take_continued();
    }
}

#[cfg(unix)]
fn terminal_exists() -> bool {
    rustix::termios::tcgetattr(rustix::stdio::stdin()).is_ok()
}

#[cfg(not(unix))]
impl Signals {
    /// There is nothing to watch here.
    ///
    /// # Errors
    /// None.
    pub fn watch() -> io::Result<Self> {
        Ok(Self::default())
    }

    /// There is no stopping here.
    pub fn can_stop(&self) -> bool {
        false
    }

    /// There is no stopping here.
    pub fn stop_here(&self) {}
}
