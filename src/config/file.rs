//! Where the configuration lies, and reading it.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use directories::BaseDirs;
#[cfg(not(unix))]
use directories::ProjectDirs;

use super::{Config, KeyWish, parse};
use crate::files::open_regular;
use crate::roadmap::problem::{Problem, Problems};
use crate::text::SafeText;

/// Longest configuration that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// A configuration that says nothing yet, and what it could say.
pub const TEMPLATE: &str = r#"# Settings of trailmark. All of them may be left out; the interface takes over what you save here while it runs.

# Colours of the interface: "terminal" (your own 16), "dark" or "light" (true colour, a ground of their own), or
# "auto" (dark or light, like your terminal).
#theme = "terminal"

# Draw with ASCII signs only.
#ascii = false

# Take the mouse: the wheel scrolls, a click selects. Without it the terminal selects text.
#mouse = true

# Open in plain mode, as --plain does: lines and words for a screen reader. Counts from the next start on.
#plain = false

# Language of titles and notes, where a roadmap has it; else that of your locale, else the roadmap's own. The program itself
# speaks English.
#language = "ko"

# The folder that holds your progress: a whole path, or one that begins with ~/. Counts from the next start on.
#store = "~/study"

# Keys to add; one with a "-" before it goes. `trailmark config keys` lists the actions.
#[keys]
#quit = ["Q", "-q"]
#toggle-done = "x"
"#;

/// Why a configuration cannot be read or written. Says what was being done, to which file, why it failed and what to do
/// next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub SafeText);

/// Where the configuration lies: `trailmark/config.toml` in `XDG_CONFIG_HOME`, else in `~/.config`, on every Unix; in the
/// folder of the platform elsewhere. None where there is no home folder. `variable` gives a variable of the environment.
pub fn path(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    #[cfg(unix)]
    let folder = {
        // A relative path is to be ignored, as the specification of these folders says.
        let named = variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        named.or_else(|| home().map(|home| home.join(".config"))).map(|folder| folder.join("trailmark"))
    };
    #[cfg(not(unix))]
    let folder = {
        let _ = variable;
        ProjectDirs::from("", "", "trailmark").map(|folders| folders.config_dir().to_owned())
    };
    folder.map(|folder| folder.join("config.toml"))
}

fn home() -> Option<PathBuf> {
    BaseDirs::new().map(|folders| folders.home_dir().to_owned())
}

/// Reads a configuration; one that is not there says nothing. `wrong_keys` as in [`parse`].
///
/// # Errors
/// Where there is something that cannot be read.
pub fn read(
    path: &Path,
    wrong_keys: &dyn Fn(&[KeyWish]) -> Vec<Problem>,
) -> Result<(Config, Option<Problems>), ConfigError> {
    match text_of(path) {
        Ok(text) => Ok(parse(&text, (path, home().as_deref()), wrong_keys)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((Config::default(), None)),
        Err(error) => {
            let file = path.display();
            let why = format!(
                "cannot read your settings in {file}: {error}. The usual ones count; mend the file, or take it away"
            );
            Err(ConfigError(why.into()))
        }
    }
}

fn text_of(path: &Path) -> io::Result<String> {
    let file = open_regular(path, OpenOptions::new().read(true))?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 64 KiB"));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_good_configuration_whether_its_lines_count_or_not() {
        let file = (Path::new("config.toml"), Some(Path::new("/home/ann")));
        assert_eq!(parse(TEMPLATE, file, &|_| Vec::new()), (Config::default(), None));
        let lines = TEMPLATE.lines().map(|line| {
            let setting = line.strip_prefix('#').filter(|rest| !rest.starts_with(' '));
            setting.unwrap_or(line).to_owned() + "\n"
        });
        let (config, problems) = parse(&lines.collect::<String>(), file, &|_| Vec::new());
        assert_eq!(problems, None);
        assert_eq!(config.store.as_deref(), Some(Path::new("/home/ann/study")));
        assert_eq!(config.keys.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn where_it_lies() {
        let in_folder = |folder: &str| {
            let folder = OsString::from(folder);
            path(|name| (name == "XDG_CONFIG_HOME").then(|| folder.clone()))
        };
        assert_eq!(in_folder("/c"), Some("/c/trailmark/config.toml".into()));
        let usual = path(|_| None);
        assert_eq!(in_folder("relative"), usual);
        assert!(usual.is_none_or(|path| path.ends_with(".config/trailmark/config.toml")));
    }

    #[test]
    fn what_is_no_file_of_settings_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let read = |path: &Path| read(path, &|_| Vec::new());
        assert_eq!(read(&dir.path().join("none")), Ok((Config::default(), None)));
        let file = dir.path().join("config.toml");
        for (bytes, why) in
            [(vec![b' '; 70_000], "it is larger than 64 KiB"), (vec![0xFF], "it is not UTF-8 text")]
        {
            crate::store::replace(&crate::store::RealFiles, &file, &bytes).expect("a file");
            let error = read(&file).expect_err("no settings").to_string();
            assert!(error.contains(why) && error.contains("config.toml"), "{error}");
        }
        assert!(read(dir.path()).is_err());
    }
}
