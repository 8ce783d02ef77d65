//! The program: reads the clock, runs the command line, prints the error, returns the exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use trailmark::cli::exit::Exit;
use trailmark::cli::surroundings::Surroundings;
use trailmark::progress::Moment;
use trailmark::{cli, text};

fn main() -> ExitCode {
    let here = Surroundings::of_process(now());
    match cli::run(&here, None) {
        Ok(exit) => exit.into(),
        Err(error) => {
            // Nobody can be told that standard error does not work.
            let _ = writeln!(io::stderr(), "{}", text::clean_lines(&format!("trailmark: {error:#}")));
            Exit::of(&error).into()
        }
    }
}

/// The time of this run. A clock before 1970 is as good as none; event keys stay in order all the same.
#[expect(clippy::disallowed_methods, reason = "the one place where the command line reads the clock")]
fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
