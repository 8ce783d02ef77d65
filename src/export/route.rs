//! How a file names another one: the way from its folder, as links and addresses have it.

use std::path::{Component, Path};

/// The way from one folder to another, with `/` between its parts and empty where they are the same. Both are whole paths
/// without links. None where they have nothing in common but the root, so that a link would only work on this machine, or
/// where a name on the way is no text.
pub fn between(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let is_shared = from.iter().take(common).any(|part| matches!(part, Component::Normal(_)));
    let is_root = from.iter().all(|part| !matches!(part, Component::Normal(_)));
    if !(is_shared || is_root && common == from.len()) {
        return None;
    }
    let mut parts: Vec<&str> = vec![".."; from.len() - common];
    for part in to.get(common..)? {
        let Component::Normal(name) = part else { return None };
        parts.push(name.to_str()?);
    }
    Some(parts.join("/"))
}

/// Two parts of a way.
pub fn joined(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        for (from, to, way) in [
            ("/home/me/study", "/home/me/study/notes", Some("notes")),
            ("/home/me/study/notes", "/home/me/study/notes", Some("")),
            ("/home/me/docs/a", "/home/me/study/notes", Some("../../study/notes")),
            ("/tmp", "/home/me/notes", None),
            ("/", "/home", Some("home")),
            ("/home", "/", None),
        ] {
            assert_eq!(between(Path::new(from), Path::new(to)).as_deref(), way, "{from} {to}");
        }
    }

    #[test]
    fn parts_of_a_way() {
        assert_eq!(joined("", "a.md"), "a.md");
        assert_eq!(joined("../n", "a.md"), "../n/a.md");
    }
}
