//! The last line of an export for people: it tells a file that only the program wrote from one that somebody went on with.

use crate::fingerprint::fingerprint;

/// Stands before the number.
const BEFORE: &str = "<!-- trailmark export ";
/// Stands after it.
const AFTER: &str = " -->";

/// Adds the seal, a comment of Markdown, HTML and SVG, to a text that ends with a line break.
pub(super) fn sealed(text: String) -> String {
    let number = number(text.as_bytes());
    text + &format!("{BEFORE}{number:016x}{AFTER}\n")
}

/// Whether a file ends with the seal of all that stands before it. Line breaks may have become those of another system.
pub(super) fn is_whole(file: &[u8]) -> bool {
    let end = file.trim_ascii_end();
    let start = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (text, seal) = end.split_at(start);
    let said = str::from_utf8(seal).ok().and_then(|seal| seal.strip_prefix(BEFORE)?.strip_suffix(AFTER));
    said.is_some_and(|said| said == format!("{:016x}", number(text)))
}

/// A number for a text. Carriage returns do not count.
fn number(text: &[u8]) -> u64 {
    fingerprint(text.iter().copied().filter(|byte| *byte != b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_until_something_is_changed() {
        let file = sealed("# 로드맵\n\ntext\n".to_owned());
        assert!(is_whole(file.as_bytes()));
        assert!(is_whole(file.replace('\n', "\r\n").as_bytes()));
        assert!(is_whole(file.trim_end().as_bytes()));
        for other in [
            file.replace("text", "test"),
            format!("{file}more\n"),
            format!("more\n{file}"),
            "# 로드맵\n".to_owned(),
            String::new(),
            "<!-- trailmark export  -->".to_owned(),
        ] {
            assert!(!is_whole(other.as_bytes()), "{other}");
        }
        assert!(!is_whole(b"\xFF\n\xFF"));
    }
}
