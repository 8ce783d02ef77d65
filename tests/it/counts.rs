//! How often the tests that need chance are run, and whether all were.

use std::io::Write as _;

/// `ci` rounds, or `release` rounds where `TRAILMARK_ROUNDS=release` is set, as it is before a release.
pub(crate) fn rounds(ci: usize, release: usize) -> usize {
    let is_release = std::env::var_os("TRAILMARK_ROUNDS").is_some_and(|value| value == "release");
    if is_release { release } else { ci }
}

/// Says that a test was left out here, also where it is one of hundreds that pass.
pub(crate) fn skipped(why: &str) {
    // Past the test harness, which keeps to itself what good tests print.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Numbers that look random and are the same in every run (xorshift64*).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn throw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.throw() >> 16).expect("48 bits") % end
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.throw().to_be_bytes()[0]
    }
}
