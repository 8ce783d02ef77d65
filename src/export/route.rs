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

/// A way as an address in Markdown and HTML: what has a meaning there is written in percent.
pub fn address(way: &str) -> String {
    let mut out = String::with_capacity(way.len());
    for c in way.chars() {
        // Letters of other scripts stay readable: every browser takes them.
        let is_plain = c.is_ascii_alphanumeric() || "-._~/+,;=@!$".contains(c);
        if is_plain || !c.is_ascii() && c.is_alphanumeric() {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.extend(
                        char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()),
                    );
                }
            }
        }
    }
    // What stands before a colon would be a scheme; a colon itself is written in percent.
    out
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
    fn addresses_break_no_link() {
        assert_eq!(address("notes/한글 노트 (1)&[x].md"), "notes/한글%20노트%20%281%29%26%5Bx%5D.md");
        assert_eq!(joined("", "a.md"), "a.md");
        assert_eq!(joined("../n", "a.md"), "../n/a.md");
    }
}
