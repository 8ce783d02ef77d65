//! `store init`: makes the store's folder ready for other devices.

use super::args::Arguments;
use super::context::places;
use super::exit::{Exit, UsageError};
use super::output::Output;
use super::surroundings::Surroundings;
use super::sync::{heard_by, setting};
use crate::sync::{self, Prepared};
use crate::text::SafeText;

/// Makes the store's folder a git repository, and says what comes next.
pub(super) fn init(
    arguments: &Arguments,
    here: &Surroundings,
    git: bool,
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    if !git {
        let words = "say how the store goes to other devices: `trailmark store init --git` makes it a git repository; \
                     for Syncthing, Dropbox and the like there is nothing to do";
        return Err(UsageError(words.to_owned()).into());
    }
    let setting = setting(places(arguments, here)?, here);
    let prepared = sync::init(&setting, &mut heard_by(arguments, out))?;
    if !out.looks.quiet {
        say(&prepared, &SafeText::new(setting.places.data.to_string_lossy()), out);
    }
    Ok(Exit::Success)
}

fn say(prepared: &Prepared, data: &SafeText, out: &mut Output<'_>) {
    match &prepared.around {
        Some(around) => {
            let around = SafeText::new(around.to_string_lossy());
            out.text(format!("{data} lies in the git repository {around}, which holds other things too."));
            out.text("Only your progress and your summaries are ever committed; the rest is left as it is.");
        }
        None if prepared.is_new => out.text(format!("{data} is a git repository now.")),
        None => out.text(format!("{data} is a git repository already.")),
    }
    out.text(match prepared.written.as_slice() {
        [] => "Nothing had to be changed.".to_owned(),
        written => format!("Written: {}.", written.join(" and ")),
    });
    if !prepared.has_remote {
        out.text("Next, with the address of an empty repository that your devices can reach:");
        out.text(format!("  git -C {} remote add origin ADDRESS", quoted(data)));
    }
    out.text("Then on every device, whenever you like: trailmark sync");
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &SafeText) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-~+:".contains(c);
    let path = path.as_str();
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_for_a_shell() {
        for (path, shell) in [("/a/로드맵", "/a/로드맵"), ("/a b", "'/a b'"), ("/it's", "'/it'\\''s'")]
        {
            assert_eq!(quoted(&SafeText::new(path)), shell);
        }
    }
}
