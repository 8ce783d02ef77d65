//! Running what may panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic in this thread is about to be caught here and costs no more than the looks of a paragraph or of some code.
///
/// The program's panic hook must look at it and return at once where it is set: a hook that restores the terminal
/// would tear down a screen that goes on.
pub(crate) fn is_guarded() -> bool {
    GUARDED.get()
}

/// What `work` returns, or none where it panics.
///
/// The Markdown parser, its renderer and the grammars of code are not ours, and a note must never end the program. What `work` borrows is only
/// read, so nothing half-done is left behind.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let _reset = Reset(GUARDED.replace(true));
    catch_unwind(AssertUnwindSafe(work)).ok()
}

struct Reset(bool);

impl Drop for Reset {
    fn drop(&mut self) {
        GUARDED.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_guard_ends() {
        assert!(!is_guarded());
        let seen = guarded(is_guarded);
        assert_eq!(seen, Some(true));
        assert_eq!(guarded(|| -> () { std::panic::panic_any(()) }), None);
        assert!(!is_guarded());
    }
}
