//! Paths that are free, and that every platform can have.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

/// Longest name of a file or folder, in bytes.
const MAX_NAME: usize = 200;
/// What Windows keeps for devices, whatever the ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];
/// What stands behind `com` and `lpt` in the names of such devices.
const PORTS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];

/// The paths that are taken. Letters that differ in their case only are the same: so it is on many disks.
#[derive(Debug, Default)]
pub(super) struct Paths {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Paths {
    /// Takes a path, if it is free.
    pub(super) fn take(&mut self, path: &str) -> bool {
        let key = key(path);
        let is_free = !self.files.contains(&key)
            && !self.folders.contains(&key)
            && folders(&key).all(|folder| !self.files.contains(folder));
        if is_free {
            self.reserve(path);
        }
        is_free
    }

    /// Takes a path, whether it is free or not.
    pub(super) fn reserve(&mut self, path: &str) {
        let key = key(path);
        self.folders.extend(folders(&key).map(str::to_owned));
        self.files.insert(key);
    }

    /// This path or, where that is taken, one like it.
    pub(super) fn free(&mut self, path: &str) -> String {
        let mut number = 1;
        loop {
            let candidate = numbered(path, number);
            if self.take(&candidate) {
                return candidate;
            }
            // Where a folder has the name of a file, another folder will do.
            if let Some((first, rest)) = path.split_once('/').filter(|_| number > 1) {
                let candidate = format!("{first}-{number}/{rest}");
                if self.files.contains(&key(first)) && self.take(&candidate) {
                    return candidate;
                }
            }
            number += 1;
        }
    }
}

fn key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// The folders of a path.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

fn numbered(path: &str, number: usize) -> String {
    if number < 2 {
        return path.to_owned();
    }
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("{folder}{slash}{stem}-{number}.{ending}"),
        None => format!("{folder}{slash}{name}-{number}"),
    }
}

/// A path that every platform can have and that stays in its folder.
pub(super) fn safe(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(safe_name).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "note.md".to_owned() } else { parts.join("/") }
}

fn safe_name(name: &str) -> String {
    let is_bad = |c: char| c.is_control() || matches!(c, '\\' | ':' | '|' | '<' | '>' | '"' | '?' | '*');
    let name: String = name.nfc().map(|c| if is_bad(c) { '-' } else { c }).collect();
    let name = name.trim_end_matches([' ', '.']).trim_start();
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_device = DEVICES.contains(&&*stem) || port.is_some_and(|rest| PORTS.contains(&rest));
    let name = if is_device { format!("_{name}") } else { name.to_owned() };
    if name.len() <= MAX_NAME {
        return name;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.len() < 16);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let mut short = String::new();
    for c in name.chars() {
        if short.len() + c.len_utf8() + ending.len() > MAX_NAME {
            break;
        }
        short.push(c);
    }
    format!("{}{ending}", short.trim_end_matches([' ', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::NotePath;

    #[test]
    fn names_are_safe_everywhere() {
        for (path, wanted) in [
            ("a/b c.md", "a/b c.md"),
            ("a:b?.md", "a-b-.md"),
            ("con.md", "_con.md"),
            ("a/COM1", "a/_COM1"),
            ("COM².md", "_COM².md"),
            ("nul .md", "_nul .md"),
            ("comb.md", "comb.md"),
            ("come.md", "come.md"),
            ("com!", "com!"),
            ("console.md", "console.md"),
            ("a. /b.", "a/b"),
            ("..", "note.md"),
            ("e\u{301}.md", "é.md"),
            ("c:x.md", "c-x.md"),
        ] {
            assert_eq!(safe(path), wanted, "{path}");
            assert!(NotePath::new(&safe(path)).is_ok(), "{path}");
        }
        let long = safe(&format!("{}.md", "가".repeat(100)));
        assert!(long.len() <= MAX_NAME && long.ends_with("가.md"), "{long}");
    }

    #[test]
    fn a_path_is_given_once() {
        let mut paths = Paths::default();
        let free: Vec<String> =
            ["a/b.md", "A/B.md", "a/b.md", "a", "b", "b/c.md", "x.tar"].map(|path| paths.free(path)).into();
        assert_eq!(free, ["a/b.md", "A/B-2.md", "a/b-3.md", "a-2", "b", "b-2/c.md", "x.tar"]);
    }
}
