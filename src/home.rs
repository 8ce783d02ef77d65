//! The person's home folder, and paths below it as people write them: `~/study`.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::text::SafeText;

/// The person's home folder, where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home(pub Option<PathBuf>);

impl Home {
    /// That of whoever runs this process.
    pub fn of_process() -> Self {
        Self(BaseDirs::new().map(|folders| folders.home_dir().to_owned()))
    }

    /// A path as it is shown.
    pub fn shown(&self, path: &Path) -> SafeText {
        let below = self.0.as_ref().and_then(|home| path.strip_prefix(home).ok());
        match below {
            Some(below) if below.as_os_str().is_empty() => "~".into(),
            Some(below) => SafeText::new(Path::new("~").join(below).to_string_lossy()),
            None => SafeText::new(path.to_string_lossy()),
        }
    }

    /// The path that a person typed; quotes around it, as terminals put them around a file that is dropped, do not count.
    pub fn typed(&self, text: &str) -> PathBuf {
        let text = text.trim();
        let quoted = ['\'', '"'].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
        let path = Path::new(quoted.unwrap_or(text));
        match (&self.0, path.strip_prefix("~")) {
            (Some(home), Ok(below)) => home.join(below),
            _ => path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_there_and_back() {
        let home = Home(Some("/home/ann".into()));
        for (path, shown) in [
            ("/home/ann/study", "~/study"),
            ("/home/ann", "~"),
            ("/home/anna", "/home/anna"),
            ("/srv/공부", "/srv/공부"),
        ] {
            assert_eq!(home.shown(Path::new(path)).as_str(), shown);
            assert_eq!(home.typed(shown), Path::new(path));
            assert_eq!(Home(None).shown(Path::new(path)).as_str(), path);
        }
        for (typed, path) in [
            (" ~/a b ", "/home/ann/a b"),
            ("'/x y/z' ", "/x y/z"),
            ("\"~/q\"", "/home/ann/q"),
            ("~bob/a", "~bob/a"),
            ("", ""),
        ] {
            assert_eq!(home.typed(typed), Path::new(path));
        }
        assert_eq!(Home(None).typed("~/a"), Path::new("~/a"));
    }
}
